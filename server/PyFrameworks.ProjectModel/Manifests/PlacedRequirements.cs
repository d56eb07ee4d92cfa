using System.Collections.Immutable;
using System.Runtime.InteropServices;
using PyFrameworks.Catalog;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>A block at its place in a file.</summary>
/// <param name="block">The block.</param>
/// <param name="start">Where it begins.</param>
internal sealed class PlacedBlock(RequirementsBlock block, int start)
{
    private Dependency[]? _dependencies;

    /// <summary>The block.</summary>
    public RequirementsBlock Block { get; } = block;

    /// <summary>Where it begins.</summary>
    public int Start { get; } = start;

    /// <summary>Where it ends.</summary>
    public int End => Start + Block.Length;

    /// <summary>Its dependencies with their places in the file.</summary>
    public ReadOnlySpan<Dependency> Dependencies =>
        Start == 0 ? Block.Dependencies.AsSpan() : _dependencies ??= [.. Block.Dependencies.Select(dependency => dependency.Shift(Start))];
}

/// <summary>
/// What a requirements file, or a large pyproject.toml, is put together from. Its dependencies and comments get their places in the file when somebody asks for them: an edit moves all that stands behind
/// it, of which most is looked at by nobody before the next one.
/// </summary>
/// <param name="blocks">The blocks, which cover the file.</param>
/// <param name="group">The group of its dependencies; null where each has its own.</param>
/// <param name="transitive">Lines of requirements that the file marks as somebody else's; null where it marks none.</param>
internal sealed class PlacedRequirements(ImmutableArray<PlacedBlock> blocks, DependencyGroup? group, HashSet<int>? transitive)
{
    // Each is one reference, so that a reader on another thread sees all of it or none.
    private Dependency[]? _dependencies;
    private TextSpan[]? _comments;
    private Known? _known;

    private sealed record Known(FrameworkCatalog Catalog, ImmutableArray<Dependency> Dependencies);

    /// <summary>The blocks, which cover the file.</summary>
    public ImmutableArray<PlacedBlock> Blocks { get; } = blocks;

    /// <summary>Whether the application needs any of its dependencies at run time.</summary>
    public bool HasMain => group is { } own ? own.IsMain && !IsEmpty : Blocks.Any(placed => placed.Block.Dependencies.Any(dependency => dependency.Group.IsMain));

    /// <summary>Whether it declares nothing.</summary>
    public bool IsEmpty => Blocks.All(placed => placed.Block.Dependencies.IsEmpty);

    /// <summary>Whether a dependency is marked as somebody else's.</summary>
    public bool HasTransitive
    {
        get
        {
            var firstLine = 0;
            for (var i = 0; transitive is not null && i < Blocks.Length; i++)
            {
                var block = Blocks[i].Block;
                if (block.DependencyLines.Any(line => transitive.Contains(firstLine + line)))
                {
                    return true;
                }

                firstLine += block.LineCount;
            }

            return false;
        }
    }

    /// <summary>The names of its dependencies in their normal form, in file order.</summary>
    public IEnumerable<string> Names => Blocks.SelectMany(placed => placed.Block.Dependencies).Select(dependency => dependency.CanonicalName);

    /// <summary>Its dependencies, in file order.</summary>
    public ImmutableArray<Dependency> Dependencies => ImmutableCollectionsMarshal.AsImmutableArray(_dependencies ??= PlaceAll());

    /// <summary>Where its comments stand.</summary>
    public ImmutableArray<TextSpan> Comments => ImmutableCollectionsMarshal.AsImmutableArray(
        _comments ??= [.. Blocks.SelectMany(placed => placed.Block.Comments, (placed, comment) => comment.Span.Shift(placed.Start))]);

    /// <summary>Those of them that hold what our own comments begin with.</summary>
    public IEnumerable<TextSpan> MarkedComments => Blocks.SelectMany(placed => placed.Block.MarkedComments, (placed, comment) => comment.Shift(placed.Start));

    /// <summary>The same file in another group.</summary>
    public PlacedRequirements In(DependencyGroup other) => other == group ? this : new(Blocks, other, transitive);

    /// <summary>The dependencies that <paramref name="catalog"/> speaks of.</summary>
    public ImmutableArray<Dependency> KnownTo(FrameworkCatalog catalog)
    {
        var last = _known;
        if (last is null || !ReferenceEquals(last.Catalog, catalog))
        {
            var found = ImmutableArray.CreateBuilder<Dependency>();
            var firstLine = 0;
            foreach (var placed in Blocks)
            {
                foreach (var index in placed.Block.KnownTo(catalog))
                {
                    found.Add(Told(placed.Block.Dependencies[index].Shift(placed.Start), placed.Block, index, firstLine));
                }

                firstLine += placed.Block.LineCount;
            }

            _known = last = new(catalog, found.DrainToImmutable());
        }

        return last.Dependencies;
    }

    private Dependency[] PlaceAll()
    {
        var all = new Dependency[Blocks.Sum(placed => placed.Block.Dependencies.Length)];
        var (count, firstLine) = (0, 0);
        foreach (var placed in Blocks)
        {
            var own = placed.Dependencies;
            for (var i = 0; i < own.Length; i++)
            {
                all[count++] = Told(own[i], placed.Block, i, firstLine);
            }

            firstLine += placed.Block.LineCount;
        }

        return all;
    }

    /// <summary>A dependency with what its file says of it.</summary>
    private Dependency Told(Dependency dependency, RequirementsBlock block, int index, int firstLine)
    {
        var isTransitive = transitive is not null && transitive.Contains(firstLine + block.DependencyLines[index]);
        var own = group ?? dependency.Group;
        return isTransitive || dependency.Group != own ? dependency with { IsTransitive = isTransitive, Group = own } : dependency;
    }
}
