using System.Collections.Immutable;
using PyFrameworks.Rules;

namespace PyFrameworks.Cli;

/// <summary>How a piece of text is meant; a plain page shows no difference.</summary>
internal enum Tone
{
    /// <summary>As it is.</summary>
    Plain,

    /// <summary>A heading or name.</summary>
    Strong,

    /// <summary>Beside the point.</summary>
    Faint,

    /// <summary>Something good.</summary>
    Good,

    /// <summary>A hint.</summary>
    Hint,

    /// <summary>Information.</summary>
    Information,

    /// <summary>A warning.</summary>
    Warning,

    /// <summary>An error.</summary>
    Error,
}

/// <summary>
/// Text for people. Everything given to it is data: it is made safe for a terminal here and nowhere else, and holds no markup.
/// </summary>
internal abstract class Page
{
    /// <summary>A piece of a line.</summary>
    public Page Write(string text, Tone tone = Tone.Plain)
    {
        if (text.Length > 0)
        {
            WriteSafe(SafeText.Of(text), tone);
        }

        return this;
    }

    /// <summary>A piece and the end of the line.</summary>
    public Page Line(string text = "", Tone tone = Tone.Plain)
    {
        Write(text, tone);
        EndLine();
        return this;
    }

    /// <summary>The lines of a longer text; a heading of Markdown (<c># …</c>) is strong.</summary>
    public Page Lines(string text)
    {
        foreach (var line in text.TrimEnd('\n').Split('\n'))
        {
            Line(line, line.StartsWith('#') ? Tone.Strong : Tone.Plain);
        }

        return this;
    }

    /// <summary>A table; the last column may be long.</summary>
    public abstract void Table(ImmutableArray<string> headers, ImmutableArray<ImmutableArray<string>> rows);

    /// <summary>The tone of a severity.</summary>
    public static Tone ToneOf(Severity severity) => severity switch
    {
        Severity.Error => Tone.Error,
        Severity.Warning => Tone.Warning,
        Severity.Information => Tone.Information,
        _ => Tone.Hint,
    };

    /// <summary>Writes text that is safe already.</summary>
    protected abstract void WriteSafe(string text, Tone tone);

    /// <summary>Ends the line with a line feed.</summary>
    protected abstract void EndLine();
}

/// <summary>A page for a file, a pipe, or a terminal without colour.</summary>
internal sealed class PlainPage(TextWriter output) : Page
{
    /// <inheritdoc/>
    public override void Table(ImmutableArray<string> headers, ImmutableArray<ImmutableArray<string>> rows)
    {
        var widths = headers.Select((header, column) => rows.Select(row => SafeText.Cells(row[column])).Append(SafeText.Cells(header)).Max()).ToArray();
        foreach (var row in rows.Prepend(headers))
        {
            var cells = row.Select((cell, column) => column == row.Length - 1 ? SafeText.Of(cell) : SafeText.Pad(SafeText.Of(cell), widths[column]));
            Line(string.Join("  ", cells).TrimEnd());
        }
    }

    /// <inheritdoc/>
    protected override void WriteSafe(string text, Tone tone) => output.Write(text);

    /// <inheritdoc/>
    protected override void EndLine() => output.Write('\n');
}
