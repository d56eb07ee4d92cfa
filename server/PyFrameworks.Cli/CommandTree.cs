using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Reflection;

namespace PyFrameworks.Cli;

/// <summary>The verbs and their options.</summary>
internal static class CommandTree
{
    private const string Version = "--version";

    /// <summary>Reads <paramref name="args"/> and runs the verb.</summary>
    /// <exception cref="UsageException">The arguments mean nothing.</exception>
    public static async Task<int> RunAsync(string[] args, Host host, CancellationToken cancellationToken)
    {
        if (args is [Version])
        {
            await host.Output.WriteLineAsync($"pyframeworks {ProgramVersion}").ConfigureAwait(false);
            return ExitCodes.Success;
        }

        var root = Build(host);
        if (args is [Proposals.Directive or Proposals.NextDirective, .. var words])
        {
            foreach (var proposal in Proposals.For(root, args[0] == Proposals.Directive ? words : [.. words, ""]))
            {
                await host.Output.WriteLineAsync(proposal).ConfigureAwait(false);
            }

            return ExitCodes.Success;
        }

        // Names that start with @ are names, not files of further arguments.
        var result = root.Parse(args, new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
        if (result.Action is HelpAction help)
        {
            return HelpPage.Write(result, help, host);
        }

        CheckUsage(result, args);
        var code = await result.InvokeAsync(
            new() { Output = host.Output, Error = host.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null },
            cancellationToken).ConfigureAwait(false);
        return code;
    }

    /// <summary>The version without what the build adds to it.</summary>
    public static string ProgramVersion => AppContext.GetData("PyFrameworks.Version") as string
        ?? typeof(CommandTree).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    private static RootCommand Build(Host host)
    {
        var root = new RootCommand("Recognises the web framework of a Python project and advises on it, offline. Nothing of the project is executed.")
        {
            CheckVerb.Create(host),
            InspectVerb.Create(host),
            SuggestVerb.Create(host),
            CompareVerb.Create(host),
            ReportVerb.Create(host),
            MigrateVerb.Create(host),
            ExplainVerb.Create(host),
            CatalogVerbs.Create(host),
            LspVerb.Create(host),
            CompletionVerb.Create(host),
        };

        // The parser's own one tells the version of the process that hosts it, with the commit.
        foreach (var option in root.Options.OfType<VersionOption>().ToList())
        {
            root.Options.Remove(option);
        }

        root.Options.Add(new Option<bool>(Version) { Description = "Show the version" });
        root.Directives.Clear();
        return root;
    }

    /// <summary>Turns the parser's complaints into one that says the mend.</summary>
    private static void CheckUsage(ParseResult result, string[] args)
    {
        var command = result.CommandResult.Command;
        var names = command.Options.SelectMany(option => option.Aliases.Prepend(option.Name)).ToList();
        var verbs = command.Subcommands.Select(verb => verb.Name).ToList();
        var help = command is RootCommand ? "pyframeworks --help" : $"pyframeworks {string.Join(' ', Path(result))} --help";

        // An unknown option would pass for a path where paths are wanted; after "--" it is one.
        foreach (var argument in args.TakeWhile(argument => argument != "--"))
        {
            var name = argument.Split('=', ':')[0];
            if (name.Length > 1 && name[0] == '-' && result.CommandResult.Tokens.Concat(result.UnmatchedTokens.Select(token => new Token(token, TokenType.Argument, null!)))
                .Any(token => token.Value == argument))
            {
                throw new UsageException($"{command.Name} has no option {name}{Closest.Hint(name, names)}{(Closest.Find(name, names) is null ? $"; see {help}" : "")}");
            }
        }

        if (result.Errors.Count == 0)
        {
            return;
        }

        if (verbs.Count > 0)
        {
            var what = command is RootCommand ? "verb" : $"{command.Name} verb";
            throw result.UnmatchedTokens is [var word, ..]
                ? new UsageException($"there is no {what} {word}{Closest.Hint(word, verbs)}{(Closest.Find(word, verbs) is null ? $"; the verbs are {string.Join(", ", verbs)}" : "")}")
                : new UsageException($"a {what} is missing: {string.Join(", ", verbs)}; see {help}");
        }

        throw new UsageException($"{Complaint(result)}; see {help}");
    }

    /// <summary>What is wrong with the first option or argument that can't be read, in our own words: the parser's name its types.</summary>
    private static string Complaint(ParseResult result)
    {
        var command = result.CommandResult.Command;
        if (result.UnmatchedTokens is [var extra, ..])
        {
            return command.Arguments is [var taken, ..] ? $"{command.Name} takes one {taken.Name}; {extra} is one too many" : $"{command.Name} takes no argument; {extra} is one";
        }

        var error = result.Errors[0];
        return error.SymbolResult switch
        {
            OptionResult { Tokens: [] } option => $"{option.Option.Name} needs a value{(option.Option.HelpName is { } value ? $": {value}" : "")}",
            OptionResult { Tokens: [var first, var second, ..] } option => $"{option.Option.Name} is given as {first.Value} and as {second.Value}; give it once",
            _ when command.Arguments.FirstOrDefault(argument => argument.Arity.MinimumNumberOfValues > 0) is { } missing => $"{command.Name} needs {missing.Name}",
            _ => error.Message.TrimEnd('.'),
        };
    }

    private static Stack<string> Path(ParseResult result)
    {
        var names = new Stack<string>();
        for (SymbolResult? at = result.CommandResult; at is CommandResult { Command: not RootCommand } command; at = at.Parent)
        {
            names.Push(command.Command.Name);
        }

        return names;
    }
}
