namespace PyFrameworks.Syntax.Text;

/// <summary>
/// ASCII characters that are looked for in short texts. A <see cref="System.Buffers.SearchValues{T}"/> is faster in long ones, but what it takes is compiled anew at every start of the
/// program, for milliseconds: its code depends on the processor.
/// </summary>
public readonly struct AsciiSet
{
    private readonly ulong _low;
    private readonly ulong _high;

    /// <param name="characters">Each below U+0080.</param>
    /// <exception cref="ArgumentOutOfRangeException">One is not.</exception>
    public AsciiSet(string characters)
    {
        foreach (var character in characters)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(character, '\x7F', nameof(characters));
            var bit = 1UL << (character & 63);
            (_low, _high) = character < 64 ? (_low | bit, _high) : (_low, _high | bit);
        }
    }

    /// <summary>Whether the character is one of these.</summary>
    public bool Contains(char character) => character < 128 && (((character < 64 ? _low : _high) >> (character & 63)) & 1) != 0;

    /// <summary>Index of the first character that is one of these; less than 0 where there is none.</summary>
    public int IndexIn(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (Contains(text[i]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Index of the first character that is none of these; less than 0 where there is none.</summary>
    public int IndexOfOtherIn(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!Contains(text[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
