using System.Globalization;

namespace PyFrameworks.Rules;

/// <summary>How figures, dates and lists are written in messages.</summary>
public static class Say
{
    /// <summary>A count with thousands separators: <c>1,240</c>.</summary>
    public static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count and its noun: <c>1 module</c>, <c>9 modules</c>.</summary>
    public static string Count(int value, string singular, string? plural = null) =>
        $"{Number(value)} {(value == 1 ? singular : plural ?? singular + "s")}";

    /// <summary>A date as ISO 8601: <c>2024-04-01</c>.</summary>
    public static string Date(DateOnly date) => date.ToString("O", CultureInfo.InvariantCulture);

    /// <summary><c>a</c>, <c>a and b</c>, <c>a, b and c</c>.</summary>
    public static string List(IReadOnlyList<string> items, string conjunction = "and") => items.Count switch
    {
        0 => "",
        1 => items[0],
        _ => $"{string.Join(", ", items.Take(items.Count - 1))} {conjunction} {items[^1]}",
    };

    /// <summary>An interface as people write it: <c>WSGI</c>.</summary>
    public static string Interface(Catalog.ServerInterface value) => value switch
    {
        Catalog.ServerInterface.Wsgi => "WSGI",
        Catalog.ServerInterface.Asgi => "ASGI",
        Catalog.ServerInterface.Rsgi => "RSGI",
        _ => "its own server",
    };

    /// <summary>An interface with its article, as it is read aloud: <c>a WSGI</c>, <c>an ASGI</c>.</summary>
    public static string AnInterface(Catalog.ServerInterface value) => value == Catalog.ServerInterface.Wsgi ? "a WSGI" : $"an {Interface(value)}";
}
