using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Packaging;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Rules;

/// <summary>Files or dependency groups that include one another.</summary>
[Rule("PF004", "include-cycle", Severity.Warning, Explanation = """
    ## What it looks at

    Where `-r`, `-c`, setuptools' dynamic `file` and `{include-group = …}` lead, from the first manifest on by path, depth first. The include that leads back to
    where the way came from carries the finding, one for each circle.

    ## Why it matters

    Installers refuse groups that include one another (PEP 735). pip reads files in a circle until it fails or, in newer releases, stops with an error.

    ## When to ignore it

    Never for long: take one of the includes out, or move what both sides share to a file or group of its own.

    ## Fires

    ```
    -r requirements.txt
    ```

    in requirements.txt itself.

    ## Stays silent

    ```
    -r base.txt
    ```

    in two files that both include base.txt.

    ## Sources

    - Dependency groups (PEP 735): https://packaging.python.org/en/latest/specifications/dependency-groups/
    - Requirements file format: https://pip.pypa.io/en/stable/reference/requirements-file-format/
    """)]
internal sealed class IncludeCycle : IRule
{
    public static IEnumerable<Finding> Check(ProjectSnapshot project, CancellationToken cancellationToken)
    {
        var done = new HashSet<Node>();
        foreach (var root in project.Manifests.SelectMany(Nodes))
        {
            foreach (var (path, closing) in Circles(root, done, project, cancellationToken))
            {
                var names = path.Select(step => step.Node.Name).Append(path[0].Node.Name);
                yield return new(closing, $"{(path[0].Node.Group is null ? "Files" : "Dependency groups")} include one another: {string.Join(" → ", names)}")
                {
                    Related = [.. path.Skip(1).Select(step => new RelatedPlace(step.At!.Value, $"{step.Node.Name} is included here"))],
                };
            }
        }
    }

    /// <summary>The files and groups of a manifest that include something.</summary>
    private static IEnumerable<Node> Nodes(Manifest manifest) => manifest.Includes.Select(include => From(manifest, include)).Distinct();

    private static Node From(Manifest manifest, Include include) =>
        include.Kind == IncludeKind.Group ? Node.OfGroup(manifest.Path, include.Group.Name[(include.Group.Name.IndexOf(':', StringComparison.Ordinal) + 1)..]) : new(manifest.Path, null);

    /// <summary>
    /// Walks from <paramref name="root"/> with a stack of its own, since a chain of includes may be long. Each circle is given as its way, the
    /// first step being the node to which it leads back, and the place of the include that closes it.
    /// </summary>
    private static IEnumerable<(List<Step> Path, FileSpan Closing)> Circles(Node root, HashSet<Node> done, ProjectSnapshot project, CancellationToken cancellationToken)
    {
        if (!done.Add(root))
        {
            yield break;
        }

        var way = new List<Step> { new(root, null, Edges(root, project)) };
        while (way.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!way[^1].Edges.TryDequeue(out var edge))
            {
                way.RemoveAt(way.Count - 1);
            }
            else if (way.FindIndex(step => step.Node == edge.Target) is >= 0 and var start)
            {
                yield return (way[start..], edge.At);
            }
            else if (done.Add(edge.Target))
            {
                way.Add(new(edge.Target, edge.At, Edges(edge.Target, project)));
            }
        }
    }

    private static Queue<(Node Target, FileSpan At)> Edges(Node node, ProjectSnapshot project) => new(
        from manifest in project.FindManifest(node.Path) is { } found ? [found] : Array.Empty<Manifest>()
        from include in manifest.Includes
        where include.Kind != IncludeKind.Editable && include.Resolved is not null && From(manifest, include) == node
        let target = include.Kind == IncludeKind.Group ? Node.OfGroup(manifest.Path, include.Resolved!) : new(include.Resolved!, null)
        select (target, new FileSpan(manifest.Path, include.Span)));

    /// <summary>A file, or a dependency group of one, by its PEP 503 form.</summary>
    private readonly record struct Node(string Path, string? Group)
    {
        public string Name => Group ?? Path;

        public static Node OfGroup(string path, string group) => new(path, NormalizedName.From(group).Value);
    }

    /// <summary>A node on the way, the include that led to it, and those of its own that are still to be followed.</summary>
    private sealed record Step(Node Node, FileSpan? At, Queue<(Node Target, FileSpan At)> Edges);
}
