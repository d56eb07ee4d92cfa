using System.Globalization;
using System.Text;

namespace PyFrameworks.Features;

/// <summary>
/// Builds a text for people as Markdown, or as plain text for clients without it. Everything given to it is data and is escaped; only its own methods
/// make marks.
/// </summary>
/// <param name="isMarkdown">Whether marks are written.</param>
public sealed class Markup(bool isMarkdown)
{
    // Persian, Indic scripts and many emoji are spelled with these; they turn nothing round.
    private const char ZeroWidthNonJoiner = '\u200C';
    private const char ZeroWidthJoiner = '\u200D';

    private readonly StringBuilder _text = new();
    private bool _isInRow;

    /// <summary>Whether marks are written.</summary>
    public bool IsMarkdown { get; } = isMarkdown;

    /// <summary>The address of a workspace path, for a text that is shown where a relative link leads nowhere; null for relative links.</summary>
    public Func<string, string>? UriOf { get; init; }

    /// <summary>Plain words.</summary>
    public Markup Text(string text)
    {
        if (IsMarkdown)
        {
            AppendEscaped(_text, text);
        }
        else
        {
            _text.Append(Visible(text.ReplaceLineEndings(" ")));
        }

        return this;
    }

    /// <summary>Strong words; white space after them stays outside the marks, as CommonMark wants it.</summary>
    public Markup Bold(string text)
    {
        var words = text.TrimEnd();
        return words.Length == 0 ? Text(text) : Mark("**").Text(words).Mark("**").Text(text[words.Length..]);
    }

    /// <summary>A piece of code; backticks in it can't end it.</summary>
    public Markup Code(string text)
    {
        var oneLine = Visible(text.ReplaceLineEndings(" "));
        if (!IsMarkdown || oneLine.Length == 0)
        {
            _text.Append(oneLine);
            return this;
        }

        // CommonMark: the fence is longer than any run of backticks inside.
        var longest = 0;
        var run = 0;
        foreach (var character in oneLine)
        {
            run = character == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        if (_isInRow)
        {
            // GFM cuts a row into cells before it looks for code.
            oneLine = oneLine.Replace("|", "\\|", StringComparison.Ordinal);
        }

        var fence = new string('`', longest + 1);
        var pad = oneLine.StartsWith('`') || oneLine.EndsWith('`') ? " " : "";
        _text.Append(fence).Append(pad).Append(oneLine).Append(pad).Append(fence);
        return this;
    }

    /// <summary>A link; its address in plain text only when it leads to the web.</summary>
    public Markup Link(string title, string url)
    {
        if (IsMarkdown)
        {
            _text.Append('[');
            AppendEscaped(_text, title);
            _text.Append("](")
                .Append(url.Replace(" ", "%20", StringComparison.Ordinal).Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal).Replace("|", "%7C", StringComparison.Ordinal))
                .Append(')');
        }
        else
        {
            _text.Append(title.ReplaceLineEndings(" "));
            if (url.StartsWith("http", StringComparison.Ordinal))
            {
                _text.Append(" <").Append(url).Append('>');
            }
        }

        return this;
    }

    /// <summary>The next text stands in a new paragraph.</summary>
    public Markup Paragraph()
    {
        EndLine();
        if (_text.Length > 0 && !(_text.Length > 1 && _text[^2] == '\n'))
        {
            _text.Append('\n');
        }

        return this;
    }

    /// <summary>The next text is a heading of <paramref name="level"/>.</summary>
    public Markup Heading(int level, string text)
    {
        Paragraph();
        Mark(new string('#', level) + " ");
        return Text(text);
    }

    /// <summary>The next text is an item of a list.</summary>
    public Markup Item()
    {
        EndLine();
        _text.Append("- ");
        return this;
    }

    /// <summary>A row of a table (GitHub Flavored Markdown), each cell written by its own action.</summary>
    public Markup Row(IEnumerable<Action<Markup>> cells)
    {
        EndLine();
        _text.Append('|');
        _isInRow = true;
        foreach (var cell in cells)
        {
            _text.Append(' ');
            cell(this);
            _text.Append(" |");
        }

        _isInRow = false;
        return this;
    }

    /// <summary>The line between the titles of a table's columns and its rows.</summary>
    public Markup RowRule(int columns)
    {
        EndLine();
        _text.Append('|').Insert(_text.Length, " --- |", columns);
        return this;
    }

    /// <summary>The next text is the item of an ordered list.</summary>
    public Markup Numbered(int number)
    {
        EndLine();
        _text.Append(CultureInfo.InvariantCulture, $"{number}. ");
        return this;
    }

    /// <summary>A link to a line of a file: <c>[app.py:10](app.py#L10)</c>, or the same with the file's address; in plain text the place alone.</summary>
    /// <param name="path">A workspace path.</param>
    /// <param name="line">The line, from 1.</param>
    public Markup FileLink(string path, int line)
    {
        var title = string.Create(CultureInfo.InvariantCulture, $"{path}:{line}");
        if (!IsMarkdown)
        {
            return Text(title);
        }

        if (UriOf is not null)
        {
            return Link(title, ClientCommand.LineOf(UriOf(path), line));
        }

        // A first part with a colon would read as a scheme.
        var encoded = string.Join('/', path.Split('/').Select(Uri.EscapeDataString)).Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal);
        return Link(title, string.Create(CultureInfo.InvariantCulture, $"{encoded}#L{line}"));
    }

    /// <summary>The text, without line ends after it.</summary>
    public override string ToString() => _text.ToString().TrimEnd();

    private void EndLine()
    {
        if (_text.Length > 0 && _text[^1] != '\n')
        {
            _text.Append('\n');
        }
    }

    private Markup Mark(string mark)
    {
        if (IsMarkdown)
        {
            _text.Append(mark);
        }

        return this;
    }

    /// <summary>
    /// CommonMark and HTML: characters that could start a mark or a tag stand behind a backslash, line ends become spaces, and so does what GFM makes a link of by
    /// itself. What can't mark anything where it stands (an underscore within a word) stays bare, as some editors show the source.
    /// </summary>
    private static void AppendEscaped(StringBuilder target, string text)
    {
        text = Visible(text.ReplaceLineEndings(" "));
        var isLineStart = IsLineStart(target);
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            switch (character)
            {
                case '\\' or '`' or '*' or '[' or ']' or '<' or '>' or '|' or '~':
                case '_' when i == 0 || i + 1 == text.Length || !char.IsLetterOrDigit(text[i - 1]) || !char.IsLetterOrDigit(text[i + 1]):
                case '#' or '+' or '-' or '=' when i == 0 && isLineStart:
                case '.' or ')' when isLineStart && i > 0 && (i + 1 == text.Length || text[i + 1] == ' ') && text.AsSpan(0, i).IndexOfAnyExceptInRange('0', '9') < 0:
                    target.Append('\\').Append(character);
                    break;
                case ':' when text.AsSpan(i + 1).StartsWith("//") || text.AsSpan(0, i).EndsWith("mailto", StringComparison.OrdinalIgnoreCase) || text.AsSpan(0, i).EndsWith("xmpp", StringComparison.OrdinalIgnoreCase):
                case '.' when text.AsSpan(0, i).EndsWith("www", StringComparison.OrdinalIgnoreCase):
                case '@' when i > 0 && i + 1 < text.Length && text[i - 1] != ' ' && text[i + 1] != ' ':
                    target.Append('\\').Append(character);
                    break;
                case '&':
                    target.Append("&amp;");
                    break;
                default:
                    target.Append(character);
                    break;
            }
        }
    }

    /// <summary>The text with U+FFFD in place of control and format characters, which would steer the reader's eye, a change of the writing direction above all.</summary>
    private static string Visible(string text)
    {
        StringBuilder? changed = null;
        for (var i = 0; i < text.Length; i++)
        {
            if (char.GetUnicodeCategory(text[i]) is UnicodeCategory.Control or UnicodeCategory.Format && text[i] is not ('\t' or ZeroWidthNonJoiner or ZeroWidthJoiner))
            {
                (changed ??= new(text))[i] = '\uFFFD';
            }
        }

        return changed?.ToString() ?? text;
    }

    private static bool IsLineStart(StringBuilder target) => target.Length == 0 || target[^1] == '\n';
}
