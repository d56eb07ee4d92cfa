using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace PyFrameworks.Features;

/// <summary>A command of the extension, with its argument. For clients that say that they have these commands; no other client is offered one.</summary>
/// <param name="Id">The command's identifier.</param>
/// <param name="Argument">Its one argument, a JSON object.</param>
public sealed record ClientCommand(string Id, string Argument)
{
    /// <summary>The command as the address of a link: its arguments are a JSON array, percent-encoded.</summary>
    public string Link => $"command:{Id}?{Uri.EscapeDataString($"[{Argument}]")}";

    /// <summary>Shows the alternatives to a framework.</summary>
    /// <param name="uri">A file or folder of the project that is meant.</param>
    /// <param name="framework">The framework's identifier.</param>
    public static ClientCommand SuggestAlternatives(string uri, string framework) => new("pyframeworks.suggestAlternatives", Write(new() { ["uri"] = uri, ["framework"] = framework }));

    /// <summary>The same by a command of the server's, for clients that have none of these: the server has them show the result.</summary>
    /// <param name="id">The server's command.</param>
    /// <param name="uri">A file or folder of the project that is meant.</param>
    /// <param name="framework">The framework's identifier.</param>
    public static ClientCommand ShowAlternatives(string id, string uri, string framework) => new(id, Write(new() { ["uri"] = uri, ["framework"] = framework, ["show"] = true }));

    /// <summary>Sets frameworks side by side; where there is one alone, the user chooses the others.</summary>
    /// <param name="uri">A file or folder of the project that is meant.</param>
    /// <param name="frameworks">The frameworks' identifiers, one to five.</param>
    public static ClientCommand Compare(string uri, ImmutableArray<string> frameworks) =>
        new("pyframeworks.compare", Write(new() { ["uri"] = uri, ["frameworks"] = new JsonArray([.. frameworks.Select(id => (JsonNode)id)]) }));

    /// <summary>Shows what a move takes; the user chooses the framework moved to where <paramref name="to"/> is null.</summary>
    /// <param name="uri">A file or folder of the project that is meant.</param>
    /// <param name="from">The framework in use.</param>
    /// <param name="to">The framework moved to, or null.</param>
    public static ClientCommand MigrationPlan(string uri, string from, string? to) =>
        new("pyframeworks.showMigrationPlan", Write(to is null ? new() { ["uri"] = uri, ["from"] = from } : new() { ["uri"] = uri, ["from"] = from, ["to"] = to }));

    /// <summary>Opens the same plan as a Markdown text, to be copied or kept.</summary>
    public static ClientCommand MigrationText(string uri, string from, string to) => new("pyframeworks.openMigrationText", Write(new() { ["uri"] = uri, ["from"] = from, ["to"] = to }));

    /// <summary>Shows a rule's page.</summary>
    public static ClientCommand ExplainRule(string code) => new("pyframeworks.explainRule", Write(new() { ["rule"] = code }));

    /// <summary>Opens a file of the workspace.</summary>
    /// <param name="uri">The file.</param>
    /// <param name="line">The line, from 1.</param>
    public static ClientCommand OpenPlace(string uri, int line) => new("pyframeworks.openPlace", Write(new() { ["uri"] = uri, ["line"] = line }));

    /// <summary>The address of a line of a file, as editors open it: <c>file:///app.py#L10</c>.</summary>
    internal static string LineOf(string uri, int line) => string.Create(CultureInfo.InvariantCulture, $"{uri}#L{line}");

    private static string Write(JsonObject argument) => argument.ToJsonString();
}
