using System.Collections.Immutable;
using System.Text;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Python;

/// <summary>The TOML that a script carries in comments between <c># /// script</c> and <c># ///</c> (PEP 723).</summary>
public sealed class ScriptBlock
{
    // What every block holds.
    private const string Mark = "# /// script";

    private readonly ImmutableArray<int> _contentStarts;
    private readonly ImmutableArray<int> _sourceStarts;

    private ScriptBlock(TextSpan span, TextSpan contentSpan, string content, ImmutableArray<int> contentStarts, ImmutableArray<int> sourceStarts)
    {
        Span = span;
        ContentSpan = contentSpan;
        Content = content;
        _contentStarts = contentStarts;
        _sourceStarts = sourceStarts;
    }

    /// <summary>From the opening line to the end of the closing one.</summary>
    public TextSpan Span { get; }

    /// <summary>The comment lines between the two, the last line end excluded.</summary>
    public TextSpan ContentSpan { get; }

    /// <summary>The TOML: the lines without <c>#</c> and the blank after it, each ended by <c>\n</c>.</summary>
    public string Content { get; }

    /// <summary>The offset in the source of an offset in <see cref="Content"/>, which is held within it; the line end stands for the line's end.</summary>
    public int SourceOffset(int contentOffset)
    {
        contentOffset = Math.Clamp(contentOffset, 0, Content.Length);
        var index = _contentStarts.BinarySearch(contentOffset);
        index = index >= 0 ? index : ~index - 1;
        return Math.Min(_sourceStarts[index] + contentOffset - _contentStarts[index], ContentSpan.End);
    }

    /// <summary>The offset in <see cref="Content"/> of an offset in the source; null before the text of a line of the block, and outside it.</summary>
    public int? ContentOffset(int sourceOffset)
    {
        var index = _sourceStarts.BinarySearch(sourceOffset);
        index = index >= 0 ? index : ~index - 1;
        if (index < 0 || sourceOffset > ContentSpan.End)
        {
            return null;
        }

        // The last character of a line of the content is its break.
        var length = (index + 1 < _contentStarts.Length ? _contentStarts[index + 1] : Content.Length) - _contentStarts[index] - 1;
        return sourceOffset - _sourceStarts[index] is var within && within <= length ? _contentStarts[index] + within : null;
    }

    /// <summary>The source of a span of <see cref="Content"/>.</summary>
    public TextSpan SourceSpan(TextSpan contentSpan) =>
        TextSpan.FromBounds(SourceOffset(contentSpan.Start), Math.Max(SourceOffset(contentSpan.Start), SourceOffset(contentSpan.End)));

    /// <summary>Whether there may be a block: a quick look that is never wrong when it says no.</summary>
    internal static bool MayBeIn(SourceText text) => text.Contains(Mark);

    /// <summary>The same of a text of which that is known before an edit that made <paramref name="edited"/>.</summary>
    internal static bool MayBeIn(SourceText text, TextSpan edited) =>
        text.AsSpan(TextSpan.FromBounds(Math.Max(0, edited.Start - Mark.Length), Math.Min(text.Length, edited.End + Mark.Length))).Contains(Mark, StringComparison.Ordinal);

    /// <summary>
    /// Finds the block, as PEP 723's reference expression does: it ends at the last <c># ///</c> of the comment lines that follow.
    /// Null when there is none, or with an error when there are two, which the PEP forbids.
    /// </summary>
    internal static ScriptBlock? Find(SourceText text, List<SyntaxError> errors, CancellationToken cancellationToken)
    {
        // Most files hold no block; the search for its sign is cheap, the line map is not.
        if (!MayBeIn(text))
        {
            return null;
        }

        ScriptBlock? found = null;
        var lines = text.Lines;
        int runEnd = 0, closing = 0;
        for (var line = 0; line < lines.Count; line++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!IsOpening(Line(text, line), out var type))
            {
                continue;
            }

            // A run of comment lines is looked through once, however many openings it holds.
            if (line + 1 >= runEnd)
            {
                (runEnd, closing) = (line + 1, -1);
                for (; runEnd < lines.Count && IsContent(Line(text, runEnd)); runEnd++)
                {
                    closing = Line(text, runEnd) is "# ///" ? runEnd : closing;
                }
            }

            if (closing < line + 2)
            {
                continue;
            }

            if (type is "script")
            {
                if (found is not null)
                {
                    errors.Add(new(LineSpan(text, line), "a file holds only one '# /// script' block, remove this one or the first"));
                    return null;
                }

                found = Create(text, line, closing);
            }

            line = closing;
        }

        return found;
    }

    private static ScriptBlock Create(SourceText text, int opening, int closing)
    {
        var content = new StringBuilder();
        var contentStarts = ImmutableArray.CreateBuilder<int>();
        var sourceStarts = ImmutableArray.CreateBuilder<int>();
        for (var line = opening + 1; line < closing; line++)
        {
            var span = LineSpan(text, line);
            var skip = Math.Min(span.Length, 2);

            // A mark at the beginning of a text is no part of it, and places count without it.
            while (line == opening + 1 && skip < span.Length && text.Content[span.Start + skip] == '\uFEFF')
            {
                skip++;
            }

            contentStarts.Add(content.Length);
            sourceStarts.Add(span.Start + skip);
            content.Append(text.Content, span.Start + skip, span.Length - skip).Append('\n');
        }

        return new(
            TextSpan.FromBounds(text.Lines.Start(opening), text.Lines.EndWithoutBreak(closing)),
            TextSpan.FromBounds(text.Lines.Start(opening + 1), text.Lines.EndWithoutBreak(closing - 1)),
            content.ToString(),
            contentStarts.ToImmutable(),
            sourceStarts.ToImmutable());
    }

    private static bool IsOpening(ReadOnlySpan<char> line, out ReadOnlySpan<char> type)
    {
        const string Sign = "# /// ";
        type = line.StartsWith(Sign, StringComparison.Ordinal) ? line[Sign.Length..] : default;
        foreach (var c in type)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '-')
            {
                return false;
            }
        }

        return !type.IsEmpty;
    }

    private static bool IsContent(ReadOnlySpan<char> line) => line is "#" || line.StartsWith("# ", StringComparison.Ordinal);

    private static TextSpan LineSpan(SourceText text, int line) => TextSpan.FromBounds(text.Lines.Start(line), text.Lines.EndWithoutBreak(line));

    private static ReadOnlySpan<char> Line(SourceText text, int line) => text.AsSpan(LineSpan(text, line));
}
