using System.CommandLine;
using PyFrameworks.Features;

namespace PyFrameworks.Cli;

/// <summary><c>inspect</c>: what was found.</summary>
internal static class InspectVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(Host host)
    {
        var command = new Verb("inspect", "Show the projects below PATH: frameworks with their evidence, needs and figures; as JSON, every dependency with its place.")
        {
            Examples = ["inspect services", "inspect --format json ."],
        };
        var paths = PathArguments.Several();
        var options = new CommonOptions([.. CommonOptions.TextOrJson, "jsonl"]);
        command.Arguments.Add(paths);
        options.AddAll(command);
        command.SetAction((result, cancellationToken) =>
        {
            var format = options.Format(result);
            var analysisOptions = options.Analysis(result, host.Surroundings);
            var catalog = options.Catalog(result, host, cancellationToken);
            var analysis = Analysis.Run(
                [.. result.GetValue(paths) ?? []], catalog, analysisOptions, format == "text", options.IsQuiet(result), options.WithCache(result, host), cancellationToken);
            switch (format)
            {
                case "json":
                    host.Output.Write(InspectJson.Write(analysis.Index.Root, analysis.Projects));
                    break;
                case "jsonl":
                    foreach (var line in InspectJson.WriteLines(analysis.Index.Root, analysis.Projects))
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                        host.Output.Write(line);
                    }

                    break;
                default:
                    InspectText.Write(host.NewPage(), analysis.Projects);
                    break;
            }

            return Task.FromResult(ExitCodes.Success);
        });
        return command;
    }
}
