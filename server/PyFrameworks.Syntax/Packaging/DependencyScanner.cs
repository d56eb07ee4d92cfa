using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Packaging;

/// <summary>The tokens of a dependency specifier (PEP 508), as far as they depend on what surrounds them.</summary>
internal sealed class DependencyScanner(string text)
{
    /// <summary>The whole text.</summary>
    public string Text { get; } = text;

    /// <summary>Offset of the next code unit.</summary>
    public int Position { get; set; }

    /// <summary>What is wrong first, with a span in <see cref="Text"/>; null while nothing is.</summary>
    public SyntaxError? Error { get; private set; }

    /// <summary>Whether nothing is left.</summary>
    public bool AtEnd => Position == Text.Length;

    /// <summary>The text from the position on.</summary>
    public ReadOnlySpan<char> Rest => Text.AsSpan(Position);

    /// <summary>Passes over spaces and tabs, the only white space that the grammar knows.</summary>
    public bool SkipSpace()
    {
        var start = Position;
        while (Position < Text.Length && Text[Position] is ' ' or '\t')
        {
            Position++;
        }

        return Position > start;
    }

    /// <summary>Passes over <paramref name="c"/> where it is next.</summary>
    public bool Take(char c)
    {
        if (Position < Text.Length && Text[Position] == c)
        {
            Position++;
            return true;
        }

        return false;
    }

    /// <summary>Passes over <paramref name="word"/> where it stands next as a word of its own.</summary>
    public bool TakeWord(string word)
    {
        if (!Rest.StartsWith(word, StringComparison.Ordinal)
            || !PythonText.IsBoundary(Text, Position) || !PythonText.IsBoundary(Text, Position + word.Length))
        {
            return false;
        }

        Position += word.Length;
        return true;
    }

    /// <summary>Offset after the name of a distribution or an extra at the position; -1 when there is none.</summary>
    public int FindIdentifierEnd()
    {
        if (AtEnd || !char.IsAsciiLetterOrDigit(Text[Position]) || !PythonText.IsBoundary(Text, Position))
        {
            return -1;
        }

        var end = Position + 1;
        while (end < Text.Length && (char.IsAsciiLetterOrDigit(Text[end]) || Text[end] is '.' or '_' or '-'))
        {
            end++;
        }

        // The reference wants a word boundary at the end, so trailing dots and hyphens are left, while an underscore is not.
        while (end > Position && !PythonText.IsBoundary(Text, end))
        {
            end--;
        }

        return end > Position ? end : -1;
    }

    /// <summary>Notes an error unless there is one already; always false, so that a caller may return it.</summary>
    public bool Fail(int start, int end, string message)
    {
        Error ??= new(TextSpan.FromBounds(start, end), message);
        return false;
    }

    /// <summary>As <see cref="Fail"/>, with the word at the position as its place.</summary>
    public bool FailHere(string expected)
    {
        var end = Position;
        while (end < Text.Length && !PythonText.IsWhitespace(Text[end]) && Text[end] is not (',' or ';'))
        {
            end++;
        }

        if (end == Position)
        {
            end = Math.Min(Position + 1, Text.Length);
        }

        var found = Text.AsSpan(Position, end - Position);
        return Fail(Position, end, found.IsWhiteSpace() ? $"Expected {expected}" : $"Expected {expected}, found '{SpecifierMessages.Shorten(found)}'");
    }
}
