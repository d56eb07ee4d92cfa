using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using PyFrameworks.Features;
using PyFrameworks.Rules;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Cli;

/// <summary><c>--baseline</c> and <c>--write-baseline</c> of <c>check</c>.</summary>
internal sealed class BaselineOptions
{
    private const int MaxBytes = 32 << 20;

    private readonly Option<string> _use = new("--baseline") { Description = "Leave out the findings that this file lists", HelpName = "FILE" };
    private readonly Option<string> _write = new("--write-baseline") { Description = "Write all findings to this file, so that later runs tell new ones alone", HelpName = "FILE" };

    /// <summary>Gives <paramref name="command"/> the options.</summary>
    public void Add(Command command)
    {
        command.Options.Add(_use);
        command.Options.Add(_write);
    }

    /// <summary>What the command line asks for; null when neither option is there.</summary>
    /// <exception cref="UsageException">Both options are there, or the file can't be read.</exception>
    public BaselineRequest? Read(ParseResult result, Host host)
    {
        var current = host.Surroundings.CurrentDirectory;
        return (result.GetValue(_use), result.GetValue(_write)) switch
        {
            (not null, not null) => throw new UsageException("--baseline and --write-baseline exclude one another: the first reads what the second writes; give one of them"),
            ({ } file, null) => new(file, FullPath(file, current), Load(file, current)),
            (null, { } file) => new(file, FullPath(file, current), null),
            _ => null,
        };
    }

    private static string FullPath(string file, string currentDirectory) =>
        file.Length == 0 || file.Contains('\0', StringComparison.Ordinal)
            ? throw new UsageException("the name of a baseline is empty or holds a NUL character; give a file")
            : Path.GetFullPath(file, currentDirectory);

    private static Baseline Load(string file, string currentDirectory)
    {
        var mend = $"write it with --write-baseline {file}";
        try
        {
            var info = new FileInfo(FullPath(file, currentDirectory));
            if (Directory.Exists(info.FullName))
            {
                throw new UsageException($"baseline {file} is a folder; give a file");
            }

            if (!info.Exists)
            {
                throw new UsageException($"baseline {file} does not exist; {mend}");
            }

            if (info.Length > MaxBytes)
            {
                throw new UsageException($"baseline {file} is larger than {MaxBytes >> 20} MiB; {mend}");
            }

            return Baseline.Read(File.ReadAllText(info.FullName, Encoding.UTF8), out var problem)
                ?? throw new UsageException($"baseline {file} can't be read: {problem}; {mend}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"baseline {file} can't be read; allow reading it or choose another file");
        }
    }
}

/// <summary>A baseline to use or to write.</summary>
/// <param name="File">The file as the command line names it.</param>
/// <param name="FullPath">Its absolute path.</param>
/// <param name="Known">What it lists; null where it is to be written.</param>
internal sealed record BaselineRequest(string File, string FullPath, Baseline? Known)
{
    /// <summary>Takes what the baseline holds from <paramref name="projects"/>, after writing it where that is wanted, and says so on standard error.</summary>
    /// <exception cref="UsageException">The file can't be written.</exception>
    public BaselineResult Apply(Analysis analysis, ImmutableArray<CheckedProject> projects, bool isQuiet, Host host)
    {
        var known = Known ?? Baseline.Of(projects, path => NameOf(analysis, path));
        if (Known is null)
        {
            Write(known.Write());
        }

        var result = known.Apply(projects, path => NameOf(analysis, path), file => IsChecked(analysis, file));
        if (!isQuiet)
        {
            var rewrite = result.Gone == 0 ? "" : $"; {Say.Number(result.Gone)} more that it lists {(result.Gone == 1 ? "is" : "are")} gone, so write it again with --write-baseline {File}";
            host.Note(Known is null
                ? $"wrote {Say.Count(known.Count, "finding")} to {File}; later runs with --baseline {File} tell new ones alone"
                : $"baseline {File} hides {Say.Count(result.Hidden, "finding")}{rewrite}");
        }

        return result;
    }

    // Seen from the baseline's own folder, files are called the same wherever the program is started and whatever part is checked.
    private string NameOf(Analysis analysis, string path) =>
        Path.GetRelativePath(Path.GetDirectoryName(FullPath)!, Path.Combine(analysis.Index.Root, path)).Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>Whether a file of the baseline lies in what was checked.</summary>
    private bool IsChecked(Analysis analysis, string file)
    {
        var path = Path.GetRelativePath(analysis.Index.Root, Path.Combine(Path.GetDirectoryName(FullPath)!, file)).Replace(Path.DirectorySeparatorChar, '/');
        return path is not ".." && !path.StartsWith("../", StringComparison.Ordinal) && !Path.IsPathRooted(path)
            && analysis.Folders.Any(folder => WorkspacePath.IsWithin(path, folder))
            && (analysis.Index.FindProject(path) is not { } owner || analysis.Projects.Any(project => ReferenceEquals(project, owner)));
    }

    private void Write(string text)
    {
        try
        {
            System.IO.File.WriteAllText(FullPath, text);
        }
        catch (DirectoryNotFoundException)
        {
            throw new UsageException($"baseline {File} can't be written: its folder does not exist; make the folder or choose another file");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"baseline {File} can't be written; allow writing it or choose another file");
        }
    }
}
