using System.Collections.Immutable;
using System.Text.Json;
using PyFrameworks.Catalog;
using PyFrameworks.Features;
using PyFrameworks.Protocol;

namespace PyFrameworks.LanguageServer;

/// <summary>The one argument of a command, an object.</summary>
internal sealed record CommandArguments
{
    /// <summary>The folder and path that <c>uri</c> names, or null.</summary>
    public (Folder Folder, string Path)? Place { get; private init; }

    /// <summary>The framework that <c>framework</c> names, or null.</summary>
    public Framework? Framework { get; private init; }

    /// <summary>The frameworks that <c>frameworks</c> names, two to five; empty where it is absent.</summary>
    public ImmutableArray<Framework> Frameworks { get; private init; } = [];

    /// <summary>What <c>from</c> says, or null.</summary>
    public string? From { get; private init; }

    /// <summary>What <c>to</c> says, or null.</summary>
    public string? To { get; private init; }

    /// <summary>The needs that <c>needs</c> names.</summary>
    public ImmutableArray<string> Needs { get; private init; } = [];

    /// <summary>Reads the argument; one that is absent or null says nothing.</summary>
    /// <exception cref="JsonRpcException">A member can't be meant; the message names it.</exception>
    public static CommandArguments Read(ImmutableArray<JsonElement>? arguments, SessionSnapshot session)
    {
        var read = new CommandArguments();
        if (arguments is not [var argument, ..] || argument.ValueKind == JsonValueKind.Null)
        {
            return read;
        }

        if (argument.ValueKind != JsonValueKind.Object)
        {
            throw Wrong("The first argument has to be an object");
        }

        foreach (var member in argument.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null))
        {
            read = member.Name switch
            {
                "uri" => read with { Place = ReadPlace(member.Value, session) },
                "framework" => read with { Framework = ReadFramework(member.Value, session) },
                "frameworks" => read with { Frameworks = ReadFrameworks(member.Value, session) },
                "from" => read with { From = Text("from", member.Value) },
                "to" => read with { To = Text("to", member.Value) },
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

    private static Framework ReadFramework(JsonElement value, SessionSnapshot session)
    {
        var id = Text("framework", value);
        return session.Catalog.Find(id) ?? throw Wrong($"The argument framework names '{id}', which the catalog does not know");
    }

    private static ImmutableArray<Framework> ReadFrameworks(JsonElement value, SessionSnapshot session)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            throw Wrong("The argument frameworks has to be a list of framework identifiers");
        }

        var request = CompareRequest.Read([.. value.EnumerateArray().Select(item => Text("frameworks", item))], "The argument frameworks", session.Catalog);
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
                .Select(id => Catalog.Needs.Titles.ContainsKey(id) ? id : throw Wrong($"The argument needs names '{id}', which is no need"))
                .Distinct(StringComparer.Ordinal),
        ];
    }

    private static string Text(string name, JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Wrong($"The argument {name} has to be {(name is "needs" or "frameworks" ? "a list of texts" : "a text")}");

    private static JsonRpcException Wrong(string message) => new(ErrorCodes.InvalidParams, message);
}
