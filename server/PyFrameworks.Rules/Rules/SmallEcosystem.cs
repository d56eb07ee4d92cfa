using PyFrameworks.ProjectModel;

namespace PyFrameworks.Rules;

/// <summary>A framework with few developers or little documentation, in a project that counts on both.</summary>
[Rule("PF206", "small-ecosystem", Severity.Hint, Explanation = """
    ## What it looks at

    Whether the catalog notes that a framework's community is small or its documentation sparse, in a project that declares the need `enterprise` or `beginner`.
    Without such a need nothing is said.

    ## Why it matters

    A project that is to last needs people who know its framework; beginners need answers to their questions. Both are hard to find for some frameworks, however good
    they are.

    ## When to ignore it

    When the team knows the framework already, or somebody is paid to support it.

    ## Fires

    ```toml
    [project]
    name = "intranet"
    version = "1.0"
    dependencies = ["zope"]

    [tool.pyframeworks]
    needs = ["enterprise"]
    ```

    ## Stays silent

    ```toml
    [project]
    name = "intranet"
    version = "1.0"
    dependencies = ["django"]

    [tool.pyframeworks]
    needs = ["enterprise"]
    ```

    ## Sources

    Each entry of the catalog names its own evidence; `pyframeworks catalog show ID` prints it.
    """)]
internal sealed class SmallEcosystem : IRule
{
    public static IEnumerable<Finding> Check(ProjectSnapshot project, CancellationToken cancellationToken)
    {
        var needs = project.Needs.Where(need => need is { Source: NeedSource.Declared, Id: "enterprise" or "beginner" }).ToList();
        if (needs.Count == 0)
        {
            yield break;
        }

        foreach (var use in project.Primaries.Where(use => use.Framework.EcosystemNote.Length > 0))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var day = Lifecycles.CheckedOn(use.Framework, project.Today) is { Length: > 0 } text ? $", {text}" : "";
            yield return new(
                use.Anchor,
                $"{use.Framework.EcosystemNote.TrimEnd('.')} ({use.Framework.Name}{day}), and this project declares "
                + $"{Say.List([.. needs.Select(need => need.Id)])}. It matters less where the team knows {use.Framework.Name} already")
            {
                FrameworkId = use.Framework.Id,
                Claims = [Claim.Of(use.Framework)],
                Related =
                [
                    .. needs.Where(need => need.At is not null).Select(need => new RelatedPlace(need.At!.Value, $"{need.Id} is declared here")),
                    .. Places.OtherPlaces(use, project),
                ],
            };
        }
    }
}
