using System.Collections.Immutable;
using System.Text.Json;
using PyFrameworks.Protocol;

namespace PyFrameworks.LanguageServer;

/// <content>Settings, and what the client is asked to tell.</content>
internal sealed partial class Session
{
    // A client that does not answer must not keep findings from its user.
    private static readonly TimeSpan s_settingsWait = TimeSpan.FromSeconds(3);

    private void ConfigurationChanged(DidChangeConfigurationParams request)
    {
        if (_state.Client.HasConfiguration)
        {
            _ = PullAndTakeAsync();
        }
        else if (request.Settings is { ValueKind: JsonValueKind.Object } settings)
        {
            TakeSettings(ServerSettings.Read(settings, _log.Warning));
        }

        async Task PullAndTakeAsync()
        {
            if (await PullSettingsAsync().ConfigureAwait(false) is { } settings)
            {
                _server.Post(() => TakeSettings(settings));
            }
        }
    }

    private void TakeSettings(ServerSettings settings)
    {
        if (!settings.Catalogs.IsEmpty && _state.Client.IsRestricted)
        {
            _log.Info("The workspace is not trusted, so catalog files are not read");
        }

        CountEdit();
        _state = _state with { Settings = settings };
        ApplyOptions();

        // A document that is open may be a catalog file from now on.
        _edited = _edited.Union(_state.Documents.Keys);
        FollowCatalogs();
        NeedRefresh();
        _publisher.Schedule(TimeSpan.Zero);
    }

    /// <summary>The client's settings; null when it gives none.</summary>
    private async Task<ServerSettings?> PullSettingsAsync()
    {
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
            patience.CancelAfter(s_settingsWait);
            var answer = await _server.SendRequestAsync<ConfigurationParams, ImmutableArray<JsonElement>?>(
                "workspace/configuration", new() { Items = [new() { Section = ServerSettings.Section }] }, patience.Token).ConfigureAwait(false);
            return answer is [var section, ..] ? ServerSettings.Read(section, _log.Warning) : null;
        }
        catch (Exception exception) when (exception is JsonRpcException or ConnectionClosedException or OperationCanceledException)
        {
            if (!_ending.IsCancellationRequested)
            {
                _log.Warning($"The client gave no settings ({exception.Message}); the defaults hold");
            }

            return null;
        }
    }

    private void RegisterWithClient()
    {
        var registrations = ImmutableArray.CreateBuilder<Registration>();
        if (_state.Client.CanRegisterConfiguration)
        {
            registrations.Add(new()
            {
                Id = "pyframeworks-configuration",
                Method = "workspace/didChangeConfiguration",
                RegisterOptions = JsonSerializer.SerializeToElement(new() { Section = ServerSettings.Section }, ProtocolJson.Default.DidChangeConfigurationRegistrationOptions),
            });
        }

        if (_state.Client.CanRegisterWatchers)
        {
            registrations.Add(new()
            {
                Id = "pyframeworks-files",
                Method = "workspace/didChangeWatchedFiles",
                RegisterOptions = JsonSerializer.SerializeToElement(new() { Watchers = WatchedFiles.All }, ProtocolJson.Default.DidChangeWatchedFilesRegistrationOptions),
            });
        }

        if (registrations.Count > 0)
        {
            _ = RegisterAsync(registrations.ToImmutable());
        }
    }

    private async Task RegisterAsync(ImmutableArray<Registration> registrations)
    {
        try
        {
            await _server.SendRequestAsync<RegistrationParams, RawJson>("client/registerCapability", new() { Registrations = registrations }, _ending.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is JsonRpcException or ConnectionClosedException or OperationCanceledException)
        {
            if (!_ending.IsCancellationRequested)
            {
                _log.Warning($"The client refused to watch files or settings: {exception.Message}");
            }
        }
    }
}
