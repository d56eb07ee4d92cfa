using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Features;

/// <summary>Writes JSON as the program promises it: two spaces, <c>\n</c>, members in the documented order.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions s_options = new()
    {
        Indented = true,
        NewLine = "\n",

        // The output is read by programs and people, never pasted into HTML: é stays é.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>What <paramref name="write"/> writes, ending in a line feed; on a single line where <paramref name="isCompact"/>.</summary>
    public static string Create(Action<Utf8JsonWriter> write, bool isCompact = false)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, isCompact ? s_options with { Indented = false } : s_options))
        {
            write(json);
        }

        buffer.WriteByte((byte)'\n');
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>A member that holds an LSP range: 0-based lines and UTF-16 characters, end exclusive.</summary>
    public static void WriteRange(this Utf8JsonWriter json, string member, LineMap? lines, TextSpan span)
    {
        var start = lines?.Position(span.Start) ?? default;
        var end = lines?.Position(span.End) ?? default;
        json.WriteStartObject(member);
        WritePosition(json, "start", start);
        WritePosition(json, "end", end);
        json.WriteEndObject();
    }

    /// <summary>A member that holds a string, or <c>null</c>.</summary>
    public static void WriteStringOrNull(this Utf8JsonWriter json, string member, string? value)
    {
        if (value is null)
        {
            json.WriteNull(member);
        }
        else
        {
            json.WriteString(member, value);
        }
    }

    /// <summary>A member that holds strings.</summary>
    public static void WriteStrings(this Utf8JsonWriter json, string member, IEnumerable<string> values)
    {
        json.WriteStartArray(member);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static void WritePosition(Utf8JsonWriter json, string member, LinePosition position)
    {
        json.WriteStartObject(member);
        json.WriteNumber("line", position.Line);
        json.WriteNumber("character", position.Character);
        json.WriteEndObject();
    }
}
