using System.Collections.Immutable;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Python;

/// <summary>An expression, as far as a reader of literal data needs it; any other is <see cref="OtherExpression"/>.</summary>
/// <param name="Span">From its first to its last character.</param>
public abstract record PythonExpression(TextSpan Span)
{
    /// <summary>The expressions directly within it.</summary>
    public virtual IEnumerable<PythonExpression> Parts => [];
}

/// <summary>A plain string, adjacent literals joined.</summary>
/// <param name="Text">Its value, and where each character is written.</param>
/// <param name="Span">The literals with prefix and quotes.</param>
public sealed record StringExpression(MappedText Text, TextSpan Span) : PythonExpression(Span);

/// <summary>A name.</summary>
public sealed record NameExpression(string Name, TextSpan Span) : PythonExpression(Span)
{
    /// <summary>What finds its values: the name, or what tells one loop's variable from another's of the same name.</summary>
    public string Key { get; init; } = Name;
}

/// <summary>A list, tuple or set; what a starred item holds counts as an item.</summary>
public sealed record SequenceExpression(ImmutableArray<PythonExpression> Items, TextSpan Span) : PythonExpression(Span)
{
    /// <inheritdoc/>
    public override IEnumerable<PythonExpression> Parts => Items;
}

/// <summary>A dictionary; an entry without a key is <c>**value</c>.</summary>
public sealed record DictionaryExpression(ImmutableArray<(PythonExpression? Key, PythonExpression Value)> Entries, TextSpan Span) : PythonExpression(Span)
{
    /// <inheritdoc/>
    public override IEnumerable<PythonExpression> Parts => Entries.SelectMany(entry => entry.Key is null ? [entry.Value] : (PythonExpression[])[entry.Key, entry.Value]);
}

/// <summary>An argument of a call.</summary>
/// <param name="Name">The keyword; null for a positional argument, <c>**</c> for a dictionary of keywords.</param>
/// <param name="NameSpan">Where the keyword stands; empty without one.</param>
/// <param name="Value">The value.</param>
public readonly record struct PythonArgument(string? Name, TextSpan NameSpan, PythonExpression Value);

/// <summary>A call.</summary>
public sealed record InvocationExpression(PythonExpression Function, ImmutableArray<PythonArgument> Arguments, TextSpan Span) : PythonExpression(Span)
{
    /// <inheritdoc/>
    public override IEnumerable<PythonExpression> Parts => Arguments.Select(argument => argument.Value).Prepend(Function);

    /// <summary>The last part of the function's dotted name, or null.</summary>
    public string? FunctionName => Function switch { NameExpression name => name.Name, AttributeExpression attribute => attribute.Name, _ => null };
}

/// <summary><c>target.name</c>.</summary>
public sealed record AttributeExpression(PythonExpression Target, string Name, TextSpan Span) : PythonExpression(Span)
{
    /// <inheritdoc/>
    public override IEnumerable<PythonExpression> Parts => [Target];
}

/// <summary><c>target[index]</c>; a slice has no index.</summary>
public sealed record SubscriptExpression(PythonExpression Target, PythonExpression? Index, TextSpan Span) : PythonExpression(Span)
{
    /// <inheritdoc/>
    public override IEnumerable<PythonExpression> Parts => Index is null ? [Target] : [Target, Index];
}

/// <summary>Operands between which <c>+</c> stands, or <c>/</c>.</summary>
public sealed record ChainExpression(char Operator, ImmutableArray<PythonExpression> Operands, TextSpan Span) : PythonExpression(Span)
{
    /// <inheritdoc/>
    public override IEnumerable<PythonExpression> Parts => Operands;
}

/// <summary>One of several values: <c>a if c else b</c>, <c>a or b</c>.</summary>
public sealed record ChoiceExpression(ImmutableArray<PythonExpression> Alternatives, TextSpan Span) : PythonExpression(Span)
{
    /// <inheritdoc/>
    public override IEnumerable<PythonExpression> Parts => Alternatives;
}

/// <summary><c>[element for … in source]</c>, of one or more loops the first; a dictionary's has its value as the element.</summary>
public sealed record ComprehensionExpression(PythonExpression Element, PythonExpression Source, bool IsDictionary, TextSpan Span) : PythonExpression(Span)
{
    /// <inheritdoc/>
    public override IEnumerable<PythonExpression> Parts => [Element, Source];
}

/// <summary>Anything else, with what is known of its parts.</summary>
public sealed record OtherExpression(ImmutableArray<PythonExpression> Operands, TextSpan Span) : PythonExpression(Span)
{
    /// <inheritdoc/>
    public override IEnumerable<PythonExpression> Parts => Operands;
}
