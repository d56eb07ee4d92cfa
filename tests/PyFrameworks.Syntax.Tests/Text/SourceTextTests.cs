using FsCheck;
using FsCheck.Fluent;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Tests.Text;

public sealed class SourceTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("plain\n")]
    [InlineData("\uFEFFé 😀\ttab\r\nline\r\u2028end")]
    [InlineData("\uFEFF\uFEFFa")]
    [InlineData("a\ud83d")]
    public void Text_of_an_origin_is_the_same_text(string content)
    {
        var kept = new SourceText(content);
        var read = new SourceText(new Origin(() => content), kept.Length);

        Assert.Equal(kept.Content, read.Content);
        Assert.Equal(kept.Length, read.Length);
        Assert.Equal(kept.Lines.Count, read.Lines.Count);
        Assert.Equal(kept.Content, read.Slice(new(0, kept.Length)));
    }

    [Fact]
    public void Origin_is_asked_once_while_somebody_uses_the_text()
    {
        var asked = 0;
        var text = new SourceText(new Origin(() => $"a{++asked}"), 2);
        var lines = text.Lines;
        var content = text.Content;

        Assert.Equal("a1", content);
        Assert.Same(content, text.Content);
        Assert.Same(lines, text.Lines);
        GC.KeepAlive(content);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("shorter")]
    [InlineData("this one is longer")]
    public void Blanks_stand_for_a_text_that_has_become_another(string? now)
    {
        var text = new SourceText(new Origin(() => now), 10);

        Assert.Equal(new string(' ', 10), text.Content);
        Assert.Equal("    ", text.Slice(new(3, 4)));
        Assert.Equal(0, text.Lines.LineOf(9));
    }

    private sealed class Origin(Func<string?> read) : TextOrigin
    {
        public override string? Read() => read();
    }

    [Fact]
    public void A_long_text_that_is_edited_without_a_copy_is_the_text_that_a_copy_would_be()
    {
        var texts = Gen.Elements("", "a", "é", "😀", "\n", "\r\n", "\r", "ab\ncd", "😀\r\né\n", "\uFEFF").ListOf().Select(string.Concat);
        var edits = from text in texts from start in Gen.Choose(0, 20) from length in Gen.Choose(0, 9) select (Text: text, Start: start, Length: length);
        Prop.ForAll(texts.ToArbitrary(), edits.ArrayOf().ToArbitrary(), (content, changes) =>
        {
            var (first, copy) = (new SourceText(content), new SourceText(content));
            var text = first;
            Assert.True(text.Lines.Count > 0);
            foreach (var change in changes)
            {
                var start = Math.Min(change.Start, text.Length);
                var span = new TextSpan(start, Math.Min(change.Length, text.Length - start));
                var before = text;
                text = text.Replace(span, change.Text, longFrom: 0);
                copy = new(string.Concat(copy.Content.AsSpan(0, span.Start), change.Text, copy.Content.AsSpan(span.End)));

                // Asked for before the whole is put together.
                var places = from at in Enumerable.Range(0, copy.Length) from length in Enumerable.Range(0, copy.Length - at) select new TextSpan(at, length);
                Assert.Equal(copy.Length, text.Length);
                Assert.All(places, place => Assert.Equal(copy.Slice(place), text.Slice(place)));
                Assert.All(places, place => Assert.Equal(copy.Slice(place), text.AsSpan(place).ToString()));
                Assert.Equal(copy.Content, string.Concat(Enumerable.Range(0, text.Length).Select(at => text[at])));
                Assert.Equal(copy.IndexOf('\n'), text.IndexOf('\n'));
                Assert.Equal(copy.Contains("ab"), text.Contains("ab"));
                Assert.Equal(Enumerable.Range(0, copy.Lines.Count).Select(copy.Lines.Start), Enumerable.Range(0, text.Lines.Count).Select(text.Lines.Start));
                Assert.Equal(Enumerable.Range(0, copy.Length + 1).Select(copy.Lines.LineOf), Enumerable.Range(0, text.Length + 1).Select(text.Lines.LineOf));
                Assert.Equal(Enumerable.Range(0, copy.Lines.Count).Select(copy.Lines.EndWithoutBreak), Enumerable.Range(0, text.Lines.Count).Select(text.Lines.EndWithoutBreak));
                CheckShared(text, before);
                CheckShared(text, first);
                CheckShared(first, text);
            }

            Assert.Equal(copy.Content, text.Content);
        }).QuickCheckThrowOnFailure();

        static void CheckShared(SourceText text, SourceText other)
        {
            var (start, end) = text.SharedWith(other);
            Assert.True(start + end <= Math.Min(text.Length, other.Length));
            Assert.Equal(other.Slice(new(0, start)), text.Slice(new(0, start)));
            Assert.Equal(other.Slice(new(other.Length - end, end)), text.Slice(new(text.Length - end, end)));
        }
    }

    [Fact]
    public void Edits_near_each_other_take_no_copy_of_a_long_text()
    {
        var first = new SourceText(string.Concat(Enumerable.Range(0, 20_000).Select(line => $"line {line} é\n")));
        var lines = first.Lines.Count;
        var text = first;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            text = text.Replace(new(text.Length / 2, i % 3), "ab\n");
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, first.Length);
        Assert.Equal(new SourceText(text.Content).Lines.Count, text.Lines.Count);
        Assert.InRange(text.SharedWith(first).Start, (first.Length / 2) - 1_000, first.Length / 2);
        Assert.True(text.Lines.Count > lines);

        // An edit at the other end does, and is right all the same.
        var far = text.Replace(new(3, 2), "\r\n");
        Assert.Equal($"lin\r\n{text.Content[5..]}", far.Content);
        Assert.Equal(new SourceText(far.Content).Lines.Count, far.Lines.Count);
        Assert.Equal(far.Lines.Start(15_000), new SourceText(far.Content).Lines.Start(15_000));
    }

    [Fact]
    public void Lines_of_an_edited_text_are_those_of_the_text_read_afresh()
    {
        var texts = Gen.Elements("", "a", "é", "😀", "\n", "\r\n", "\r", "ab\ncd", "😀\r\né\n").ListOf().Select(string.Concat);
        var edits = from text in texts from start in Gen.Choose(0, 20) from length in Gen.Choose(0, 9) select (Text: text, Start: start, Length: length);
        Prop.ForAll(texts.ToArbitrary(), edits.ArrayOf().ToArbitrary(), (content, changes) =>
        {
            var text = new SourceText(content);
            Assert.True(text.Lines.Count > 0);
            foreach (var change in changes)
            {
                var start = Math.Min(change.Start, text.Length);
                text = text.Replace(new(start, Math.Min(change.Length, text.Length - start)), change.Text);
                var fresh = new SourceText(text.Content);
                Assert.Equal(Enumerable.Range(0, fresh.Lines.Count).Select(fresh.Lines.Start), Enumerable.Range(0, text.Lines.Count).Select(text.Lines.Start));
            }
        }).QuickCheckThrowOnFailure();
    }
}
