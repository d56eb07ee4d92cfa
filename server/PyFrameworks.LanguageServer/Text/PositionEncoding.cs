using System.Text;
using PyFrameworks.Syntax.Text;
using Lsp = PyFrameworks.Protocol;

namespace PyFrameworks.LanguageServer;

/// <summary>The unit of a position's character.</summary>
internal enum PositionEncoding
{
    /// <summary>Code units of UTF-16, which every client knows.</summary>
    Utf16,

    /// <summary>Bytes of UTF-8.</summary>
    Utf8,

    /// <summary>Code points.</summary>
    Utf32,
}

/// <summary>Arithmetic of position encodings.</summary>
internal static class PositionEncodings
{
    /// <summary>The client's first encoding that is known here; UTF-16 when it names none (LSP 3.17, <c>general.positionEncodings</c>).</summary>
    public static PositionEncoding Negotiate(IEnumerable<string>? offered)
    {
        foreach (var name in offered ?? [])
        {
            switch (name)
            {
                case Lsp.PositionEncodingKind.Utf8:
                    return PositionEncoding.Utf8;
                case Lsp.PositionEncodingKind.Utf16:
                    return PositionEncoding.Utf16;
                case Lsp.PositionEncodingKind.Utf32:
                    return PositionEncoding.Utf32;
            }
        }

        return PositionEncoding.Utf16;
    }

    /// <summary>The name in the protocol.</summary>
    public static string Name(this PositionEncoding encoding) => encoding switch
    {
        PositionEncoding.Utf8 => Lsp.PositionEncodingKind.Utf8,
        PositionEncoding.Utf32 => Lsp.PositionEncodingKind.Utf32,
        _ => Lsp.PositionEncodingKind.Utf16,
    };

    /// <summary>Length of <paramref name="text"/> in units of the encoding.</summary>
    public static int Measure(this PositionEncoding encoding, ReadOnlySpan<char> text) => encoding switch
    {
        // A lone surrogate is sent as U+FFFD, which takes three bytes; that is what this counts, too.
        PositionEncoding.Utf8 => Encoding.UTF8.GetByteCount(text),
        PositionEncoding.Utf32 => CountRunes(text),
        _ => text.Length,
    };

    /// <summary>
    /// The index in <paramref name="line"/> (UTF-16) of <paramref name="character"/> in units of the encoding: the line's end for what lies
    /// past it, the character's start for what lies within it.
    /// </summary>
    public static int IndexOf(this PositionEncoding encoding, ReadOnlySpan<char> line, int character)
    {
        if (encoding == PositionEncoding.Utf16)
        {
            return Math.Clamp(character, 0, line.Length);
        }

        var (index, units) = (0, 0);
        foreach (var rune in line.EnumerateRunes())
        {
            units += encoding == PositionEncoding.Utf8 ? rune.Utf8SequenceLength : 1;
            if (units > character)
            {
                break;
            }

            index += rune.Utf16SequenceLength;
        }

        return index;
    }

    private static int CountRunes(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }
}

/// <summary>Translates between the client's positions in a text and offsets in it.</summary>
/// <param name="Text">The text.</param>
/// <param name="Encoding">The negotiated unit.</param>
/// <param name="HasMark">Whether the client's own text begins with a byte order mark, which counts in its first line but is no part of <paramref name="Text"/>.</param>
internal readonly record struct TextPositions(SourceText Text, PositionEncoding Encoding, bool HasMark)
{
    // U+FEFF: three bytes in UTF-8, one unit otherwise.
    private int MarkLength => !HasMark ? 0 : Encoding == PositionEncoding.Utf8 ? 3 : 1;

    /// <summary>The offset of <paramref name="position"/>; past the line's end stands for its end, past the text for the text's end.</summary>
    public int Offset(Lsp.Position position)
    {
        var lines = Text.Lines;
        if (position.Line >= lines.Count)
        {
            return Text.Length;
        }

        var start = lines.Start(position.Line);
        var line = Text.AsSpan(TextSpan.FromBounds(start, lines.EndWithoutBreak(position.Line)));
        return start + Encoding.IndexOf(line, position.Character - (position.Line == 0 ? MarkLength : 0));
    }

    /// <summary>The position of <paramref name="offset"/>.</summary>
    public Lsp.Position Position(int offset)
    {
        var at = Text.Lines.Position(offset);
        var before = Text.AsSpan(new(Text.Lines.Start(at.Line), at.Character));
        return new(at.Line, Encoding.Measure(before) + (at.Line == 0 ? MarkLength : 0));
    }

    /// <summary>The range of <paramref name="span"/>.</summary>
    public Lsp.Range Range(TextSpan span) => new(Position(span.Start), Position(span.End));

    /// <summary>The span of <paramref name="range"/>; ends that are the wrong way round are turned.</summary>
    public TextSpan Span(Lsp.Range range)
    {
        var (start, end) = (Offset(range.Start), Offset(range.End));
        return TextSpan.FromBounds(Math.Min(start, end), Math.Max(start, end));
    }
}
