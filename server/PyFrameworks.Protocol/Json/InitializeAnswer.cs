using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace PyFrameworks.Protocol;

/// <summary>Writes the response to <c>initialize</c> byte for byte as the serialiser does, for the reason for which <see cref="InitializeReader"/> reads its parameters.</summary>
internal static class InitializeAnswer
{
    /// <summary>The body of the message, or <see langword="null"/> where it holds what only the serialiser can write.</summary>
    public static byte[]? Write(RequestId id, InitializeResult result)
    {
        if (id.Number is not { } number || result.Capabilities.Experimental is not null)
        {
            return null;
        }

        var json = new Writer();
        json.Open();
        json.Add("jsonrpc", "2.0");
        json.Name("id").Append(number);
        json.Open("result");
        json.Open("capabilities");
        Write(json, result.Capabilities);
        json.Close();
        if (result.ServerInfo is { } info)
        {
            json.Open("serverInfo");
            json.Add("name", info.Name);
            json.Add("version", info.Version);
            json.Close();
        }

        json.Close();
        json.Close();
        return json.ToBytes();
    }

    private static void Write(Writer json, ServerCapabilities server)
    {
        json.Add("positionEncoding", server.PositionEncoding);
        if (server.TextDocumentSync is { } sync)
        {
            json.Open("textDocumentSync");
            json.Add("openClose", sync.OpenClose);
            if (sync.Change is { } change)
            {
                json.Name("change").Append(((int)change).ToString(CultureInfo.InvariantCulture));
            }

            if (sync.Save is { } save)
            {
                json.Open("save");
                json.Add("includeText", save.IncludeText);
                json.Close();
            }

            json.Close();
        }

        json.Add("hoverProvider", server.HoverProvider);
        if (server.CompletionProvider is { } completion)
        {
            json.Open("completionProvider");
            json.Add("triggerCharacters", completion.TriggerCharacters);
            json.Add("resolveProvider", completion.ResolveProvider);
            json.Close();
        }

        json.Add("definitionProvider", server.DefinitionProvider);
        json.Add("referencesProvider", server.ReferencesProvider);
        json.Add("documentSymbolProvider", server.DocumentSymbolProvider);
        if (server.CodeActionProvider is { } action)
        {
            json.Open("codeActionProvider");
            json.Add("codeActionKinds", action.CodeActionKinds);
            json.Add("resolveProvider", action.ResolveProvider);
            json.Close();
        }

        Write(json, "codeLensProvider", server.CodeLensProvider);
        Write(json, "documentLinkProvider", server.DocumentLinkProvider);
        if (server.ExecuteCommandProvider is { } command)
        {
            json.Open("executeCommandProvider");
            json.Add("commands", command.Commands);
            json.Close();
        }

        Write(json, "inlayHintProvider", server.InlayHintProvider);
        if (server.DiagnosticProvider is { } diagnostic)
        {
            json.Open("diagnosticProvider");
            json.Add("identifier", diagnostic.Identifier);
            json.Add("interFileDependencies", diagnostic.InterFileDependencies);
            json.Add("workspaceDiagnostics", diagnostic.WorkspaceDiagnostics);
            json.Close();
        }

        if (server.Workspace is { } workspace)
        {
            json.Open("workspace");
            if (workspace.WorkspaceFolders is { } folders)
            {
                json.Open("workspaceFolders");
                json.Add("supported", folders.Supported);
                json.Add("changeNotifications", folders.ChangeNotifications);
                json.Close();
            }

            json.Close();
        }
    }

    private static void Write(Writer json, string name, ResolveOptions? options)
    {
        if (options is not null)
        {
            json.Open(name);
            json.Add("resolveProvider", options.ResolveProvider);
            json.Close();
        }
    }

    /// <summary>JSON of members that are there; what is null is left out.</summary>
    private sealed class Writer
    {
        private readonly StringBuilder _text = new();
        private bool _isSound = true;

        public byte[]? ToBytes() => _isSound ? Encoding.UTF8.GetBytes(_text.ToString()) : null;

        public void Open() => _text.Append('{');

        public void Open(string name) => Name(name).Append('{');

        public void Close() => _text.Append('}');

        public StringBuilder Name(string name)
        {
            if (_text[^1] != '{')
            {
                _text.Append(',');
            }

            return _text.Append('"').Append(name).Append("\":");
        }

        public void Add(string name, bool? value)
        {
            if (value is { } known)
            {
                Name(name).Append(known ? "true" : "false");
            }
        }

        public void Add(string name, string? value)
        {
            if (value is not null)
            {
                Name(name);
                Text(value);
            }
        }

        public void Add(string name, ImmutableArray<string>? values)
        {
            if (values is not { } known)
            {
                return;
            }

            Name(name).Append('[');
            for (var i = 0; i < known.Length; i++)
            {
                if (i > 0)
                {
                    _text.Append(',');
                }

                Text(known[i]);
            }

            _text.Append(']');
        }

        private void Text(string value)
        {
            _text.Append('"');
            foreach (var character in value)
            {
                if (character is '"' or '\\')
                {
                    _text.Append('\\');
                }

                // Controls have escapes of their own, and of other scripts some characters do.
                _isSound &= char.IsAscii(character) && !char.IsControl(character);
                _text.Append(character);
            }

            _text.Append('"');
        }
    }
}
