using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.Syntax.Requirements;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>
/// Some whole logical lines of a requirements file, as read by themselves. Places and line numbers are counted from the block's start, so that a block whose own text stays
/// the same is taken over when the text around it is edited.
/// </summary>
internal sealed class RequirementsBlock
{
    // One reference, so that a reader on another thread sees all of it or none.
    private Known? _known;

    private sealed record Known(FrameworkCatalog Catalog, int[] Places);

    /// <summary>Number of UTF-16 code units, line ends included.</summary>
    public required int Length { get; init; }

    /// <summary>How many line ends it holds.</summary>
    public required int LineCount { get; init; }

    /// <summary>Its dependencies, none of them marked as somebody else's yet.</summary>
    public required ImmutableArray<Dependency> Dependencies { get; init; }

    /// <summary>The line of each dependency.</summary>
    public required ImmutableArray<int> DependencyLines { get; init; }

    /// <summary>What has no name.</summary>
    public required ImmutableArray<Dependency> Unnamed { get; init; }

    /// <summary>Its includes.</summary>
    public required ImmutableArray<Include> Includes { get; init; }

    /// <summary>All that is wrong in it.</summary>
    public required ImmutableArray<ManifestProblem> Problems { get; init; }

    /// <summary>Its comments.</summary>
    public required ImmutableArray<RequirementsComment> Comments { get; init; }

    /// <summary>Those of them that hold what our own comments begin with.</summary>
    public required ImmutableArray<TextSpan> MarkedComments { get; init; }

    /// <summary>The lines that hold more than a comment.</summary>
    public required ImmutableArray<int> Lines { get; init; }

    /// <summary>Whether a comment of it may say what a requirement is needed for.</summary>
    public required bool HasVia { get; init; }

    /// <summary>What it shows of a file that <c>pip freeze</c> wrote.</summary>
    public required FreezeLook Freeze { get; init; }

    /// <summary>Which of its dependencies <paramref name="catalog"/> speaks of: their places among <see cref="Dependencies"/>. Looked up once.</summary>
    public int[] KnownTo(FrameworkCatalog catalog)
    {
        var last = _known;
        if (last is null || !ReferenceEquals(last.Catalog, catalog))
        {
            var found = new List<int>();
            for (var i = 0; i < Dependencies.Length; i++)
            {
                if (catalog.SpeaksOf(Dependencies[i].CanonicalName))
                {
                    found.Add(i);
                }
            }

            _known = last = new(catalog, [.. found]);
        }

        return last.Places;
    }
}
