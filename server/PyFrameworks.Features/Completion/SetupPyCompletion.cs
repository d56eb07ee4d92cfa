using System.Collections.Immutable;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Features;

/// <summary>setup.py: the strings of the lists that <c>install_requires</c>, <c>setup_requires</c>, <c>tests_require</c> and <c>extras_require</c> are given.</summary>
internal static class SetupPyCompletion
{
    // Lists are searched backwards for what they belong to; a longer one is not written by hand.
    private const int MaxLookBehind = 20_000;

    private static readonly string[] s_lists = ["install_requires", "setup_requires", "tests_require", "extras_require"];

    /// <summary>The proposals at the cursor.</summary>
    public static ProposalList At(CompletionContext context, int offset, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var text = context.Text;
        var line = text.Lines.LineOf(offset);
        var lineStart = text.Lines.Start(line);
        return Opening(text.AsSpan(TextSpan.FromBounds(lineStart, offset))) is { } quote && IsInList(context, lineStart + quote)
            ? RequirementCompletion.Within(context, Content(text, lineStart + quote, text.Lines.EndWithoutBreak(line)), offset)
            : ProposalList.None;
    }

    /// <summary>Where the string that holds the end of <paramref name="before"/>, a line up to the cursor, opens; null outside any.</summary>
    private static int? Opening(ReadOnlySpan<char> before)
    {
        int? open = null;
        for (var i = 0; i < before.Length; i++)
        {
            if (open is { } start)
            {
                i += before[i] == '\\' ? 1 : 0;
                open = i < before.Length && before[i] == before[start] ? null : open;
            }
            else if (before[i] is '"' or '\'')
            {
                open = i;
            }
            else if (before[i] == '#')
            {
                return null;
            }
        }

        return open;
    }

    private static TextSpan Content(SourceText text, int quote, int lineEnd)
    {
        var rest = text.AsSpan(TextSpan.FromBounds(quote + 1, lineEnd));
        var close = rest.IndexOf(text.Content[quote]);
        return new(quote + 1, close < 0 ? rest.Length : close);
    }

    /// <summary>
    /// Whether the string at <paramref name="quote"/> is an item of a list that is given to one of the arguments, or of a list in the dictionary given to
    /// <c>extras_require</c>. It looks at brackets and names alone: what is half written is the normal case.
    /// </summary>
    private static bool IsInList(CompletionContext context, int quote)
    {
        var content = context.Text.Content.AsSpan();
        var depth = 0;
        var isInList = false;
        for (var i = quote - 1; i >= Math.Max(0, quote - MaxLookBehind); i--)
        {
            switch (content[i])
            {
                case '"' or '\'':
                    // Strings before this one, on their own lines or on this: their brackets don't count.
                    var open = content[..i].LastIndexOf(content[i]);
                    i = open < 0 ? i : open;
                    break;
                case ']' or ')' or '}':
                    depth++;
                    break;
                case '[' or '(' or '{' when depth > 0:
                    depth--;
                    break;
                case '[' or '(' when isInList is false && content[i] == '[':
                    isInList = true;
                    if (Name(content[..i]) is { Length: > 0 } name)
                    {
                        return s_lists.AsSpan(0, 3).Contains(name);
                    }

                    break;
                case '{' when isInList:
                    return Name(content[..i]) is "extras_require";
                case '[' or '(' or '{':
                    return false;
            }
        }

        return false;
    }

    /// <summary>The name to which what follows <paramref name="before"/> is assigned; empty without one.</summary>
    private static string Name(ReadOnlySpan<char> before)
    {
        before = before.TrimEnd();
        if (before is not [.., '='])
        {
            return "";
        }

        before = before[..^1].TrimEnd();
        var start = before.Length;
        while (start > 0 && (char.IsAsciiLetterOrDigit(before[start - 1]) || before[start - 1] == '_'))
        {
            start--;
        }

        return before[start..].ToString();
    }
}
