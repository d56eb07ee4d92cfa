using System.Text;
using System.Text.Json;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>A token of a JSON text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Depth">How many objects and lists it stands in.</param>
/// <param name="Content">A string's or property name's text between its quotes, escapes as written; of other tokens the token.</param>
internal readonly record struct JsonToken(JsonTokenType Kind, int Depth, TextSpan Content);

/// <summary>The tokens of a JSON text with their places. Where a line breaks it, reading begins again without that line.</summary>
internal static class JsonTokens
{
    private const int MaxDepth = 200;
    private const int MaxRepairs = 10;

    // The reader's own messages are left out of the published program, and quote the file at any length.
    private const string Broken = "This is no JSON: check the quotes, commas and brackets of this line";

    /// <summary>The tokens, and what is wrong; after the last error that a blank line can't mend, there are no more tokens.</summary>
    public static (List<JsonToken> Tokens, List<SyntaxError> Errors) Read(SourceText text, CancellationToken cancellationToken)
    {
        var original = Encoding.UTF8.GetBytes(text.Content);
        var bytes = original.ToArray();
        var errors = new List<SyntaxError>();
        var best = new List<JsonToken>();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var tokens = new List<JsonToken>();
            try
            {
                var slips = Read(bytes, original, tokens, cancellationToken);
                return (tokens, [.. errors.Concat(slips).OrderBy(error => error.Span)]);
            }
            catch (JsonException e)
            {
                // A blank line may take more with it than it mends, as where all of the file is one line.
                if (tokens.Count < best.Count)
                {
                    return (best, errors);
                }

                best = tokens;
                var (start, length) = Line(bytes, e.LineNumber ?? 0);
                var line = bytes.AsSpan(start, length).TrimEnd(" \t\r"u8);
                var positions = new Positions(original);
                var from = positions.ToText(start + (line.Length - line.TrimStart(" \t"u8).Length));
                errors.Add(new(TextSpan.FromBounds(from, Math.Max(from, positions.ToText(start + line.Length))), Broken));
                if (errors.Count > MaxRepairs || line.IsEmpty)
                {
                    return (tokens, errors);
                }

                bytes.AsSpan(start, length).Fill((byte)' ');
            }
        }
    }

    /// <summary>Reads the tokens; returns what JSON doesn't have but reading can go on after: comments, and commas before a closing bracket.</summary>
    private static List<SyntaxError> Read(byte[] bytes, byte[] original, List<JsonToken> tokens, CancellationToken cancellationToken)
    {
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Allow, MaxDepth = MaxDepth });
        var positions = new Positions(original);
        var slips = new List<SyntaxError>();
        var (end, comma) = (0, -1);
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var gap = bytes.AsSpan(end, (int)reader.TokenStartIndex - end).IndexOf((byte)',');
            comma = gap >= 0 ? positions.ToText(end + gap) : comma;
            end = (int)reader.BytesConsumed;
            if (reader.TokenType == JsonTokenType.Comment)
            {
                var from = positions.ToText((int)reader.TokenStartIndex);
                var length = bytes.AsSpan((int)reader.TokenStartIndex..end).TrimEnd("\r\n"u8).Length;
                slips.Add(new(TextSpan.FromBounds(from, positions.ToText((int)reader.TokenStartIndex + length)), "This is no JSON: it has no comments"));
                continue;
            }

            if (comma >= 0 && reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                slips.Add(new(new(comma, 1), "This is no JSON: a comma stands before a closing bracket"));
            }

            comma = -1;
            var quote = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? 1 : 0;
            var start = (int)reader.TokenStartIndex + quote;
            var textStart = positions.ToText(start);
            tokens.Add(new(reader.TokenType, reader.CurrentDepth, TextSpan.FromBounds(textStart, positions.ToText(start + reader.ValueSpan.Length))));
        }

        return slips;
    }

    /// <summary>Where the line of that number, from 0, begins, and its length without the line feed; the last one when there are fewer.</summary>
    private static (int Start, int Length) Line(ReadOnlySpan<byte> bytes, long number)
    {
        var start = 0;
        while (true)
        {
            var length = bytes[start..].IndexOf((byte)'\n');
            if (length < 0)
            {
                return (start, bytes.Length - start);
            }

            if (number-- <= 0)
            {
                return (start, length);
            }

            start += length + 1;
        }
    }

    /// <summary>Leads from offsets in UTF-8 to those in UTF-16; asked in rising order, all of it is one pass.</summary>
    private sealed class Positions(byte[] bytes)
    {
        private int _byte;
        private int _text;

        public int ToText(int offset)
        {
            for (; _byte < offset && _byte < bytes.Length; _byte++)
            {
                // A character begins with any byte but 10xxxxxx; one of four bytes is a pair of code units.
                _text += (bytes[_byte] & 0xC0) == 0x80 ? 0 : bytes[_byte] >= 0xF0 ? 2 : 1;
            }

            return _text;
        }
    }
}
