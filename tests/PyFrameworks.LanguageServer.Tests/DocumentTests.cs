using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PyFrameworks.Protocol;
using PyFrameworks.Syntax.Text;
using PyFrameworks.Testing;

namespace PyFrameworks.LanguageServer.Tests;

public sealed class DocumentTests
{
    private const string Inline = "project = { description = \"é😀\", dependencies = [\"flask==2.3\"] }";

    [Theory]
    [InlineData("utf-8", "", "\n")]
    [InlineData("utf-16", "", "\n")]
    [InlineData("utf-32", "", "\n")]
    [InlineData("utf-8", "# é😀\t\r\n", "\r\n")]
    [InlineData("utf-16", "# é😀\t\r\n", "\r\n")]
    [InlineData("utf-32", "# é😀\t\r\n", "\r\n")]
    [InlineData("utf-8", "\uFEFF", "\r\n")]
    [InlineData("utf-16", "\uFEFF", "\r\n")]
    [InlineData("utf-32", "\uFEFF", "\n")]
    [InlineData("utf-8", "\uFEFF# é\r\n", "\n")]
    public async Task Positions_count_in_the_negotiated_unit(string encoding, string before, string lineEnd)
    {
        using var folder = new TestFolder();
        await using var client = await TestClient.StartAsync(folder, new { general = new { positionEncodings = new[] { encoding } } });
        var uri = TestClient.Uri(folder.FullPath("pyproject.toml"));
        var text = before + Inline + lineEnd;
        client.Open(uri, text);
        await client.ShowsAsync(folder, "pyproject.toml PF101");

        // The line up to the specifier, a mark that the client itself has in its text included.
        var line = before.Contains('\r', StringComparison.Ordinal) ? 1 : 0;
        var start = Measure(text[(line == 0 ? 0 : before.Length)..text.IndexOf("==2.3", StringComparison.Ordinal)], encoding);
        var range = client.Published(uri).GetProperty("diagnostics")[0].GetProperty("range");
        Assert.Equal((line, start, line, start + 5), Read(range));

        var hover = await client.HoverAsync(uri, line, start - 1);
        Assert.Equal((line, start - 5, line, start), Read(hover.GetProperty("range")));

        client.Change(uri, 2, new { range, text = "==3.1" });
        await client.ShowsAsync(folder);
        Assert.Equal(2, client.Published(uri).GetProperty("version").GetInt32());
    }

    [Theory]
    [InlineData("utf-8", "\n")]
    [InlineData("utf-16", "\r\n")]
    [InlineData("utf-32", "\r\n")]
    public async Task A_byte_order_mark_on_disk_is_no_character(string encoding, string lineEnd)
    {
        using var folder = new TestFolder();
        folder.Write("pyproject.toml", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Inline + lineEnd)]);
        await using var client = await TestClient.StartAsync(folder, new { general = new { positionEncodings = new[] { encoding } } });
        await client.ShowsAsync(folder, "pyproject.toml PF101");
        var start = Measure(Inline[..Inline.IndexOf("==2.3", StringComparison.Ordinal)], encoding);
        Assert.Equal((0, start, 0, start + 5), Read(client.Published(TestClient.Uri(folder.FullPath("pyproject.toml"))).GetProperty("diagnostics")[0].GetProperty("range")));
    }

    [Theory]
    [InlineData("text")]
    [InlineData("python")]
    [InlineData("pip-requirements")]
    [InlineData("")]
    public async Task A_file_is_known_by_its_name_and_not_by_the_language_that_the_client_gives(string languageId)
    {
        using var folder = new TestFolder();
        await using var client = await TestClient.StartAsync(folder);
        client.Open(TestClient.Uri(folder.FullPath("requirements.txt")), "flask==2.3\n", languageId: languageId);
        client.Open(TestClient.Uri(folder.FullPath("README.md")), "flask==2.3\n", languageId: languageId);
        await client.ShowsAsync(folder, "requirements.txt PF101");
    }

    [Fact]
    public async Task Edits_are_applied_in_their_order()
    {
        using var folder = new TestFolder("""
            #- requirements.txt
            django
            """);
        await using var client = await TestClient.StartAsync(folder);
        var uri = TestClient.Uri(folder.FullPath("requirements.txt"));
        client.Open(uri, "");
        client.Change(uri, 2, Insert(0, 0, "flask"), Insert(0, 5, "==2.3\n"), Insert(1, 0, "# end"));
        client.Change(uri, 3, Insert(0, 0, "# é😀\n"), Insert(99, 99, "\n"), new { range = Span(1, 0, 1, 5), text = "Flask" });
        await client.ShowsVersionAsync(uri, 3);
        await client.ShowsAsync(folder, "requirements.txt PF101");
        Assert.Equal((1, 5, 1, 10), Read(client.Published(uri).GetProperty("diagnostics")[0].GetProperty("range")));
        var hover = await client.HoverAsync(uri, 1, 0);
        Assert.Equal((1, 0, 1, 5), Read(hover.GetProperty("range")));

        // A change of the whole text makes those before it worthless.
        client.Change(uri, 4, Insert(0, 0, "django==3.2\n"), new { text = "# nothing\n" });
        await client.ShowsAsync(folder);
        Assert.Equal(JsonValueKind.Null, (await client.HoverAsync(uri, 0, 3)).ValueKind);
    }

    [Fact]
    public async Task A_closed_document_falls_back_to_the_disk()
    {
        using var folder = new TestFolder("""
            #- requirements.txt
            flask==2.3
            """);
        await using var client = await TestClient.StartAsync(folder);
        var uri = TestClient.Uri(folder.FullPath("requirements.txt"));
        await client.ShowsAsync(folder, "requirements.txt PF101");
        client.Open(uri, "flask\n");
        await client.ShowsAsync(folder);
        client.Close(uri);
        await client.ShowsAsync(folder, "requirements.txt PF101");
        Assert.False(client.Published(uri).TryGetProperty("version", out _));
        client.Close(uri);

        // One that was never saved leaves nothing behind.
        var unsaved = TestClient.Uri(folder.FullPath("sub/requirements.txt"));
        client.Open(unsaved, "django==3.2\n");
        await client.ShowsAsync(folder, "requirements.txt PF101", "sub/requirements.txt PF101");
        client.Close(unsaved);
        await client.ShowsAsync(folder, "requirements.txt PF101");
    }

    [Fact]
    public async Task A_change_of_a_document_that_is_not_open_is_told_and_passed_over()
    {
        using var folder = new TestFolder();
        await using var client = await TestClient.StartAsync(folder);
        var uri = TestClient.Uri(folder.FullPath("requirements.txt"));
        client.Change(uri, 2, new { text = "flask==2.3\n" });
        await client.LoggedAsync("the document was not opened");
        client.Open("untitled:Untitled-1", "flask==2.3");
        client.Open(TestClient.Uri(Path.GetTempPath() + "elsewhere/requirements.txt"), "flask==2.3");
        Assert.Equal(JsonValueKind.Null, (await client.HoverAsync("untitled:Untitled-1", 0, 0)).ValueKind);
        Assert.Equal(JsonValueKind.Null, (await client.HoverAsync(TestClient.Uri(Path.GetTempPath() + "elsewhere/requirements.txt"), 0, 0)).ValueKind);
    }

    [Theory]
    [InlineData("a b/requirements.txt")]
    [InlineData("é😀/requirements.txt")]
    [InlineData("it's \"so\" #1?/requirements.txt")]
    [InlineData("100%41/requirements.txt")]
    [InlineData("back\\slash/requirements.txt")]
    [InlineData("line\nbreak/requirements.txt")]
    public async Task A_path_may_hold_any_character(string path)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && path.AsSpan().IndexOfAny('"', '\\', '\n') >= 0, "Windows allows no such name");
        using var folder = new TestFolder();
        folder.Write(path, "flask==2.3\n");
        await using var client = await TestClient.StartAsync(folder);
        await client.ShowsAsync(folder, $"{path} PF101");
        var uri = TestClient.Uri(folder.FullPath(path));
        client.Open(uri, "flask==2.3\n");
        Assert.Equal((0, 0, 0, 5), Read((await client.HoverAsync(uri, 0, 1)).GetProperty("range")));
        client.Change(uri, 2, new { text = "" });
        await client.ShowsAsync(folder);
    }

    [Theory]
    [InlineData(PositionEncodingKind.Utf8)]
    [InlineData(PositionEncodingKind.Utf16)]
    [InlineData(PositionEncodingKind.Utf32)]
    public void A_run_of_edits_gives_what_each_by_itself_gives(string name)
    {
        var encoding = PositionEncodings.Negotiate([name]);
        var texts = Gen.Elements("", "a", "é", "😀", "\n", "\r\n", "\r", "ab\ncd", "😀\r\né\n").ListOf().Select(string.Concat);
        var edits = from text in texts
                    from line in Gen.Choose(0, 4)
                    from character in Gen.Choose(0, 5)
                    from toLine in Gen.Choose(0, 4)
                    from toCharacter in Gen.Choose(0, 5)
                    select new TextDocumentContentChangeEvent { Range = new(new(line, character), new(toLine, toCharacter)), Text = text };
        Prop.ForAll(texts.ToArbitrary(), edits.ArrayOf().ToArbitrary(), (text, changes) =>
        {
            var expected = text;
            foreach (var change in changes)
            {
                var span = new TextPositions(new SourceText(expected), encoding, HasMark: false).Span(change.Range!.Value);
                expected = string.Concat(expected.AsSpan(0, span.Start), change.Text, expected.AsSpan(span.End));
            }

            Assert.Equal(expected, EditableText.Apply(text, changes, encoding));

            // As a session does it, change by change: where lines begin is known before, and taken over.
            var document = new Document("file:///a", "/a", 1, text);
            for (var (i, lines) = (0, document.Text.Lines.Count); i < changes.Length; i++, lines = document.Text.Lines.Count)
            {
                document = EditableText.Apply(document, i + 2, [changes[i]], encoding);
            }

            Assert.Equal(expected, document.Content);
            Assert.Equal(Starts(new(expected)), Starts(document.Text));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task A_burst_of_edits_and_hovers_is_answered_from_the_text_of_each_hover()
    {
        using var folder = new TestFolder();
        folder.Write("requirements.txt", "flask==2.3\n");
        folder.Write("other.txt", "");
        await using var client = await TestClient.StartAsync(folder);
        await client.ScannedAsync();
        var uri = TestClient.Uri(folder.FullPath("requirements.txt"));
        client.Open(uri, "flask==2.3\n");
        var hovers = new List<Task<JsonElement>>();
        const int Count = 60;
        for (var i = 1; i <= Count; i++)
        {
            client.Change(uri, i + 1, Insert(0, 0, "# é 😀\n"));
            hovers.Add(client.SendAsync("textDocument/hover", new { textDocument = new { uri }, position = new { line = i, character = 1 } }).Response);

            // A change on disk in between leaves texts that nobody has looked at yet where they are.
            if (i % 7 == 0)
            {
                folder.Write("more.txt", "django\n");
                client.FileChanged((folder.FullPath("more.txt"), i == 7 ? 1 : 2));
            }
        }

        var answers = await Task.WhenAll(hovers);
        for (var i = 1; i <= Count; i++)
        {
            if (answers[i - 1].TryGetProperty("result", out var result))
            {
                Assert.Equal((i, 0, i, 5), Read(result.GetProperty("range")));
            }
            else
            {
                Assert.Equal(ErrorCodes.ContentModified, answers[i - 1].GetProperty("error").GetProperty("code").GetInt32());
            }
        }

        Assert.True(answers[^1].TryGetProperty("result", out _));
        await client.ShowsAsync(folder, "requirements.txt PF101");
    }

    private static IEnumerable<int> Starts(SourceText text) => Enumerable.Range(0, text.Lines.Count).Select(text.Lines.Start);

    [Theory]
    [InlineData("\uFEFFab", 0, 0, 0, 1, "", "ab", false)]
    [InlineData("\uFEFFab", 0, 1, 0, 2, "c", "\uFEFFcb", true)]
    [InlineData("ab", 0, 0, 0, 0, "\uFEFF", "\uFEFFab", true)]
    [InlineData("a\uFEFFb", 0, 0, 0, 1, "", "\uFEFFb", true)]
    public void A_byte_order_mark_comes_and_goes_with_an_edit(string text, int line, int character, int toLine, int toCharacter, string newText, string expected, bool hasMark)
    {
        TextDocumentContentChangeEvent change = new() { Range = new(new(line, character), new(toLine, toCharacter)), Text = newText };
        var document = EditableText.Apply(new Document("file:///a", "/a", 1, text), 2, [change], PositionEncoding.Utf16);
        Assert.Equal((expected, hasMark, expected.TrimStart('\uFEFF')), (document.Content, document.HasMark, document.Text.Content));
    }

    internal static (int StartLine, int StartCharacter, int EndLine, int EndCharacter) Read(JsonElement range)
    {
        var (start, end) = (range.GetProperty("start"), range.GetProperty("end"));
        return (start.GetProperty("line").GetInt32(), start.GetProperty("character").GetInt32(), end.GetProperty("line").GetInt32(), end.GetProperty("character").GetInt32());
    }

    private static object Insert(int line, int character, string text) => new { range = Span(line, character, line, character), text };

    private static object Span(int line, int character, int toLine, int toCharacter) =>
        new { start = new { line, character }, end = new { line = toLine, character = toCharacter } };

    private static int Measure(string text, string encoding) => encoding switch
    {
        "utf-8" => Encoding.UTF8.GetByteCount(text),
        "utf-32" => text.EnumerateRunes().Count(),
        _ => text.Length,
    };
}
