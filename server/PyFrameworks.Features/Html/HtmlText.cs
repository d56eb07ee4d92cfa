using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace PyFrameworks.Features;

/// <summary>
/// Builds HTML from interpolated strings: what the source spells out is markup, what fills a hole is data and is escaped, so that nothing of a workspace can become a tag.
/// </summary>
internal sealed class HtmlText
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds markup; holes are escaped.</summary>
    public HtmlText Add([InterpolatedStringHandlerArgument("")] ref Handler markup)
    {
        _ = markup;
        return this;
    }

    /// <summary>Adds what another one built.</summary>
    public HtmlText Add(HtmlText other)
    {
        _text.Append(other._text);
        return this;
    }

    /// <summary>A link to the web, or its title alone where the address leads elsewhere.</summary>
    public HtmlText Link(string title, string url) =>
        url.StartsWith("https://", StringComparison.Ordinal) || url.StartsWith("http://", StringComparison.Ordinal)
            ? Add($"<a href=\"{url}\" rel=\"noreferrer\">{title}</a>")
            : Add($"{title}");

    /// <summary>A link that runs a command of the editor, or its title alone where there is none.</summary>
    public HtmlText Link(string title, ClientCommand? command) => command is null ? Add($"{title}") : Add($"<a href=\"{command.Link}\">{title}</a>");

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private void AppendEscaped(string? value)
    {
        foreach (var rune in (value ?? "").EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '&':
                    _text.Append("&amp;");
                    break;
                case '<':
                    _text.Append("&lt;");
                    break;
                case '>':
                    _text.Append("&gt;");
                    break;
                case '"':
                    _text.Append("&quot;");
                    break;
                case '\'':
                    _text.Append("&#39;");
                    break;
                case '\t' or '\n' or '\r':
                    _text.Append(' ');
                    break;

                // Control and format characters would steer the reader's eye, a change of the writing direction above all; HTML allows few of them anyway.
                case var _ when Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format:
                    _text.Append('\uFFFD');
                    break;
                default:
                    _text.Append(rune.ToString());
                    break;
            }
        }
    }

    /// <summary>Takes an interpolated string apart.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Handler
    {
        private readonly HtmlText _target;

        /// <summary>For the compiler.</summary>
        public Handler(int literalLength, int formattedCount, HtmlText target)
        {
            _ = literalLength + formattedCount;
            _target = target;
        }

        /// <summary>Markup, as the source spells it.</summary>
        public void AppendLiteral(string markup) => _target._text.Append(markup);

        /// <summary>Data.</summary>
        public void AppendFormatted(string? value) => _target.AppendEscaped(value);

        /// <summary>A whole number.</summary>
        public void AppendFormatted(int value) => _target._text.Append(CultureInfo.InvariantCulture, $"{value}");

        /// <summary>A number in a given form.</summary>
        public void AppendFormatted(double value, string format) => _target._text.Append(value.ToString(format, CultureInfo.InvariantCulture));
    }
}
