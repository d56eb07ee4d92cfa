using System.Buffers;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>What our own comments in a project's files begin with, in any case: <c># pyframeworks: ignore</c>.</summary>
public static class ProgramMark
{
    /// <summary>The mark in lower case.</summary>
    public const string Text = "pyframeworks:";

    // Searches whole vectors, which comparing without case does not.
    private static readonly SearchValues<string> s_mark = SearchValues.Create([Text], StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it stands in <paramref name="text"/>.</summary>
    public static bool IsIn(ReadOnlySpan<char> text) => text.ContainsAny(s_mark);

    /// <summary>Whether it stands in <paramref name="text"/>, which an edit has made of <paramref name="before"/>, where it does not stand.</summary>
    public static bool ComesInto(SourceText text, SourceText before)
    {
        var (start, end) = text.SharedWith(before);
        return IsIn(text.AsSpan(TextSpan.FromBounds(Math.Max(0, start - Text.Length), Math.Min(text.Length, text.Length - end + Text.Length))));
    }

    /// <summary>Where it first stands in <paramref name="text"/>; -1 where it does not.</summary>
    public static int IndexIn(ReadOnlySpan<char> text) => text.IndexOfAny(s_mark);
}
