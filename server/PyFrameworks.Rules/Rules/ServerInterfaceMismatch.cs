using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Rules;

/// <summary>A server that can't serve the framework's interface.</summary>
[Rule("PF303", "server-interface-mismatch", Severity.Warning, Explanation = """
    ## What it looks at

    The servers that a project declares for run time, and those that its Procfile, Dockerfile or compose file starts, against the interface of the framework
    that it is built on: WSGI, ASGI, or a server of the framework's own. A command counts for more than a declaration.

    ## Why it matters

    An ASGI server calls an application in another way than a WSGI application expects, and the reverse: every request ends in an error.

    ## When to ignore it

    When the server serves another application of the same repository. Where an adapter is imported (asgiref's WsgiToAsgi, a2wsgi), the rule is silent.

    ## Fires

    ```
    flask
    uvicorn
    ```

    ## Stays silent

    ```
    flask
    gunicorn
    ```

    gunicorn has workers for both; without a command nobody can tell which will run.

    ## Sources

    - Flask on ASGI servers: https://flask.palletsprojects.com/en/stable/deploying/asgi/
    - WSGI (PEP 3333): https://peps.python.org/pep-3333/
    - ASGI: https://asgi.readthedocs.io/en/latest/
    """)]
internal sealed class ServerInterfaceMismatch : IRule
{
    public static IEnumerable<Finding> Check(ProjectSnapshot project, CancellationToken cancellationToken)
    {
        var primaries = project.Primaries.ToImmutableArray();
        if (primaries.IsEmpty)
        {
            yield break;
        }

        var commands = Commands(project).ToImmutableArray();
        var places = commands.IsEmpty ? Declared(project) : commands;
        foreach (var (server, offered, at, isCommand) in places)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // With two applications in one project the server may well belong to the other one.
            if (primaries.Any(use => CanServe(use, offered, isCommand, project) || HasAdapter(use, offered, project)))
            {
                continue;
            }

            var use = primaries[0];
            yield return new(at, Message(use, server, offered, project))
            {
                FrameworkId = use.Framework.Id,
                Related = use.Anchor == at ? [] : [new RelatedPlace(use.Anchor, $"{use.Framework.Name} is the framework to be served")],
            };
        }
    }

    private static string Message(FrameworkUse use, Server server, ImmutableArray<ServerInterface> offered, ProjectSnapshot project)
    {
        var name = use.Framework.Name;
        var what = use.Interface == ServerInterface.Own
            ? $"{server.Name} can't serve {name}, which brings its own server"
            : $"{server.Name} serves {Say.List([.. offered.Select(Say.Interface)], "or")} applications, {name} {(use.Framework.Interfaces.Length > 1 ? "is used here as" : "is")} a {Say.Interface(use.Interface)} one";
        var fitting = project.Catalog.Companions.Servers
            .Where(other => other.Interfaces.Contains(use.Interface) && other.Id != server.Id && use.Interface != ServerInterface.Own)
            .Select(other => other.Name).Order(StringComparer.OrdinalIgnoreCase).Take(3).ToList();
        var adapter = project.Catalog.Companions.Adapters.FirstOrDefault(entry => entry.From == use.Interface && offered.Contains(entry.To));
        return (fitting.Count, adapter) switch
        {
            (0, _) => what,
            (_, null) => $"{what}. {Say.List(fitting, "or")} would serve it",
            _ => $"{what}. {Say.List(fitting, "or")} would serve it, or wrap it with {adapter.Api}",
        };
    }

    /// <summary>Servers that commands start, with the interface that the command's options choose.</summary>
    private static IEnumerable<(Server Server, ImmutableArray<ServerInterface> Offered, FileSpan At, bool IsCommand)> Commands(ProjectSnapshot project)
    {
        foreach (var manifest in project.Manifests)
        {
            foreach (var command in manifest.Commands)
            {
                foreach (var server in project.Catalog.Companions.Servers)
                {
                    if (FindProgram(command.Text, server) is { } at)
                    {
                        var chosen = server.Options.FirstOrDefault(option => HasOption(command.Text, option.Text))?.Interface ?? server.Default;
                        yield return (server, [chosen], new(manifest.Path, new(command.Span.Start + at.Start, at.Length)), true);
                    }
                }
            }
        }
    }

    /// <summary>Servers that the manifests declare for run time; one whose interface only a command chooses tells nothing.</summary>
    private static ImmutableArray<(Server Server, ImmutableArray<ServerInterface> Offered, FileSpan At, bool IsCommand)> Declared(ProjectSnapshot project)
    {
        var declarations = Places.RunTimeDeclarations(project).ToImmutableArray();
        var servers = from server in project.Catalog.Companions.Servers
                      let declaration = declarations.FirstOrDefault(entry => entry.Dependency.CanonicalName == server.Distribution)
                      where declaration is not null
                      select (Server: server, Declaration: declaration);
        var found = servers.ToImmutableArray();

        // A second server that fits says which of them is meant; the other is there for a reason of its own.
        return found.Any(item => item.Server.IsChosenByCommand)
            ? []
            : [.. found.Select(item => (item.Server, Offered(item.Server), item.Declaration.Name, false))];
    }

    /// <summary>What a declared server can be taken to serve: its default, and what it serves without being told.</summary>
    private static ImmutableArray<ServerInterface> Offered(Server server) =>
        server.Options.IsEmpty ? server.Interfaces : [.. server.Interfaces.Where(offered => offered == server.Default || server.Options.All(option => option.Interface != offered))];

    private static bool CanServe(FrameworkUse use, ImmutableArray<ServerInterface> offered, bool isCommand, ProjectSnapshot project)
    {
        if (offered.Contains(use.Interface))
        {
            return true;
        }

        // Of a framework with two flavours the interface is certain only when the code uses the other one and not this one.
        return use.Framework.Interfaces.Any(offered.Contains) && (!OnlyUses(use, project) || (!isCommand && use.Framework.Kind == FrameworkKind.FullStack));
    }

    /// <summary>Whether application code uses the names of the use's flavour and none of the other's.</summary>
    private static bool OnlyUses(FrameworkUse use, ProjectSnapshot project)
    {
        var code = use.Framework.Code;
        var (own, other) = use.Interface == ServerInterface.Wsgi ? (code.WsgiNames, code.AsgiNames) : (code.AsgiNames, code.WsgiNames);
        return own.Any(name => UsesName(project, name)) && !other.Any(name => UsesName(project, name));
    }

    private static bool HasAdapter(FrameworkUse use, ImmutableArray<ServerInterface> offered, ProjectSnapshot project) =>
        project.Catalog.Companions.Adapters.Any(adapter =>
            adapter.From == use.Interface && offered.Contains(adapter.To) && UsesName(project, adapter.Api));

    private static bool UsesName(ProjectSnapshot project, string dottedName)
    {
        var dot = dottedName.LastIndexOf('.');
        var (module, name) = dot < 0 ? (dottedName, "") : (dottedName[..dot], dottedName[(dot + 1)..]);
        return project.Files.Any(file =>
            file.Module.Imports.Any(import => import.Level == 0 && import.Module == module && (import.Names.IsEmpty || import.Names.Any(imported => imported.Name == name || imported.Name == "*")))
            || file.Module.Calls.Any(call => call.ResolvedName == dottedName));
    }

    /// <summary>Where a command names the server's program as a word, past a path; null when it doesn't.</summary>
    private static TextSpan? FindProgram(string command, Server server)
    {
        foreach (var program in server.Commands)
        {
            for (var at = command.IndexOf(program, StringComparison.Ordinal); at >= 0; at = command.IndexOf(program, at + 1, StringComparison.Ordinal))
            {
                var end = at + program.Length;
                var startsWord = at == 0 || char.IsWhiteSpace(command[at - 1]) || command[at - 1] is '/' or '"' or '\'' or '[' or ',' or ';' or '&' or '|' or '(';
                var endsWord = end == command.Length || char.IsWhiteSpace(command[end]) || command[end] is '"' or '\'' or ',' or ']';
                if (startsWord && endsWord && !IsArgument(command, at))
                {
                    return new TextSpan(at, program.Length);
                }
            }
        }

        return null;
    }

    /// <summary>Whether the word at <paramref name="at"/> is something that another program installs or is told about, not what runs.</summary>
    private static bool IsArgument(string command, int at)
    {
        var before = command.AsSpan(0, at);
        var statement = before[(before.LastIndexOfAny('&', ';', '|') + 1)..];
        return statement.Contains(" install", StringComparison.Ordinal) || statement.Contains(" add ", StringComparison.Ordinal);
    }

    /// <summary>Whether the command holds the option's words in order, with a space, <c>=</c>, quote or comma between them.</summary>
    private static bool HasOption(string command, string option)
    {
        var words = option.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var from = 0;
        foreach (var word in words)
        {
            var at = command.IndexOf(word, from, StringComparison.Ordinal);
            if (at < 0 || (from > 0 && command.AsSpan(from, at - from).IndexOfAnyExcept(" =\"',") >= 0))
            {
                return false;
            }

            from = at + word.Length;
        }

        return true;
    }
}
