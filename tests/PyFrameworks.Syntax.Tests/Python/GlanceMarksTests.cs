using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PyFrameworks.Syntax.Python;

namespace PyFrameworks.Syntax.Tests.Python;

public sealed class GlanceMarksTests
{
    private static readonly string[] s_pieces =
        ["\r", "\n", "#", "\"", "'", "\\", "(", ")", "[", "]", "{", "}", ":", ";", "*", "+", "$", "!", "%", "9", "<", "Z", "|", "^", "~", "a", "é", "😀", " ", new('x', 40), new(' ', 65), "PD", "PP", "_APPS", "MIDDLEWARE"];

    [Fact]
    public void Marks_are_found_at_every_place() =>
        Prop.ForAll(Gen.Elements(s_pieces).ArrayOf().ToArbitrary(), pieces => Check(string.Concat(pieces))).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(60));

    [Fact]
    public void Names_of_settings_are_found_wherever_a_block_ends()
    {
        for (var length = 0; length < 150; length++)
        {
            Check(new string('x', length) + "MIDDLEWARE");
            Check(new string('x', length) + "OTHER_APPS = 1");
        }
    }

    private static void Check(string source)
    {
        var text = Encoding.UTF8.GetBytes(source);

        // What stood in the room before must not matter.
        var room = new ulong[GlanceMarks.RoomFor(text.Length) + 3];
        Array.Fill(room, ulong.MaxValue);
        var marks = new GlanceMarks(text, room);
        Assert.Equal(source.Contains("_APPS", StringComparison.Ordinal) || source.Contains("MIDDLEWARE", StringComparison.Ordinal), marks.MayNameSettings);
        for (var i = 0; i <= text.Length + 1; i++)
        {
            Assert.Equal(First("\r\n#\"'\\()[]{}:;"u8, i), marks.Next(i));
            Assert.Equal(First("\r\n"u8, i), marks.NextBreak(i));
            Assert.Equal(First("\"'\\"u8, i), marks.NextQuote(i));
        }

        int First(ReadOnlySpan<byte> wanted, int start) =>
            start < text.Length && text.AsSpan(start).IndexOfAny(wanted) is >= 0 and var step ? start + step : text.Length;
    }
}
