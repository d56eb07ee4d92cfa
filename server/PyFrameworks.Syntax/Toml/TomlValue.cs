using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Toml;

/// <summary>A value of a TOML document.</summary>
public abstract class TomlValue
{
    private protected TomlValue(TextSpan span) => Span = span;

    /// <summary>Where the value is written; see <see cref="TomlTable"/> for tables that headers and dotted keys make.</summary>
    public TextSpan Span { get; internal set; }

    /// <summary>
    /// Whether an error lies in the value's own text, as an unterminated string or an unclosed array; what is given is then
    /// the best guess. Errors in an array's items or a table's values mark those alone.
    /// </summary>
    public bool IsBroken { get; internal set; }
}

/// <summary>An integer; TOML asks for the range of 64 signed bits.</summary>
public sealed class TomlInteger : TomlValue
{
    internal TomlInteger(long value, TextSpan span)
        : base(span) => Value = value;

    /// <summary>The number.</summary>
    public long Value { get; }
}

/// <summary>A float of IEEE 754 binary64, infinities and not-a-number among them.</summary>
public sealed class TomlFloat : TomlValue
{
    internal TomlFloat(double value, TextSpan span)
        : base(span) => Value = value;

    /// <summary>The number.</summary>
    public double Value { get; }
}

/// <summary><c>true</c> or <c>false</c>.</summary>
public sealed class TomlBoolean : TomlValue
{
    internal TomlBoolean(bool value, TextSpan span)
        : base(span) => Value = value;

    /// <summary>The truth.</summary>
    public bool Value { get; }
}

/// <summary>The four kinds of date and time in TOML.</summary>
public enum TomlDateTimeKind
{
    /// <summary>A date and time with an offset from UTC.</summary>
    OffsetDateTime,

    /// <summary>A date and time without an offset.</summary>
    LocalDateTime,

    /// <summary>A date alone.</summary>
    LocalDate,

    /// <summary>A time alone.</summary>
    LocalTime,
}

/// <summary>A date, a time or both.</summary>
public sealed class TomlDateTime : TomlValue
{
    internal TomlDateTime(TomlDateTimeKind kind, string text, TextSpan span)
        : base(span)
    {
        Kind = kind;
        Text = text;
    }

    /// <summary>Which parts are given.</summary>
    public TomlDateTimeKind Kind { get; }

    /// <summary>
    /// The normalised text of RFC 3339: <c>T</c> between date and time, <c>Z</c> in upper case, seconds always written,
    /// their fraction as in the file.
    /// </summary>
    public string Text { get; }
}
