using System.Collections.Immutable;
using PyFrameworks.Syntax.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PyFrameworks.ProjectModel;

/// <summary>The commands that a Procfile, Dockerfile or compose file starts. The texts are slices of the file, so offsets in them are exact.</summary>
internal static class CommandManifest
{
    private const int MaxYamlEvents = 50_000;

    // Keeps a file of nothing but openings from being searched to its end for each of them.
    private const int MaxHereDocumentLines = 300;

    // The reader's work grows with the square of the nesting; no compose file comes near.
    private const int MaxYamlDepth = 100;

    /// <summary>Reads <paramref name="text"/>; a file that can't be understood has no commands, and no problems: it is another tool's.</summary>
    public static Manifest Read(string path, SourceText text, CancellationToken cancellationToken) => new()
    {
        Path = path,
        Format = ManifestFormat.Commands,
        Text = text,
        Commands = FileKinds.IsCompose(path) ? Compose(text, cancellationToken)
            : WorkspacePath.FileName(path) == "Procfile" ? Procfile(text)
            : Dockerfile(text),
    };

    /// <summary><c>name: command</c> lines.</summary>
    private static ImmutableArray<ServerCommand> Procfile(SourceText text)
    {
        var commands = ImmutableArray.CreateBuilder<ServerCommand>();
        for (var line = 0; line < text.Lines.Count; line++)
        {
            var content = LineOf(text, line);
            var colon = content.IndexOf(':');
            if (colon > 0 && !content.TrimStart().StartsWith("#"))
            {
                Add(commands, text, TextSpan.FromBounds(text.Lines.Start(line) + colon + 1, text.Lines.EndWithoutBreak(line)));
            }
        }

        return commands.ToImmutable();
    }

    /// <summary><c>CMD</c> and <c>ENTRYPOINT</c>, with their continued lines; of several, Docker takes the last of each stage, so all are read.</summary>
    private static ImmutableArray<ServerCommand> Dockerfile(SourceText text)
    {
        var commands = ImmutableArray.CreateBuilder<ServerCommand>();
        for (var line = 0; line < text.Lines.Count; line++)
        {
            var content = LineOf(text, line);
            var trimmed = content.TrimStart();
            if (trimmed.StartsWith("#"))
            {
                continue;
            }

            var keyword = trimmed.StartsWith("CMD", StringComparison.OrdinalIgnoreCase) ? 3
                : trimmed.StartsWith("ENTRYPOINT", StringComparison.OrdinalIgnoreCase) ? 10
                : 0;
            var body = text.Lines.Start(line) + (content.Length - trimmed.Length) + keyword;
            var delimiter = HereDocumentEnd(trimmed);
            line = LastLine(text, line);
            var end = text.Lines.EndWithoutBreak(line);
            if (keyword > 0 && body < end && (char.IsWhiteSpace(text.Content[body]) || text.Content[body] == '['))
            {
                Add(commands, text, TextSpan.FromBounds(body, end));
            }

            line = delimiter.IsEmpty ? line : SkipHereDocument(text, line, delimiter);
        }

        return commands.ToImmutable();
    }

    /// <summary>The last line of the instruction that begins on <paramref name="line"/>. Docker drops comments and blank lines between continued ones.</summary>
    private static int LastLine(SourceText text, int line)
    {
        var last = line;
        for (var continues = LineOf(text, line).TrimEnd().EndsWith("\\"); continues && ++line < text.Lines.Count;)
        {
            var content = LineOf(text, line).Trim();
            if (!content.IsEmpty && content[0] != '#')
            {
                last = line;
                continues = content.EndsWith("\\");
            }
        }

        return last;
    }

    /// <summary>The word that ends the here-document which an instruction opens (<c>RUN &lt;&lt;EOF</c>); empty without one.</summary>
    private static ReadOnlySpan<char> HereDocumentEnd(ReadOnlySpan<char> instruction)
    {
        var at = instruction.IndexOf("<<");
        if (at < 0)
        {
            return default;
        }

        var rest = instruction[(at + 2)..].TrimStart('-').TrimStart("\"'");
        var length = 0;
        while (length < rest.Length && (char.IsAsciiLetterOrDigit(rest[length]) || rest[length] == '_'))
        {
            length++;
        }

        return rest[..length];
    }

    /// <summary>The line that ends a here-document; the given one when nothing ends it, so that the rest of the file is read.</summary>
    private static int SkipHereDocument(SourceText text, int line, ReadOnlySpan<char> delimiter)
    {
        for (var next = line + 1; next < text.Lines.Count && next - line < MaxHereDocumentLines; next++)
        {
            if (LineOf(text, next).TrimStart('\t').SequenceEqual(delimiter))
            {
                return next;
            }
        }

        return line;
    }

    private static ReadOnlySpan<char> LineOf(SourceText text, int line) =>
        text.AsSpan(TextSpan.FromBounds(text.Lines.Start(line), text.Lines.EndWithoutBreak(line)));

    /// <summary>The values of <c>command:</c> and <c>entrypoint:</c>, wherever they stand.</summary>
    private static ImmutableArray<ServerCommand> Compose(SourceText text, CancellationToken cancellationToken)
    {
        var commands = ImmutableArray.CreateBuilder<ServerCommand>();
        try
        {
            var parser = new Parser(new StringReader(text.Content));
            var isCommand = false;
            int listStart = -1, listEnd = 0, depth = 0, nesting = 0;
            for (var events = 0; events < MaxYamlEvents && nesting <= MaxYamlDepth && parser.MoveNext(); events++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                nesting += parser.Current?.NestingIncrease ?? 0;
                switch (parser.Current)
                {
                    case SequenceStart sequence when isCommand && listStart < 0:
                        (listStart, listEnd, depth) = (Offset(sequence.Start, text), Offset(sequence.End, text), 1);
                        break;
                    case SequenceStart when listStart >= 0:
                        depth++;
                        break;
                    case SequenceEnd end when listStart >= 0 && --depth == 0:
                        // A list in brackets ends with its bracket, one of hyphens with its last item: the next token may be far.
                        var close = Offset(end.Start, text);
                        var isClosed = close >= listEnd && close < text.Length && text.Content[close] == ']';
                        Add(commands, text, TextSpan.FromBounds(listStart, isClosed ? close + 1 : listEnd));
                        (listStart, isCommand) = (-1, false);
                        break;
                    case Scalar item when listStart >= 0:
                        listEnd = Math.Max(listEnd, Offset(item.End, text));
                        break;
                    case Scalar scalar:
                        if (isCommand)
                        {
                            Add(commands, text, TextSpan.FromBounds(Offset(scalar.Start, text), Offset(scalar.End, text)));
                        }

                        isCommand = !isCommand && scalar.IsKey && (scalar.Value is "command" or "entrypoint");
                        break;
                    case MappingStart or AnchorAlias when listStart < 0:
                        isCommand = false;
                        break;
                }
            }
        }
        catch (Exception e) when (e is YamlException or InvalidOperationException or ArgumentException or FormatException or IndexOutOfRangeException or OverflowException)
        {
            // A template or a broken file: what was read before stands. The scanner lets exceptions of all these kinds out.
        }

        return commands.ToImmutable();
    }

    private static int Offset(Mark mark, SourceText text) => (int)Math.Clamp(mark.Index, 0, text.Length);

    private static void Add(ImmutableArray<ServerCommand>.Builder commands, SourceText text, TextSpan span)
    {
        var slice = text.AsSpan(span);
        var start = span.Start + (slice.Length - slice.TrimStart().Length);
        var length = slice.Trim().Length;
        if (length > 0)
        {
            commands.Add(new(text.Slice(new(start, length)), new(start, length)));
        }
    }
}
