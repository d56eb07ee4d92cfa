using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Rules;

/// <summary>A full-stack framework of which only routing and JSON answers are used.</summary>
[Rule("PF203", "full-stack-underused", Severity.Hint, Explanation = """
    ## What it looks at

    Whether application code on a full-stack framework (Django) uses its models or database connections, templates, forms, admin or accounts, while its views answer
    in JSON. What a new project contains from the start and nothing uses (an empty `models.py`, the admin's address, installed apps) doesn't count as use.

    ## Why it matters

    Settings, apps, middleware and upgrades of a full-stack framework are the price of parts that ship together. A project that uses none of them pays it for routing
    alone, which a small framework does with less.

    ## When to ignore it

    When those parts are planned, the team knows the framework, or several services share one way of working. It is silent where it can't tell: a framework whose JSON answers go by no name of their own (web2py, TurboGears), an import of
    everything (`*`), a folder of templates, other primary frameworks or add-ons beside it.

    ## Fires

    ```
    django
    ```

    ```python
    from django.http import JsonResponse
    from django.urls import path

    def rate(request):
        return JsonResponse({"rate": 1.2})

    urlpatterns = [path("rate", rate)]
    ```

    ## Stays silent

    ```
    django
    ```

    ```python
    from django.db import models
    from django.http import JsonResponse
    from django.urls import path

    class Rate(models.Model):
        value = models.FloatField()

    def rate(request):
        return JsonResponse({"rate": Rate.objects.first().value})

    urlpatterns = [path("rate", rate)]
    ```

    ## Sources

    - What Django includes: https://docs.djangoproject.com/en/stable/
    - Django's overview: https://docs.djangoproject.com/en/stable/intro/overview/
    """)]
internal sealed class FullStackUnderused : IRule
{
    private const int ShownModules = 5;

    private static readonly string[] s_parts = ["orm", "templates", "forms", "admin", "auth"];

    public static IEnumerable<Finding> Check(ProjectSnapshot project, CancellationToken cancellationToken)
    {
        var primaries = project.Primaries.ToList();
        if (primaries is not [{ Framework: { Kind: FrameworkKind.FullStack } framework } use] || project.Metrics.Routes == 0 || project.TemplateFiles > 0)
        {
            yield break;
        }

        // What the catalog doesn't know of it may be in use all the same.
        var addons = project.FrameworkUses.Where(other => other.Role == FrameworkRole.Addon).ToList();
        if (framework.Code.JsonNames.IsEmpty
            || Parts.NamesOf(framework, "orm").IsEmpty || Parts.NamesOf(framework, "templates").IsEmpty
            || addons.Exists(addon => addon.Framework.Code.JsonNames.IsEmpty))
        {
            yield break;
        }

        var json = framework.Code.JsonNames.AddRange(addons.SelectMany(addon => addon.Framework.Code.JsonNames));
        var answering = project.Files.Where(file => file.IsApplication).Select(file => Parts.FirstUse(file, json)).OfType<FileSpan>().ToList();
        if (answering.Count == 0 || s_parts.Any(part => Parts.Uses(project, Parts.NamesOf(framework, part), cancellationToken)))
        {
            yield break;
        }

        var smaller = framework.Migrations.Select(move => project.Catalog.Find(move.To)).OfType<Framework>()
            .Where(other => other.Kind is FrameworkKind.Micro or FrameworkKind.Async && other.Needs.Any(need => need is { Need: "rest-api", Score: > 0 }) && Lifecycles.IsAlive(other, project.Today))
            .Select(other => other.Name).Take(2).ToList();
        yield return new(
            use.Anchor,
            $"Of {framework.Name} this project uses routing and JSON answers ({Say.Count(answering.Count, "module")}), and none of its models, templates, forms, admin or accounts. "
            + $"{(smaller.Count > 0 ? Say.List(smaller, "or") : "A smaller framework")} would carry that with less; stay where those parts are planned")
        {
            FrameworkId = framework.Id,
            Claims = [Claim.Of(framework)],
            Related =
            [
                .. Places.OtherPlaces(use, project),
                .. answering.Take(ShownModules).Select(at => new RelatedPlace(at, "answers in JSON")),
            ],
        };
    }
}
