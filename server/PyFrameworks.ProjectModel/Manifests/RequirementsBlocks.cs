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
        var (first, last) = (0, 0);
        var blocks = ImmutableArray.CreateBuilder<PlacedBlock>();
        var known = previous?.Blocks ?? [];
        var before = previous?.Text.Length ?? 0;
        var shared = previous is null ? default : text.SharedWith(previous.Value.Text);
        while (first < known.Length && known[first].End <= shared.Start)
        {
            first++;
        }

        // A block that ends the text may be continued now; the one before an edit is known to end as it did.
        if (first > 0 && first == known.Length && text.Length != before)
        {
            first--;
        }

        blocks.AddRange(known.AsSpan()[..first]);
        var start = first == 0 ? 0 : known[first - 1].End;
        var shift = text.Length - before;
        while (last < known.Length - first && known[^(last + 1)].Start is var at && at >= before - shared.End && at + shift >= start)
        {
            last++;
        }

        // What follows the edit is only a block still where a line begins there.
        while (last > 0 && known[^last].Start + shift is var begin && begin > start && !BeginsLine(text, begin))
        {
            last--;
        }

        var end = last == 0 ? text.Length : known[^last].Start + shift;
        var (content, offset) = (text.Slice(TextSpan.FromBounds(start, end)), start);
        while (start < end)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var stop = NextBlock(text, content, offset, start);

            // Of a text that begins with the code point of a byte order mark the first is dropped.
            var own = content[(start - offset)..(stop - offset)];
            blocks.Add(new(ReadBlock(path, new(own[0] == Mark ? Mark + own : own), group, cancellationToken), start));
            start = stop;
        }

        for (var i = known.Length - last; i < known.Length; i++)
        {
            blocks.Add(shift == 0 ? known[i] : new(known[i].Block, known[i].Start + shift));
        }

        return blocks.DrainToImmutable();
    }

    /// <summary>
    /// Whether a logical line begins at <paramref name="at"/> for certain: after a line feed whose line is not continued. Other line ends of Python are left alone, as a
    /// carriage return could be half of one.
    /// </summary>
    private static bool BeginsLine(SourceText content, int at)
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

    /// <summary>Where the block that begins at <paramref name="start"/> ends, within <paramref name="content"/>, the stretch of <paramref name="text"/> from <paramref name="offset"/> on.</summary>
    private static int NextBlock(SourceText text, string content, int offset, int start)
    {
        var lines = 0;
        for (var at = start - offset; content.AsSpan(at).IndexOf('\n') is var next and >= 0;)
        {
            at += next + 1;
            if (++lines >= LinesInBlock && at < content.Length && BeginsLine(text, offset + at))
            {
                return offset + at;
            }
        }

        return offset + content.Length;
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
