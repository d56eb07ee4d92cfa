using System.CommandLine;

namespace PyFrameworks.Cli;

/// <summary>What a shell may propose for the word at the cursor. The scripts of <c>completion</c> ask for it by <see cref="Directive"/>.</summary>
internal static class Proposals
{
    /// <summary>The first argument of a shell that asks: the words up to the cursor follow, the last is the one to complete.</summary>
    public const string Directive = "[suggest]";

    /// <summary>As <see cref="Directive"/>, for a new word: some shells can't pass an empty argument.</summary>
    public const string NextDirective = "[suggest:next]";

    /// <summary>Proposals for the last of <paramref name="words"/>, in the order of the alphabet. None where only paths fit, which the shell knows better.</summary>
    public static IEnumerable<string> For(RootCommand root, IEnumerable<string> words)
    {
        // Bash parts "--format=json" at the equals sign.
        string[] typed = [.. words.Where(word => word != "=")];
        var word = typed is [.., var last] ? last : "";
        var equals = word.StartsWith("--", StringComparison.Ordinal) ? word.IndexOf('=', StringComparison.Ordinal) : -1;
        if (equals > 0)
        {
            return For(root, [.. typed[..^1], word[..equals], word[(equals + 1)..]]).Select(value => $"{word[..equals]}={value}");
        }

        var (command, option) = Place(root, typed);
        var fitting = option is not null ? Values(option)
            : word.StartsWith('-') ? Options(command)
            : command.Subcommands.Select(verb => verb.Name).Concat(command.Arguments.SelectMany(Values));
        return fitting.Where(label => label.StartsWith(word, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
    }

    /// <summary>The command that the words before the last one lead to, and the option whose value the last one is.</summary>
    private static (Command Command, Option? Option) Place(RootCommand root, string[] typed)
    {
        Command command = root;
        Option? waiting = null;
        foreach (var word in typed.SkipLast(1))
        {
            if (waiting is not null)
            {
                waiting = null;
            }
            else if (command.Subcommands.FirstOrDefault(verb => verb.Name == word) is { } verb)
            {
                command = verb;
            }
            else if (command.Options.FirstOrDefault(option => option.Name == word || option.Aliases.Contains(word)) is { } option && option.ValueType != typeof(bool) && option.Arity.MaximumNumberOfValues > 0)
            {
                waiting = option;
            }
        }

        return (command, waiting);
    }

    private static IEnumerable<string> Options(Command command) =>
        command.Options.Where(option => !option.Hidden).Select(option => option.Name).Append("--help");

    private static IEnumerable<string> Values(Symbol symbol) =>
        symbol.GetCompletions(System.CommandLine.Completions.CompletionContext.Empty).Select(item => item.Label);
}
