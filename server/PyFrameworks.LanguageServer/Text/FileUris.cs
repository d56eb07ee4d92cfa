using System.Text;

namespace PyFrameworks.LanguageServer;

/// <summary>
/// <c>file:</c> addresses (RFC 8089) and absolute paths. The case of names is kept as given; only a drive letter is made small, because clients write it
/// in both ways.
/// </summary>
internal static class FileUris
{
    private const string Scheme = "file:";

    /// <summary>The absolute path of <paramref name="uri"/>, or null when it is none of a file.</summary>
    public static string? ToPath(string uri) => ToPath(uri, OperatingSystem.IsWindows());

    /// <summary>The absolute path of <paramref name="uri"/> on Windows or elsewhere, or null when it is none of a file.</summary>
    public static string? ToPath(string uri, bool isWindows)
    {
        if (!uri.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var rest = uri[Scheme.Length..];
        var host = "";
        if (rest.StartsWith("//", StringComparison.Ordinal))
        {
            var slash = rest.IndexOf('/', 2);
            host = Unescape(slash < 0 ? rest[2..] : rest[2..slash]);
            rest = slash < 0 ? "" : rest[slash..];
        }

        if (rest.IndexOfAny(['?', '#']) is var extra and >= 0)
        {
            rest = rest[..extra];
        }

        var path = Unescape(rest);
        if (path is not ['/', ..] || path.Contains('\0', StringComparison.Ordinal) || host.AsSpan().IndexOfAny("/\\\0") >= 0)
        {
            return null;
        }

        if (!isWindows)
        {
            return host.Length == 0 || host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? Trim(path, '/') : null;
        }

        path = path.Replace('/', '\\');
        if (host.Length > 0 && !host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            // A host alone is no folder: its shares are.
            return path.Trim('\\').Length > 0 ? Trim($@"\\{host}{path}", '\\') : null;
        }

        // "/c:/…" names a drive; anything else after an empty host is no path of Windows.
        return path.Length >= 3 && char.IsAsciiLetter(path[1]) && path[2] == ':' && (path.Length == 3 || path[3] == '\\')
            ? path.AsSpan(3).TrimEnd('\\').IsEmpty ? $@"{char.ToLowerInvariant(path[1])}:\" : Trim(char.ToLowerInvariant(path[1]) + path[2..], '\\')
            : null;
    }

    /// <summary>The address of an absolute path.</summary>
    public static string FromPath(string path) => FromPath(path, OperatingSystem.IsWindows());

    /// <summary>The address of an absolute path of Windows or of another system.</summary>
    public static string FromPath(string path, bool isWindows)
    {
        if (!isWindows)
        {
            return $"file://{Escape(path)}";
        }

        var forward = path.Replace('\\', '/');
        return forward.StartsWith("//", StringComparison.Ordinal) ? $"file:{Escape(forward)}" : $"file:///{Escape(forward)}";
    }

    /// <summary>Percent-encodes a path; slashes stay.</summary>
    public static string Escape(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    /// <summary>Percent-decodes as UTF-8; what is not a sound escape stays as it is.</summary>
    private static string Unescape(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal))
        {
            return text;
        }

        var bytes = new List<byte>(text.Length);
        Span<byte> buffer = stackalloc byte[4];
        for (var i = 0; i < text.Length;)
        {
            if (text[i] == '%' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                bytes.Add(Convert.ToByte(text.Substring(i + 1, 2), 16));
                i += 3;
                continue;
            }

            _ = Rune.TryGetRuneAt(text, i, out var rune);
            bytes.AddRange(buffer[..rune.EncodeToUtf8(buffer)]);
            i += char.IsHighSurrogate(text[i]) && rune.Utf16SequenceLength == 2 ? 2 : 1;
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    private static string Trim(string path, char separator) => path.Length > 1 && path[^1] == separator ? path.TrimEnd(separator) is { Length: > 0 } trimmed ? trimmed : $"{separator}" : path;
}
