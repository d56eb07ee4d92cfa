using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using PyFrameworks.ProjectModel;
using PyFrameworks.Protocol;
using PyFrameworks.Workspace;

namespace PyFrameworks.LanguageServer;

/// <summary>
/// The state of one client's session. All members but <see cref="IsStale"/> run on the dispatcher, which is its one writer; what takes time runs elsewhere
/// and posts its result, or is done by the first who asks for it.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The source has no timer, and work that ends late may still look at its token.")]
internal sealed partial class Session
{
    private readonly CancellationTokenSource _ending = new();
    private readonly ServerHost _host;
    private readonly ServerLog _log;
    private readonly DiagnosticsPublisher _publisher;
    private readonly JsonRpcServer<SessionSnapshot> _server;
    private SessionSnapshot _state;
    private int _edits;

    public Session(JsonRpcServer<SessionSnapshot> server, ServerHost host, ServerLog log)
    {
        (_server, _host, _log) = (server, host, log);
        _state = new() { Catalog = host.Catalog, Today = host.Today() };
        _publisher = new(server, Capture, log, host.DiagnosticsDelay) { Published = Published };
    }

    /// <summary>The state with every edit that has arrived, on the present day.</summary>
    public SessionSnapshot Capture()
    {
        if (_host.Today() is var today && today != _state.Today)
        {
            _state = _state with { Today = today };
            ApplyOptions();
        }

        return WithEdits();
    }

    /// <summary>Whether an edit has made an answer stale that speaks of places in a text. Called on any thread.</summary>
    public bool IsStale(string method, SessionSnapshot snapshot) =>
        method.StartsWith("textDocument/", StringComparison.Ordinal) && Volatile.Read(ref _edits) != snapshot.Edits;

    /// <summary>Answers <c>initialize</c>.</summary>
    public InitializeResult Initialize(InitializeParams request)
    {
        var client = ClientFeatures.Of(request);
        _state = _state with { Client = client, Folders = [.. OfferedFolders(request).Select(OpenFolder).OfType<Folder>()] };
        if (request.InitializationOptions is { ValueKind: JsonValueKind.Object } options)
        {
            // Some editors let their users write the options themselves, and these write the settings straight into them.
            _state = _state with { Settings = ServerSettings.Read(options.TryGetProperty("settings", out var settings) ? settings : options, _log.Warning) };
        }

        if (client.PullsDiagnostics)
        {
            StartPulls();
        }

        BeginReading();
        WatchProcess(request.ProcessId);
        _log.Info($"{request.ClientInfo?.Name ?? "A client"} {request.ClientInfo?.Version} opens {_state.Folders.Length} folder(s); positions in {client.Encoding.Name()}");
        return Answer(client, _host.Version);
    }

    /// <summary>What <c>initialize</c> is answered with.</summary>
    public static InitializeResult Answer(ClientFeatures client, string version) => new()
    {
        ServerInfo = new() { Name = "pyframeworks", Version = version },
        Capabilities = Capabilities.For(client),
    };

    /// <summary>Registers the notifications that change the session.</summary>
    public void RegisterNotifications()
    {
        _server.AddNotification<InitializedParams>("initialized", _ => Start());
        _server.AddNotification<DidOpenTextDocumentParams>("textDocument/didOpen", Open);
        _server.AddNotification<DidChangeTextDocumentParams>("textDocument/didChange", Change);
        _server.AddNotification<DidSaveTextDocumentParams>("textDocument/didSave", Saved);
        _server.AddNotification<DidCloseTextDocumentParams>("textDocument/didClose", Close);
        _server.AddNotification<DidChangeWatchedFilesParams>("workspace/didChangeWatchedFiles", FilesChanged);
        _server.AddNotification<DidChangeWorkspaceFoldersParams>("workspace/didChangeWorkspaceFolders", FoldersChanged);
        _server.AddNotification<DidChangeConfigurationParams>("workspace/didChangeConfiguration", ConfigurationChanged);
        _server.AddNotification<WorkDoneProgressCancelParams>("window/workDoneProgress/cancel", CancelProgress);
    }

    /// <summary>Ends what runs in the background.</summary>
    public void Stop()
    {
        _ending.Cancel();
        _publisher.Stop();
    }

    /// <summary>Ends the session when the process ends (LSP 3.17, <c>processId</c>).</summary>
    public void WatchProcess(int? processId)
    {
        if (processId is { } id)
        {
            _ = ProcessWatch.RunAsync(id, () =>
            {
                _log.Info($"The client's process {id} has ended");
                _server.Stop();
            }, _ending.Token);
        }
    }

    private void Start()
    {
        _log.Attach(_server);
        RegisterWithClient();
        var settings = _state.Client.HasConfiguration ? PullSettingsAsync() : Task.FromResult<ServerSettings?>(null);
        StartScan(_state.Folders, settings);
    }

    private static ImmutableArray<WorkspaceFolder> OfferedFolders(InitializeParams request)
    {
        if (request.WorkspaceFolders is { IsDefaultOrEmpty: false } folders)
        {
            return folders;
        }

        var uri = request.RootUri ?? (request.RootPath is { Length: > 0 } path && Path.IsPathFullyQualified(path) ? FileUris.FromPath(path) : null);
        return uri is null ? [] : [new() { Uri = uri, Name = "" }];
    }

    private Folder? OpenFolder(WorkspaceFolder folder)
    {
        if (FileUris.ToPath(folder.Uri) is not { } root)
        {
            _log.Warning($"The folder {folder.Uri} is left out: only folders of this machine are read");
            return null;
        }

        return new(folder.Uri.TrimEnd('/') is "file:" ? folder.Uri : folder.Uri.TrimEnd('/'), root, WorkspaceIndex.Empty(root, _host.Catalog, new() { Today = _state.Today }), FolderState.Scanning);
    }

    /// <summary>What the analysis of a folder needs beside files. A folder within it is looked at by itself alone.</summary>
    private AnalysisOptions OptionsOf(Folder folder) => new()
    {
        Today = _state.Today,
        EditorNeeds = _state.Settings.Needs,
        EditorRules = _state.Settings.Rules,
        EditorCatalogs = _state.Settings.Catalogs,
        ReadsCatalogs = !_state.Client.IsRestricted,
        Exclude =
        [
            .. _state.Settings.Exclude,
            .. _state.Folders.Where(other => other.Root != folder.Root).Select(other => folder.PathOf(other.Root)).OfType<string>().Where(path => path != ".").Select(path => $"/{path}"),
        ],
    };

    /// <summary>Brings the options of every folder up to date, and each open document to the folder that owns it.</summary>
    private void ApplyOptions()
    {
        foreach (var folder in _state.Folders)
        {
            Update(folder.Root, index => index.WithOptions(OptionsOf(folder), CancellationToken.None));
        }
    }

    /// <summary>Replaces the index of a folder. A fault in it is told and leaves the index as it was.</summary>
    private void Update(string root, Func<WorkspaceIndex, WorkspaceIndex> change) => _state = Updated(_state, root, change);

    private SessionSnapshot Updated(SessionSnapshot state, string root, Func<WorkspaceIndex, WorkspaceIndex> change)
    {
        for (var i = 0; i < state.Folders.Length; i++)
        {
            if (state.Folders[i] is var folder && folder.Root == root)
            {
                try
                {
                    return state with { Folders = state.Folders.SetItem(i, folder with { Index = change(folder.Index) }) };
                }
                catch (Exception exception)
                {
                    _log.Failure($"The analysis of {root} failed", exception);
                    return state;
                }
            }
        }

        return state;
    }
}
