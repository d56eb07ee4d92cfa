namespace PyFrameworks.Syntax.Text;

/// <summary>A span in a file of the workspace.</summary>
/// <param name="Path">Relative to the root, with <c>/</c>.</param>
/// <param name="Span">Where in the file's decoded text.</param>
public readonly record struct FileSpan(string Path, TextSpan Span) : IComparable<FileSpan>
{
    /// <summary>Order by path (ordinal), then by span.</summary>
    public int CompareTo(FileSpan other)
    {
        var byPath = string.CompareOrdinal(Path, other.Path);
        return byPath != 0 ? byPath : Span.CompareTo(other.Span);
    }

    /// <summary>Order by path, then by span.</summary>
    public static bool operator <(FileSpan left, FileSpan right) => left.CompareTo(right) < 0;

    /// <summary>Order by path, then by span.</summary>
    public static bool operator >(FileSpan left, FileSpan right) => left.CompareTo(right) > 0;

    /// <summary>Order by path, then by span.</summary>
    public static bool operator <=(FileSpan left, FileSpan right) => left.CompareTo(right) <= 0;

    /// <summary>Order by path, then by span.</summary>
    public static bool operator >=(FileSpan left, FileSpan right) => left.CompareTo(right) >= 0;
}

/// <summary>Something that can't be read, and where; parsing goes on after it.</summary>
/// <param name="Span">The shortest text that shows the error.</param>
/// <param name="Message">A sentence without a full stop that names what is wrong and, where it can, the mend.</param>
public readonly record struct SyntaxError(TextSpan Span, string Message);
