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

    /// <summary>What was found in the workspace.</summary>
    public const string Inspect = "pyframeworks.server.inspect";

    /// <summary>The command of an extension that shows alternatives; only where the client says that it has it.</summary>
    public const string ClientSuggestAlternatives = "pyframeworks.suggestAlternatives";

    /// <summary>Every command that the server runs.</summary>
    public static ImmutableArray<string> All { get; } = [SuggestAlternatives, Inspect];

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

        return command == Inspect ? RunInspect(arguments, session) : RunSuggest(arguments, session, cancellationToken);
    }

    /// <summary>The project that owns the address; all of its folder's where it names the folder, all of the first folder's where there is none.</summary>
    private static string RunInspect(CommandArguments arguments, SessionSnapshot session)
    {
        if (arguments.Place is not var (folder, path))
        {
            return session.Folders is [var first, ..] ? InspectJson.Write(first.Root, first.Index.Projects) : InspectJson.Write("", []);
        }

        return InspectJson.Write(folder.Root, path == "." ? folder.Index.Projects : folder.Index.FindProject(path) is { } project ? [project] : []);
    }

    private static string RunSuggest(CommandArguments arguments, SessionSnapshot session, CancellationToken cancellationToken)
    {
        var result = FindProject(arguments, session, cancellationToken) is { } project
            ? Suggester.ForProject(project, arguments.Framework?.Id, cancellationToken)
            : arguments.Framework is { } framework
                ? Suggester.ForFramework(arguments.Frameworks, framework, arguments.Needs, session.Today, cancellationToken)
                : new() { Keep = new(KeepAdvice.Keep, "No web framework was found in this workspace") };
        return SuggestJson.Write(result, SuggestMarkdown.Write(result));
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
