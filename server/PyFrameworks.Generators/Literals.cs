using System.Globalization;
using System.Text;

namespace PyFrameworks.Generators;

/// <summary>Values as C# source.</summary>
internal static class Literals
{
    /// <summary>A string literal. What is not printable ASCII or a letter is escaped, so that no text can end the literal or hide in it.</summary>
    public static string Text(string value)
    {
        var result = new StringBuilder(value.Length + 2).Append('"');
        foreach (var c in value)
        {
            if (c is '"' or '\\')
            {
                result.Append('\\').Append(c);
            }
            else if (c is >= ' ' and <= '~' || char.IsLetter(c))
            {
                result.Append(c);
            }
            else
            {
                result.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
            }
        }

        return result.Append('"').ToString();
    }

    public static string TextOrNull(string? value) => value is null ? "null" : Text(value);

    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Flag(bool value) => value ? "true" : "false";

    public static string Date(DateOnly? value) => value is { } day ? $"new({Number(day.Year)}, {Number(day.Month)}, {Number(day.Day)})" : "null";
}
