using System.Collections.Immutable;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Python;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Rules;

/// <summary>A distribution that goes by another name: renamed, merged, or never the right one.</summary>
[Rule("PF104", "misnamed-distribution", Severity.Warning, Explanation = """
    ## What it looks at

    The names of dependencies, in every group: those that were renamed, merged into another distribution, or look like a framework's name without being it.
    Only names are listed for which another distribution installs the same thing or its direct continuation. Addresses, locks, what the output of `pip freeze` lists, lines with hashes, and manifests of
    tests, examples and documentation, which may name the old one on purpose, are left alone.

    ## Why it matters

    The old name gets no more fixes, and of a name that merely looks right nobody knows what it installs.

    ## When to ignore it

    When the move is planned for later: the versions of the new name count anew, and where its modules are called otherwise the imports change with it. For that reason the quick
    fix writes the name without the old version, and the message counts the files that import the old module.

    ## Fires

    ```
    django
    django-rest-framework
    ```

    ## Stays silent

    ```
    django
    djangorestframework
    ```

    ## Sources

    - Django REST framework: https://github.com/encode/django-rest-framework/blob/11875a38f483/pyproject.toml
    - Flask-RESTX, which goes on with flask-restplus: https://github.com/python-restx/flask-restx/blob/fe924e050ea8/README.rst
    - Litestar, once Starlite: https://github.com/litestar-org/litestar/blob/7c25540a4f68/docs/release-notes/whats-new-2.rst
    - aioredis, merged into redis: https://github.com/ahopkins/sanic-session/issues/95
    - FastAPI's release notes: https://github.com/fastapi/fastapi/blob/95f8322ee1dc/docs/en/docs/release-notes.md
    """)]
internal sealed class MisnamedDistribution : IRule
{
    public static IEnumerable<Finding> Check(ProjectSnapshot project, CancellationToken cancellationToken)
    {
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var misnamed in project.Catalog.Companions.Misnamed)
        {
            wanted.Add(misnamed.Name);
            wanted.Add(misnamed.UseInstead);
        }

        var declared = Declarations(project, wanted).ToLookup(declaration => declaration.Dependency.CanonicalName, StringComparer.Ordinal);
        foreach (var misnamed in project.Catalog.Companions.Misnamed)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var places = declared[misnamed.Name].ToImmutableArray();
            if (places.IsEmpty)
            {
                continue;
            }

            var first = places[0];
            var right = declared[misnamed.UseInstead].FirstOrDefault();
            var imports = Imports(misnamed.Name, project).ToImmutableArray();
            var also = right is null ? "" : $"; {right.Dependency.Name} is declared as well";
            var code = imports.IsEmpty ? "" : $"; {Say.Count(imports.Length, "file")} {(imports.Length == 1 ? "imports" : "import")} its module and {(imports.Length == 1 ? "changes" : "change")} with the name";
            yield return new(first.Name, $"{first.Dependency.Name} {misnamed.Problem}{also}{code}")
            {
                FrameworkId = project.Catalog.FindDistribution(misnamed.UseInstead)?.FrameworkId,
                Claims = [Claim.Of(misnamed.Source)],
                Related =
                [
                    .. places.Skip(1).Select(other => new RelatedPlace(other.Name, $"{other.Dependency.Name} is declared here, too")),
                    .. right is null ? [] : new[] { new RelatedPlace(right.Name, $"{right.Dependency.Name} is declared here") },
                    .. imports.Select(at => new RelatedPlace(at, "Its module is imported here")),
                ],
                Fixes = Mend(misnamed, places, declared[misnamed.UseInstead].Select(other => other.Manifest.Path).ToImmutableHashSet(StringComparer.Ordinal)),
            };
        }
    }

    /// <summary>What the project asks for by one of the <paramref name="wanted"/> names, in order of precedence. A frozen file, and a line with hashes, also stand for what others ask for, by names that only they can change.</summary>
    private static IEnumerable<Declaration> Declarations(ProjectSnapshot project, HashSet<string> wanted) =>
        from manifest in project.Manifests
        where !manifest.Format.IsLock() && manifest.Format != ManifestFormat.Constraints && !manifest.IsFrozen && !PathRoles.IsCompanion(manifest.Path, project.Path)
        orderby manifest.Format.Precedence(manifest.Path), manifest.Path
        from dependency in manifest.KnownTo(project.Catalog)
        where wanted.Contains(dependency.CanonicalName) && !dependency.IsTransitive && dependency is { Url: null, IsEditable: false } && dependency.Group != DependencyGroup.Constraint
        let declaration = new Declaration(manifest, dependency)
        where !RequirementEdits.HasHash(declaration)
        select declaration;

    /// <summary>The first import in each file of the module that is called like the distribution.</summary>
    private static IEnumerable<FileSpan> Imports(string distribution, ProjectSnapshot project)
    {
        var (name, dotted) = (distribution.Replace('-', '_'), distribution.Replace('-', '.'));
        var packages = new PackageNames(name, dotted);
        foreach (var file in project.Files.Where(file => file.Module.MayImportAny(packages)))
        {
            if (file.Module.Imports.FirstOrDefault(import => import.Level == 0 && (IsOrIsIn(import.Module, name) || IsOrIsIn(import.Module, dotted))) is { } import)
            {
                yield return new(file.Path, import.ModuleSpan);
            }
        }
    }

    private static bool IsOrIsIn(string module, string outer) =>
        module.StartsWith(outer, StringComparison.Ordinal) && (module.Length == outer.Length || module[outer.Length] == '.');

    /// <summary>The right name in every place; a line of requirements beside which it stands already can go.</summary>
    private static ImmutableArray<Fix> Mend(Catalog.MisnamedDistribution misnamed, ImmutableArray<Declaration> places, ImmutableHashSet<string> declaring)
    {
        var edits = ImmutableArray.CreateBuilder<FixEdit>();
        var dropsVersion = false;
        var writes = false;
        foreach (var place in places)
        {
            if (declaring.Contains(place.Manifest.Path))
            {
                if (RequirementEdits.RemoveLine(place) is { } removal)
                {
                    edits.Add(removal);
                }
            }
            else if (RequirementEdits.Rename(place, misnamed.UseInstead) is { IsEmpty: false } renaming)
            {
                edits.AddRange(renaming);
                writes = true;
                dropsVersion |= renaming.Length > 1;
            }
        }

        if (edits.Count == 0)
        {
            return [];
        }

        var title = !writes ? $"Remove {places[0].Dependency.Name}, which {misnamed.UseInstead} replaces"
            : dropsVersion ? $"Write {misnamed.UseInstead}, without the version of {places[0].Dependency.Name}"
            : $"Write {misnamed.UseInstead}";
        return [new(title, edits.ToImmutable())];
    }
}
