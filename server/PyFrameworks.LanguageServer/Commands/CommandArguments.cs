using System.Collections.Immutable;
using System.Text.Json;
using PyFrameworks.Catalog;
using PyFrameworks.Features;
using PyFrameworks.Protocol;
using PyFrameworks.Rules;

namespace PyFrameworks.LanguageServer;

/// <summary>The one argument of a command, an object.</summary>
internal sealed record CommandArguments
{
    /// <summary>The folder and path that <c>uri</c> names, or null.</summary>
    public (Folder Folder, string Path)? Place { get; private init; }

    /// <summary>The framework that <c>framework</c> names, as the catalog of the asked place knows it; or null.</summary>
    public Framework? Framework { get; private init; }

    /// <summary>The frameworks that <c>frameworks</c> names, two to five; empty where it is absent.</summary>
    public ImmutableArray<Framework> Frameworks { get; private init; } = [];

    /// <summary>What <c>from</c> says, or null.</summary>
    public string? From { get; private init; }

    /// <summary>What <c>to</c> says, or null.</summary>
    public string? To { get; private init; }

    /// <summary>The rule that <c>rule</c> names by code or name, or null.</summary>
    public RuleDescriptor? Rule { get; private init; }

    /// <summary>The catalog of the asked place.</summary>
    public required FrameworkCatalog Catalog { get; init; }

    /// <summary>The needs that <c>needs</c> names.</summary>
    public ImmutableArray<string> Needs { get; private init; } = [];

    /// <summary>Reads the argument; one that is absent or null says nothing.</summary>
    /// <exception cref="JsonRpcException">A member can't be meant; the message names it.</exception>
    public static CommandArguments Read(ImmutableArray<JsonElement>? arguments, SessionSnapshot session)
    {
        var read = new CommandArguments { Catalog = CatalogOf(session, null) };
        if (arguments is not [var argument, ..] || argument.ValueKind == JsonValueKind.Null)
        {
            return read;
        }

        if (argument.ValueKind != JsonValueKind.Object)
        {
            throw Wrong("The first argument has to be an object");
        }

        if (argument.TryGetProperty("uri", out var uri) && uri.ValueKind != JsonValueKind.Null)
        {
            var place = ReadPlace(uri, session);
            read = new() { Place = place, Catalog = CatalogOf(session, place) };
        }

        foreach (var member in argument.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null))
        {
            read = member.Name switch
            {
                "framework" => read with { Framework = ReadFramework(member.Value, read.Catalog) },
                "frameworks" => read with { Frameworks = ReadFrameworks(member.Value, read.Catalog) },
                "from" => read with { From = Text("from", member.Value) },
                "to" => read with { To = Text("to", member.Value) },
                "rule" => read with { Rule = ReadRule(member.Value) },
                "needs" => read with { Needs = ReadNeeds(member.Value) },
                _ => read,
            };
        }

        return read;
    }

    private static (Folder, string) ReadPlace(JsonElement value, SessionSnapshot session)
    {
        var uri = Text("uri", value);
        return FileUris.ToPath(uri) is { } path
            ? session.Owner(path) ?? throw Wrong($"The argument uri names {uri}, which lies outside the workspace folders")
            : throw Wrong($"The argument uri has to be the address of a file; {uri} is none");
    }

    /// <summary>The catalog of the project at a place; without one, that of the first project with a framework, which a command is about then.</summary>
    private static FrameworkCatalog CatalogOf(SessionSnapshot session, (Folder Folder, string Path)? place)
    {
        var (folders, path) = place is var (named, within) ? ([named], within) : (session.Folders, ".");
        var project = path == "." ? null : folders[0].Index.FindProject(path);
        return (project ?? folders.SelectMany(folder => folder.Index.Projects).FirstOrDefault(candidate => candidate.Primaries.Any()))?.Catalog
            ?? folders.FirstOrDefault()?.Index.Catalog
            ?? session.Catalog;
    }

    private static Framework ReadFramework(JsonElement value, FrameworkCatalog catalog)
    {
        var id = Text("framework", value);
        return catalog.Find(id) ?? throw Wrong($"The argument framework names '{id}', which the catalog does not know");
    }

    private static RuleDescriptor ReadRule(JsonElement value)
    {
        var name = Text("rule", value);
        return RuleSet.Find(name) ?? throw Wrong($"The argument rule names '{name}', which is no rule");
    }

    private static ImmutableArray<Framework> ReadFrameworks(JsonElement value, FrameworkCatalog catalog)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            throw Wrong("The argument frameworks has to be a list of framework identifiers");
        }

        var request = CompareRequest.Read([.. value.EnumerateArray().Select(item => Text("frameworks", item))], "The argument frameworks", catalog);
        return request.Problem is { } problem ? throw Wrong(problem) : request.Frameworks;
    }

    private static ImmutableArray<string> ReadNeeds(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            throw Wrong("The argument needs has to be a list of need identifiers");
        }

        return
        [
            .. value.EnumerateArray().Select(item => Text("needs", item))
                .Select(id => PyFrameworks.Catalog.Needs.Titles.ContainsKey(id) ? id : throw Wrong($"The argument needs names '{id}', which is no need"))
                .Distinct(StringComparer.Ordinal),
        ];
    }

    private static string Text(string name, JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Wrong($"The argument {name} has to be {(name is "needs" or "frameworks" ? "a list of texts" : "a text")}");

    private static JsonRpcException Wrong(string message) => new(ErrorCodes.InvalidParams, message);
}
