using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace PyFrameworks.Generators.Rules;

/// <summary>What the list of rules says of one.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Name">The name that users may write for it.</param>
/// <param name="Severity">The default severity as a C# expression.</param>
/// <param name="Summary">What it finds, in a sentence: the first one of the class's summary.</param>
/// <param name="Explanation">Its page.</param>
/// <param name="TypeName">The class, fully qualified.</param>
internal sealed record RuleData(string Code, string Name, string Severity, string Summary, string Explanation, string TypeName);

/// <summary>A class with the attribute, and the places that errors stand on.</summary>
internal sealed record FoundRule(RuleData Data, bool IsRule, Place Class, Place Code, Place Name);

/// <summary>A location without its syntax tree, which would keep an old compilation alive.</summary>
internal sealed record Place(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public Location ToLocation() => Location.Create(Path, Span, Lines);

    public static Place Of(Location location) => new(location.SourceTree?.FilePath ?? "", location.SourceSpan, location.GetLineSpan().Span);
}
