using System.Collections.Immutable;
using PyFrameworks.Syntax.Packaging;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>The manifests of a workspace with their includes looked up. Cycles are kept as they are; whoever walks the graph visits each file once.</summary>
internal sealed class IncludeGraph
{
    private IncludeGraph(ImmutableSortedDictionary<string, Manifest> manifests) => Manifests = manifests;

    /// <summary>Manifests by path, <see cref="Include.Resolved"/> filled in.</summary>
    public ImmutableSortedDictionary<string, Manifest> Manifests { get; }

    /// <summary>Looks up the includes of every manifest among <paramref name="kept"/>; what merely exists is asked of <paramref name="all"/>.</summary>
    public static IncludeGraph Build(IEnumerable<ParsedFile> kept, WorkspaceFiles all, CancellationToken cancellationToken)
    {
        var manifests = ImmutableSortedDictionary.CreateBuilder<string, Manifest>(StringComparer.Ordinal);
        foreach (var file in kept)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (file.Manifest is { } manifest)
            {
                manifests[file.Path] = Resolved(manifest, all);
            }
        }

        return new(manifests.ToImmutable());
    }

    /// <summary>This graph with other contents of some of its files; null where one brings in other files than before. <paramref name="all"/> are the same files as before.</summary>
    public IncludeGraph? With(IEnumerable<ParsedFile> changed, WorkspaceFiles all, CancellationToken cancellationToken)
    {
        var manifests = Manifests.ToBuilder();
        foreach (var file in changed)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (file.Manifest is not { } manifest)
            {
                continue;
            }

            var resolved = Resolved(manifest, all);
            if (!Targets(Manifests[file.Path]).Select(Named).SequenceEqual(Targets(resolved).Select(Named)))
            {
                return null;
            }

            manifests[file.Path] = resolved;
        }

        return new(manifests.ToImmutable());

        static (IncludeKind Kind, string Path) Named((Include Include, Manifest Target) target) => (target.Include.Kind, target.Target.Path);
    }

    /// <summary>The manifests that <paramref name="manifest"/> brings in with requirements or constraints of their own.</summary>
    public IEnumerable<(Include Include, Manifest Target)> Targets(Manifest manifest)
    {
        foreach (var include in manifest.Includes)
        {
            if (include.Kind is IncludeKind.Requirement or IncludeKind.Constraint or IncludeKind.File
                && include.Resolved is { } path
                && path != manifest.Path
                && Manifests.TryGetValue(path, out var target))
            {
                yield return (include, target);
            }
        }
    }

    private static Manifest Resolved(Manifest manifest, WorkspaceFiles all) =>
        manifest.Includes.IsEmpty ? manifest : manifest with { Includes = [.. manifest.Includes.Select(include => Resolve(manifest, include, all))] };

    private static Include Resolve(Manifest manifest, Include include, WorkspaceFiles all)
    {
        if (include.IsOpaque)
        {
            return include;
        }

        if (include.Kind == IncludeKind.Group)
        {
            return include.Resolved is null ? include with { Resolved = FindGroup(manifest, include.Target) } : include;
        }

        var target = include.Target.StartsWith("file:", StringComparison.OrdinalIgnoreCase) ? include.Target["file:".Length..] : include.Target;
        if (include.Kind == IncludeKind.Editable)
        {
            return ResolveFolder(manifest, include, target, all.Paths);
        }

        // pip and setuptools look from the folder of the file that includes.
        if (WorkspacePath.Resolve(WorkspacePath.Folder(manifest.Path), target) is not { } path)
        {
            return include with { IsOutside = true };
        }

        // What is left out on purpose is there all the same.
        if (all.Unread.ContainsKey(path))
        {
            return include with { Resolved = path };
        }

        return all.Parsed.TryGetValue(path, out var file) ? include with { Resolved = path, IsUnreadable = file.Unreadable is not null }
            : all.Paths.Contains(path) ? include with { Resolved = path }
            : include;
    }

    /// <summary>
    /// pip takes a local path from where it was started, most often the root or the file's own folder; a folder in either place is there.
    /// </summary>
    private static Include ResolveFolder(Manifest manifest, Include include, string target, PathSet paths)
    {
        var end = target.AsSpan().IndexOfAny("[#;");
        var path = (end < 0 ? target : target[..end]).Trim();
        var own = WorkspacePath.Resolve(WorkspacePath.Folder(manifest.Path), path);
        if (own is not null && IsFolder(own, paths))
        {
            return include with { Resolved = own };
        }

        var fromRoot = WorkspacePath.Resolve(".", path);
        return fromRoot is not null && IsFolder(fromRoot, paths) ? include with { Resolved = fromRoot } : include with { IsOutside = own is null };
    }

    private static bool IsFolder(string path, PathSet paths) =>
        path == "." || (paths.StartingAt(path + "/").FirstOrDefault() is { } first && WorkspacePath.IsWithin(first, path));

    /// <summary>PEP 735: group names compare in their PEP 503 form.</summary>
    private static string? FindGroup(Manifest manifest, string target)
    {
        var wanted = NormalizedName.From(target).Value;
        foreach (var name in manifest.Dependencies.Select(dependency => dependency.Group.Name).Concat(manifest.Includes.Select(include => include.Group.Name)))
        {
            const string Prefix = "group:";
            if (name.StartsWith(Prefix, StringComparison.Ordinal) && NormalizedName.From(name[Prefix.Length..]).Value == wanted)
            {
                return wanted;
            }
        }

        return null;
    }
}
