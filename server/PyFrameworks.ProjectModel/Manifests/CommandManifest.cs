using System.Collections.Immutable;
using PyFrameworks.Syntax.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PyFrameworks.ProjectModel;

/// <summary>The commands that a Procfile, Dockerfile or compose file starts. The texts are slices of the file, so offsets in them are exact.</summary>
internal static class CommandManifest
{
    private const int MaxYamlEvents = 50_000;

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
            var (start, end) = (text.Lines.Start(line), text.Lines.EndWithoutBreak(line));
            var content = text.Content.AsSpan(start, end - start);
            var colon = content.IndexOf(':');
            if (colon > 0 && !content.TrimStart().StartsWith("#"))
            {
                Add(commands, text, TextSpan.FromBounds(start + colon + 1, end));
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
            var start = text.Lines.Start(line);
            var end = text.Lines.EndWithoutBreak(line);
            var content = text.Content.AsSpan(start, end - start);
            var trimmed = content.TrimStart();
            var keyword = trimmed.StartsWith("CMD", StringComparison.OrdinalIgnoreCase) ? 3
                : trimmed.StartsWith("ENTRYPOINT", StringComparison.OrdinalIgnoreCase) ? 10
                : 0;
            while (content.TrimEnd().EndsWith("\\") && line + 1 < text.Lines.Count)
            {
                line++;
                end = text.Lines.EndWithoutBreak(line);
                content = text.Content.AsSpan(text.Lines.Start(line), end - text.Lines.Start(line));
            }

            var body = start + (text.Content.AsSpan(start, end - start).Length - text.Content.AsSpan(start, end - start).TrimStart().Length) + keyword;
            if (keyword > 0 && body < end && (char.IsWhiteSpace(text.Content[body]) || text.Content[body] == '['))
            {
                Add(commands, text, TextSpan.FromBounds(body, end));
            }
        }

        return commands.ToImmutable();
    }

    /// <summary>The values of <c>command:</c> and <c>entrypoint:</c>, wherever they stand.</summary>
    private static ImmutableArray<ServerCommand> Compose(SourceText text, CancellationToken cancellationToken)
    {
        var commands = ImmutableArray.CreateBuilder<ServerCommand>();
        try
        {
            var parser = new Parser(new StringReader(text.Content));
            var isCommand = false;
            long listStart = -1;
            var depth = 0;
            for (var events = 0; events < MaxYamlEvents && parser.MoveNext(); events++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                switch (parser.Current)
                {
                    case SequenceStart sequence when isCommand && listStart < 0:
                        (listStart, depth) = (sequence.Start.Index, 1);
                        break;
                    case SequenceStart when listStart >= 0:
                        depth++;
                        break;
                    case SequenceEnd end when listStart >= 0 && --depth == 0:
                        Add(commands, text, TextSpan.FromBounds((int)listStart, (int)Math.Min(end.End.Index, text.Length)));
                        (listStart, isCommand) = (-1, false);
                        break;
                    case Scalar scalar when listStart < 0:
                        if (isCommand)
                        {
                            Add(commands, text, TextSpan.FromBounds((int)scalar.Start.Index, (int)Math.Min(scalar.End.Index, text.Length)));
                        }

                        isCommand = !isCommand && scalar.Value is "command" or "entrypoint" && scalar.IsKey;
                        break;
                    case MappingStart when listStart < 0:
                        isCommand = false;
                        break;
                }
            }
        }
        catch (YamlException)
        {
            // A template or a broken file: what was read before stands.
        }

        return commands.ToImmutable();
    }

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
