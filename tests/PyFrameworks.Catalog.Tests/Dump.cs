using System.Collections;
using System.Globalization;
using System.Text;

namespace PyFrameworks.Catalog.Tests;

/// <summary>An object with all it holds as text, to compare records whose arrays compare by reference.</summary>
internal static class Dump
{
    public static string Of(object? value)
    {
        var text = new StringBuilder();
        Write(text, value, 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? value, int depth)
    {
        switch (value)
        {
            case null:
                text.Append("null\n");
                break;
            case DateOnly day:
                text.Append(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).Append('\n');
                break;
            case string or bool or int or Enum:
                text.Append(CultureInfo.InvariantCulture, $"{value}\n");
                break;
            case IEnumerable items:
                text.Append('\n');
                foreach (var item in items)
                {
                    text.Append(' ', depth * 2).Append("- ");
                    Write(text, item, depth + 1);
                }

                break;
            default:
                text.Append('\n');
                foreach (var property in value.GetType().GetProperties().Where(property => property.GetMethod is { IsStatic: false }))
                {
                    text.Append(' ', depth * 2).Append(property.Name).Append(": ");
                    Write(text, property.GetValue(value), depth + 1);
                }

                break;
        }
    }
}
