using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PyFrameworks.Catalog.Reading;

namespace PyFrameworks.Catalog.Tests;

/// <summary>The reader's grammar as JSON Schema. Draft 07 is what YAML plug-ins of editors complete best. A record that several places share is written once, below <c>$defs</c>.</summary>
internal sealed class SchemaWriter
{
    private readonly Utf8JsonWriter _json;

    // Names of the shared records in the order in which they are met.
    private readonly Dictionary<RecordShape, string> _shared = [];

    private SchemaWriter(Utf8JsonWriter json, RecordShape[] shapes)
    {
        _json = json;
        var counts = new Dictionary<RecordShape, (int Count, string Name)>();
        foreach (var shape in shapes)
        {
            Count(shape, "file", counts);
        }
    }

    public static string Of(string title, params RecordShape[] shapes)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" }))
        {
            new SchemaWriter(json, shapes).WriteFile(title, shapes);
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    /// <summary>Names each record that is met a second time after the key that led to it first.</summary>
    private void Count(Shape shape, string name, Dictionary<RecordShape, (int Count, string Name)> counts)
    {
        switch (shape)
        {
            case RecordShape record:
                var (count, first) = counts.GetValueOrDefault(record, (0, name));
                counts[record] = (count + 1, first);
                if (count == 1)
                {
                    var free = first;
                    for (var i = 2; _shared.ContainsValue(free); i++)
                    {
                        free = $"{first}-{i}";
                    }

                    _shared.Add(record, free);
                }
                else if (count == 0)
                {
                    foreach (var key in record.Keys)
                    {
                        Count(key.Shape, key.Name, counts);
                    }
                }

                break;
            case TableShape table:
                foreach (var _ in table.Keys?.Words ?? ["any"])
                {
                    Count(table.Value, $"{name}-item", counts);
                }

                break;
            case ListShape list:
                Count(list.Item, $"{name}-item", counts);
                break;
        }
    }

    private void WriteFile(string title, RecordShape[] shapes)
    {
        _json.WriteStartObject();
        _json.WriteString("$schema", "http://json-schema.org/draft-07/schema#");
        _json.WriteString("title", title);
        if (shapes is [var only])
        {
            WriteRecord(only);
        }
        else
        {
            _json.WriteStartArray("anyOf");
            foreach (var shape in shapes)
            {
                _json.WriteStartObject();
                Write(shape);
                _json.WriteEndObject();
            }

            _json.WriteEndArray();
        }

        if (_shared.Count > 0)
        {
            _json.WriteStartObject("$defs");
            foreach (var (record, name) in _shared.OrderBy(entry => entry.Value, StringComparer.Ordinal))
            {
                _json.WriteStartObject(name);
                WriteRecord(record);
                _json.WriteEndObject();
            }

            _json.WriteEndObject();
        }

        _json.WriteEndObject();
    }

    private void Write(Shape shape)
    {
        switch (shape)
        {
            case RecordShape record when _shared.TryGetValue(record, out var name):
                _json.WriteString("$ref", $"#/$defs/{name}");
                break;
            case RecordShape record:
                WriteRecord(record);
                break;
            case TableShape table:
                WriteTable(table);
                break;
            case ListShape list:
                _json.WriteString("type", "array");
                if (list.Least > 0)
                {
                    _json.WriteNumber("minItems", list.Least);
                }

                if (list.Item is ScalarShape)
                {
                    _json.WriteBoolean("uniqueItems", true);
                }

                _json.WriteStartObject("items");
                Write(list.Item);
                _json.WriteEndObject();
                break;
            case ScalarShape scalar:
                WriteScalar(scalar);
                break;
        }
    }

    private void WriteRecord(RecordShape record)
    {
        _json.WriteString("type", "object");
        _json.WriteBoolean("additionalProperties", false);
        WriteStrings("required", record.Keys.Where(key => key.IsRequired).Select(key => key.Name));
        _json.WriteStartObject("properties");
        foreach (var key in record.Keys)
        {
            _json.WriteStartObject(key.Name);
            _json.WriteString("description", key.Description);
            Write(key.Shape);
            _json.WriteEndObject();
        }

        _json.WriteEndObject();
    }

    private void WriteTable(TableShape table)
    {
        _json.WriteString("type", "object");
        if (table.Least > 0)
        {
            _json.WriteNumber("minProperties", table.Least);
        }

        if (table.Keys is null)
        {
            _json.WriteStartObject("propertyNames");
            _json.WriteString("pattern", Identifier);
            _json.WriteEndObject();
            _json.WriteStartObject("additionalProperties");
            Write(table.Value);
            _json.WriteEndObject();
            return;
        }

        // Each word as a property of its own, since that is what editors complete.
        _json.WriteBoolean("additionalProperties", false);
        _json.WriteStartObject("properties");
        foreach (var word in table.Keys.Words)
        {
            _json.WriteStartObject(word);
            Write(table.Value);
            _json.WriteEndObject();
        }

        _json.WriteEndObject();
    }

    private const string Identifier = "^[a-z0-9]+([.-][a-z0-9]+)*$";

    private void WriteScalar(ScalarShape scalar)
    {
        switch (scalar.Form)
        {
            case Form.Word:
                WriteStrings("enum", scalar.Vocabulary!.Words);
                return;
            case Form.Number:
                _json.WriteString("type", "integer");
                _json.WriteNumber("minimum", scalar.Least);
                _json.WriteNumber("maximum", scalar.Most);
                return;
            case Form.Flag:
                _json.WriteString("type", "boolean");
                return;
            case Form.Version:
                // 3.1 without quotes is a number to YAML.
                WriteStrings("type", ["string", "number"]);
                return;
        }

        _json.WriteString("type", "string");
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
            _json.WriteString("pattern", pattern);
        }
        else
        {
            _json.WriteNumber("minLength", 1);
        }
    }

    private void WriteStrings(string name, IEnumerable<string> values)
    {
        if (values.Any())
        {
            _json.WriteStartArray(name);
            foreach (var value in values)
            {
                _json.WriteStringValue(value);
            }

            _json.WriteEndArray();
        }
    }
}
