using System.Collections.Immutable;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Features;

/// <summary>What a client can show in a hover.</summary>
/// <param name="IsMarkdown">Whether it shows Markdown.</param>
/// <param name="HasCommandLinks">Whether a <c>command:</c> link runs the extension's commands.</param>
/// <param name="UriOf">The address of a workspace path, for command links.</param>
public sealed record HoverOptions(bool IsMarkdown, bool HasCommandLinks, Func<string, string> UriOf);

/// <summary>A hover: the text, and the stretch that it is about.</summary>
public sealed record HoverContent(string Text, TextSpan Span);

/// <summary>What stands under the mouse: a framework, a name of its API, an add-on, a server, a need.</summary>
public static class HoverFeature
{
    /// <summary>The hover at <paramref name="offset"/> of the file at <paramref name="path"/>; null where there is nothing to say.</summary>
    public static HoverContent? At(
        ProjectSnapshot project, ImmutableArray<Finding> findings, string path, int offset, HoverOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (project.FindManifest(path) is { } manifest && InManifest(project, findings, manifest, offset, options) is { } found)
        {
            return found;
        }

        return project.FindFile(path) is { } file ? InPython(project, findings, file, offset, options, cancellationToken) : null;
    }

    private static HoverContent? InManifest(
        ProjectSnapshot project, ImmutableArray<Finding> findings, Manifest manifest, int offset, HoverOptions options)
    {
        foreach (var need in manifest.Settings?.Needs ?? [])
        {
            if (need.Span.Touches(offset) && CompanionHover.Need(project, need.Id, options) is { } text)
            {
                return new(text, need.Span);
            }
        }

        if (SettingsHover.At(manifest, offset, options) is { } setting)
        {
            return setting;
        }

        foreach (var dependency in manifest.Dependencies)
        {
            if (!dependency.NameSpan.Touches(offset) && dependency.SpecifierSpan?.Touches(offset) != true)
            {
                continue;
            }

            var span = dependency.NameSpan.Touches(offset) ? dependency.NameSpan : dependency.SpecifierSpan!.Value;
            if (CompanionHover.Misnamed(project, dependency, options) is { } misnamed)
            {
                return new(misnamed, span);
            }

            if (project.Catalog.FindDistribution(dependency.CanonicalName) is { } known && project.Catalog.Find(known.FrameworkId) is { } framework)
            {
                return new(
                    known.IsAddon
                        ? CompanionHover.Addon(project, framework, dependency.Name, options)
                        : FrameworkHover.Text(project, findings, framework, manifest.Path, options),
                    span);
            }

            return CompanionHover.Distribution(project, dependency, options) is { } text ? new(text, span) : null;
        }

        return null;
    }

    private static HoverContent? InPython(
        ProjectSnapshot project, ImmutableArray<Finding> findings, PythonFile file, int offset, HoverOptions options, CancellationToken cancellationToken)
    {
        foreach (var import in file.Module.Imports)
        {
            if (!import.StatementSpan.Touches(offset))
            {
                continue;
            }

            if (import.Level == 0 && import.ModuleSpan.Touches(offset) && CompanionHover.Import(project, import.Module, options) is { } companion)
            {
                return new(companion, import.ModuleSpan);
            }

            // Only imports that the project model took for a framework's: a module of the project's own may bear the same name.
            if (project.Imports.FirstOrDefault(known => known.At.Path == file.Path && known.At.Span == import.ModuleSpan) is not { } known
                || project.Catalog.Find(known.FrameworkId) is not { } framework)
            {
                continue;
            }

            if (import.ModuleSpan.Touches(offset))
            {
                var isAddon = project.Catalog.FindImport(import.Module) is { IsAddon: true };
                return new(
                    isAddon ? CompanionHover.Addon(project, framework, import.Module, options) : FrameworkHover.Text(project, findings, framework, file.Path, options),
                    import.ModuleSpan);
            }

            foreach (var name in import.Names)
            {
                if (name.NameSpan.Touches(offset) && ConceptHover.Text(project, framework, $"{import.Module}.{name.Name}", options, cancellationToken) is { } text)
                {
                    return new(text, name.NameSpan);
                }
            }
        }

        return null;
    }
}
