using System.Collections.Immutable;
using System.Globalization;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Rules;

/// <summary>A <c># pyframeworks: ignore</c> comment.</summary>
/// <param name="Span">From <c>pyframeworks:</c> to the end of its arguments.</param>
/// <param name="Comment">The comment that holds it.</param>
/// <param name="Line">The line it stands on, from 0.</param>
/// <param name="IsWholeFile">Whether it says <c>ignore-file</c>.</param>
/// <param name="Rules">Codes or names; empty for all.</param>
/// <param name="Until">Last day on which it counts, or null for ever.</param>
/// <param name="Reason">Why, or null.</param>
public sealed record Suppression(TextSpan Span, TextSpan Comment, int Line, bool IsWholeFile, ImmutableArray<string> Rules, DateOnly? Until, string? Reason)
{
    /// <summary>Whether <c>until</c> is no date, so that nothing is silenced.</summary>
    public bool IsUntilUnreadable => Until == DateOnly.MinValue;
}

/// <summary>The suppressions of a project: comments, and the <c>ignore</c> table of its settings.</summary>
public sealed class Suppressions
{
    // Each may take the rest of its comment for its arguments, so that many of them would cost its square.
    private const int MostInComment = 32;
    private const int MostArguments = 16;

    private const int FileCommentLines = 10;

    // From this many comments on, one look at the whole text comes before one at each.
    private const int ManyComments = 100;

    private readonly ProjectSnapshot _project;
    private readonly ImmutableArray<(GlobPattern Files, ImmutableArray<string> Rules)> _ignored;
    private readonly Dictionary<string, ImmutableArray<Suppression>> _byFile = new(StringComparer.Ordinal);

    /// <summary>Reads files only as findings ask for them.</summary>
    public Suppressions(ProjectSnapshot project)
    {
        _project = project;

        // Patterns belong to the folder of the file that holds them, which may lie above the project.
        var folder = project.SettingsPath is { } settings ? WorkspacePath.Folder(settings) : project.Path;
        _ignored = [.. project.Settings.Ignore.Select(entry => (GlobPattern.Create(entry.Pattern, folder), entry.Rules))];
    }

    /// <summary>Whether a finding of <paramref name="rule"/> at <paramref name="place"/> is suppressed.</summary>
    public bool Covers(RuleDescriptor rule, FileSpan place) =>
        _ignored.Any(entry => Names(entry.Rules, rule) && entry.Files.IsMatch(place.Path))
        || CommentsAt(place).Any(suppression => !IsPast(suppression) && Names(suppression, rule));

    /// <summary>The comments that bear on <paramref name="place"/>, whatever rules they name and past their last day or not.</summary>
    public IEnumerable<Suppression> CommentsAt(FileSpan place)
    {
        if (!_byFile.TryGetValue(place.Path, out var suppressions))
        {
            _byFile[place.Path] = suppressions = InFile(place.Path);
        }

        if (suppressions.IsEmpty)
        {
            return [];
        }

        var line = _project.TextOf(place.Path)!.Lines.LineOf(place.Span.Start);
        return suppressions.Where(suppression => suppression.IsWholeFile || suppression.Line == line);
    }

    /// <summary>Whether the last day of <paramref name="suppression"/> is over.</summary>
    public bool IsPast(Suppression suppression) => suppression.Until is { } until && _project.Today > until;

    /// <summary>Whether <paramref name="suppression"/> names <paramref name="rule"/>, or no rule at all. A finding about comments is silenced only by its own name: a comment can't hide that it is of no use.</summary>
    public static bool Names(Suppression suppression, RuleDescriptor rule) => rule.Code == UnusedSuppression.Code
        ? suppression.Rules.Any(name => IsNameOf(name, rule))
        : suppression.Rules.IsEmpty || Names(suppression.Rules, rule);

    /// <summary>The suppressions of the file at <paramref name="path"/>.</summary>
    public ImmutableArray<Suppression> InFile(string path)
    {
        var manifest = _project.FindManifest(path);
        var file = _project.FindFile(path);
        return (manifest, file) switch
        {
            (_, { MentionsProgram: false }) => [],
            (_, not null) => Read(file.Text, file.Module.Comments),
            (not null, _) => Read(manifest.Text, manifest.MarkedComments),
            _ => [],
        };
    }

    /// <summary>The suppressions of <paramref name="text"/>, found in <paramref name="comments"/>; a comment may hold several, of which the first 32 count.</summary>
    public static ImmutableArray<Suppression> Read(SourceText text, IEnumerable<TextSpan> comments)
    {
        var found = ImmutableArray.CreateBuilder<Suppression>();
        if (comments.TryGetNonEnumeratedCount(out var count) && count > ManyComments && !ProgramMark.IsIn(text.Content))
        {
            return [];
        }

        foreach (var comment in comments)
        {
            var content = text.AsSpan(comment);
            var looked = 0;
            for (var at = 0; looked < MostInComment && ProgramMark.IndexIn(content[at..]) is >= 0 and var next; at += ProgramMark.Text.Length, looked++)
            {
                at += next;
                var line = text.Lines.LineOf(comment.Start);
                if ((at == 0 || !char.IsLetterOrDigit(content[at - 1]))
                    && ReadOne(content[(at + ProgramMark.Text.Length)..], comment, comment.Start + at, line) is { } suppression
                    && (!suppression.IsWholeFile || line < FileCommentLines))
                {
                    found.Add(suppression);
                }
            }
        }

        return found.ToImmutable();
    }

    private static Suppression? ReadOne(ReadOnlySpan<char> rest, TextSpan comment, int start, int line)
    {
        var length = rest.Length;
        rest = rest.TrimStart();
        var wholeFile = rest.StartsWith("ignore-file", StringComparison.OrdinalIgnoreCase);
        if (!wholeFile && !rest.StartsWith("ignore", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        rest = rest[(wholeFile ? "ignore-file" : "ignore").Length..];
        if (rest is [var next, ..] && (char.IsLetterOrDigit(next) || next is '-' or '_'))
        {
            return null;
        }

        ImmutableArray<string> rules = [];
        var afterWord = rest.TrimStart();
        if (afterWord is ['[', ..])
        {
            var close = afterWord.IndexOf(']');
            if (close < 0)
            {
                return null;
            }

            rules = [.. afterWord[1..close].ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
            rest = afterWord[(close + 1)..];

            // "ignore[]" names nothing, so it suppresses nothing.
            if (rules.IsEmpty)
            {
                return null;
            }
        }

        DateOnly? until = null;
        string? reason = null;
        for (var arguments = 0; arguments < MostArguments && Argument(ref rest) is var (key, value); arguments++)
        {
            if (key == "until")
            {
                // A date that can't be read must not silence a finding for ever.
                until = DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : DateOnly.MinValue;
            }
            else if (key == "reason")
            {
                reason = value;
            }
        }

        return new(TextSpan.FromBounds(start, start + ProgramMark.Text.Length + length - rest.Length), comment, line, wholeFile, rules, until, reason);
    }

    /// <summary>Reads <c>key=value</c> or <c>key="value"</c> and moves past it; null when none follows.</summary>
    private static (string Key, string Value)? Argument(ref ReadOnlySpan<char> rest)
    {
        var trimmed = rest.TrimStart([' ', '\t', ',']);
        var equals = trimmed.IndexOf('=');
        if (equals <= 0 || trimmed[..equals].TrimEnd() is not ("until" or "reason"))
        {
            return null;
        }

        var key = trimmed[..equals].TrimEnd().ToString();
        var value = trimmed[(equals + 1)..].TrimStart();
        int end;
        if (value is ['"' or '\'', ..])
        {
            end = value[1..].IndexOf(value[0]);
            end = end < 0 ? value.Length : end + 2;
        }
        else
        {
            end = value.IndexOfAny([' ', '\t', ',', '#']);
            end = end < 0 ? value.Length : end;
        }

        rest = value[end..];
        return (key, value[..end].Trim("\"'").ToString());
    }

    private static bool Names(ImmutableArray<string> rules, RuleDescriptor rule) => rules.Any(name => name == "*" || IsNameOf(name, rule));

    private static bool IsNameOf(string name, RuleDescriptor rule) =>
        string.Equals(name, rule.Code, StringComparison.OrdinalIgnoreCase) || string.Equals(name, rule.Name, StringComparison.OrdinalIgnoreCase);
}
