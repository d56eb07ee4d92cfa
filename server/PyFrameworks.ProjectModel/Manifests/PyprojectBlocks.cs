using System.Collections.Immutable;
using System.Text;
using PyFrameworks.Syntax.Requirements;
using PyFrameworks.Syntax.Text;
using PyFrameworks.Syntax.Toml;

namespace PyFrameworks.ProjectModel;

/// <summary>
/// Reads a large pyproject.toml that is being edited without most of its requirements. A line that is one item of an array leads a reader from the array to the same place in
/// it, whatever stands in its string. So whole lines of items are left out of the text, all but some at both ends of each run, and where these are read as items of the
/// array once more, what was read of the lines between them is put in their place.
/// </summary>
internal static class PyprojectBlocks
{
    // Below this many items a file is read quickly enough.
    private const int FewestItems = 256;
    private const int LinesInBlock = 32;

    // What may be left over before the whole is read anew and parted into blocks again.
    private const int MostLoose = 1 << 15;

    // Before the number of a line in a message.
    private static readonly ImmutableArray<string> s_lines = ["on line ", "of line ", "since line "];

    /// <summary>Lines that are left out of the reading.</summary>
    /// <param name="Start">Where they begin in the whole text.</param>
    /// <param name="At">Where they would stand in the text that is read.</param>
    /// <param name="Removed">How much of the text is left out up to their end.</param>
    /// <param name="Blocks">The blocks that they are.</param>
    private sealed record Cut(int Start, int At, int Removed, ImmutableArray<PlacedBlock> Blocks)
    {
        public DependencyGroup Group => GroupOf(Blocks[0]);
    }

    /// <summary><paramref name="manifest"/>, which was read as a whole, with the blocks of its items, if there are many.</summary>
    public static Manifest Part(Manifest manifest)
    {
        if (manifest is not { Pyproject: { Items: { Length: >= FewestItems } items } reading, Unnamed.IsEmpty: true, Commands.IsEmpty: true }
            || manifest.Problems.Length >= Manifest.MostProblems)
        {
            // Of a full list nobody knows where more is wrong.
            return manifest;
        }

        var text = manifest.Text.Content;
        var blocks = ImmutableArray.CreateBuilder<PlacedBlock>();
        for (var i = 0; i < items.Length;)
        {
            var start = text.LastIndexOf('\n', items[i].Span.Start) + 1;
            var (count, end) = (0, start);
            var comments = ImmutableArray.CreateBuilder<RequirementsComment>();
            while (count < LinesInBlock && i < items.Length && items[i].Group == items[i - count].Group && ItemAt(text, end) is { } item && item.Line.Token == items[i].Span)
            {
                if (!item.Line.Comment.IsEmpty)
                {
                    var comment = item.Line.Comment;
                    comments.Add(new(text.Substring(comment.Start, comment.Length), comment.Shift(-start), count));
                }

                (count, end, i) = (count + 1, item.End, i + 1);
            }

            if (count == LinesInBlock && BlockOf(manifest, start, end, items[i - 1].Group, comments.DrainToImmutable()) is { } block)
            {
                blocks.Add(new(block, start));
            }

            i += count == 0 ? 1 : 0;
        }

        return blocks.Count == 0 ? manifest : manifest with { Pyproject = reading with { Blocks = blocks.DrainToImmutable() } };
    }

    /// <summary>What reading <paramref name="text"/> afresh would give; null where the whole of it is to be read.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Manifest? Apply(Manifest? previous, string path, SourceText text, CancellationToken cancellationToken)
    {
        if (previous is not { Pyproject: { Blocks.IsEmpty: false } reading } || previous.Path != path)
        {
            return null;
        }

        var kept = Kept(reading.Blocks, text, previous.Text);
        var (cuts, loose) = Leave(kept, text);
        if (cuts.IsEmpty || loose.Length > MostLoose)
        {
            return null;
        }

        var read = PyprojectManifest.ReadEdited(path, TomlDocument.Parse(new SourceText(loose), TomlVersion.V11, cancellationToken), previous, cancellationToken);
        return cuts.All(cut => LeadsOn(cut, loose, read.Pyproject!.Items))
            && read is { Unnamed.IsEmpty: true, Commands.IsEmpty: true }
            && read.Problems.Length < Manifest.MostProblems

            // A message may name a line, and what has no length may stand on either side of what is left out.
            && !read.Problems.Any(problem => (problem.Span.IsEmpty && cuts.Any(cut => cut.At == problem.Span.Start)) || s_lines.Any(words => problem.Message.Contains(words, StringComparison.Ordinal)))
            ? Whole(read, text, cuts, reading with { Items = [], Blocks = kept })
            : null;
    }

    /// <summary>The blocks whose text an edit has not reached, at their places now.</summary>
    private static ImmutableArray<PlacedBlock> Kept(ImmutableArray<PlacedBlock> blocks, SourceText text, SourceText before)
    {
        var (start, end) = text.SharedWith(before);
        var shift = text.Length - before.Length;
        var kept = ImmutableArray.CreateBuilder<PlacedBlock>(blocks.Length);
        foreach (var block in blocks)
        {
            if (block.End <= start)
            {
                kept.Add(block);
            }
            else if (block.Start >= before.Length - end && text[block.Start + shift - 1] == '\n')
            {
                kept.Add(shift == 0 ? block : new(block.Block, block.Start + shift));
            }
        }

        return kept.DrainToImmutable();
    }

    /// <summary>What is left out of <paramref name="text"/>, all blocks of each run but the first and the last, and the rest of it.</summary>
    private static (ImmutableArray<Cut> Cuts, string Loose) Leave(ImmutableArray<PlacedBlock> blocks, SourceText text)
    {
        var cuts = ImmutableArray.CreateBuilder<Cut>();
        var loose = new StringBuilder();
        var (at, removed) = (0, 0);
        for (var i = 0; i < blocks.Length;)
        {
            var first = i++;
            while (i < blocks.Length && blocks[i].Start == blocks[i - 1].End && GroupOf(blocks[i]) == GroupOf(blocks[first]))
            {
                i++;
            }

            if (i - first > 2)
            {
                var (start, end) = (blocks[first].End, blocks[i - 1].Start);
                loose.Append(text.AsSpan(TextSpan.FromBounds(at, start)));
                removed += end - start;
                cuts.Add(new(start, loose.Length, removed, blocks[(first + 1)..(i - 1)]));
                at = end;
            }
        }

        return (cuts.DrainToImmutable(), loose.Append(text.AsSpan(TextSpan.FromBounds(at, text.Length))).ToString());
    }

    /// <summary>Whether the lines before and after <paramref name="cut"/> are items that follow one another in an array of its group.</summary>
    private static bool LeadsOn(Cut cut, string loose, ImmutableArray<RequirementItem> items)
    {
        var lineBefore = loose.LastIndexOf('\n', cut.At - 2) + 1;
        return ItemAt(loose, lineBefore) is { } before && ItemAt(loose, cut.At) is { } after
            && items.BinarySearch(new(before.Line.Token, cut.Group), Comparer<RequirementItem>.Create((left, right) => left.Span.CompareTo(right.Span))) is >= 0 and var at
            && at + 1 < items.Length
            && items[at].Group == cut.Group
            && items[at + 1] == new RequirementItem(after.Line.Token, cut.Group);
    }

    /// <summary>The manifest of the whole text.</summary>
    private static Manifest Whole(Manifest read, SourceText text, ImmutableArray<Cut> cuts, PyprojectReading reading)
    {
        var blocks = ImmutableArray.CreateBuilder<PlacedBlock>();
        var (dependency, comment) = (0, 0);
        foreach (var cut in cuts)
        {
            AddLoose(cut.At);
            blocks.AddRange(cut.Blocks);
        }

        AddLoose(int.MaxValue);
        return read with
        {
            Text = text,
            Requirements = new(blocks.DrainToImmutable(), group: null, transitive: null),
            Includes = [.. read.Includes.Select(include => include with { Span = Moved(include.Span) })],
            Problems = [.. read.Problems.Select(problem => problem with { Span = Moved(problem.Span) })],
            EntryPoints = [.. read.EntryPoints.Select(entry => entry with { Span = Moved(entry.Span) })],
            RequiresPython = read.RequiresPython is { } python ? python with { At = python.At with { Span = Moved(python.At.Span) } } : null,
            Settings = read.Settings is { Needs.IsEmpty: false } settings ? settings with { Needs = [.. settings.Needs.Select(need => need with { Span = Moved(need.Span) })] } : read.Settings,
            Pyproject = reading with { Memo = read.Pyproject!.Memo },
        };

        void AddLoose(int end)
        {
            var (firstDependency, firstComment) = (dependency, comment);
            while (dependency < read.Dependencies.Length && read.Dependencies[dependency].Span.Start < end)
            {
                dependency++;
            }

            while (comment < read.Comments.Length && read.Comments[comment].Start < end)
            {
                comment++;
            }

            blocks.Add(new(
                Block(
                    0,
                    [.. read.Dependencies[firstDependency..dependency].Select(loose => loose with { NameSpan = Moved(loose.NameSpan), Span = Moved(loose.Span), SpecifierSpan = loose.SpecifierSpan is { } specifier ? Moved(specifier) : null })],
                    [.. read.Comments[firstComment..comment].Select(loose => new RequirementsComment(read.Text.Slice(loose), Moved(loose), 0))]),
                0));
        }

        // What ends where lines are left out ends before them.
        TextSpan Moved(TextSpan span)
        {
            var start = span.Start + RemovedBefore(span.Start + 1);
            return TextSpan.FromBounds(start, span.IsEmpty ? start : span.End + RemovedBefore(span.End));
        }

        int RemovedBefore(int end)
        {
            var removed = 0;
            foreach (var cut in cuts)
            {
                removed = cut.At < end ? cut.Removed : removed;
            }

            return removed;
        }
    }

    /// <summary>The item whose line begins at <paramref name="start"/>, and where the next one does; null where the line is another, or would be read otherwise by some tools.</summary>
    private static (PyprojectEdit.ItemLine Line, int End)? ItemAt(string text, int start) =>
        start < text.Length && text.IndexOf('\n', start) is >= 0 and var end && PyprojectEdit.ReadLine(text, TextSpan.FromBounds(start, end)) is { } line && !line.Value(text).StartsWith("-e ", StringComparison.Ordinal)
            ? (line, end + 1)
            : null;

    /// <summary>The block of the lines from <paramref name="start"/> to <paramref name="end"/>; null where they are more, or less, than a dependency each.</summary>
    private static RequirementsBlock? BlockOf(Manifest manifest, int start, int end, DependencyGroup group, ImmutableArray<RequirementsComment> comments)
    {
        var span = TextSpan.FromBounds(start, end);
        var first = PyprojectEdit.FirstAt(manifest.Dependencies, start, dependency => dependency.Span.Start);
        var dependencies = manifest.Dependencies.AsSpan()[first..Math.Min(first + LinesInBlock, manifest.Dependencies.Length)];
        if (dependencies.Length < LinesInBlock
            || dependencies[^1].Span.End > end
            || (first + LinesInBlock < manifest.Dependencies.Length && manifest.Dependencies[first + LinesInBlock].Span.Start < end)
            || manifest.Problems.Any(problem => problem.Span.Intersects(span)))
        {
            return null;
        }

        var moved = ImmutableArray.CreateBuilder<Dependency>(LinesInBlock);
        foreach (var dependency in dependencies)
        {
            if (dependency.Group != group)
            {
                return null;
            }

            moved.Add(dependency.Shift(-start));
        }

        return Block(end - start, moved.MoveToImmutable(), comments);
    }

    private static RequirementsBlock Block(int length, ImmutableArray<Dependency> dependencies, ImmutableArray<RequirementsComment> comments) => new()
    {
        Length = length,
        LineCount = 0,
        Dependencies = dependencies,
        DependencyLines = [],
        Unnamed = [],
        Includes = [],
        Problems = [],
        Comments = comments,
        MarkedComments = [.. comments.Where(comment => ProgramMark.IsIn(comment.Text)).Select(comment => comment.Span)],
        Lines = [],
        HasVia = false,
        Freeze = FreezeLook.Nothing,
    };

    private static DependencyGroup GroupOf(PlacedBlock block) => block.Block.Dependencies[0].Group;
}
