using System.Collections.Immutable;
using System.CommandLine;
using PyFrameworks.Catalog;
using PyFrameworks.Features;

namespace PyFrameworks.Cli;

/// <summary><c>compare</c>: frameworks side by side.</summary>
internal static class CompareVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(Host host)
    {
        var command = new Verb("compare", "Set two to five frameworks side by side; with --project, against what that project needs.")
        {
            Examples = ["compare flask quart fastapi", "compare flask quart --project . --need realtime --format html"],
        };
        var ids = new Argument<string[]>("ID") { HelpName = "ID", Arity = ArgumentArity.ZeroOrMore, Description = "Two to five identifiers of frameworks" };
        ids.CompletionSources.Add(_ => FrameworkCatalog.BuiltIn.Ids);
        var path = new Option<string>("--project") { Description = "Weigh them for the project of this folder or file", HelpName = "PATH" };
        var options = new CommonOptions([.. CommonOptions.TextOrJson, "markdown", "html"]);
        command.Arguments.Add(ids);
        command.Options.Add(path);
        options.AddAll(command);
        command.SetAction((result, cancellationToken) =>
        {
            var format = options.Format(result);
            var isQuiet = options.IsQuiet(result);
            var analysisOptions = options.Analysis(result, host.Surroundings);
            var catalog = options.Catalog(result, host, cancellationToken);
            var asked = result.GetValue(ids) ?? [];
            Comparison comparison;
            if (result.GetValue(path) is { } folder)
            {
                // A project's own catalog files may name one of them.
                var project = SuggestVerb.Project(Analysis.Run([folder], catalog, analysisOptions, format == "text", isQuiet, options.WithCache(result, host), cancellationToken), isQuiet, host);
                comparison = Comparer.ForProject(project, Frameworks(project.Catalog), cancellationToken);
            }
            else
            {
                comparison = Comparer.ForFrameworks(catalog, Frameworks(catalog), analysisOptions.AskedNeeds, analysisOptions.Today, cancellationToken);
            }

            switch (format)
            {
                case "json":
                    host.Output.Write(CompareJson.Write(comparison));
                    break;
                case "markdown":
                    host.Output.Write(CompareMarkdown.Write(comparison));
                    break;
                case "html":
                    host.Output.Write(CompareHtml.Write(comparison));
                    break;
                default:
                    CompareText.Write(host.NewPage(), comparison);
                    break;
            }

            return Task.FromResult(ExitCodes.Success);

            ImmutableArray<Framework> Frameworks(FrameworkCatalog known) =>
                CompareRequest.Read(asked, "compare ID", known) switch
                {
                    { Problem: { } problem } => throw new UsageException(problem),
                    var request => request.Frameworks,
                };
        });
        return command;
    }
}
