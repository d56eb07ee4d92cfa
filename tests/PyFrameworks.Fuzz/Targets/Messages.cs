using System.Collections.Immutable;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using PyFrameworks.Features;
using PyFrameworks.LanguageServer;
using PyFrameworks.Protocol;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Fuzz;

/// <summary>What comes from a client: frames, messages, parameters, settings, edits, addresses.</summary>
internal static class Messages
{
    // Frames of a stream are compared however it is cut; what is over the limit ends it either way.
    private const int MaxBody = 2_000;

    private static readonly ImmutableArray<string> s_json =
    [
        "{", "}", "[", "]", ",", ":", "null", "true", "false", "1", "-1", "1e400", "2147483648", "\"\"", "\"a\"", "\"\\ud800\"", "\"\\u0000\"", "\"é\"", "\\\"", "\\", " ", "\n", "\"jsonrpc\":\"2.0\"", "\"id\":1", "\"id\":\"x\"", "\"id\":null", "\"method\":\"a/b\"", "\"params\":{}", "\"result\":1", "\"error\":{\"code\":1,\"message\":\"x\"}",
    ];

    private static readonly ImmutableArray<string> s_parameters =
    [
        "\"textDocument\":{\"uri\":\"file:///a.py\"}", "\"position\":{\"line\":0,\"character\":1}", "\"range\":{\"start\":{\"line\":0,\"character\":0},\"end\":{\"line\":1,\"character\":0}}", "\"contentChanges\":[{\"text\":\"x\"}]", "\"version\":1", "\"text\":\"a\"", "\"languageId\":\"python\"", "\"context\":{\"diagnostics\":[]}",
        "\"command\":\"a\"", "\"arguments\":[{}]", "\"changes\":[{\"uri\":\"file:///a\",\"type\":1}]", "\"settings\":{\"pyframeworks\":{}}", "\"event\":{\"added\":[],\"removed\":[]}", "\"processId\":1", "\"capabilities\":{}", "\"rootUri\":null", "\"workspaceFolders\":[{\"uri\":\"file:///a\",\"name\":\"a\"}]", .. s_json,
    ];

    private static readonly ImmutableArray<string> s_settings =
    [
        "\"pyframeworks\":{", "\"enable\":true", "\"needs\":[\"async\"]", "\"rules\":{\"PF101\":\"off\"}", "\"exclude\":[\"a/**\"]", "\"catalogs\":[\"x.yaml\"]", "\"codeLens\":{\"enable\":false,\"imports\":true}", "\"codeLens.enable\":1", "\"inlayHints.enable\":null", "\"documentLinks\":{}", .. s_json,
    ];

    /// <summary>The targets.</summary>
    public static IEnumerable<FuzzTarget> All { get; } =
    [
        new()
        {
            Name = "frames",
            Seeds = () => ["Content-Length: 2\r\n\r\n{}Content-Length: 3\r\n\r\n[1]", "content-length:2\n\n{}", "Content-Type: x\r\nContent-Length: 4\r\n\r\nnull"],
            Tokens = ["Content-Length: 2\r\n\r\n{}", "Content-Length: ", "content-length:", "Content-Type: x; charset=utf-8\r\n", "\r\n", "\n", "\r", "0", "1", "10", "-1", "3000", "99999999999999999999", ":", " ", "{}", "C", "Content-"],
            Check = CheckFrames,
            BytesPerUnit = 8_000,
        },
        new()
        {
            Name = "envelopes",
            Seeds = () => ["{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\",\"params\":{\"x\":[1]}}", "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"result\":null}", "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{}}", "[{}]", "1"],
            Tokens = s_json,
            Check = CheckEnvelope,
            Grow = text => Quietly(() => Envelope.Parse(Encoding.UTF8.GetBytes(text))),
        },
        new()
        {
            Name = "params",
            Seeds = () => s_parameters.Where(text => text.Contains(':', StringComparison.Ordinal)).Select(text => "{" + text + "}").Append("{" + string.Join(',', s_parameters.Take(17)) + "}"),
            Tokens = s_parameters,
            MaxLength = 1_200,
            Check = CheckParams,
        },
        new()
        {
            Name = "settings",
            Seeds = () => s_settings.Take(10).Select(text => "{" + text + "}").Append("{\"pyframeworks\":{" + string.Join(',', s_settings.Skip(1).Take(9)) + "}}"),
            Tokens = s_settings,
            Check = CheckSettings,
        },
        new()
        {
            Name = "baseline",
            Seeds = () => ["{\"version\":1,\"findings\":[{\"fingerprint\":\"a\",\"count\":1}]}", "{\"version\":2}", "[]", "null"],
            Tokens = ["\"version\":1", "\"findings\":[", "\"code\":\"PF101\"", "\"path\":\"a\"", .. s_json],
            Check = (input, _) =>
            {
                var read = Baseline.Read(input, out var problem);
                Expect.That(read is null == problem.Length > 0);
                var shape = default(Shape);
                shape.AddMessage(problem);
                return shape.Value;
            },
        },
        new()
        {
            Name = "edits",
            Seeds = () => ["a\nb\r\nc\rd", "é😀\tx\n", "\ufeffx", "", "\ud83d\n\ude00"],
            Tokens = ["\n", "\r\n", "\r", "é", "😀", "\t", "abc"],
            MaxLength = 200,
            Check = CheckEdits,
        },
        new()
        {
            Name = "addresses",
            Seeds = () => ["file:///a/b.py", "file:///c%3A/x%20y", "file://host/share/x", "untitled:a", "/a/b c/é.py", "C:\\a\\b", "\\\\host\\share"],
            Tokens = ["file:", "//", "/", "%20", "%C3%A9", "%", "%00", "?", "#", "..", "c:", "localhost", "\\", "é", "😀", " "],
            MaxLength = 120,
            Check = CheckAddress,
        },
    ];

    private static byte[] Bytes(string input)
    {
        var bytes = new byte[input.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)input[i];
        }

        return bytes;
    }

    private static ulong CheckFrames(string input, int choice)
    {
        var bytes = Bytes(input);
        var whole = ReadAll(bytes, bytes.Length);
        var cut = ReadAll(bytes, 1 + ((choice & int.MaxValue) % 7));
        Expect.That(whole.SequenceEqual(cut), $"{string.Join(" | ", whole)} and {string.Join(" | ", cut)}");
        var shape = default(Shape);
        foreach (var frame in whole)
        {
            shape.AddMessage(frame.StartsWith('!') ? frame : "");
            shape.AddSize(frame.Length);
        }

        return shape.Value;
    }

    private static List<string> ReadAll(byte[] bytes, int size)
    {
        // Everything runs on this thread: what is written is read before the writing returns.
        var pipe = new Pipe(new PipeOptions(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, useSynchronizationContext: false, pauseWriterThreshold: 0));
        var reader = new MessageReader(pipe.Reader, MaxBody);
        var frames = new List<string>();
        var reading = Read();
        for (var at = 0; at < bytes.Length; at += size)
        {
            var count = Math.Min(size, bytes.Length - at);
            bytes.AsSpan(at, count).CopyTo(pipe.Writer.GetSpan(count));
            pipe.Writer.Advance(count);
            _ = pipe.Writer.FlushAsync().AsTask();
        }

        pipe.Writer.Complete();
        Expect.That(reading.IsCompleted);
        reading.GetAwaiter().GetResult();
        return frames;

        async Task Read()
        {
            try
            {
                while (await reader.ReadAsync(CancellationToken.None) is { } frame)
                {
                    frames.Add(frame.Error is { } error ? "! " + error : Encoding.Latin1.GetString(frame.Body.Span));
                }

                frames.Add(reader.EndedInsideMessage ? "end inside" : "end");
            }
            catch (InvalidDataException)
            {
                frames.Add("! too large");
            }
        }
    }

    private static ulong CheckEnvelope(string input, int choice)
    {
        var shape = default(Shape);
        var body = Encoding.UTF8.GetBytes(input);
        try
        {
            var envelope = Envelope.Parse(body);
            Expect.That(envelope.Kind == MessageKind.Invalid == envelope.Problem.Length > 0);
            shape.Add((int)envelope.Kind);
            shape.AddMessage(envelope.Problem);
            foreach (var part in (ReadOnlyMemory<byte>[])[envelope.Params, envelope.Result, envelope.Error])
            {
                shape.Add(part.IsEmpty);
                if (!part.IsEmpty)
                {
                    JsonDocument.Parse(part, new JsonDocumentOptions { MaxDepth = Envelope.MaxDepth }).Dispose();
                }
            }
        }
        catch (JsonException)
        {
            shape.Add(100);
        }

        return shape.Value;
    }

    private static ulong CheckParams(string input, int choice)
    {
        var utf8 = Encoding.UTF8.GetBytes(input);
        var shape = default(Shape);
        var json = ProtocolJson.Default;
        Try(ParamsReader.Read, json.InitializeParams);
        Try(ParamsReader.Read, json.DidOpenTextDocumentParams);
        Try(ParamsReader.Read, json.DidChangeTextDocumentParams);
        Try(ParamsReader.Read, json.DidChangeWatchedFilesParams);
        Try(ParamsReader.Read, json.DidChangeConfigurationParams);
        Try(ParamsReader.Read, json.DidChangeWorkspaceFoldersParams);
        Try(ParamsReader.Read, json.HoverParams);
        Try(ParamsReader.Read, json.CodeActionParams);
        Try(ParamsReader.Read, json.ExecuteCommandParams);
        Try(ParamsReader.Read, json.CompletionItem);
        return shape.Value;

        void Try<T>(Func<ReadOnlyMemory<byte>, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T>, T> read, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        {
            try
            {
                read(utf8, type);
                shape.Add(1);
            }
            catch (JsonRpcException exception)
            {
                Expect.That(exception.Code == ErrorCodes.InvalidParams && exception.Message.Length is > 0 and < 3_000);
                shape.Add(2);
            }
        }
    }

    private static ulong CheckSettings(string input, int choice)
    {
        var shape = default(Shape);
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(input);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            return 0;
        }

        using (document)
        {
            var complaints = 0;
            var settings = ServerSettings.Read(document.RootElement, complaint =>
            {
                complaints++;
                Expect.That(complaint.Length > 0);
            });
            shape.AddSize(complaints);
            shape.AddSize(settings.Needs.Length);
            shape.AddSize(settings.Rules.Length);
            shape.AddSize(settings.Exclude.Length);
            shape.AddSize(settings.Catalogs.Length);
            shape.Add((settings.Enable ? 1 : 0) | (settings.CodeLens ? 2 : 0) | (settings.CodeLensImports ? 4 : 0) | (settings.InlayHints ? 8 : 0) | (settings.DocumentLinks ? 16 : 0));
        }

        return shape.Value;
    }

    private static ulong CheckEdits(string input, int choice)
    {
        // A byte order mark counts as a character or not, as the client has it.
        input = input.Replace("\ufeff", "", StringComparison.Ordinal);
        var random = new Random(choice);
        var encoding = (PositionEncoding)random.Next(3);
        var changes = new List<TextDocumentContentChangeEvent>();
        var expected = input;
        for (var i = random.Next(1, 5); i > 0; i--)
        {
            var start = new Position(random.Next(6), random.Next(12));
            var end = random.Next(2) == 0 ? start : new Position(random.Next(6), random.Next(12));
            var text = random.Next(4) == 0 ? "" : input.Length == 0 ? "\r" : input.Substring(random.Next(input.Length), 1);
            var isWhole = random.Next(10) == 0;
            changes.Add(new() { Range = isWhole ? null : new(start, end), Text = text });

            // The same by offsets in the whole text.
            var positions = new TextPositions(new SourceText(expected), encoding, HasMark: false);
            var span = isWhole ? new(0, expected.Length) : positions.Span(new(start, end));
            expected = string.Concat(expected.AsSpan(0, span.Start), text, expected.AsSpan(span.End));
        }

        var edited = EditableText.Apply(input, changes, encoding);
        Expect.That(edited == expected, $"'{edited}' and '{expected}' for {string.Join(' ', changes)} of '{input}' in {encoding}");
        var shape = default(Shape);
        var final = new TextPositions(new SourceText(edited), encoding, HasMark: false);
        for (var offset = 0; offset <= edited.Length; offset++)
        {
            // Within a pair of surrogates, and between CR and LF, there is no position.
            if (offset > 0 && offset < edited.Length && (char.IsSurrogatePair(edited[offset - 1], edited[offset]) || (edited[offset - 1] == '\r' && edited[offset] == '\n')))
            {
                continue;
            }

            var position = final.Position(offset);
            Expect.That(final.Offset(position) == offset, $"{offset} is {position}, which is {final.Offset(position)} of '{edited}' in {encoding}");
            shape.AddSize(position.Line);
        }

        shape.AddSize(edited.Length);
        return shape.Value;
    }

    private static ulong CheckAddress(string input, int choice)
    {
        var shape = default(Shape);
        foreach (var isWindows in (bool[])[false, true])
        {
            var path = FileUris.ToPath(input, isWindows);
            shape.Add(path is null);

            // Half a surrogate pair has no place in UTF-8, so none in an address.
            if (path is not null && path.IsSoundUnicode())
            {
                var again = FileUris.ToPath(FileUris.FromPath(path, isWindows), isWindows);
                Expect.That(again == path, $"{path} comes back as {again}");
                Expect.That(!path.Contains('\0'));
                shape.AddSize(path.Length);
            }
        }

        return shape.Value;
    }

    private static bool IsSoundUnicode(this string text) => !text.AsSpan().ContainsAnyInRange('\ud800', '\udfff') || Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;

    private static void Quietly(Action action)
    {
        try
        {
            action();
        }
        catch (JsonException)
        {
            // Expected of most inputs.
        }
    }
}
