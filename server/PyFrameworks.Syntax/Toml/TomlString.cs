using System.Collections.Immutable;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Toml;

/// <summary>The four ways to write a string.</summary>
public enum TomlStringKind
{
    /// <summary><c>"…"</c>, with escapes.</summary>
    Basic,

    /// <summary><c>'…'</c>, without escapes.</summary>
    Literal,

    /// <summary><c>"""…"""</c>, with escapes.</summary>
    MultiLineBasic,

    /// <summary><c>'''…'''</c>, without escapes.</summary>
    MultiLineLiteral,
}

/// <summary>Source text that stands for other text in the value: an escape, a line end of two characters, or a trimmed one (of no value length).</summary>
internal readonly record struct EscapePiece(int ValueStart, int ValueLength, int SourceStart, int SourceLength)
{
    public int ValueEnd => ValueStart + ValueLength;

    public int SourceEnd => SourceStart + SourceLength;
}

/// <summary>A string, and where each of its characters is written.</summary>
public sealed class TomlString : TomlValue
{
    private readonly ImmutableArray<EscapePiece> _pieces;
    private readonly int _valueStart;

    internal TomlString(
        string value, TomlStringKind kind, TextSpan span, TextSpan contentSpan, int valueStart, ImmutableArray<EscapePiece> pieces)
        : base(span)
    {
        Value = value;
        Kind = kind;
        ContentSpan = contentSpan;
        _valueStart = valueStart;
        _pieces = pieces;
    }

    /// <summary>
    /// The text with escapes decoded and every line end as <c>\n</c>. An invalid escape stands as written; a string that lacks its closing quote ends with its
    /// line, or where the next key or header seems to begin.
    /// </summary>
    public string Value { get; }

    /// <summary>How the string is written.</summary>
    public TomlStringKind Kind { get; }

    /// <summary>What lies between the quotes, the line end after an opening <c>"""</c> included.</summary>
    public TextSpan ContentSpan { get; }

    /// <summary>
    /// The source offset of the code unit at <paramref name="valueOffset"/> in <see cref="Value"/>; for an escape that of its
    /// backslash, for the value's length the end of the content. The offset is held within the value.
    /// </summary>
    public int SourceOffset(int valueOffset)
    {
        valueOffset = Math.Clamp(valueOffset, 0, Value.Length);
        if (LastPieceAt(valueOffset) is not { } piece)
        {
            return _valueStart + valueOffset;
        }

        return valueOffset < piece.ValueEnd ? piece.SourceStart : piece.SourceEnd + (valueOffset - piece.ValueEnd);
    }

    /// <summary>
    /// The source text of <paramref name="valueSpan"/> in <see cref="Value"/>, from the start of its first code unit to the end of its
    /// last; whole escapes are taken. The span is held within the value.
    /// </summary>
    public TextSpan SourceSpan(TextSpan valueSpan)
    {
        var start = SourceOffset(valueSpan.Start);
        var last = Math.Clamp(valueSpan.End, 0, Value.Length) - 1;
        if (valueSpan.Length <= 0 || last < valueSpan.Start)
        {
            return new(start, 0);
        }

        var end = LastPieceAt(last) is not { } piece
            ? _valueStart + last + 1
            : last < piece.ValueEnd ? piece.SourceEnd : piece.SourceEnd + (last - piece.ValueEnd) + 1;
        return TextSpan.FromBounds(start, end);
    }

    private EscapePiece? LastPieceAt(int valueOffset)
    {
        // Pieces are in order. Of several with one value start (a trimmed line end, then an escape) the last one counts.
        int low = 0, high = _pieces.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_pieces[middle].ValueStart <= valueOffset)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low == 0 ? null : _pieces[low - 1];
    }
}
