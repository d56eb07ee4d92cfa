using System.Collections.Frozen;
using PyFrameworks.Catalog;
using PyFrameworks.Rules;

namespace PyFrameworks.Features;

/// <summary>What is counted of each concept and battery, in words.</summary>
internal static class UsageWords
{
    /// <summary>Import statements, which belong to no concept.</summary>
    public const string Imports = "imports";

    private static readonly FrozenDictionary<string, (string One, string Many)> s_units = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
    {
        [Imports] = ("import", "imports"),
        ["app-object"] = ("application object", "application objects"),
        ["route-mapping"] = ("route", "routes"),
        ["query-params"] = ("use of query parameters", "uses of query parameters"),
        ["path-parameter"] = ("use of path parameters", "uses of path parameters"),
        ["request-object"] = ("use of the request", "uses of the request"),
        ["json-response"] = ("response that is made by name", "responses that are made by name"),
        ["template-render"] = ("rendered template", "rendered templates"),
        ["sub-app"] = ("sub-application", "sub-applications"),
        ["middleware-hooks"] = ("hook or middleware", "hooks and middleware"),
        ["error-handler"] = ("error handler or raised error", "error handlers and raised errors"),
        ["config"] = ("use of the configuration", "uses of the configuration"),
        ["session"] = ("use of the session", "uses of the session"),
        ["static-files"] = ("place that serves files", "places that serve files"),
        ["background-task"] = ("background task", "background tasks"),
        ["websocket-endpoint"] = ("WebSocket", "WebSockets"),
        ["test-client"] = ("use of the test client", "uses of the test client"),
        ["dependency-injection"] = ("injected dependency", "injected dependencies"),
        ["run-dev-server"] = ("start of the development server", "starts of the development server"),
        ["production-server"] = ("server command", "server commands"),
        ["orm"] = ("model", "models"),
        ["migrations"] = ("migration", "migrations"),
        ["admin"] = ("admin registration", "admin registrations"),
        ["templates"] = ("rendered template", "rendered templates"),
        ["forms"] = ("form", "forms"),
        ["auth"] = ("use of accounts and permissions", "uses of accounts and permissions"),
        ["cli-scaffolding"] = ("command", "commands"),
        ["caching"] = ("use of the cache", "uses of the cache"),
        ["i18n"] = ("use of translation", "uses of translation"),
        ["csrf"] = ("use of CSRF protection", "uses of CSRF protection"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary><c>31 routes</c>.</summary>
    public static string Count(string id, int count) => s_units.TryGetValue(id, out var unit) ? Say.Count(count, unit.One, unit.Many) : Say.Count(count, Title(id), Title(id));

    /// <summary><c>routes</c>.</summary>
    public static string Title(string id) => Concepts.Titles.GetValueOrDefault(id) ?? Batteries.Titles.GetValueOrDefault(id, id);
}
