using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Help;

namespace PyFrameworks.Cli;

/// <summary>The help of a verb: what the parser's own page says, then examples, exit codes and, for the program, its environment.</summary>
internal static class HelpPage
{
    // Help that goes into a file or a pager is read at about the width of a page.
    private const int PageColumns = 120;

    private static readonly ImmutableArray<string> s_examples =
        ["check", "check --fail-on error services/api", "suggest . --need realtime", "explain PF101"];

    private static readonly ImmutableArray<string> s_exitCodes =
        ["0  nothing at or above --fail-on", "1  something is", .. Verb.Usual.Skip(1)];

    private static readonly ImmutableArray<string> s_environment =
        ["NO_COLOR=1            no colour on a terminal", "PYFRAMEWORKS_DEBUG=1  details of a fault of the program"];

    /// <summary>Writes the page that <paramref name="help"/> was asked for.</summary>
    public static int Write(ParseResult result, HelpAction help, Host host)
    {
        help.MaxWidth = host.Surroundings.Columns ?? PageColumns;
        var code = result.Invoke(new() { Output = host.Output, Error = host.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        var verb = result.CommandResult.Command as Verb;
        Section("Examples", (verb?.Examples ?? s_examples).Select(example => $"pyframeworks {example}"));
        Section("Exit codes", verb?.ExitCodes ?? s_exitCodes);
        Section("Environment", verb is null ? s_environment : []);
        return code;

        void Section(string title, IEnumerable<string> lines)
        {
            var written = lines.ToList();
            if (written.Count == 0)
            {
                return;
            }

            host.Output.Write($"{title}:\n");
            foreach (var line in written)
            {
                host.Output.Write($"  {line}\n");
            }

            host.Output.Write('\n');
        }
    }
}
