using System.CommandLine;
using PyFrameworks.Catalog;
using PyFrameworks.Features;
using PyFrameworks.Rules;

namespace PyFrameworks.Cli;

/// <summary><c>explain</c>: a rule's or a framework's page.</summary>
internal static class ExplainVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(Host host)
    {
        var command = new Verb("explain", "Show the page of a rule (by code or name) or of a framework (by identifier).")
        {
            Examples = ["explain PF202", "explain flask"],
        };
        var subject = new Argument<string>("CODE|ID") { HelpName = "CODE|ID", Description = "A rule's code or name, or a framework's identifier" };
        subject.CompletionSources.Add(_ => RuleSet.All.Select(rule => rule.Code).Concat(FrameworkCatalog.BuiltIn.Ids));
        var options = new CommonOptions(CommonOptions.TextOrJson);
        command.Arguments.Add(subject);
        options.AddBasics(command, hasDay: true);
        command.SetAction((result, cancellationToken) =>
        {
            var isJson = options.Format(result) == "json";
            var catalog = options.Catalog(result, host, cancellationToken);
            var word = result.GetValue(subject)!;
            if (RuleSet.Find(word) is { } rule)
            {
                if (isJson)
                {
                    host.Output.Write(CatalogJson.Rule(rule));
                }
                else
                {
                    host.NewPage().Lines(RulePages.Markdown(rule));
                }
            }
            else if (CatalogVerbs.TryFind(catalog, word) is { } framework)
            {
                CatalogVerbs.Show(framework, catalog.Companions, options.Today(result, host.Surroundings), isJson, host);
            }
            else
            {
                var known = RuleSet.All.SelectMany(entry => new[] { entry.Code, entry.Name }).Concat(catalog.Ids).ToList();
                throw new UsageException(Closest.Find(word, known) is { } near
                    ? $"there is no rule or framework {word}; did you mean {near}?"
                    : $"there is no rule or framework {word}; the rules are {string.Join(", ", RuleSet.All.Select(entry => entry.Code))}, and pyframeworks catalog list shows the frameworks");
            }

            return Task.FromResult(ExitCodes.Success);
        });
        return command;
    }
}
