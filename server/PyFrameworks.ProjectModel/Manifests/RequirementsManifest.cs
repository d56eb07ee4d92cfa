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
        var known = previous is { Requirements: { } requirements } && previous.Path == path ? (previous.Text, requirements.Blocks) : ((SourceText, ImmutableArray<PlacedBlock>)?)null;
        var blocks = RequirementsBlocks.Read(path, text, group, known, cancellationToken);
        return Join(path, format, text, blocks, group, isKept, cancellationToken);
    }

    /// <summary>The manifest that the blocks of a file make.</summary>
    private static Manifest Join(
        string path, ManifestFormat format, SourceText text, ImmutableArray<PlacedBlock> blocks, DependencyGroup group, bool isKept, CancellationToken cancellationToken)
    {
        var (lineCount, hasVia) = (0, false);
        var look = FreezeLook.Nothing;
        var unnamed = ImmutableArray.CreateBuilder<Dependency>();
        var includes = ImmutableArray.CreateBuilder<Include>();
        var problems = new List<ManifestProblem>();
        foreach (var placed in blocks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (block, start) = (placed.Block, placed.Start);
            lineCount += block.Lines.Length;
            hasVia |= block.HasVia;
            look = look.Then(block.Freeze);
            foreach (var guess in block.Unnamed)
            {
                unnamed.Add(guess.Shift(start));
            }

            foreach (var include in block.Includes)
            {
                includes.Add(include with { Span = include.Span.Shift(start) });
            }

            foreach (var problem in block.Problems)
            {
                problems.Add(problem with { Span = problem.Span.Shift(start) });
            }
        }

        var requirements = new PlacedRequirements(blocks, group, hasVia ? GeneratedRequirements.TransitiveLines(blocks) : null);
        var manifest = new Manifest
        {
            Path = path,
            Format = format,
            Text = text,
            Unnamed = unnamed.DrainToImmutable(),
            Includes = includes.DrainToImmutable(),
            Problems = Problems.Keep(path, text, problems),
            IsFrozen = GeneratedRequirements.NamesTool(blocks) || (lineCount >= GeneratedRequirements.FrozenFrom && look.IsFrozen),
        };
        return isKept
            ? manifest with { Requirements = requirements }
            : manifest with { Dependencies = requirements.Dependencies, Comments = requirements.Comments };
    }

    /// <summary>Tells a file that is no text, or a web page that was saved in place of the file: one problem, not one a line.</summary>
    private static ManifestProblem? FindForeign(SourceText text)
    {
        if (text.IndexOf('\0') is var zero and >= 0)
        {
            return new("PF002", "This file holds binary data, no requirements: save it as UTF-8 text", new(zero, 1));
        }

        var start = 0;
        while (start < text.Length && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        var head = text.AsSpan(new(start, Math.Min(text.Length - start, "<!doctype".Length)));
        if (!head.StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase) && !head.StartsWith("<html", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var content = text.Content.AsSpan(start);
        var end = content.IndexOfAny('>', '\r', '\n');
        var length = end < 0 ? content.Length : content[end] == '>' ? end + 1 : end;
        return new("PF002", "This is a web page, no requirements file: download the file itself", new(start, length));
    }
}
