using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PyFrameworks.Catalog.Reading;

namespace PyFrameworks.Catalog.Tests;

/// <summary>The reader's grammar as JSON Schema. Draft 07 is what YAML plug-ins of editors complete best.</summary>
internal static class SchemaWriter
{
    public static string Of(string title, params RecordShape[] shapes)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "http://json-schema.org/draft-07/schema#");
            json.WriteString("title", title);
            if (shapes is [var only])
            {
                Write(json, only);
            }
            else
            {
                json.WriteStartArray("anyOf");
                foreach (var shape in shapes)
                {
                    json.WriteStartObject();
                    Write(json, shape);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter json, Shape shape)
    {
        switch (shape)
        {
            case RecordShape record:
                WriteRecord(json, record);
                break;
            case TableShape table:
                WriteTable(json, table);
                break;
            case ListShape list:
                json.WriteString("type", "array");
                if (list.Least > 0)
                {
                    json.WriteNumber("minItems", list.Least);
                }

                if (list.Item is ScalarShape)
                {
                    json.WriteBoolean("uniqueItems", true);
                }

                json.WriteStartObject("items");
                Write(json, list.Item);
                json.WriteEndObject();
                break;
            case ScalarShape scalar:
                WriteScalar(json, scalar);
                break;
        }
    }

    private static void WriteRecord(Utf8JsonWriter json, RecordShape record)
    {
        json.WriteString("type", "object");
        json.WriteBoolean("additionalProperties", false);
        WriteStrings(json, "required", record.Keys.Where(key => key.IsRequired).Select(key => key.Name));
        json.WriteStartObject("properties");
        foreach (var key in record.Keys)
        {
            json.WriteStartObject(key.Name);
            json.WriteString("description", key.Description);
            Write(json, key.Shape);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteTable(Utf8JsonWriter json, TableShape table)
    {
        json.WriteString("type", "object");
        if (table.Least > 0)
        {
            json.WriteNumber("minProperties", table.Least);
        }

        if (table.Keys is null)
        {
            json.WriteStartObject("propertyNames");
            json.WriteString("pattern", Identifier);
            json.WriteEndObject();
            json.WriteStartObject("additionalProperties");
            Write(json, table.Value);
            json.WriteEndObject();
            return;
        }

        // Each word as a property of its own, since that is what editors complete.
        json.WriteBoolean("additionalProperties", false);
        json.WriteStartObject("properties");
        foreach (var word in table.Keys.Words)
        {
            json.WriteStartObject(word);
            Write(json, table.Value);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private const string Identifier = "^[a-z0-9]+([.-][a-z0-9]+)*$";

    private static void WriteScalar(Utf8JsonWriter json, ScalarShape scalar)
    {
        switch (scalar.Form)
        {
            case Form.Word:
                WriteStrings(json, "enum", scalar.Vocabulary!.Words);
                return;
            case Form.Number:
                json.WriteString("type", "integer");
                json.WriteNumber("minimum", scalar.Least);
                json.WriteNumber("maximum", scalar.Most);
                return;
            case Form.Flag:
                json.WriteString("type", "boolean");
                return;
            case Form.Version:
                // 3.1 without quotes is a number to YAML.
                WriteStrings(json, "type", ["string", "number"]);
                return;
        }

        json.WriteString("type", "string");
        var pattern = scalar.Form switch
        {
            Form.Identifier or Form.Framework => Identifier,
            Form.Distribution => "^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$",
            Form.DistributionPattern => "^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9*])?$",
            Form.Date => "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
            Form.Url => "^https://",
            _ => null,
        };
        if (pattern is not null)
        {
            json.WriteString("pattern", pattern);
        }
        else
        {
            json.WriteNumber("minLength", 1);
        }
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        if (values.Any())
        {
            json.WriteStartArray(name);
            foreach (var value in values)
            {
                json.WriteStringValue(value);
            }

            json.WriteEndArray();
        }
    }
}
