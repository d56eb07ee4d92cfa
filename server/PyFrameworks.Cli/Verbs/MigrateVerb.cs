using System.CommandLine;
using PyFrameworks.Catalog;
using PyFrameworks.Features;
using PyFrameworks.ProjectModel;

namespace PyFrameworks.Cli;

/// <summary><c>migrate</c>: what a move to another framework takes, by what the project's own code uses.</summary>
internal static class MigrateVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(Host host)
    {
        var command = new Verb("migrate", "Plan a move to another framework, sized by what the project's own code uses. Nothing is changed.")
        {
            Examples = ["migrate --to quart", "migrate --from flask --to fastapi services/api"],
        };
        var path = CommonOptions.Project();
        var from = new Option<string>("--from") { Description = "The framework in use; default: the one that the project is built on", HelpName = "ID" };
        var to = new Option<string>("--to") { Description = "The framework to move to", HelpName = "ID" };
        from.CompletionSources.Add(_ => FrameworkCatalog.BuiltIn.Ids);
        to.CompletionSources.Add(_ => FrameworkCatalog.BuiltIn.Ids);
        var options = new CommonOptions(["text", "json", "markdown"]);
        command.Arguments.Add(path);
        command.Options.Add(from);
        command.Options.Add(to);
        options.AddAll(command);
        command.SetAction((result, cancellationToken) =>
        {
            var format = options.Format(result);
            var isQuiet = options.IsQuiet(result);
            var analysisOptions = options.Analysis(result, host.Surroundings);
            var catalog = options.Catalog(result, host, cancellationToken);
            var root = result.GetValue(path) ?? ".";
            var analysis = Analysis.Run([root], catalog, analysisOptions, format == "text", isQuiet, options.WithCache(result, host), cancellationToken);
            var project = Project(analysis, result.GetValue(from), root, isQuiet, host);
            var (question, error) = MigrationQuestion.Read(project, result.GetValue(from), result.GetValue(to), "--");
            var plan = MigrationPlanner.Plan(project, (question ?? throw new UsageException(error)).From, question.To, cancellationToken);
            switch (format)
            {
                case "json":
                    host.Output.Write(MigrateJson.Write(plan));
                    break;
                case "markdown":
                    host.Output.Write(MigrateMarkdown.Write(plan));
                    break;
                default:
                    host.NewPage().Lines(MigrateMarkdown.Write(plan, isMarkdown: false));
                    break;
            }

            return Task.FromResult(ExitCodes.Success);
        });
        return command;
    }

    /// <summary>The first project that uses the framework asked about, else the first that is built on one, else the first; says so where there are more.</summary>
    private static ProjectSnapshot Project(Analysis analysis, string? from, string root, bool isQuiet, Host host)
    {
        var projects = analysis.Projects.Where(project => !project.Manifests.IsEmpty || !project.Files.IsEmpty).ToList();
        return analysis.First(project => from is null ? project.Primaries.Any() : project.FrameworkUses.Any(use => Uses(use, from)), isQuiet, host)
            ?? projects.FirstOrDefault(project => project.Primaries.Any()) ?? projects.FirstOrDefault()
            ?? throw new UsageException($"there is no Python project in {root}; give another folder");
    }

    private static bool Uses(FrameworkUse use, string from) =>
        use.Role is FrameworkRole.Primary or FrameworkRole.Addon && string.Equals(use.Framework.Id, from, StringComparison.OrdinalIgnoreCase);
}
