using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;

namespace PyFrameworks.Cli;

/// <summary>The options that the verbs share, and how their values are read.</summary>
internal sealed class CommonOptions
{
    /// <summary>The two formats that every verb offers.</summary>
    public static ImmutableArray<string> TextOrJson { get; } = ["text", "json"];

    private readonly ImmutableArray<string> _formats;
    private readonly Option<string> _format;
    private readonly Option<string[]> _catalog = new("--catalog") { Description = "Read a catalog file of your own, too (repeatable)", HelpName = "FILE" };
    private readonly Option<string[]> _need = new("--need") { Description = $"Weigh a need, too (repeatable): {string.Join(", ", Needs.Titles.Keys)}", HelpName = "ID" };
    private readonly Option<string[]> _exclude = new("--exclude") { Description = "Leave out paths that match, as in a .gitignore (repeatable)", HelpName = "GLOB" };
    private readonly Option<string> _today = new("--today") { Description = "The day that rules and dates are judged by; default: today", HelpName = "YYYY-MM-DD" };
    private readonly Option<bool> _noImports = new("--no-imports") { Description = "Judge by manifests, locks and marker files alone, not by code" };
    private readonly Option<bool> _noCache = new("--no-cache") { Description = "Read every file again; what was read of a large folder is kept between runs otherwise" };
    private readonly Option<bool> _quiet = new("--quiet") { Description = "Show the result alone: no progress, summary or warnings" };

    /// <summary>The argument of a verb about one project.</summary>
    /// <param name="otherwise">What else its absence may mean.</param>
    public static Argument<string> Project(string otherwise = "") => new("PATH")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = $"A folder, or a file, which stands for its project; default: the current folder{otherwise}",
    };

    /// <summary>Options for a verb that offers <paramref name="formats"/>.</summary>
    public CommonOptions(ImmutableArray<string> formats)
    {
        _formats = formats;
        _format = new("--format") { Description = $"How the result is written; default: {formats[0]}", HelpName = string.Join('|', formats) };
        _format.CompletionSources.Add([.. formats]);
        _need.CompletionSources.Add([.. Needs.Titles.Keys]);
    }

    /// <summary>Gives <paramref name="command"/> the options of a verb that reads no project.</summary>
    /// <param name="command">The command.</param>
    /// <param name="hasDay">Whether what it shows depends on the day.</param>
    public void AddBasics(Command command, bool hasDay = false)
    {
        command.Options.Add(_format);
        command.Options.Add(_catalog);
        if (hasDay)
        {
            command.Options.Add(_today);
        }

        command.Options.Add(_quiet);
    }

    /// <summary>Gives <paramref name="command"/> all options.</summary>
    public void AddAll(Command command)
    {
        command.Options.Add(_format);
        command.Options.Add(_need);
        command.Options.Add(_catalog);
        command.Options.Add(_exclude);
        command.Options.Add(_today);
        command.Options.Add(_noImports);
        command.Options.Add(_noCache);
        command.Options.Add(_quiet);
    }

    /// <summary>Whether only the result is wanted.</summary>
    public bool IsQuiet(ParseResult result) => result.GetValue(_quiet);

    /// <summary>The host with its folder for caches, or without one where <c>--no-cache</c> says so.</summary>
    public Host WithCache(ParseResult result, Host host) =>
        result.GetValue(_noCache) ? host with { Surroundings = host.Surroundings with { CacheFolder = null } } : host;

    /// <summary>The format asked for, the first by default.</summary>
    /// <exception cref="UsageException">It isn't offered.</exception>
    public string Format(ParseResult result)
    {
        var format = result.GetValue(_format) ?? _formats[0];
        return _formats.Contains(format)
            ? format
            : throw new UsageException($"--format {format} is not offered here; choose {Say.List(_formats, "or")}");
    }

    /// <summary>The built-in catalog with the user's own entries.</summary>
    /// <exception cref="UsageException">A file can't be read or has an error.</exception>
    public FrameworkCatalog Catalog(ParseResult result, Host host, CancellationToken cancellationToken) =>
        UserCatalogs.Add(result.GetValue(_catalog) ?? [], host, cancellationToken);

    /// <summary>What the analysis needs beside files.</summary>
    /// <exception cref="UsageException">A need or the day means nothing.</exception>
    public AnalysisOptions Analysis(ParseResult result, Surroundings surroundings)
    {
        var needs = result.GetValue(_need) ?? [];
        foreach (var need in needs)
        {
            if (!Needs.Titles.ContainsKey(need))
            {
                throw new UsageException($"--need {need} is no need{Closest.Hint(need, Needs.Titles.Keys)}{(Closest.Find(need, Needs.Titles.Keys) is null ? ";" : "")} the needs are {string.Join(", ", Needs.Titles.Keys)}");
            }
        }

        return new()
        {
            Today = Today(result, surroundings),
            AskedNeeds = [.. needs.Distinct(StringComparer.Ordinal)],
            Exclude = [.. result.GetValue(_exclude) ?? []],
            ReadsImports = !result.GetValue(_noImports),
        };
    }

    /// <summary>The day asked about, today by default.</summary>
    /// <exception cref="UsageException">It is no day.</exception>
    public DateOnly Today(ParseResult result, Surroundings surroundings) =>
        result.GetValue(_today) is not { } text ? surroundings.Today
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new UsageException($"--today {text} is no day of the calendar; write it as YYYY-MM-DD, for example 2026-01-31");
}
