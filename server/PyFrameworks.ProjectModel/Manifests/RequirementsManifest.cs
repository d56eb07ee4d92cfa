using System.Collections.Immutable;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>Requirements and constraints files as manifests.</summary>
internal static class RequirementsManifest
{
    /// <summary>Reads <paramref name="text"/>; what a line can't give becomes a problem, the others are read.</summary>
    public static Manifest Read(string path, SourceText text, CancellationToken cancellationToken) => Read(path, text, previous: null, isKept: false, cancellationToken);

    /// <summary>The same for a text that is being edited: of <paramref name="previous"/>, an earlier reading, is taken over what did not change, and the next may do so with this one.</summary>
    public static Manifest ReadEdited(string path, SourceText text, Manifest? previous, CancellationToken cancellationToken) => Read(path, text, previous, isKept: true, cancellationToken);

    private static Manifest Read(string path, SourceText text, Manifest? previous, bool isKept, CancellationToken cancellationToken)
    {
        var isConstraints = FileKinds.IsConstraints(path);
        var format = isConstraints ? ManifestFormat.Constraints : ManifestFormat.Requirements;
        if (FindForeign(text) is { } foreign)
        {
            return new() { Path = path, Format = format, Text = text, Problems = [foreign] };
        }

        if (CondaList.Read(path, text, cancellationToken) is { } list)
        {
            return list;
        }

        var group = isConstraints ? DependencyGroup.Constraint : PathRoles.IsDevelopmentName(path) ? DependencyGroup.Dev : DependencyGroup.Main;
        var known = previous is { Blocks.IsEmpty: false } && previous.Path == path ? (previous.Text, previous.Blocks) : ((SourceText, ImmutableArray<PlacedBlock>)?)null;
        var blocks = RequirementsBlocks.Read(path, text, group, known, cancellationToken);
        return Join(path, format, text, blocks, isKept, cancellationToken);
    }

    /// <summary>The manifest that the blocks of a file make.</summary>
    private static Manifest Join(string path, ManifestFormat format, SourceText text, ImmutableArray<PlacedBlock> blocks, bool isKept, CancellationToken cancellationToken)
    {
        var (dependencyCount, commentCount, lineCount, hasVia) = (0, 0, 0, false);
        var look = FreezeLook.Nothing;
        foreach (var placed in blocks)
        {
            dependencyCount += placed.Block.Dependencies.Length;
            commentCount += placed.Block.Comments.Length;
            lineCount += placed.Block.Lines.Length;
            hasVia |= placed.Block.HasVia;
            look = look.Then(placed.Block.Freeze);
        }

        var transitive = hasVia ? GeneratedRequirements.TransitiveLines(blocks) : null;
        var dependencies = ImmutableArray.CreateBuilder<Dependency>(dependencyCount);
        var comments = ImmutableArray.CreateBuilder<TextSpan>(commentCount);
        var unnamed = ImmutableArray.CreateBuilder<Dependency>();
        var includes = ImmutableArray.CreateBuilder<Include>();
        var problems = new List<ManifestProblem>();
        var kept = ImmutableArray.CreateBuilder<PlacedBlock>(isKept ? blocks.Length : 0);
        var firstLine = 0;
        foreach (var placed in blocks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (block, start) = (placed.Block, placed.Start);
            var own = transitive is null ? placed.Dependencies.IsDefault ? Place(block.Dependencies, start) : placed.Dependencies : Place(block, start, firstLine, transitive);
            dependencies.AddRange(own);
            foreach (var comment in block.Comments)
            {
                comments.Add(comment.Span.Shift(start));
            }

            unnamed.AddRange(Place(block.Unnamed, start));
            foreach (var include in block.Includes)
            {
                includes.Add(include with { Span = include.Span.Shift(start) });
            }

            foreach (var problem in block.Problems)
            {
                problems.Add(problem with { Span = problem.Span.Shift(start) });
            }

            if (isKept)
            {
                kept.Add(new(block, start, transitive is null ? own : default));
            }

            firstLine += block.LineCount;
        }

        return new()
        {
            Path = path,
            Format = format,
            Text = text,
            Dependencies = dependencies.DrainToImmutable(),
            Unnamed = unnamed.DrainToImmutable(),
            Includes = includes.DrainToImmutable(),
            Problems = Problems.Keep(path, text, problems),
            Comments = comments.DrainToImmutable(),
            IsFrozen = GeneratedRequirements.NamesTool(blocks) || (lineCount >= GeneratedRequirements.FrozenFrom && look.IsFrozen),
            Blocks = kept.DrainToImmutable(),
        };
    }

    private static ImmutableArray<Dependency> Place(ImmutableArray<Dependency> dependencies, int start)
    {
        if (start == 0 || dependencies.IsEmpty)
        {
            return dependencies;
        }

        var placed = ImmutableArray.CreateBuilder<Dependency>(dependencies.Length);
        foreach (var dependency in dependencies)
        {
            placed.Add(dependency.Shift(start));
        }

        return placed.MoveToImmutable();
    }

    private static ImmutableArray<Dependency> Place(RequirementsBlock block, int start, int firstLine, HashSet<int> transitive)
    {
        var placed = ImmutableArray.CreateBuilder<Dependency>(block.Dependencies.Length);
        for (var i = 0; i < block.Dependencies.Length; i++)
        {
            var dependency = block.Dependencies[i].Shift(start);
            placed.Add(transitive.Contains(firstLine + block.DependencyLines[i]) ? dependency with { IsTransitive = true } : dependency);
        }

        return placed.MoveToImmutable();
    }

    /// <summary>Tells a file that is no text, or a web page that was saved in place of the file: one problem, not one a line.</summary>
    private static ManifestProblem? FindForeign(SourceText text)
    {
        if (text.Content.IndexOf('\0', StringComparison.Ordinal) is var zero and >= 0)
        {
            return new("PF002", "This file holds binary data, no requirements: save it as UTF-8 text", new(zero, 1));
        }

        var content = text.Content.AsSpan();
        var start = content.Length - content.TrimStart().Length;
        content = content[start..];
        if (!content.StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase) && !content.StartsWith("<html", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var end = content.IndexOfAny('>', '\r', '\n');
        var length = end < 0 ? content.Length : content[end] == '>' ? end + 1 : end;
        return new("PF002", "This is a web page, no requirements file: download the file itself", new(start, length));
    }
}
