using System.Collections.Immutable;
using System.Text.Json;

namespace PyFrameworks.Protocol.Tests;

public sealed class CompletionItemsTests
{
    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(7, 12, 7, 15)]
    [InlineData(100_000, 3, 100_000, 2_147_483_647)]
    public void Items_that_were_written_before_are_written_as_by_themselves(int line, int character, int endLine, int endCharacter)
    {
        ImmutableArray<CompletionItem> At(Range range) =>
        [
            new() { Label = "flask", Kind = CompletionItemKind.Module, TextEdit = new() { Range = range, NewText = "\"flask\"" }, SortText = "0flask", Data = JsonElement.Parse("\"key\"") },
            new() { Label = "textEdit", Detail = "é 😀 \"range\" \\ <>&'", Tags = [CompletionItemTag.Deprecated], TextEdit = new() { Range = range, NewText = "range" }, FilterText = "\u0001" },
            new() { Label = "", Documentation = new() { Kind = "markdown", Value = "{\"textEdit\":{\"range\":1}}" }, TextEdit = new() { Range = range, NewText = "" } },
        ];

        var range = new Range(new(line, character), new(endLine, endCharacter));
        Assert.Equal(Written(new(At(range))), Written(new(new WrittenCompletionItems(At(default)), range)));
        Assert.Equal(Written(new([])), Written(new(new WrittenCompletionItems([]), range)));
    }

    [Fact]
    public void A_list_reads_and_writes_its_items()
    {
        const string Json = """{"isIncomplete":false,"items":[{"label":"é"}]}""";
        var list = JsonSerializer.Deserialize(Json, ProtocolJson.Default.CompletionList)!;
        Assert.Equal(Json, Written(list.Items));
        Assert.Equal("""{"isIncomplete":false,"items":[]}""", Written(default));
    }

    private static string Written(CompletionItems items) =>
        JsonSerializer.Serialize(new() { IsIncomplete = false, Items = items }, ProtocolJson.CreateOptions().GetTypeInfo(typeof(CompletionList)) as System.Text.Json.Serialization.Metadata.JsonTypeInfo<CompletionList> ?? throw new InvalidOperationException());
}
