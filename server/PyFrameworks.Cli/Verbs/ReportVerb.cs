using System.CommandLine;
using System.Text;
using PyFrameworks.Features;
using PyFrameworks.Rules;

namespace PyFrameworks.Cli;

/// <summary><c>report</c>: one page for a team.</summary>
internal static class ReportVerb
{
    private const string StandardOutput = "-";

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The verb.</summary>
    public static Command Create(Host host)
    {
        var command = new Verb("report", "Write one self-contained HTML page about every project below PATH, for a team to read.")
        {
            Examples = ["report services -o report.html"],
        };
        var path = CommonOptions.Project();
        var output = new Option<string>("--output", "-o") { Description = "The page to write; - for standard output", HelpName = "FILE" };
        var options = new CommonOptions(["html"]);
        command.Arguments.Add(path);
        command.Options.Add(output);
        options.AddAll(command);
        command.SetAction((result, cancellationToken) =>
        {
            _ = options.Format(result);
            if (result.GetValue(output) is not { Length: > 0 } file)
            {
                throw new UsageException("report needs -o FILE, the page to write; -o - writes it to standard output");
            }

            var analysisOptions = options.Analysis(result, host.Surroundings);
            var catalog = options.Catalog(result, host, cancellationToken);
            var isQuiet = options.IsQuiet(result);
            var analysis = Analysis.Run([result.GetValue(path) ?? "."], catalog, analysisOptions, isText: file != StandardOutput, isQuiet, options.WithCache(result, host), cancellationToken);
            var page = ReportHtml.Write(Report.Of(analysis.Index.Root, analysis.Check(cancellationToken), analysisOptions.Today, cancellationToken));
            if (file == StandardOutput)
            {
                host.Output.Write(page);
                return Task.FromResult(ExitCodes.Success);
            }

            Save(file, page, host.Surroundings.CurrentDirectory);
            if (!isQuiet)
            {
                host.Error.WriteLine(SafeText.Of($"{file}: {Say.Count(analysis.Projects.Length, "project")}"));
            }

            return Task.FromResult(ExitCodes.Success);
        });
        return command;
    }

    private static void Save(string file, string page, string currentDirectory)
    {
        try
        {
            var full = Path.GetFullPath(file, currentDirectory);
            if (Directory.Exists(full))
            {
                throw new UsageException($"-o {file} is a folder; name a file in it, for example {Path.Combine(file, "report.html")}");
            }

            if (Path.GetDirectoryName(full) is { } folder && !Directory.Exists(folder))
            {
                throw new UsageException($"-o {file} can't be written, as its folder does not exist; create the folder or choose another file");
            }

            File.WriteAllText(full, page, s_utf8);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UsageException($"-o {file} can't be written; allow writing it or choose another file");
        }
    }
}
