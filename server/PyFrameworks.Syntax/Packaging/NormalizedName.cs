namespace PyFrameworks.Syntax.Packaging;

/// <summary>
/// The name of a distribution or an extra in the form in which names compare (PEP 503, PEP 685):
/// lower case, every run of <c>-</c>, <c>_</c> and <c>.</c> one <c>-</c>.
/// </summary>
public readonly record struct NormalizedName : IComparable<NormalizedName>
{
    private readonly string? _value;

    private NormalizedName(string value) => _value = value;

    /// <summary>The normal form; empty for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>Normalises <paramref name="name"/>; any text has a normal form, valid name or not.</summary>
    public static NormalizedName From(string name)
    {
        var lower = PythonText.ToLower(name);
        Span<char> buffer = lower.Length <= 128 ? stackalloc char[lower.Length] : new char[lower.Length];
        var length = 0;
        foreach (var c in lower)
        {
            var next = c is '_' or '.' ? '-' : c;
            if (next != '-' || length == 0 || buffer[length - 1] != '-')
            {
                buffer[length++] = next;
            }
        }

        return new(buffer[..length].SequenceEqual(name) ? name : buffer[..length].ToString());
    }

    /// <summary>
    /// Whether <paramref name="name"/> is a valid distribution name (core metadata): ASCII letters, digits, <c>-</c>, <c>_</c>
    /// and <c>.</c>, a letter or digit at either end.
    /// </summary>
    public static bool IsValid(ReadOnlySpan<char> name)
    {
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.'))
            {
                return false;
            }
        }

        return name.Length > 0 && char.IsAsciiLetterOrDigit(name[0]) && char.IsAsciiLetterOrDigit(name[^1]);
    }

    /// <summary>Ordinal order of the normal forms.</summary>
    public int CompareTo(NormalizedName other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>Whether both normalise to the same text; the default value equals the empty name.</summary>
    public bool Equals(NormalizedName other) => Value == other.Value;

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>Ordinal order of the normal forms.</summary>
    public static bool operator <(NormalizedName left, NormalizedName right) => left.CompareTo(right) < 0;

    /// <summary>Ordinal order of the normal forms.</summary>
    public static bool operator >(NormalizedName left, NormalizedName right) => left.CompareTo(right) > 0;

    /// <summary>Ordinal order of the normal forms.</summary>
    public static bool operator <=(NormalizedName left, NormalizedName right) => left.CompareTo(right) <= 0;

    /// <summary>Ordinal order of the normal forms.</summary>
    public static bool operator >=(NormalizedName left, NormalizedName right) => left.CompareTo(right) >= 0;
}
