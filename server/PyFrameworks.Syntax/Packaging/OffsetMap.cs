using System.Collections.Immutable;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Packaging;

/// <summary>
/// Leads from a text that was put together from slices of a source back to that source: a logical line from continued ones, a string
/// from its literal. Offsets are UTF-16 code units.
/// </summary>
public sealed class OffsetMap
{
    private readonly ImmutableArray<int> _textStarts;
    private readonly ImmutableArray<int> _sourceStarts;

    private OffsetMap(ImmutableArray<int> textStarts, ImmutableArray<int> sourceStarts)
    {
        _textStarts = textStarts;
        _sourceStarts = sourceStarts;
    }

    /// <summary>A map for a text that is one slice of the source, from <paramref name="offset"/> on.</summary>
    public static OffsetMap Shift(int offset) => new([0], [offset]);

    /// <summary>
    /// A map of slices: each begins at <c>Text</c> in the text and at <c>Source</c> in the source. Text starts grow strictly and the
    /// first is 0; source starts do not fall.
    /// </summary>
    public static OffsetMap FromSlices(IEnumerable<(int Text, int Source)> slices)
    {
        var text = ImmutableArray.CreateBuilder<int>();
        var source = ImmutableArray.CreateBuilder<int>();
        foreach (var slice in slices)
        {
            text.Add(slice.Text);
            source.Add(slice.Source);
        }

        return text.Count == 0 ? Shift(0) : new(text.ToImmutable(), source.ToImmutable());
    }

    /// <summary>The source offset of the code unit at <paramref name="offset"/> of the text.</summary>
    public int ToSource(int offset)
    {
        var index = _textStarts.BinarySearch(offset);
        index = Math.Max(index >= 0 ? index : ~index - 1, 0);
        return _sourceStarts[index] + offset - _textStarts[index];
    }

    /// <summary>
    /// The source span from the first to the last code unit of <paramref name="span"/>; what lies between two slices is inside it, what
    /// precedes or follows is not.
    /// </summary>
    public TextSpan ToSource(TextSpan span)
    {
        // An empty span at the end of a slice stays there and does not jump to the next one.
        if (span.IsEmpty)
        {
            return new(span.Start == 0 ? ToSource(0) : ToSource(span.Start - 1) + 1, 0);
        }

        return TextSpan.FromBounds(ToSource(span.Start), ToSource(span.End - 1) + 1);
    }

    /// <summary>The map of the text from <paramref name="start"/> on.</summary>
    public OffsetMap Skip(int start)
    {
        var index = _textStarts.BinarySearch(start);
        index = Math.Max(index >= 0 ? index : ~index - 1, 0);
        var text = ImmutableArray.CreateBuilder<int>();
        var source = ImmutableArray.CreateBuilder<int>();
        text.Add(0);
        source.Add(ToSource(start));
        for (var i = index + 1; i < _textStarts.Length; i++)
        {
            text.Add(_textStarts[i] - start);
            source.Add(_sourceStarts[i]);
        }

        return new(text.ToImmutable(), source.ToImmutable());
    }
}
