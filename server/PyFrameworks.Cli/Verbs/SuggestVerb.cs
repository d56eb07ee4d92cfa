using System.CommandLine;
using PyFrameworks.Catalog;
using PyFrameworks.Features;
using PyFrameworks.ProjectModel;

namespace PyFrameworks.Cli;

/// <summary><c>suggest</c>: whether to stay, and ranked alternatives.</summary>
internal static class SuggestVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(Host host)
    {
        var command = new Verb("suggest", "Say whether the project's framework should be kept, and rank alternatives to it.")
        {
            Examples = ["suggest", "suggest services/api --need realtime --explain", "suggest --from flask --need realtime"],
        };
        var path = CommonOptions.Project(", or none with --from");
        var from = new Option<string>("--from") { Description = "Ask about this framework; without PATH, about it alone", HelpName = "ID" };
        from.CompletionSources.Add(_ => FrameworkCatalog.BuiltIn.Ids);
        var explain = new Option<bool>("--explain") { Description = "Show the sum behind each fit, and what was left out and why" };
        var options = new CommonOptions(CommonOptions.TextOrJson);
        command.Arguments.Add(path);
        command.Options.Add(from);
        command.Options.Add(explain);
        options.AddAll(command);
        command.SetAction((result, cancellationToken) =>
        {
            var format = options.Format(result);
            var analysisOptions = options.Analysis(result, host.Surroundings);
            var catalog = options.Catalog(result, host, cancellationToken);
            var framework = result.GetValue(from) is { } id ? CatalogVerbs.Find(catalog, id) : null;
            var answer = result.GetValue(path) is null && framework is not null
                ? Suggester.ForFramework(catalog, framework, analysisOptions.AskedNeeds, analysisOptions.Today, cancellationToken)
                : Suggester.ForProject(
                    Project(Analysis.Run([result.GetValue(path) ?? "."], catalog, analysisOptions, format == "text", options.IsQuiet(result), options.WithCache(result, host), cancellationToken), options.IsQuiet(result), host),
                    framework?.Id,
                    cancellationToken);
            if (format == "json")
            {
                host.Output.Write(SuggestJson.Write(answer, isExplained: result.GetValue(explain)));
            }
            else
            {
                SuggestText.Write(host.NewPage(), answer, result.GetValue(explain));
            }

            return Task.FromResult(ExitCodes.Success);
        });
        return command;
    }

    /// <summary>The first project with a framework of its own, else the first one; says so where there are more.</summary>
    internal static ProjectSnapshot Project(Analysis analysis, bool isQuiet, Host host) =>
        analysis.First(project => project.Primaries.Any(), isQuiet, host) ?? analysis.Projects.FirstOrDefault()
        ?? throw new UsageException("there is no Python project; give another folder, or a framework with --from");
}
