namespace PyFrameworks.Fuzz;

/// <summary>
/// What a reader made of an input, so coarse that most inputs look alike: kinds of nodes, kinds of errors, sizes in powers of two. An input of a new shape has reached
/// something new and joins the corpus.
/// </summary>
internal struct Shape
{
    private ulong _hash;

    /// <summary>A number of a small range: a kind, a truth.</summary>
    public void Add(int value) => _hash = unchecked((_hash ^ (uint)value) * 0x100000001B3UL + 0x9E3779B97F4A7C15UL);

    /// <summary>A truth.</summary>
    public void Add(bool value) => Add(value ? 1 : 2);

    /// <summary>A size, of which only the power of two counts.</summary>
    public void AddSize(int size) => Add(size < 3 ? size : 32 - int.LeadingZeroCount(size));

    /// <summary>A message, without what it quotes and counts.</summary>
    public void AddMessage(string message)
    {
        var words = 0;
        for (var i = 0; i < message.Length && words < 6; i++)
        {
            var c = message[i];
            if (c is '\'' or '"' or ':')
            {
                break;
            }

            if (c == ' ')
            {
                words++;
            }
            else if (char.IsAsciiLetter(c))
            {
                Add(c);
            }
        }
    }

    /// <summary>The sum.</summary>
    public readonly ulong Value => _hash;
}
