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
            if (offered.IsEmpty || primaries.Any(use => CanServe(use, offered, isCommand, project) || HasAdapter(use, offered, project)))
            {
                continue;
            }

            var use = primaries[0];
            yield return new(at, Message(use, server, offered, project))
            {
                FrameworkId = use.Framework.Id,
                Claims = [Claim.Of(server.Source), Claim.Of(use.Framework)],
                Related = use.Anchor == at ? [] : [new RelatedPlace(use.Anchor, $"{use.Framework.Name} is the framework to be served")],
            };
        }
    }

    private static string Message(FrameworkUse use, Server server, ImmutableArray<ServerInterface> offered, ProjectSnapshot project)
    {
        var name = use.Framework.Name;
        var others = use.Framework.Interfaces.Where(other => other != ServerInterface.Own).Select(Say.Interface).ToList();
        var what = use.Interface == ServerInterface.Own
            ? $"{server.Name} can't serve {name}, which brings its own server{(others.Count > 0 ? $" or runs as {Say.List(others, "or")}" : "")}"
            : $"{server.Name} serves {Say.List([.. offered.Select(Say.Interface)], "or")} applications, {name} {(use.Framework.Interfaces.Length > 1 ? "is used here as" : "is")} {Say.AnInterface(use.Interface)} one";

        // Servers made for the interface come before those that can be told to serve it, in the catalog's order.
        var fitting = project.Catalog.Companions.Servers
            .Where(other => other.Interfaces.Contains(use.Interface) && other.Id != server.Id && use.Interface != ServerInterface.Own)
            .OrderBy(other => other.Default != use.Interface)
            .Select(other => other.Name).Take(2).ToList();
        var adapter = project.Catalog.Companions.Adapters.FirstOrDefault(entry => entry.From == use.Interface && offered.Contains(entry.To));
        return (fitting.Count, adapter) switch
        {
            (0, _) => what,
            (_, null) => $"{what}. {Say.List(fitting, "or")} would serve it",
            _ => $"{what}. {Say.List(fitting, "or")} would serve it, or wrap it with {adapter.Api}",
        };
    }

    /// <summary>Servers that commands start, with the interface that the command's options choose; with none where the command does not tell.</summary>
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
                        yield return (server, Chosen(command.Text, server, project), new(manifest.Path, new(command.Span.Start + at.Start, at.Length)), true);
                    }
                }
            }
        }
    }

    /// <summary>What the command makes the server serve; empty where only a file or variable knows.</summary>
    private static ImmutableArray<ServerInterface> Chosen(string command, Server server, ProjectSnapshot project)
    {
        if (server.Options.FirstOrDefault(option => FindOption(command, option.Text) >= 0) is { } option)
        {
            return [option.Interface];
        }

        // An option that the catalog knows with a value that it doesn't: a worker class of the project's own, or a variable.
        var names = server.Options.Select(known => known.Text.Split(' ', '=')[0]).Where(name => name.StartsWith('-')).Distinct(StringComparer.Ordinal);
        if (names.Any(name => FindOption(command, name) is >= 0 and var at && ValueAfter(command, at + name.Length).AsSpan().IndexOfAny('.', '$', ':') >= 0))
        {
            return [];
        }

        return server.IsChosenByCommand && !server.Options.IsEmpty && HasConfigFile(command, server, project) ? [] : Offered(server);
    }

    /// <summary>Whether a file may choose the interface: one that the command names, or one of the server's own name beside the application.</summary>
    private static bool HasConfigFile(string command, Server server, ProjectSnapshot project) =>
        FindOption(command, "-c") >= 0
        || command.Contains("--config", StringComparison.Ordinal)
        || project.Files.Any(file => WorkspacePath.FileName(file.Path) is var name
            && name.StartsWith(server.Id, StringComparison.Ordinal) && name.Contains("conf", StringComparison.Ordinal));

    /// <summary>Servers that the manifests declare for run time; one whose interface only a command chooses tells nothing.</summary>
    private static ImmutableArray<(Server Server, ImmutableArray<ServerInterface> Offered, FileSpan At, bool IsCommand)> Declared(ProjectSnapshot project)
    {
        var declarations = Places.KnownRunTimeDeclarations(project).ToImmutableArray();
        var servers = from server in project.Catalog.Companions.Servers
                      let declaration = declarations.FirstOrDefault(entry => entry.Dependency.CanonicalName == server.Distribution)
                      where declaration is not null
                      select (Server: server, Declaration: declaration);
        var found = servers.ToImmutableArray();

        // A second server that fits, or may, says which of them is meant; the other is there for a reason of its own.
        return found.Any(item => item.Server.IsChosenByCommand || project.Primaries.Any(use => CanServe(use, Offered(item.Server), false, project)))
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
        return use.Framework.Interfaces.Any(offered.Contains) && (!Flavours.IsOnlyOne(use, project) || (!isCommand && use.Framework.Kind == FrameworkKind.FullStack));
    }

    private static bool HasAdapter(FrameworkUse use, ImmutableArray<ServerInterface> offered, ProjectSnapshot project) =>
        project.Catalog.Companions.Adapters.Any(adapter =>
            adapter.From == use.Interface && offered.Contains(adapter.To) && Flavours.UsesName(project, adapter.Api));

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

    /// <summary>Where the option's words stand in order, with white space, <c>=</c>, quotes or commas between them; -1 where they don't.</summary>
    private static int FindOption(string command, string option)
    {
        var words = option.Split([' ', '='], StringSplitOptions.RemoveEmptyEntries);
        for (var start = command.IndexOf(words[0], StringComparison.Ordinal); start >= 0; start = command.IndexOf(words[0], start + 1, StringComparison.Ordinal))
        {
            var end = start + words[0].Length;
            var isWord = !option.StartsWith('-')
                || ((start == 0 || IsSeparator(command[start - 1])) && (end == command.Length || IsSeparator(command[end])));
            for (var i = 1; i < words.Length && isWord; i++)
            {
                var next = end;
                while (next < command.Length && IsSeparator(command[next]))
                {
                    next++;
                }

                isWord = next > end && string.CompareOrdinal(command, next, words[i], 0, words[i].Length) == 0;
                end = next + words[i].Length;
            }

            if (isWord)
            {
                return start;
            }
        }

        return -1;
    }

    private static string ValueAfter(string command, int at)
    {
        while (at < command.Length && IsSeparator(command[at]))
        {
            at++;
        }

        var end = at;
        while (end < command.Length && !IsSeparator(command[end]))
        {
            end++;
        }

        return command[at..end];
    }

    private static bool IsSeparator(char character) => char.IsWhiteSpace(character) || character is '=' or '"' or '\'' or ',' or '[' or ']' or '\\';
}
