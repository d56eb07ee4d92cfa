using System.Security.Cryptography;
using System.Text;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;

namespace PyFrameworks.Features;

/// <summary>
/// What stays of a finding while other lines change: its file, its rule, the framework that it is about and the text of its line. Findings that share all of
/// them are told apart by their order.
/// </summary>
/// <param name="File">The file as the output names it.</param>
/// <param name="Code">The rule's code.</param>
/// <param name="Framework">Identifier of the framework; empty where it is about none.</param>
/// <param name="Line">The line on which the finding begins: runs of white space as one blank, none at either end; a long one cut, with a hash of the whole.</param>
public readonly record struct FindingKey(string File, string Code, string Framework, string Line)
{
    /// <summary>Lines of more UTF-16 code units are cut: a lock file may stand on one.</summary>
    public const int MaxLine = 200;

    private const int HashLength = 16;

    /// <summary>Order by file, code, line and framework (ordinal).</summary>
    public static IComparer<FindingKey> Order { get; } = Comparer<FindingKey>.Create((left, right) =>
        string.CompareOrdinal(left.File, right.File) is not 0 and var byFile ? byFile
        : string.CompareOrdinal(left.Code, right.Code) is not 0 and var byCode ? byCode
        : string.CompareOrdinal(left.Line, right.Line) is not 0 and var byLine ? byLine
        : string.CompareOrdinal(left.Framework, right.Framework));

    /// <summary>The key of a finding of <paramref name="project"/> whose file the output names <paramref name="file"/>.</summary>
    public static FindingKey Of(ProjectSnapshot project, Finding finding, string file)
    {
        var line = "";
        if (project.TextOf(finding.At.Path) is { } text)
        {
            var number = text.Lines.Position(finding.At.Span.Start).Line;
            line = Normalise(text.Content[text.Lines.Start(number)..text.Lines.EndWithoutBreak(number)]);
        }

        return new(file, finding.Code, finding.FrameworkId ?? "", line);
    }

    /// <summary>A hash of the key and of the place among those that share it, in hexadecimal.</summary>
    /// <param name="ordinal">How many findings with this key come before it.</param>
    public string Hash(int ordinal) => Hash($"{File}\n{Code}\n{Framework}\n{Line}\n{ordinal}", 2 * HashLength);

    private static string Normalise(string line)
    {
        var words = string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (words.Length <= MaxLine)
        {
            return words;
        }

        // Half a surrogate pair is no text.
        var cut = MaxLine - HashLength - 2;
        cut -= char.IsHighSurrogate(words[cut - 1]) ? 1 : 0;
        return $"{words[..cut]}… {Hash(words, HashLength)}";
    }

    private static string Hash(string text, int length) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..length];
}
