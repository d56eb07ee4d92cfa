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
        HashSet<string>? folders = null;
        var manifests = ImmutableSortedDictionary.CreateBuilder<string, Manifest>(StringComparer.Ordinal);
        foreach (var file in kept)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (file.Manifest is not { } manifest)
            {
                continue;
            }

            manifests[file.Path] = manifest.Includes.IsEmpty
                ? manifest
                : manifest with { Includes = [.. manifest.Includes.Select(include => Resolve(manifest, include, all, ref folders))] };
        }

        return new(manifests.ToImmutable());
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

    private static Include Resolve(Manifest manifest, Include include, WorkspaceFiles all, ref HashSet<string>? folders)
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
            folders ??= WorkspacePath.FoldersOf(all.Paths.Append("."));
            return ResolveFolder(manifest, include, target, folders);
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
    private static Include ResolveFolder(Manifest manifest, Include include, string target, HashSet<string> folders)
    {
        var end = target.AsSpan().IndexOfAny("[#;");
        var path = (end < 0 ? target : target[..end]).Trim();
        var own = WorkspacePath.Resolve(WorkspacePath.Folder(manifest.Path), path);
        if (own is not null && folders.Contains(own))
        {
            return include with { Resolved = own };
        }

        var fromRoot = WorkspacePath.Resolve(".", path);
        return fromRoot is not null && folders.Contains(fromRoot) ? include with { Resolved = fromRoot } : include with { IsOutside = own is null };
    }

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
