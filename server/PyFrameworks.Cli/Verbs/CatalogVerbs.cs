using System.CommandLine;
using PyFrameworks.Catalog;
using PyFrameworks.Features;
using PyFrameworks.Rules;

namespace PyFrameworks.Cli;

/// <summary><c>catalog list</c>, <c>catalog show</c> and <c>catalog validate</c>.</summary>
internal static class CatalogVerbs
{
    /// <summary>The verbs.</summary>
    public static Command Create(Host host)
    {
        var command = new Verb("catalog", "Show the catalog of frameworks, or check catalog files of your own.")
        {
            Examples = ["catalog list", "catalog show flask"],
        };
        command.Subcommands.Add(CreateList(host));
        command.Subcommands.Add(CreateShow(host));
        command.Subcommands.Add(CreateValidate(host));
        return command;
    }

    /// <summary>The framework called <paramref name="id"/>, without regard to case.</summary>
    public static Framework? TryFind(FrameworkCatalog catalog, string id) => catalog.Find(id.ToLowerInvariant());

    /// <summary>The framework called <paramref name="id"/>.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static Framework Find(FrameworkCatalog catalog, string id) =>
        TryFind(catalog, id)
        ?? throw new UsageException($"there is no framework {id} in the catalog{(Closest.Find(id, catalog.Ids) is { } near ? $"; did you mean {near}?" : "; see pyframeworks catalog list")}");

    /// <summary>Writes a framework's page.</summary>
    public static void Show(Framework framework, Companions companions, DateOnly today, bool isJson, Host host)
    {
        if (isJson)
        {
            host.Output.Write(CatalogJson.Show(framework, companions));
        }
        else
        {
            CatalogText.Show(host.NewPage(), framework, companions, today);
        }
    }

    private static Verb CreateList(Host host)
    {
        var command = new Verb("list", "List the frameworks of the catalog, or those that should be checked again.")
        {
            Examples = ["catalog list", "catalog list --stale --today 2027-06-01"],
        };
        var stale = new Option<bool>("--stale") { Description = "List only what should have been checked again before --today" };
        var options = new CommonOptions(CommonOptions.TextOrJson);
        command.Options.Add(stale);
        options.AddBasics(command, hasDay: true);
        command.SetAction((result, cancellationToken) =>
        {
            var isJson = options.Format(result) == "json";
            var today = options.Today(result, host.Surroundings);
            var catalog = options.Catalog(result, host, cancellationToken);
            var isStale = result.GetValue(stale);
            var frameworks = catalog.Frameworks.Where(framework => !isStale || framework.IsStaleOn(today)).ToList();
            if (isJson)
            {
                host.Output.Write(CatalogJson.List(frameworks));
            }
            else if (!isStale)
            {
                CatalogText.List(host.NewPage(), frameworks);
            }
            else if (frameworks.Count > 0)
            {
                CatalogText.Stale(host.NewPage(), frameworks);
            }
            else if (!options.IsQuiet(result))
            {
                host.NewPage().Line($"No entry is past its review on {Say.Date(today)}");
            }

            return Task.FromResult(ExitCodes.Success);
        });
        return command;
    }

    private static Verb CreateShow(Host host)
    {
        var command = new Verb("show", "Show what the catalog knows of a framework.")
        {
            Examples = ["catalog show flask"],
        };
        var id = new Argument<string>("ID") { HelpName = "ID", Description = "A framework's identifier" };
        id.CompletionSources.Add(_ => FrameworkCatalog.BuiltIn.Ids);
        var options = new CommonOptions(CommonOptions.TextOrJson);
        command.Arguments.Add(id);
        options.AddBasics(command, hasDay: true);
        command.SetAction((result, cancellationToken) =>
        {
            var isJson = options.Format(result) == "json";
            var today = options.Today(result, host.Surroundings);
            var catalog = options.Catalog(result, host, cancellationToken);
            Show(Find(catalog, result.GetValue(id)!), catalog.Companions, today, isJson, host);
            return Task.FromResult(ExitCodes.Success);
        });
        return command;
    }

    private static Verb CreateValidate(Host host)
    {
        var command = new Verb("validate", "Check catalog files of your own.")
        {
            Examples = ["catalog validate team-catalog.yaml"],
            ExitCodes = ["0  no file has an error", "1  one has", .. Verb.Usual.Skip(1)],
        };
        var files = new Argument<string[]>("FILE") { Arity = ArgumentArity.OneOrMore, Description = "A YAML file with frameworks of your own or changes to others" };
        var options = new CommonOptions(CommonOptions.TextOrJson);
        command.Arguments.Add(files);
        options.AddBasics(command);
        command.SetAction((result, cancellationToken) =>
        {
            var isJson = options.Format(result) == "json";
            var paths = result.GetValue(files)!;
            var errors = UserCatalogs.Read(paths, host.Surroundings.CurrentDirectory, cancellationToken).Errors;
            if (isJson)
            {
                host.Output.Write(CatalogJson.Validation(paths.Select(path =>
                    (path, errors.Where(error => error.Path == path).Select(error => (error.Line, error.Column, error.Message))))));
            }
            else
            {
                var page = host.NewPage();
                foreach (var error in errors)
                {
                    page.Write($"{error.Path}:{error.Line}:{error.Column}", Tone.Strong).Write("  ").Write("error", Tone.Error).Line($"  {error.Message}");
                }

                if (!options.IsQuiet(result))
                {
                    page.Line($"{Say.Count(errors.Length, "error")} in {Say.Count(paths.Length, "file")}");
                }
            }

            return Task.FromResult(errors.IsEmpty ? ExitCodes.Success : ExitCodes.Found);
        });
        return command;
    }
}
