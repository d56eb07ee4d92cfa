using System.Runtime.CompilerServices;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Fuzz;

/// <summary>An oracle was contradicted.</summary>
/// <param name="message">Which one, and by what.</param>
public sealed class BrokenExpectationException(string message) : Exception(message);

/// <summary>What oracles say.</summary>
internal static class Expect
{
    /// <summary>The statement holds.</summary>
    public static void That(bool holds, string? about = null, [CallerArgumentExpression(nameof(holds))] string statement = "")
    {
        if (!holds)
        {
            throw new BrokenExpectationException(about is null ? statement : $"{statement}: {about}");
        }
    }

    /// <summary>The span lies in a text of <paramref name="length"/> code units.</summary>
    public static void Within(int length, TextSpan span, [CallerArgumentExpression(nameof(span))] string what = "")
    {
        if (span.Start < 0 || span.Length < 0 || span.End > length)
        {
            throw new BrokenExpectationException($"{what} is {span} in a text of {length}");
        }
    }

    /// <summary>The span lies in another.</summary>
    public static void Within(TextSpan outer, TextSpan span, [CallerArgumentExpression(nameof(span))] string what = "")
    {
        if (span.Length < 0 || !outer.Contains(span))
        {
            throw new BrokenExpectationException($"{what} is {span}, which is not in {outer}");
        }
    }
}
