using System.Collections.Immutable;
using System.Text;

namespace PyFrameworks.Syntax.Text;

/// <summary>
/// A text that was put together from a source, and where each of its code units is written: a string literal with escapes, a value of
/// several lines. Offsets are UTF-16 code units.
/// </summary>
public sealed class MappedText
{
    private readonly ImmutableArray<Piece> _pieces;
    private readonly int _start;

    private MappedText(string value, ImmutableArray<Piece> pieces, int start)
    {
        Value = value;
        _pieces = pieces;
        _start = start;
    }

    /// <summary>The text.</summary>
    public string Value { get; }

    /// <summary>Where the text is written, from the start of its first code unit to the end of its last.</summary>
    public TextSpan Span => SourceSpan(new(0, Value.Length));

    /// <summary>The text of <paramref name="span"/> in <paramref name="source"/>.</summary>
    public static MappedText Of(SourceText source, TextSpan span) =>
        new(source.Slice(span), span.IsEmpty ? [] : [new(0, span.Length, span.Start, span.Length)], span.Start);

    /// <summary>
    /// Where the code units of <paramref name="span"/> are written, from the start of the first to the end of the last; whole escapes are
    /// taken, what lies between two pieces is inside. The span is held within the text.
    /// </summary>
    public TextSpan SourceSpan(TextSpan span)
    {
        var start = Math.Clamp(span.Start, 0, Value.Length);
        var end = Math.Clamp(span.End, start, Value.Length);
        if (start == end)
        {
            return new(start == 0 || _pieces.IsEmpty ? (_pieces.IsEmpty ? _start : _pieces[0].SourceOf(0)) : PieceAt(start - 1).EndOf(start - 1), 0);
        }

        return TextSpan.FromBounds(PieceAt(start).SourceOf(start), PieceAt(end - 1).EndOf(end - 1));
    }

    /// <summary>A part of the text.</summary>
    public MappedText Slice(int start, int length)
    {
        if (start == 0 && length == Value.Length)
        {
            return this;
        }

        var builder = new Builder(SourceSpan(new(start, 0)).Start);
        for (var at = start; at < start + length;)
        {
            var piece = PieceAt(at);
            var end = Math.Min(piece.TextEnd, start + length);
            var from = piece.SourceOf(at);
            builder.Append(Value.AsSpan(at, end - at), from, piece.EndOf(end - 1) - from);
            at = end;
        }

        return builder.ToText();
    }

    /// <summary>The text without white space around it.</summary>
    public MappedText Trim()
    {
        var start = Value.Length - Value.AsSpan().TrimStart().Length;
        return Slice(start, Value.AsSpan().Trim().Length);
    }

    /// <summary>The parts between the separators, empty ones among them.</summary>
    public IEnumerable<MappedText> Split(params char[] separators)
    {
        var start = 0;
        while (true)
        {
            var length = Value.AsSpan(start).IndexOfAny(separators);
            yield return Slice(start, length < 0 ? Value.Length - start : length);
            if (length < 0)
            {
                yield break;
            }

            start += length + 1;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    private Piece PieceAt(int offset)
    {
        int low = 0, high = _pieces.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = _pieces[middle].TextStart <= offset ? (middle, high) : (low, middle - 1);
        }

        return _pieces[low];
    }

    /// <summary>A slice of the source as it is or, where the lengths differ, source text that stands for other text.</summary>
    private readonly record struct Piece(int TextStart, int TextLength, int SourceStart, int SourceLength)
    {
        public int TextEnd => TextStart + TextLength;

        public int SourceOf(int offset) => TextLength == SourceLength ? SourceStart + (offset - TextStart) : SourceStart;

        public int EndOf(int offset) => TextLength == SourceLength ? SourceStart + (offset - TextStart) + 1 : SourceStart + SourceLength;
    }

    /// <summary>Puts a text together.</summary>
    /// <param name="start">Where the text stands in the source when nothing gets appended.</param>
    public sealed class Builder(int start)
    {
        private readonly StringBuilder _value = new();
        private readonly ImmutableArray<Piece>.Builder _pieces = ImmutableArray.CreateBuilder<Piece>();

        /// <summary>Appends text that is written in <paramref name="sourceLength"/> code units from <paramref name="sourceStart"/> on; of equal length it is written as it is.</summary>
        public Builder Append(ReadOnlySpan<char> text, int sourceStart, int sourceLength)
        {
            if (text.IsEmpty)
            {
                return this;
            }

            if (text.Length == sourceLength && _pieces.Count > 0 && _pieces[^1] is var last && last.TextLength == last.SourceLength && last.SourceStart + last.SourceLength == sourceStart)
            {
                _pieces[^1] = last with { TextLength = last.TextLength + text.Length, SourceLength = last.SourceLength + sourceLength };
            }
            else
            {
                _pieces.Add(new(_value.Length, text.Length, sourceStart, sourceLength));
            }

            _value.Append(text);
            return this;
        }

        /// <summary>Appends another text with its places.</summary>
        public Builder Append(MappedText text)
        {
            foreach (var piece in text._pieces)
            {
                Append(text.Value.AsSpan(piece.TextStart, piece.TextLength), piece.SourceStart, piece.SourceLength);
            }

            return this;
        }

        /// <summary>The text.</summary>
        public MappedText ToText() => new(_value.ToString(), _pieces.ToImmutable(), start);
    }
}
