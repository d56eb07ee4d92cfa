using PyFrameworks.Syntax.Python;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Tests.Python;

/// <summary>Scans for tests: <c>‹…›</c> in the source marks the text that is expected and is removed before reading.</summary>
internal static class PythonScanning
{
    public static PythonModule Scan(string source) => PythonScanner.Scan(new(source), TestContext.Current.CancellationToken);

    /// <summary>The module, its text, and the marked spans in order.</summary>
    public static (PythonModule Module, SourceText Text, TextSpan[] Marks) ScanMarked(string source)
    {
        var marks = new List<TextSpan>();
        var plain = new System.Text.StringBuilder();
        var start = 0;
        foreach (var c in source)
        {
            if (c == '‹')
            {
                start = plain.Length;
            }
            else if (c == '›')
            {
                marks.Add(TextSpan.FromBounds(start, plain.Length));
            }
            else
            {
                plain.Append(c);
            }
        }

        // A byte order mark is no character of the text.
        var shift = plain.Length > 0 && plain[0] == '\uFEFF' ? -1 : 0;
        var text = new SourceText(plain.ToString());
        return (PythonScanner.Scan(text, TestContext.Current.CancellationToken), text, [.. marks.Select(mark => mark.Shift(shift))]);
    }

    /// <summary>Imports as <c>kind level:module names as alias [context]</c>, one a line.</summary>
    public static string Show(PythonModule module) => string.Join(" | ", module.Imports.Select(Show));

    private static string Show(ImportStatement import)
    {
        var names = string.Join(",", import.Names.Select(name => name.Alias is null ? name.Name : $"{name.Name} as {name.Alias}"));
        var kind = import.Kind switch { ImportKind.Import => "import", ImportKind.ImportFrom => "from", _ => "dynamic" };
        return $"{kind} {new string('.', import.Level)}{import.Module}"
            + (import.Kind == ImportKind.ImportFrom ? $" ({names})" : "")
            + (import.Alias is null ? "" : $" as {import.Alias}")
            + (import.Context == ImportContext.None ? "" : $" [{import.Context}]");
    }
}
