using System.Collections.Immutable;
using PyFrameworks.Features;
using PyFrameworks.ProjectModel;
using PyFrameworks.Protocol;
using PyFrameworks.Workspace;

namespace PyFrameworks.LanguageServer;

/// <summary>The commands of <c>workspace/executeCommand</c>.</summary>
internal static class ServerCommands
{
    /// <summary>Ranked alternatives to a framework.</summary>
    public const string SuggestAlternatives = "pyframeworks.server.suggestAlternatives";

    /// <summary>What a move to another framework takes.</summary>
    public const string MigrationPlan = "pyframeworks.server.migrationPlan";

    /// <summary>What was found in the workspace.</summary>
    public const string Inspect = "pyframeworks.server.inspect";

    /// <summary>Frameworks side by side.</summary>
    public const string Compare = "pyframeworks.server.compare";

    /// <summary>A page about the projects, for a team.</summary>
    public const string Report = "pyframeworks.server.report";

    /// <summary>The command of an extension that shows alternatives; only where the client says that it has it.</summary>
    public const string ClientSuggestAlternatives = "pyframeworks.suggestAlternatives";

    /// <summary>Every command that the server runs.</summary>
    public static ImmutableArray<string> All { get; } = [SuggestAlternatives, Compare, MigrationPlan, Inspect, Report];

    /// <summary>Runs <paramref name="command"/>, one of <see cref="All"/>, and gives its result as JSON.</summary>
    /// <exception cref="JsonRpcException">The workspace is not known, as its scan was cancelled.</exception>
    public static string Run(string command, CommandArguments arguments, SessionSnapshot session, CancellationToken cancellationToken)
    {
        foreach (var folder in arguments.Place is var (named, _) ? [named] : session.Folders)
        {
            if (folder.State == FolderState.Cancelled)
            {
                throw new JsonRpcException(ErrorCodes.RequestFailed, $"The scan of {folder.Root} was cancelled; restart the server to have it analysed");
            }
        }

        return command switch
        {
            Inspect => RunInspect(arguments, session),
            Compare => RunCompare(arguments, session, cancellationToken),
            Report => RunReport(arguments, session, cancellationToken),
            MigrationPlan => RunMigrate(arguments, session, cancellationToken),
            _ => RunSuggest(arguments, session, cancellationToken),
        };
    }

    /// <summary>The project that owns the address; all of its folder's where it names the folder, all of the first folder's where there is none.</summary>
    private static string RunInspect(CommandArguments arguments, SessionSnapshot session)
    {
        var (folder, projects) = Asked(arguments, session);
        return InspectJson.Write(folder?.Root ?? "", projects);
    }

    private static (Folder? Folder, ImmutableArray<ProjectSnapshot> Projects) Asked(CommandArguments arguments, SessionSnapshot session)
    {
        if (arguments.Place is not var (folder, path))
        {
            return session.Folders is [var first, ..] ? (first, first.Index.Projects) : (null, []);
        }

        return (folder, path == "." ? folder.Index.Projects : folder.Index.FindProject(path) is { } project ? [project] : []);
    }

    private static string RunCompare(CommandArguments arguments, SessionSnapshot session, CancellationToken cancellationToken)
    {
        if (arguments.Frameworks.IsEmpty)
        {
            throw new JsonRpcException(ErrorCodes.InvalidParams, "The argument frameworks is missing; name two to five frameworks");
        }

        var comparison = FindProject(arguments, session, cancellationToken) is { } project
            ? Comparer.ForProject(project, arguments.Frameworks, cancellationToken)
            : Comparer.ForFrameworks(arguments.Catalog, arguments.Frameworks, arguments.Needs, session.Today, cancellationToken);
        return CompareJson.Write(comparison, CompareMarkdown.Write(comparison));
    }

    /// <summary>The same projects as for <see cref="Inspect"/>.</summary>
    private static string RunReport(CommandArguments arguments, SessionSnapshot session, CancellationToken cancellationToken)
    {
        var (folder, projects) = Asked(arguments, session);
        ImmutableArray<CheckedProject> found = folder is null ? [] : [.. projects.Select(project => new CheckedProject(project, folder.Index.Findings(project, cancellationToken)))];
        return ReportHtml.WriteJson(Features.Report.Of(folder?.Root ?? "", found, session.Today, cancellationToken));
    }

    private static string RunSuggest(CommandArguments arguments, SessionSnapshot session, CancellationToken cancellationToken)
    {
        var result = FindProject(arguments, session, cancellationToken) is { } project
            ? Suggester.ForProject(project, arguments.Framework?.Id, cancellationToken)
            : arguments.Framework is { } framework
                ? Suggester.ForFramework(arguments.Catalog, framework, arguments.Needs, session.Today, cancellationToken)
                : new() { Keep = new(KeepAdvice.Keep, "No web framework was found in this workspace") };
        return SuggestJson.Write(result, SuggestMarkdown.Write(result));
    }

    private static string RunMigrate(CommandArguments arguments, SessionSnapshot session, CancellationToken cancellationToken)
    {
        if (FindProject(arguments, session, cancellationToken) is not { } project)
        {
            throw new JsonRpcException(ErrorCodes.InvalidParams, "The argument uri names no project: the workspace holds none that is built on a web framework");
        }

        var (question, error) = MigrationQuestion.Read(project, arguments.From, arguments.To, "The argument ");
        if (question is null)
        {
            throw new JsonRpcException(ErrorCodes.InvalidParams, error);
        }

        var plan = MigrationPlanner.Plan(project, question.From, question.To, cancellationToken);
        return MigrateJson.Write(plan, MigrateMarkdown.Write(plan));
    }

    /// <summary>The project that owns the address; else the first with a framework that it is built on. Asked needs are part of its analysis.</summary>
    private static ProjectSnapshot? FindProject(CommandArguments arguments, SessionSnapshot session, CancellationToken cancellationToken)
    {
        if (arguments.Place is var (folder, path) && Asking(folder) is var index)
        {
            return (path == "." ? null : index.FindProject(path)) ?? FirstBuilt(index);
        }

        return session.Folders.Select(other => FirstBuilt(Asking(other))).FirstOrDefault(project => project is not null);

        WorkspaceIndex Asking(Folder asked) => arguments.Needs.IsEmpty
            ? asked.Index
            : asked.Index.WithOptions(asked.Index.Options with { AskedNeeds = arguments.Needs }, cancellationToken);

        static ProjectSnapshot? FirstBuilt(WorkspaceIndex asked) => asked.Projects.FirstOrDefault(project => project.Primaries.Any());
    }
}
