using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
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

    /// <summary>Whether it stands in the text <paramref name="bytes"/>, in UTF-8.</summary>
    public static bool IsIn(ReadOnlySpan<byte> bytes)
    {
        // Its second and third letter stand side by side in few other words.
        var lower = Vector128.Create((byte)0x20);
        ref var first = ref MemoryMarshal.GetReference(bytes);
        for (var i = 0; i < bytes.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            var pairs = Vector128.Equals(Vector128.LoadUnsafe(ref first, (nuint)i) | lower, Vector128.Create((byte)'y'))
                & Vector128.Equals(Vector128.LoadUnsafe(ref first, (nuint)i + 1) | lower, Vector128.Create((byte)'f'));
            if (pairs != Vector128<byte>.Zero && IsAt(bytes[Math.Max(i - 1, 0)..Math.Min(i + Vector128<byte>.Count + Text.Length, bytes.Length)]))
            {
                return true;
            }
        }

        return IsAt(bytes[Math.Max(bytes.Length - Vector128<byte>.Count - Text.Length - 1, 0)..]);

        static bool IsAt(ReadOnlySpan<byte> part)
        {
            for (; part.Length >= Text.Length; part = part[1..])
            {
                if (Ascii.EqualsIgnoreCase(part[..Text.Length], Text))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Whether it stands in <paramref name="text"/>, which an edit has made of <paramref name="before"/>, where it does not stand.</summary>
    public static bool ComesInto(SourceText text, SourceText before)
    {
        var (start, end) = text.SharedWith(before);
        return IsIn(text.AsSpan(TextSpan.FromBounds(Math.Max(0, start - Text.Length), Math.Min(text.Length, text.Length - end + Text.Length))));
    }

    /// <summary>Where it first stands in <paramref name="text"/>; -1 where it does not.</summary>
    public static int IndexIn(ReadOnlySpan<char> text) => text.IndexOfAny(s_mark);
}
