using System.Globalization;
using PyFrameworks.Syntax.Text;
using PyFrameworks.Syntax.Toml;

namespace PyFrameworks.Syntax.Tests.Toml;

/// <summary>What holds for every document, broken or not; and a short way to write a value down.</summary>
internal static class TomlInvariants
{
    public static TomlDocument Parse(string text, TomlVersion version = TomlVersion.V11) =>
        TomlDocument.Parse(new SourceText(text), version, TestContext.Current.CancellationToken);

    public static TomlDocument Parse(byte[] bytes, TomlVersion version = TomlVersion.V11) =>
        TomlDocument.Parse(bytes, version, TestContext.Current.CancellationToken);

    public static void Check(TomlDocument document)
    {
        var text = document.Text;
        var all = new TextSpan(0, text.Length);
        foreach (var error in document.Errors)
        {
            Assert.True(all.Contains(error.Span) && error.Span.Length > 0, $"{error} in a text of {text.Length}");
            Assert.False(error.Message.EndsWith('.'), error.Message);
            Assert.DoesNotContain('\n', error.Message);
        }

        Assert.Equal(document.Errors.OrderBy(e => e.Span.Start).Select(e => e.Span.Start), document.Errors.Select(e => e.Span.Start));
        var last = 0;
        foreach (var comment in document.Comments)
        {
            Assert.True(comment.Start >= last && all.Contains(comment) && text.AsSpan(comment).StartsWith("#"));
            last = comment.End;
        }

        last = 0;
        foreach (var expression in document.Expressions)
        {
            Assert.True(expression.Span.Start >= last && all.Contains(expression.Span), $"{expression}");
            Assert.True(expression is not TomlHeader header || header.FullSpan.Contains(header.Span));
            last = expression.Span.End;
            if (expression is KeyValue { Value: { } value })
            {
                Assert.True(expression.Span.Contains(value.Span));
                CheckValue(text, value, 1);
            }
        }

        CheckValue(text, document.Root, 0);
    }

    /// <summary>The value without spans, on one line.</summary>
    public static string Show(TomlValue? value) => value switch
    {
        null => "nothing",
        TomlString text => "\"" + text.Value + "\"",
        TomlInteger integer => integer.Value.ToString(CultureInfo.InvariantCulture),
        TomlFloat number => number.Value.ToString("R", CultureInfo.InvariantCulture) + "f",
        TomlBoolean truth => truth.Value ? "true" : "false",
        TomlDateTime time => time.Text,
        TomlArray array => "[" + string.Join(", ", array.Items.Select(Show)) + "]",
        TomlTable table => "{" + string.Join(", ", table.Entries.Select(e => $"{e.Key}={Show(e.Value)}")) + "}",
        _ => throw new InvalidOperationException(value.GetType().Name),
    };

    private static void CheckValue(SourceText text, TomlValue value, int depth)
    {
        Assert.True(depth <= TomlDocument.MaxDepth + 1, "too deep");
        Assert.True(new TextSpan(0, text.Length).Contains(value.Span), $"{value.GetType().Name} at {value.Span}");
        switch (value)
        {
            case TomlString s:
                Assert.True(s.Span.Contains(s.ContentSpan));
                var previous = s.ContentSpan.Start;
                for (var i = 0; i <= s.Value.Length; i++)
                {
                    Assert.True(s.SourceOffset(i) >= previous && s.SourceOffset(i) <= s.ContentSpan.End);
                    previous = s.SourceOffset(i);
                }

                break;
            case TomlArray array:
                foreach (var item in array.Items)
                {
                    Assert.True(array.IsArrayOfTables || array.Span.Contains(item.Span));
                    CheckValue(text, item, depth + 1);
                }

                break;
            case TomlTable table:
                Assert.Equal(table.Entries.Length, table.Entries.Select(e => e.Key).Distinct().Count());
                foreach (var entry in table.Entries)
                {
                    Assert.False(entry.KeySpan.IsEmpty);
                    Assert.Same(entry.Value, table[entry.Key]);
                    CheckValue(text, entry.Value, depth + 1);
                }

                break;
        }
    }
}
