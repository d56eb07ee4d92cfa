using System.Collections.Immutable;
using PyFrameworks.Syntax.Requirements;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>Reads a requirements file block by block; what was read of the blocks around an edit is taken over.</summary>
internal static class RequirementsBlocks
{
    // Lines that are read anew for an edit within them, against what each block costs.
    private const int LinesInBlock = 32;
    private const char Mark = '\uFEFF';

    /// <summary>The blocks of <paramref name="text"/>, which cover it.</summary>
    /// <param name="path">The manifest.</param>
    /// <param name="text">Its text.</param>
    /// <param name="group">The group that it declares.</param>
    /// <param name="previous">An earlier reading of the file, and its text; null where there is none.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static ImmutableArray<PlacedBlock> Read(
        string path, SourceText text, DependencyGroup group, (SourceText Text, ImmutableArray<PlacedBlock> Blocks)? previous, CancellationToken cancellationToken)
    {
        var content = text.Content;
        var (first, last) = (0, 0);
        var blocks = ImmutableArray.CreateBuilder<PlacedBlock>();
        var before = previous?.Text.Content ?? "";
        var known = previous?.Blocks ?? [];
        while (first < known.Length && known[first].End <= content.Length && Same(known[first], known[first].Start))
        {
            first++;
        }

        // A block that ends the text may be continued now; the one before an edit is known to end as it did.
        if (first > 0 && first == known.Length && content.Length != before.Length)
        {
            first--;
        }

        blocks.AddRange(known.AsSpan()[..first]);
        var start = first == 0 ? 0 : known[first - 1].End;
        var shift = content.Length - before.Length;
        while (last < known.Length - first && known[^(last + 1)] is var block && block.Start + shift >= start && Same(block, block.Start + shift))
        {
            last++;
        }

        // What follows the edit is only a block still where a line begins there.
        while (last > 0 && known[^last].Start + shift is var begin && begin > start && !BeginsLine(content, begin))
        {
            last--;
        }

        var end = last == 0 ? content.Length : known[^last].Start + shift;
        while (start < end)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var stop = NextBlock(content, start, end);

            // Of a text that begins with the code point of a byte order mark the first is dropped.
            var own = content[start] == Mark ? Mark + content[start..stop] : content[start..stop];
            blocks.Add(new(ReadBlock(path, new(own), group, cancellationToken), start));
            start = stop;
        }

        for (var i = known.Length - last; i < known.Length; i++)
        {
            blocks.Add(shift == 0 ? known[i] : new(known[i].Block, known[i].Start + shift));
        }

        return blocks.DrainToImmutable();

        bool Same(PlacedBlock block, int at) => content.AsSpan(at, block.Block.Length).SequenceEqual(before.AsSpan(block.Start, block.Block.Length));
    }

    /// <summary>
    /// Whether a logical line begins at <paramref name="at"/> for certain: after a line feed whose line is not continued. Other line ends of Python are left alone, as a
    /// carriage return could be half of one.
    /// </summary>
    private static bool BeginsLine(string content, int at)
    {
        if (at == 0)
        {
            return true;
        }

        var end = at - 1;
        if (content[end] != '\n')
        {
            return false;
        }

        end -= end > 0 && content[end - 1] == '\r' ? 1 : 0;
        return end == 0 || content[end - 1] != '\\';
    }

    private static int NextBlock(string content, int start, int end)
    {
        var lines = 0;
        for (var at = start; content.AsSpan(at, end - at).IndexOf('\n') is var next and >= 0;)
        {
            at += next + 1;
            if (++lines >= LinesInBlock && at < end && BeginsLine(content, at))
            {
                return at;
            }
        }

        return end;
    }

    private static RequirementsBlock ReadBlock(string path, SourceText text, DependencyGroup group, CancellationToken cancellationToken)
    {
        var file = RequirementsFile.Parse(text, cancellationToken);
        var dependencies = ImmutableArray.CreateBuilder<Dependency>();
        var lines = ImmutableArray.CreateBuilder<int>();
        var unnamed = ImmutableArray.CreateBuilder<Dependency>();
        var includes = ImmutableArray.CreateBuilder<Include>();
        foreach (var line in file.Lines)
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (line)
            {
                case RequirementLine requirement when requirement.Requirement.Name.Length > 0:
                    Add(line, Dependencies.From(requirement.Requirement, group));
                    break;
                case IncludeLine include:
                    includes.Add(Includes.File(path, include.Target, include.TargetSpan, IncludeKind.Requirement, group));
                    break;
                case ConstraintLine constraint:
                    includes.Add(Includes.File(path, constraint.Target, constraint.TargetSpan, IncludeKind.Constraint, DependencyGroup.Constraint));
                    break;
                case EditableLine editable:
                    AddEditablePath(editable.Reference);
                    Add(line, Dependencies.From(editable.Reference, editable.Marker, editable.MarkerSpan, group, isEditable: true));
                    AddGuess(editable.Reference);
                    break;
                case UrlLine url:
                    Add(line, Dependencies.From(url.Reference, url.Marker, url.MarkerSpan, group, isEditable: false));
                    AddGuess(url.Reference);
                    break;
            }
        }

        return new()
        {
            Length = text.Length,
            LineCount = text.Lines.Count - 1,
            Dependencies = dependencies.ToImmutable(),
            DependencyLines = lines.ToImmutable(),
            Unnamed = unnamed.ToImmutable(),
            Includes = includes.ToImmutable(),
            Problems = [.. Problems.Of(file)],
            Comments = file.Comments,
            MarkedComments = [.. file.Comments.Where(comment => ProgramMark.IsIn(comment.Text)).Select(comment => comment.Span)],
            Lines = [.. file.Lines.Select(line => line.Line)],
            HasVia = file.Comments.Any(comment => GeneratedRequirements.SaysVia(comment.Text)),
            Freeze = FreezeLook.Of(file, text),
        };

        void Add(RequirementsLine line, Dependency? dependency)
        {
            if (dependency is not null)
            {
                dependencies.Add(dependency);
                lines.Add(line.Line);
            }
        }

        void AddGuess(DirectReference reference)
        {
            if (Dependencies.Guess(reference, group) is { } guess)
            {
                unnamed.Add(guess);
            }
        }

        void AddEditablePath(DirectReference reference)
        {
            if (reference.IsUrl || string.IsNullOrWhiteSpace(reference.Location))
            {
                return;
            }

            // The folder alone is the target: what follows it in ".[extra]" names no file.
            var isPlain = text.AsSpan(reference.TargetSpan).StartsWith(reference.Location, StringComparison.Ordinal);
            var span = isPlain ? new TextSpan(reference.TargetSpan.Start, reference.Location.Length) : reference.TargetSpan;
            includes.Add(Includes.File(path, reference.Location, span, IncludeKind.Editable, group));
        }
    }
}
