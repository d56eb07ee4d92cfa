using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PyFrameworks.Fuzz;

/// <summary>An input as a file keeps it: on one line of ASCII, everything else as <c>\uXXXX</c>, so that half a surrogate pair survives.</summary>
internal static class SavedInput
{
    /// <summary>The file's text.</summary>
    public static string Write(string input)
    {
        var text = new StringBuilder();
        foreach (var c in input)
        {
            _ = c is >= ' ' and <= '~' and not '\\' ? text.Append(c) : c == '\n' ? text.Append("\\n") : text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }

        return text.Append('\n').ToString();
    }

    /// <summary>The input of a file.</summary>
    public static string Read(string text) => Regex.Unescape(text.TrimEnd('\n'));
}
