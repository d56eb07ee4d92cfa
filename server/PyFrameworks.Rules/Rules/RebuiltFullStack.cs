using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;

namespace PyFrameworks.Rules;

/// <summary>A micro-framework with so many add-ons that a full-stack one has been assembled by hand.</summary>
[Rule("PF202", "rebuilt-full-stack", Severity.Information, Explanation = """
    ## What it looks at

    The add-ons that a project on a micro-framework declares for run time, by the role they fill: ORM, migrations, admin, login, forms, mail, translation,
    sessions. Two distributions that fill one role count once; what a lock or a dev group declares does not count. It speaks from four roles on, for
    FastAPI from five.

    ## Why it matters

    A full-stack framework ships these parts as one set that is released, documented and upgraded together. Assembled by hand, each is a project of its own with
    its own pace, and their fit is yours to keep.

    ## When to ignore it

    When the combination works and is kept up: it is no defect. The choice of an ORM (SQLAlchemy, say) is often reason enough.

    ## Fires

    ```
    flask
    flask-sqlalchemy
    flask-migrate
    flask-login
    flask-wtf
    ```

    ## Stays silent

    ```
    flask
    flask-sqlalchemy
    flask-migrate
    flask-login
    ```

    ## Sources

    - What Django includes: https://docs.djangoproject.com/en/stable/
    - Flask's design decisions: https://flask.palletsprojects.com/en/stable/design/
    """)]
internal sealed class RebuiltFullStack : IRule
{
    public static IEnumerable<Finding> Check(ProjectSnapshot project, CancellationToken cancellationToken)
    {
        foreach (var use in project.Primaries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var framework = use.Framework;
            if (framework.Kind is FrameworkKind.FullStack or FrameworkKind.Cms
                || project.Catalog.Companions.AddonSets.FirstOrDefault(set => set.Frameworks.Contains(framework.Id)) is not { } set)
            {
                continue;
            }

            var filled = Filled(set, project);
            if (filled.Count < set.Threshold)
            {
                continue;
            }

            var names = filled.Select(item => $"{item.Role.Title} ({item.Declaration.Dependency.Name})").ToList();
            var alternatives = set.Alternatives
                .Select(project.Catalog.Find).OfType<Framework>()
                .Where(entry => Lifecycles.IsAlive(entry, project.Today))
                .Select(entry => entry.Name).ToList();
            var such = alternatives.Count == 0 ? "" : $", {Say.List(alternatives, "or")} for one,";
            yield return new(
                use.Anchor,
                $"{framework.Name} carries {Say.Count(filled.Count, "add-on role")} that a full-stack framework{such} has built in: {Say.List(names)}; "
                + $"from {Say.Number(set.Threshold)} roles on, one that ships them as a set is worth a look")
            {
                FrameworkId = framework.Id,
                Claims = [Claim.Of(set.Source)],
                Related = [.. Places.OtherPlaces(use, project), .. filled.Select(item => new RelatedPlace(item.Declaration.Name, item.Role.Title))],
            };
        }
    }

    /// <summary>The roles that run-time dependencies fill, in the set's order, each with the distribution that the set names first: the framework's own add-on before a general one.</summary>
    private static List<(AddonRole Role, Declaration Declaration)> Filled(AddonSet set, ProjectSnapshot project)
    {
        var declared = Places.KnownRunTimeDeclarations(project).ToImmutableArray();
        return [.. from role in set.Roles
                   let first = role.Distributions
                       .Select(name => declared.FirstOrDefault(declaration => declaration.Dependency.CanonicalName == name))
                       .FirstOrDefault(declaration => declaration is not null)
                   where first is not null
                   select (role, first)];
    }
}
