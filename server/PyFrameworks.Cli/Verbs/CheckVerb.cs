using System.Collections.Immutable;
using System.CommandLine;
using PyFrameworks.Features;
using PyFrameworks.Rules;

namespace PyFrameworks.Cli;

/// <summary><c>check</c>: what the rules find.</summary>
internal static class CheckVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(Host host)
    {
        var command = new Verb("check", "Say what the rules find in every project below PATH.")
        {
            Examples = ["check", "check --fail-on error services/api services/web", "check --write-baseline baseline.json", "check --baseline baseline.json --format sarif"],
            ExitCodes = ["0  nothing at or above --fail-on", "1  something is", .. Verb.Usual.Skip(1)],
        };
        var paths = PathArguments.Several();
        var failOn = new Option<string>("--fail-on")
        {
            Description = "Exit with 1 from this severity on; default: warning",
            HelpName = "hint|information|warning|error|never",
        };
        failOn.CompletionSources.Add("hint", "information", "warning", "error", "never");
        var options = new CommonOptions([.. CommonOptions.TextOrJson, "sarif", "github"]);
        var baselines = new BaselineOptions();
        command.Arguments.Add(paths);
        command.Options.Add(failOn);
        baselines.Add(command);
        options.AddAll(command);
        command.SetAction((result, cancellationToken) =>
        {
            var format = options.Format(result);
            var threshold = Threshold(result.GetValue(failOn) ?? "warning");
            var analysisOptions = options.Analysis(result, host.Surroundings);
            var catalog = options.Catalog(result, host, cancellationToken);
            var baseline = baselines.Read(result, host);
            var isQuiet = options.IsQuiet(result);
            var analysis = Analysis.Run([.. result.GetValue(paths) ?? []], catalog, analysisOptions, format == "text", isQuiet, options.WithCache(result, host), cancellationToken);
            var projects = analysis.Check(cancellationToken);
            var kept = baseline?.Apply(analysis, projects, isQuiet, host);
            projects = kept?.Projects ?? projects;
            Write(format, projects, kept?.Hidden, analysis, isQuiet, host);
            var isFound = threshold is { } level && projects.Any(project => project.Findings.Any(finding => finding.Severity >= level));
            return Task.FromResult(isFound ? ExitCodes.Found : ExitCodes.Success);
        });
        return command;
    }

    private static void Write(string format, ImmutableArray<CheckedProject> projects, int? hidden, Analysis analysis, bool isQuiet, Host host)
    {
        var root = analysis.Index.Root;
        switch (format)
        {
            case "json":
                host.Output.Write(CheckJson.Write(root, projects, analysis.FileCount, hidden));
                break;
            case "sarif":
                var seen = SeenFrom.Of(root, host.Surroundings.CurrentDirectory);
                var run = new SarifRun
                {
                    Version = CommandTree.ProgramVersion,
                    Folder = seen.Folder,
                    Root = seen.Root,
                    HasBaseline = hidden is not null,
                    Unread = [.. analysis.Unread.Select(place => (place.Path, place.Reason))],
                };
                host.Output.Write(SarifJson.Write(run, projects));
                break;
            case "github":
                CheckGithub.Write(host.Output, projects, SeenFrom.Of(root, host.Surroundings.CurrentDirectory).Name);
                break;
            default:
                CheckText.Write(host.NewPage(), projects, analysis, hidden ?? 0, isQuiet);
                break;
        }
    }

    /// <summary>The severity from which on the exit code is 1; null for never.</summary>
    private static Severity? Threshold(string text) => text switch
    {
        "never" => null,
        _ when RuleSet.ParseLevel(text) is { } level and not Severity.Off => level,
        _ => throw new UsageException($"--fail-on {text} is no severity; choose hint, information, warning, error or never"),
    };
}

/// <summary>The PATH arguments.</summary>
internal static class PathArguments
{
    /// <summary>Any number of them.</summary>
    public static Argument<string[]> Several() => new("PATH")
    {
        Arity = ArgumentArity.ZeroOrMore,
        Description = "A folder, or a file, which stands for its project; default: the current folder",
    };
}
