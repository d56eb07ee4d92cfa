using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Features;

/// <summary>How the server and its command change.</summary>
internal static class ServerMove
{
    /// <summary>A sentence or two.</summary>
    public static string Of(ProjectSnapshot project, Framework from, Framework to)
    {
        var before = Interface(project, from);
        var after = to.Interfaces.Contains(before) && before != ServerInterface.Own ? before : to.Interfaces[0];
        var command = to.Concepts.FirstOrDefault(concept => concept.Id == "production-server")?.Api ?? "";
        var now = before == after && before != ServerInterface.Own
            ? $"{to.Name} is served as {from.Name} is, over {Say.Interface(after)}"
            : $"{from.Name} {Served(before)}, {to.Name} {Served(after)}";
        var servers = project.Catalog.Companions.Servers.Where(server => IsInUse(project, server)).ToList();
        var fitting = servers.Where(server => server.Interfaces.Contains(after)).Select(server => server.Name).ToList();
        var unfit = servers.Where(server => !server.Interfaces.Contains(after)).Select(server => server.Name).ToList();
        var told = servers.Where(server => server.Interfaces.Contains(after) && server.Default != after && server.Note.Length > 0).Select(server => $" ({server.Name}: {server.Note.TrimEnd('.')})");
        return now
            + (fitting.Count > 0 ? $"; {Say.List(fitting)} can serve it{string.Concat(told)}" : "")
            + (unfit.Count > 0 ? $"; {Say.List(unfit)} can't" : "")
            + (command.Length > 0 ? $"; in production: {command}" : "");
    }

    /// <summary>The commands of the project's Procfile, Dockerfile and the like that start a known server.</summary>
    public static IEnumerable<FileSpan> Commands(ProjectSnapshot project) =>
        from manifest in project.Manifests
        from command in manifest.Commands
        where project.Catalog.Companions.Servers.Any(server => Starts(command, server))
        select new FileSpan(manifest.Path, command.Span);

    private static ServerInterface Interface(ProjectSnapshot project, Framework framework) =>
        project.FrameworkUses.FirstOrDefault(use => use.Framework.Id == framework.Id)?.Interface ?? framework.Interfaces[0];

    private static string Served(ServerInterface value) => value == ServerInterface.Own ? "runs on its own server" : $"needs {Say.AnInterface(value)} server";

    private static bool IsInUse(ProjectSnapshot project, Server server) =>
        Places.RunTimeDeclarations(project).Any(declaration => declaration.Dependency.CanonicalName == server.Distribution)
        || project.Manifests.SelectMany(manifest => manifest.Commands).Any(command => Starts(command, server));

    /// <summary>Whether the command names the server's program as a word, past a path.</summary>
    private static bool Starts(ServerCommand command, Server server) =>
        !command.Text.Contains(" install", StringComparison.Ordinal)
        && command.Text.Split([' ', '\t', '"', '\'', '[', ']', ',', ';', '&', '|', '(', ')', '/'], StringSplitOptions.RemoveEmptyEntries).Any(server.Commands.Contains);
}
