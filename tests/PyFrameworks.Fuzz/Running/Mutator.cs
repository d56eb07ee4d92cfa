using System.Text;

namespace PyFrameworks.Fuzz;

/// <summary>Makes inputs from others.</summary>
internal sealed class Mutator(FuzzTarget target, Random random, Func<string> another)
{
    private static readonly string[] s_nasty =
    [
        "\0", "\t", "\n", "\r", "\r\n", "\f", "\v", "\u001c", "\u0085", "\u00a0", "\u2028", "\u2029", "\ufeff", "é", "É", "ß", "İ", "ı", "😀", "\ud83d", "\ude00", "\u202e", "\u200b", "日本", "٣", "²", "\u0301",
        " ", "  ", "\\", "'", "\"", "`", "#", "=", ":", ";", ",", ".", "-", "_", "[", "]", "{", "}", "(", ")", "<", ">", "&", "|", "*", "!", "@", "%", "$", "~", "/", "//", "..", "?", "+", "^",
        "0", "1", "9", "00", "-1", "2147483647", "2147483648", "9223372036854775807", "18446744073709551616", "99999999999999999999999999", "1e999", "a", "Z", "\x7f", "\x80", "\xff",
    ];

    private readonly StringBuilder _text = new();

    /// <summary>The input after one to six changes.</summary>
    public string Mutate(string input)
    {
        _text.Clear().Append(input);
        do
        {
            Change();
        }
        while (random.Next(3) > 0);
        if (_text.Length > target.MaxLength)
        {
            var start = random.Next(_text.Length - target.MaxLength + 1);
            return _text.ToString(start, target.MaxLength);
        }

        return _text.ToString();
    }

    private void Change()
    {
        switch (random.Next(15))
        {
            case 0 or 1 or 2 when target.Tokens.Length > 0:
                _text.Insert(Place(), target.Tokens[random.Next(target.Tokens.Length)]);
                break;
            case 3 or 4:
                _text.Insert(Place(), s_nasty[random.Next(s_nasty.Length)]);
                break;
            case 5 when _text.Length > 0:
                _text[random.Next(_text.Length)] = s_nasty[random.Next(s_nasty.Length)][0];
                break;
            case 6 or 7 when _text.Length > 0:
                var (start, length) = Range();
                _text.Remove(start, length);
                break;
            case 8 when _text.Length > 0:
                (start, length) = Range();
                _text.Insert(Place(), _text.ToString(start, length));
                break;
            case 9 when _text.Length > 0:
                (start, length) = Range();
                length = Math.Min(length, 24);
                _text.Insert(start, _text.ToString(start, length), random.Next(1, 40));
                break;
            case 10 or 11:
                var other = another();
                var from = random.Next(other.Length + 1);
                var taken = random.Next(Math.Min(other.Length - from, 200) + 1);
                _text.Insert(Place(), other.AsSpan(from, taken));
                break;
            case 12 when _text.Length > 0:
                _text.Length = random.Next(_text.Length);
                break;
            case 13 when _text.Length > 0:
                // Two neighbours change places.
                var at = random.Next(_text.Length);
                var next = (at + 1) % _text.Length;
                (_text[at], _text[next]) = (_text[next], _text[at]);
                break;
            case 14 when _text.Length > 0:
                at = random.Next(_text.Length);
                _text[at] = (char)(_text[at] ^ (1 << random.Next(8)));
                break;
            default:
                _text.Insert(Place(), (char)random.Next(0x80));
                break;
        }
    }

    private int Place() => random.Next(_text.Length + 1);

    private (int Start, int Length) Range()
    {
        var start = random.Next(_text.Length);
        return (start, 1 + random.Next(Math.Min(_text.Length - start, random.Next(4) == 0 ? 200 : 12)));
    }
}
