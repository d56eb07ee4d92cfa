using System.Collections.Immutable;
using System.Text;
using Spectre.Console;

namespace PyFrameworks.Cli;

/// <summary>A page for a terminal with colours.</summary>
internal sealed class ColourPage : Page
{
    // Lines are broken by the terminal, which joins them again when it is made wider and when text is copied; only tables fit themselves to it.
    private const int Unbroken = 1 << 20;

    private readonly IAnsiConsole _console;
    private readonly int _columns;

    private ColourPage(IAnsiConsole console, int columns)
    {
        _console = console;
        _columns = columns;
        _console.Profile.Width = Unbroken;
    }

    /// <summary>A page on <paramref name="output"/>, a terminal of <paramref name="columns"/> columns.</summary>
    public static ColourPage Create(TextWriter output, int columns) => new(TerminalConsole.Create(output, columns), columns);

    /// <inheritdoc/>
    public override void Table(ImmutableArray<string> headers, ImmutableArray<ImmutableArray<string>> rows)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var header in headers)
        {
            table.AddColumn(new TableColumn(new Text(SafeText.Of(header), StyleOf(Tone.Strong))));
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(SafeText.Of(cell))));
        }

        _console.Profile.Width = _columns;
        _console.Write(table);
        _console.Profile.Width = Unbroken;
    }

    /// <inheritdoc/>
    protected override void WriteSafe(string text, Tone tone) => _console.Write(new Text(text, StyleOf(tone)));

    /// <inheritdoc/>
    protected override void EndLine() => _console.Profile.Out.Writer.Write('\n');

    private static Style StyleOf(Tone tone) => tone switch
    {
        Tone.Strong => new Style(decoration: Decoration.Bold),
        Tone.Faint => new Style(Color.Grey),
        Tone.Good => new Style(Color.Green),
        Tone.Hint => new Style(Color.Teal),
        Tone.Information => new Style(Color.Blue),
        Tone.Warning => new Style(Color.Olive),
        Tone.Error => new Style(Color.Maroon),
        _ => Style.Plain,
    };
}

/// <summary>Makes Spectre consoles over writers that are known to lead to a terminal.</summary>
internal static class TerminalConsole
{
    /// <summary>A console on <paramref name="writer"/>.</summary>
    public static IAnsiConsole Create(TextWriter writer, int columns) => AnsiConsole.Create(new()
    {
        Ansi = AnsiSupport.Yes,
        ColorSystem = ColorSystemSupport.Standard,
        Interactive = InteractionSupport.Yes,
        Out = new Target(writer, columns),
    });

    private sealed class Target(TextWriter writer, int columns) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => true;

        public int Width => columns;

        public int Height => 24;

        public void SetEncoding(Encoding encoding)
        {
            // The writer has one.
        }
    }
}
