using System.Collections.Immutable;
using PyFrameworks.Features;
using PyFrameworks.ProjectModel;
using PyFrameworks.Protocol;
using PyFrameworks.Rules;
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

    /// <summary>The frameworks that the catalog of the asked place knows, for a client that lets a user choose.</summary>
    public const string Catalog = "pyframeworks.server.catalog";

    /// <summary>A rule's page, or the list of rules.</summary>
    public const string ExplainRule = "pyframeworks.server.explainRule";

    /// <summary>Every command that the server runs.</summary>
    public static ImmutableArray<string> All { get; } = [SuggestAlternatives, Compare, MigrationPlan, Inspect, Report, Catalog, ExplainRule];

    /// <summary>Runs <paramref name="command"/>, one of <see cref="All"/>, and gives its result as JSON.</summary>
    /// <exception cref="JsonRpcException">The workspace is not known, as its scan was cancelled.</exception>
    public static string Run(string command, CommandArguments arguments, SessionSnapshot session, CancellationToken cancellationToken)
    {
        // Of the catalog and the rules, the files of a folder say little or nothing.
        foreach (var folder in command is Catalog or ExplainRule ? [] : arguments.Place is var (named, _) ? [named] : session.Folders)
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
            Catalog => CatalogJson.List(arguments.Catalog.Frameworks),
            ExplainRule => arguments.Rule is { } rule ? CatalogJson.Rule(rule) : CatalogJson.Rules(RuleSet.All),
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

        var found = FindProject(arguments, session, cancellationToken);
        var comparison = found is var (_, project)
            ? Comparer.ForProject(project, arguments.Frameworks, cancellationToken)
            : Comparer.ForFrameworks(arguments.Catalog, arguments.Frameworks, arguments.Needs, session.Today, cancellationToken);
        return CompareJson.Write(comparison, CompareMarkdown.Write(comparison), CompareHtml.Write(comparison, EditorUris(found?.Folder, session)));
    }

    /// <summary>The same projects as for <see cref="Inspect"/>.</summary>
    private static string RunReport(CommandArguments arguments, SessionSnapshot session, CancellationToken cancellationToken)
    {
        var (folder, projects) = Asked(arguments, session);
        ImmutableArray<CheckedProject> found = folder is null ? [] : [.. projects.Select(project => new CheckedProject(project, folder.Index.Findings(project, cancellationToken)))];
        return ReportHtml.WriteJson(Features.Report.Of(folder?.Root ?? "", found, session.Today, cancellationToken), EditorUris(folder, session));
    }

    private static string RunSuggest(CommandArguments arguments, SessionSnapshot session, CancellationToken cancellationToken)
    {
        var result = FindProject(arguments, session, cancellationToken) is var (_, project)
            ? Suggester.ForProject(project, arguments.Framework?.Id, cancellationToken)
            : arguments.Framework is { } framework
                ? Suggester.ForFramework(arguments.Catalog, framework, arguments.Needs, session.Today, cancellationToken)
                : new() { Keep = new(KeepAdvice.Keep, "No web framework was found in this workspace") };
        return SuggestJson.Write(result, SuggestMarkdown.Write(result));
    }

    private static string RunMigrate(CommandArguments arguments, SessionSnapshot session, CancellationToken cancellationToken)
    {
        if (FindProject(arguments, session, cancellationToken) is not var (folder, project))
        {
            throw new JsonRpcException(ErrorCodes.InvalidParams, "The argument uri names no project: the workspace holds none that is built on a web framework");
        }

        var (question, error) = MigrationQuestion.Read(project, arguments.From, arguments.To, "The argument ");
        if (question is null)
        {
            throw new JsonRpcException(ErrorCodes.InvalidParams, error);
        }

        var plan = MigrationPlanner.Plan(project, question.From, question.To, cancellationToken);

        // The text has no place of its own from which a relative link could lead.
        return MigrateJson.Write(plan, MigrateMarkdown.Write(plan, uriOf: path => session.UriOf(folder, path)), MigrateHtml.Write(plan, EditorUris(folder, session)));
    }

    /// <summary>How a page of the extension's names files; null for a client that has no such pages, and where there is no folder.</summary>
    private static Func<string, string>? EditorUris(Folder? folder, SessionSnapshot session) =>
        session.Client.HasCommandLinks && folder is not null ? path => session.UriOf(folder, path) : null;

    /// <summary>The project that owns the address, with its folder; else the first with a framework that it is built on. Asked needs are part of its analysis.</summary>
    private static (Folder Folder, ProjectSnapshot Project)? FindProject(CommandArguments arguments, SessionSnapshot session, CancellationToken cancellationToken)
    {
        if (arguments.Place is var (folder, path) && Asking(folder) is var index)
        {
            return ((path == "." ? null : index.FindProject(path)) ?? FirstBuilt(index)) is { } project ? (folder, project) : null;
        }

        foreach (var other in session.Folders)
        {
            if (FirstBuilt(Asking(other)) is { } built)
            {
                return (other, built);
            }
        }

        return null;

        WorkspaceIndex Asking(Folder asked) => arguments.Needs.IsEmpty
            ? asked.Index
            : asked.Index.WithOptions(asked.Index.Options with { AskedNeeds = arguments.Needs }, cancellationToken);

        static ProjectSnapshot? FirstBuilt(WorkspaceIndex asked) => asked.Projects.FirstOrDefault(project => project.Primaries.Any());
    }
}
