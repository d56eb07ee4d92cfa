using System.Collections.Immutable;
using System.Globalization;
using PyFrameworks.Syntax.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PyFrameworks.ProjectModel;

/// <summary>A node of a YAML document. Aliases, anchors' contents and what lies too deep are <see cref="YamlOther"/>.</summary>
internal abstract record YamlNode;

/// <summary>A scalar.</summary>
/// <param name="Text">Its value, and where it is written.</param>
internal sealed record YamlScalar(MappedText Text) : YamlNode;

/// <summary>A list.</summary>
internal sealed record YamlList(ImmutableArray<YamlNode> Items) : YamlNode;

/// <summary>A mapping; keys that are no scalars are left out.</summary>
internal sealed record YamlMap(ImmutableArray<(YamlScalar Key, YamlNode Value)> Entries) : YamlNode
{
    /// <summary>The value of the first entry of that key, or null.</summary>
    public YamlNode? this[string key] => Entries.FirstOrDefault(entry => entry.Key.Text.Value == key).Value;
}

/// <summary>What is not read.</summary>
internal sealed record YamlOther : YamlNode;

/// <summary>The first document of a YAML file. Where a line breaks it, reading begins again without that line, so that the others are there.</summary>
internal sealed class YamlReader
{
    private const int MaxLength = 1024 * 1024;
    private const int MaxEvents = 50_000;
    private const int MaxDepth = 40;

    // The scanner's work grows with the square of the nesting: what comes after such a depth is not read.
    private const int MaxNesting = 100;
    private const int MaxRepairs = 10;

    private readonly SourceText _text;
    private readonly CancellationToken _cancellationToken;
    private readonly Parser _parser;
    private (Mark Start, Mark End, string Message)? _failure;
    private int _events;
    private int _nesting;

    private YamlReader(SourceText text, string content, CancellationToken cancellationToken)
    {
        _text = text;
        _cancellationToken = cancellationToken;
        _parser = new(new StringReader(content));
    }

    /// <summary>The root, or null where there is none, and what is wrong.</summary>
    public static (YamlNode? Root, ImmutableArray<SyntaxError> Errors) Read(SourceText text, CancellationToken cancellationToken)
    {
        if (text.Length > MaxLength)
        {
            return (null, []);
        }

        var errors = ImmutableArray.CreateBuilder<SyntaxError>();
        var blanked = new HashSet<int>();
        (YamlNode? Root, int Events) best = default;
        for (var content = text.Content; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var reader = new YamlReader(text, content, cancellationToken);
            var root = reader.Document();
            if (reader._failure is not { } failure)
            {
                return (root, errors.ToImmutable());
            }

            // A blank line may take more with it than it mends.
            if (reader._events < best.Events)
            {
                return (best.Root, errors.ToImmutable());
            }

            best = (root, reader._events);
            errors.Add(new(reader.LineSpan(failure.Start), failure.Message));
            if (errors.Count > MaxRepairs || reader.Blank(content, blanked, failure.Start, failure.End) is not { } repaired)
            {
                return (root, errors.ToImmutable());
            }

            content = repaired;
        }
    }

    private YamlNode? Document()
    {
        Next();
        if (Next() is not DocumentStart)
        {
            return null;
        }

        return Next() is { } first ? Node(first, depth: 0) : null;
    }

    private YamlNode Node(ParsingEvent first, int depth)
    {
        switch (first)
        {
            case Scalar scalar:
                return new YamlScalar(TextOf(scalar));
            case SequenceStart when depth < MaxDepth:
                var items = ImmutableArray.CreateBuilder<YamlNode>();
                while (Next() is { } item and not SequenceEnd)
                {
                    items.Add(Node(item, depth + 1));
                }

                return new YamlList(items.ToImmutable());
            case MappingStart when depth < MaxDepth:
                var entries = ImmutableArray.CreateBuilder<(YamlScalar, YamlNode)>();
                while (Next() is { } key and not MappingEnd)
                {
                    var name = Node(key, depth + 1);
                    var value = Next() is { } second ? Node(second, depth + 1) : new YamlOther();
                    if (name is YamlScalar scalar)
                    {
                        entries.Add((scalar, value));
                    }
                }

                return new YamlMap(entries.ToImmutable());
            case SequenceStart or MappingStart:
                for (var nesting = 1; nesting > 0 && Next() is { } inner;)
                {
                    nesting += inner.NestingIncrease;
                }

                return new YamlOther();
            default:
                return new YamlOther();
        }
    }

    /// <summary>The next event; null at the end, and where the text is no YAML, so that what was read before stands.</summary>
    private ParsingEvent? Next()
    {
        _cancellationToken.ThrowIfCancellationRequested();
        if (_failure is not null || ++_events > MaxEvents || _nesting > MaxNesting)
        {
            return null;
        }

        try
        {
            var next = _parser.MoveNext() ? _parser.Current : null;
            _nesting += next?.NestingIncrease ?? 0;
            return next;
        }
        catch (YamlException e)
        {
            _failure = (e.Start, e.End, $"This is no YAML: {Sentence(e.Message)}");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException or IndexOutOfRangeException or OverflowException)
        {
            // The scanner lets such exceptions out, for one where a flow list is not closed.
            var at = _parser.Current?.End ?? Mark.Empty;
            _failure = (at, at, "From here on this is no YAML: close brackets and quotes");
        }

        return null;
    }

    private int Offset(Mark mark) => (int)Math.Clamp(mark.Index, 0, _text.Length);

    private TextSpan LineSpan(Mark mark)
    {
        var line = _text.Lines.LineOf(Offset(mark));
        var whole = TextSpan.FromBounds(_text.Lines.Start(line), _text.Lines.EndWithoutBreak(line));
        var content = _text.AsSpan(whole);
        return new(whole.Start + (content.Length - content.TrimStart().Length), content.Trim().Length);
    }

    /// <summary>The text with the line of an error blank; null when that changes nothing.</summary>
    private string? Blank(string content, HashSet<int> blanked, Mark start, Mark end)
    {
        foreach (var mark in (ReadOnlySpan<Mark>)[start, end])
        {
            var line = _text.Lines.LineOf(Offset(mark));
            var span = TextSpan.FromBounds(_text.Lines.Start(line), _text.Lines.EndWithoutBreak(line));
            if (blanked.Add(line) && !content.AsSpan(span.Start, span.Length).IsWhiteSpace())
            {
                return string.Concat(content.AsSpan(0, span.Start), new string(' ', span.Length), content.AsSpan(span.End));
            }
        }

        return null;
    }

    /// <summary>The scanner's message in the form of ours: no position in front, no full stop.</summary>
    private static string Sentence(string message)
    {
        var text = message.Trim().TrimEnd('.');
        if (text.StartsWith('(') && text.IndexOf("): ", StringComparison.Ordinal) is > 0 and var end)
        {
            text = text[(end + 3)..];
        }

        return text is [var first, var second, ..] && char.IsUpper(first) && char.IsLower(second) ? char.ToLowerInvariant(first) + text[1..] : text;
    }

    /// <summary>A scalar's value with its places; where they can't be told, all of it stands where the scalar does.</summary>
    private MappedText TextOf(Scalar scalar)
    {
        var span = TextSpan.FromBounds(Offset(scalar.Start), Math.Max(Offset(scalar.Start), Offset(scalar.End)));
        if (scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted && span.Length >= 2)
        {
            span = new(span.Start + 1, span.Length - 2);
        }

        var source = _text.AsSpan(span);
        var text = source.SequenceEqual(scalar.Value) ? MappedText.Of(_text, span)
            : scalar.Style == ScalarStyle.SingleQuoted ? Unquote(source, span.Start, doubleQuoted: false)
            : scalar.Style == ScalarStyle.DoubleQuoted ? Unquote(source, span.Start, doubleQuoted: true)
            : null;
        return text?.Value == scalar.Value ? text : new MappedText.Builder(span.Start).Append(scalar.Value, span.Start, span.Length).ToText();
    }

    private static MappedText Unquote(ReadOnlySpan<char> source, int offset, bool doubleQuoted)
    {
        var builder = new MappedText.Builder(offset);
        for (var i = 0; i < source.Length;)
        {
            var (text, length) = (source.Slice(i, 1).ToString(), 1);
            if (!doubleQuoted && source[i..].StartsWith("''"))
            {
                length = 2;
            }
            else if (doubleQuoted && source[i] == '\\' && i + 1 < source.Length)
            {
                var digits = source[i + 1] switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
                length = 2;
                text = source[i + 1] switch { 'n' => "\n", 't' => "\t", 'r' => "\r", '0' => "\0", var other => other.ToString() };
                if (digits > 0 && i + 2 + digits <= source.Length
                    && int.TryParse(source.Slice(i + 2, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
                    && code is >= 0 and (< 0xD800 or > 0xDFFF) and <= 0x10FFFF)
                {
                    (text, length) = (char.ConvertFromUtf32(code), 2 + digits);
                }
            }

            builder.Append(text, offset + i, length);
            i += length;
        }

        return builder.ToText();
    }
}
