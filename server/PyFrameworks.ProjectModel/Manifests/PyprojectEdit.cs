using System.Collections.Immutable;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>What a pyproject.toml that is being edited keeps for the next reading.</summary>
/// <param name="Memo">What its requirements say.</param>
/// <param name="Items">The strings that were read as requirements, quotes included, by place; empty where something else in the file bears on what they say.</param>
internal sealed record PyprojectReading(RequirementMemo Memo, ImmutableArray<RequirementItem> Items)
{
    /// <summary>Lines of such strings that may be taken over as a whole; empty where there are few.</summary>
    public ImmutableArray<PlacedBlock> Blocks { get; init; } = [];

    /// <summary>How many requirements there are, or somewhat more.</summary>
    public int Count => Items.Length + Blocks.Sum(placed => placed.Block.Dependencies.Length);
}

/// <summary>A string of an array of requirements.</summary>
/// <param name="Span">Where it stands, quotes included.</param>
/// <param name="Group">The group it stands in.</param>
internal readonly record struct RequirementItem(TextSpan Span, DependencyGroup Group);

/// <summary>
/// Takes an edit within one line that is an item of an array of requirements, before and after it, into what was read of a pyproject.toml: such a line is passed in the same way
/// whatever stands in its string and its comment, so that all other lines say what they said.
/// </summary>
internal static class PyprojectEdit
{
    // An edit may bring a problem, and of a full list nobody knows which comes next.
    private const int MostProblems = Manifest.MostProblems / 2;

    /// <summary>A line with one string, a comma and perhaps a comment.</summary>
    /// <param name="Token">The string with its quotes.</param>
    /// <param name="Comment">The comment; empty where there is none.</param>
    internal readonly record struct ItemLine(TextSpan Token, TextSpan Comment)
    {
        public int ContentStart => Token.Start + 1;

        public string Value(string text) => text.Substring(ContentStart, Token.Length - 2);
    }

    /// <summary>What reading <paramref name="text"/> afresh would give; null where the edit is another one.</summary>
    /// <param name="previous">The last reading of the file, or null.</param>
    /// <param name="path">The file.</param>
    /// <param name="text">Its text now.</param>
    public static Manifest? Apply(Manifest? previous, string path, SourceText text)
    {
        if (previous is not { Pyproject: { Items.IsEmpty: false } reading } || previous.Path != path || previous.Problems.Length > MostProblems)
        {
            return null;
        }

        var (before, now) = (previous.Text.Content, text.Content);
        var shift = now.Length - before.Length;
        if (ChangedLine(before, now) is not { } line
            || ReadLine(before, line) is not { } old
            || ReadLine(now, new(line.Start, line.Length + shift)) is not { } changed
            || FindItem(reading.Items, old.Token.Start) is not (>= 0 and var item)
            || reading.Items[item].Span != old.Token
            || (item + 1 < reading.Items.Length && reading.Items[item + 1].Span.Start < line.End)

            // PDM reads these otherwise.
            || changed.Value(now).StartsWith("-e ", StringComparison.Ordinal))
        {
            return null;
        }

        var group = reading.Items[item].Group;
        var (was, wasWrong) = Read(path, previous.Text, old, reading.Memo, group);
        var (dependency, wrong) = Read(path, text, changed, reading.Memo, group);

        // Whatever else was said of the line could be another thing now.
        var first = FirstAt(previous.Dependencies, line.Start, dependency => dependency.Span.Start);
        var problem = FirstAt(previous.Problems, line.Start, problem => problem.Span.Start);
        if (CountWithin(previous.Dependencies, first, line.End, dependency => dependency.Span.Start) != (was is null ? 0 : 1)
            || CountWithin(previous.Problems, problem, line.End + 1, problem => problem.Span.Start) != wasWrong.Length
            || !previous.Problems.AsSpan().Slice(problem, wasWrong.Length).SequenceEqual(wasWrong.AsSpan())
            || previous.Problems.AsSpan()[..problem].ContainsReaching(line.Start))
        {
            return null;
        }

        var items = reading.Items.ToBuilder();
        items[item] = new(changed.Token, group);
        for (var i = item + 1; i < items.Count; i++)
        {
            items[i] = items[i] with { Span = items[i].Span.Shift(shift) };
        }

        return previous with
        {
            Text = text,
            Dependencies = Replace(previous.Dependencies, first, was is null ? 0 : 1, dependency, other => other.Shift(shift)),
            Problems = [.. previous.Problems[..problem], .. wrong, .. previous.Problems[(problem + wasWrong.Length)..].Select(other => other with { Span = other.Span.Shift(shift) })],
            Comments = MoveComments(previous.Comments, line, changed.Comment, shift),
            Includes = Move(previous.Includes, include => include.Span.Start, include => include with { Span = include.Span.Shift(shift) }),
            EntryPoints = Move(previous.EntryPoints, entry => entry.Span.Start, entry => entry with { Span = entry.Span.Shift(shift) }),
            RequiresPython = previous.RequiresPython is { } python && python.At.Span.Start >= line.End ? python with { At = python.At with { Span = python.At.Span.Shift(shift) } } : previous.RequiresPython,
            Settings = previous.Settings is { Needs.IsEmpty: false } settings
                ? settings with { Needs = Move(settings.Needs, need => need.Span.Start, need => need with { Span = need.Span.Shift(shift) }) }
                : previous.Settings,
            Pyproject = reading with { Items = items.DrainToImmutable(), Blocks = [] },
        };

        ImmutableArray<T> Move<T>(ImmutableArray<T> all, Func<T, int> start, Func<T, T> moved) =>
            shift == 0 || all.IsEmpty ? all : [.. all.Select(one => start(one) >= line.End ? moved(one) : one)];
    }

    /// <summary>The one line of <paramref name="before"/>, without its line feed, in which it differs from <paramref name="now"/>; null where there is another difference, or none.</summary>
    private static TextSpan? ChangedLine(string before, string now)
    {
        var prefix = before.AsSpan().CommonPrefixLength(now);
        var suffix = CommonSuffixLength(before.AsSpan(prefix), now.AsSpan(prefix));
        var end = before.Length - suffix;
        if ((prefix == before.Length && prefix == now.Length) || before.AsSpan(prefix, end - prefix).Contains('\n') || now.AsSpan(prefix, now.Length - suffix - prefix).Contains('\n'))
        {
            return null;
        }

        var start = before.AsSpan(0, prefix).LastIndexOf('\n') + 1;
        return before.IndexOf('\n', end) is >= 0 and var lineEnd ? TextSpan.FromBounds(start, lineEnd) : null;
    }

    private static int CommonSuffixLength(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        const int Step = 1024;
        var length = 0;
        var most = Math.Min(left.Length, right.Length);
        while (length + Step <= most && left[^(length + Step)..^length].SequenceEqual(right[^(length + Step)..^length]))
        {
            length += Step;
        }

        while (length < most && left[^(length + 1)] == right[^(length + 1)])
        {
            length++;
        }

        return length;
    }

    /// <summary>The line as an item; null where it is none, or does not stand for itself.</summary>
    internal static ItemLine? ReadLine(string text, TextSpan line)
    {
        var (at, end) = (line.Start, line.End);
        if (end > at && text[end - 1] == '\r')
        {
            end--;
        }

        at = SkipBlanks(text, at, end);
        if (at >= end || text[at] is not ('"' or '\'') || EndOfRun(text, at + 1, end, text[at]) is not { } content || content >= end)
        {
            return null;
        }

        var token = TextSpan.FromBounds(at, content + 1);
        at = SkipBlanks(text, content + 1, end);
        if (at >= end || text[at] != ',')
        {
            return null;
        }

        at = SkipBlanks(text, at + 1, end);
        if (at == end)
        {
            return new(token, new(end, 0));
        }

        return text[at] == '#' && EndOfRun(text, at, end, '\0') == end ? new(token, TextSpan.FromBounds(at, end)) : null;
    }

    /// <summary>Where <paramref name="quote"/> stands, else the end; null where a character comes before that stands for another or for none.</summary>
    private static int? EndOfRun(string text, int at, int end, char quote)
    {
        for (; at < end && text[at] != quote; at++)
        {
            if ((text[at] < ' ' && text[at] != '\t') || text[at] == '\x7f' || char.IsSurrogate(text[at]) || (text[at] == '\\' && quote != '\0'))
            {
                return null;
            }
        }

        return at;
    }

    private static int SkipBlanks(string text, int at, int end)
    {
        while (at < end && text[at] is ' ' or '\t')
        {
            at++;
        }

        return at;
    }

    private static int FindItem(ImmutableArray<RequirementItem> items, int start)
    {
        var at = FirstAt(items, start, item => item.Span.Start);
        return at < items.Length && items[at].Span.Start == start ? at : -1;
    }

    private static (Dependency? Dependency, ImmutableArray<ManifestProblem> Problems) Read(string path, SourceText text, ItemLine line, RequirementMemo memo, DependencyGroup group)
    {
        var value = line.Value(text.Content);
        var (requirement, dependency) = memo.Read(value, group);
        var problems = PyprojectManifest.ProblemsOf(requirement, value, requirement.Span.Shift(line.ContentStart));
        return (requirement.Name.Length > 0 ? dependency.Shift(line.ContentStart) : null, problems.IsEmpty ? [] : Problems.Keep(path, text, problems));
    }

    /// <summary>The first of <paramref name="all"/>, which are by place, that begins at <paramref name="start"/> or later.</summary>
    internal static int FirstAt<T>(ImmutableArray<T> all, int start, Func<T, int> startOf)
    {
        var (low, high) = (0, all.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = startOf(all[middle]) < start ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static int CountWithin<T>(ImmutableArray<T> all, int first, int end, Func<T, int> startOf)
    {
        var count = 0;
        while (first + count < all.Length && startOf(all[first + count]) < end)
        {
            count++;
        }

        return count;
    }

    private static bool ContainsReaching(this ReadOnlySpan<ManifestProblem> problems, int start)
    {
        foreach (var problem in problems)
        {
            if (problem.Span.End > start)
            {
                return true;
            }
        }

        return false;
    }

    private static ImmutableArray<Dependency> Replace(ImmutableArray<Dependency> all, int at, int count, Dependency? by, Func<Dependency, Dependency> moved)
    {
        var replaced = ImmutableArray.CreateBuilder<Dependency>(all.Length + 1);
        replaced.AddRange(all.AsSpan()[..at]);
        if (by is not null)
        {
            replaced.Add(by);
        }

        for (var i = at + count; i < all.Length; i++)
        {
            replaced.Add(moved(all[i]));
        }

        return replaced.DrainToImmutable();
    }

    private static ImmutableArray<TextSpan> MoveComments(ImmutableArray<TextSpan> comments, TextSpan line, TextSpan changed, int shift)
    {
        var moved = ImmutableArray.CreateBuilder<TextSpan>(comments.Length + 1);
        var at = FirstAt(comments, line.Start, comment => comment.Start);
        moved.AddRange(comments.AsSpan()[..at]);
        if (!changed.IsEmpty)
        {
            moved.Add(changed);
        }

        for (at += CountWithin(comments, at, line.End, comment => comment.Start); at < comments.Length; at++)
        {
            moved.Add(comments[at].Shift(shift));
        }

        return moved.DrainToImmutable();
    }
}
