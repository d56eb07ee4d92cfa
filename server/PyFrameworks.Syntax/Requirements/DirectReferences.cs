using System.Collections.Immutable;
using PyFrameworks.Syntax.Packaging;
using PyFrameworks.Syntax.Text;
using Version = PyFrameworks.Syntax.Packaging.Version;

namespace PyFrameworks.Syntax.Requirements;

/// <summary>Recognises URLs and paths where a requirement may stand, and what they tell of the distribution's name.</summary>
internal static class DirectReferences
{
    private static readonly string[] s_schemes = ["http", "https", "file", "ftp", "ssh", "git", "hg", "bzr", "sftp", "svn"];
    private static readonly string[] s_controls = ["git", "hg", "bzr", "svn"];

    // What ends a name in a requirement, and so can't stand before the first slash of a path.
    private static readonly AsciiSet s_afterName = new("<>=!~,()[] \t\"'");
    private static readonly AsciiSet s_operators = new("<>=!~ ");

    // pip's list of archives; a requirement that ends so is a file.
    private static readonly string[] s_archives =
        [".whl", ".zip", ".tar.gz", ".tgz", ".tar", ".tar.bz2", ".tbz", ".tar.xz", ".txz", ".tlz", ".tar.lz", ".tar.lzma"];

    /// <summary>
    /// Whether pip would take <paramref name="body"/> for a URL or a path. pip asks the disk whether a path exists; here its look
    /// decides: a part before the first slash that no requirement could have, or the name of an archive.
    /// </summary>
    public static bool IsReference(string body)
    {
        if (IsUrl(body))
        {
            return true;
        }

        var semicolon = body.IndexOf(';', StringComparison.Ordinal);
        var name = (semicolon < 0 ? body.AsSpan() : body.AsSpan(0, semicolon)).Trim();
        var at = name.IndexOf('@');
        if (at >= 0 && !LooksLikePath(name[..at]))
        {
            return false;
        }

        return LooksLikePath(name) || (EndsAsArchive(WithoutExtras(name)) && s_operators.IndexIn(name) < 0);
    }

    /// <summary>Reads a line's body that is a URL or a path, perhaps with a marker.</summary>
    public static RequirementsLine Read(
        string body,
        OffsetMap map,
        TextSpan span,
        int number,
        ImmutableArray<LineOption> options,
        bool isEditable,
        ImmutableArray<SyntaxError>.Builder errors)
    {
        // A URL may hold semicolons, so that only one with a space after it parts the marker (pip).
        var separator = body.IndexOf(IsUrl(body) ? "; " : ";", StringComparison.Ordinal);
        var (start, end) = PythonText.Trim(body, 0, separator < 0 ? body.Length : separator);
        Marker? marker = null;
        TextSpan? markerSpan = null;
        if (separator >= 0)
        {
            var (markerStart, markerEnd) = PythonText.Trim(body, separator + 1, body.Length);
            if (markerStart < markerEnd)
            {
                markerSpan = map.ToSource(TextSpan.FromBounds(markerStart, markerEnd));
                (marker, var error) = Marker.Parse(body[markerStart..markerEnd], markerStart);
                if (error is { } wrong && !RequirementsFile.HoldsVariable(body))
                {
                    errors.Add(wrong with { Span = map.ToSource(wrong.Span) });
                }
            }
        }

        var reference = Describe(body[start..end], start == 0 ? map : map.Skip(start));
        return isEditable
            ? new EditableLine(span, number, options, reference, marker, markerSpan)
            : new UrlLine(span, number, options, reference, marker, markerSpan);
    }

    /// <summary>Reads the value of <c>-e</c>: a path, a URL, or <c>name @ URL ; marker</c>.</summary>
    public static EditableLine ReadEditable(
        string target, TextSpan targetSpan, TextSpan span, int number, ImmutableArray<LineOption> options, ImmutableArray<SyntaxError>.Builder errors)
    {
        // Quotes and escapes inside the value would move what follows them; then the whole value stands for each part.
        var map = OffsetMap.Shift(targetSpan.Start);
        if (target.Contains('@', StringComparison.Ordinal)
            && Requirement.Parse(target, map) is { IsValid: true, Url: { } url, UrlSpan: { } urlSpan } requirement
            && targetSpan.Length == target.Length)
        {
            var reference = new DirectReference(
                url, urlSpan, true, LocationOf(url), requirement.Name, requirement.NameSpan, NameSource.Declared, requirement.Extras);
            return new(span, number, options, reference, requirement.Marker, requirement.MarkerSpan);
        }

        if (targetSpan.Length == target.Length)
        {
            return (EditableLine)Read(target, map, span, number, options, true, errors);
        }

        var described = Describe(target, OffsetMap.Shift(0));
        return new(
            span,
            number,
            options,
            described with
            {
                TargetSpan = targetSpan,
                NameSpan = described.Name is null ? null : targetSpan,
                Extras = described.Extras.Select(extra => extra with { Span = targetSpan }).ToImmutableArray(),
            },
            null,
            null);
    }

    private static DirectReference Describe(string target, OffsetMap map)
    {
        var isUrl = IsUrl(target);
        var whole = map.ToSource(new TextSpan(0, target.Length));
        if (!isUrl)
        {
            var path = WithoutExtras(target);
            var (pathName, pathSource) = NameOfFile(target, TextSpan.FromBounds(LastSlash(target, path.Length) + 1, path.Length));
            return Make(path.ToString(), pathName, pathSource, ReadExtras(target, path.Length, map));
        }

        var hash = target.IndexOf('#', StringComparison.Ordinal);
        var egg = hash < 0 ? -1 : FindEgg(target, hash + 1);
        if (egg >= 0)
        {
            var length = target.AsSpan(egg).IndexOfAny("&[ ;");
            var end = length < 0 ? target.Length : egg + length;
            var name = TextSpan.FromBounds(egg, end);
            if (NormalizedName.IsValid(target.AsSpan(egg, name.Length)))
            {
                return Make(LocationOf(target), name, NameSource.Egg, ReadExtras(target, end, map));
            }
        }

        var (guess, source) = GuessName(target);
        return Make(LocationOf(target), guess, source, []);

        DirectReference Make(string location, TextSpan? name, NameSource source, ImmutableArray<Extra> extras) => new(
            target,
            whole,
            isUrl,
            location,
            name is { } known ? target.Substring(known.Start, known.Length) : null,
            name is { } place ? map.ToSource(place) : null,
            name is null ? NameSource.None : source,
            extras);
    }

    private static (TextSpan? Name, NameSource Source) GuessName(string url)
    {
        var end = url.AsSpan().IndexOfAny("?#") is var stop && stop >= 0 ? stop : url.Length;
        var address = url.AsSpan(0, end);
        var authority = address.IndexOf("://", StringComparison.Ordinal) is var slashes && slashes >= 0 ? slashes + 3 : address.IndexOf(':') + 1;
        var path = url.AsSpan(authority, end - authority).IndexOf('/') is var slash && slash >= 0 ? authority + slash : authority;
        if (IsVersionControl(url))
        {
            // "@revision" follows the path and may hold slashes itself.
            var revision = path < end ? url.AsSpan(path, end - path).IndexOf('@') : -1;
            return Repository(url, path, revision < 0 ? end : path + revision);
        }

        // A forge's archives are named for a tag, not for a distribution: .../owner/core/archive/2.1.zip is "core".
        foreach (var folder in (string[])["/-/archive/", "/archive/", "/tarball/", "/zipball/"])
        {
            var index = url.IndexOf(folder, path, end - path, StringComparison.Ordinal);
            if (index > path)
            {
                return Repository(url, path, index);
            }
        }

        return NameOfFile(url, TextSpan.FromBounds(Math.Max(LastSlash(url, end) + 1, path), end));
    }

    private static (TextSpan? Name, NameSource Source) Repository(string url, int start, int end)
    {
        while (end > start && url[end - 1] == '/')
        {
            end--;
        }

        var segment = Math.Max(LastSlash(url, end) + 1, start);
        if (url.AsSpan(segment, end - segment).EndsWith(".git", StringComparison.Ordinal))
        {
            end -= 4;
        }

        return NormalizedName.IsValid(url.AsSpan(segment, end - segment)) ? (TextSpan.FromBounds(segment, end), NameSource.Repository) : (null, NameSource.None);
    }

    private static (TextSpan? Name, NameSource Source) NameOfFile(string text, TextSpan file)
    {
        var name = text.AsSpan(file.Start, file.Length);
        if (name.EndsWith(".whl", StringComparison.OrdinalIgnoreCase))
        {
            // PEP 427: name-version(-build)?-python-abi-platform.whl, and the name holds no hyphen.
            var hyphen = name.IndexOf('-');
            return name.Count('-') is 4 or 5 && NormalizedName.IsValid(name[..hyphen]) ? (new TextSpan(file.Start, hyphen), NameSource.Wheel) : (null, NameSource.None);
        }

        var extension = ArchiveExtension(name);
        if (extension == 0)
        {
            return (null, NameSource.None);
        }

        var stem = name[..^extension];
        var last = stem.LastIndexOf('-');
        return last > 0 && Version.TryParse(stem[(last + 1)..], out _) && NormalizedName.IsValid(stem[..last])
            ? (new TextSpan(file.Start, last), NameSource.Archive)
            : (null, NameSource.None);
    }

    private static int FindEgg(string url, int fragment)
    {
        for (var at = fragment; at < url.Length;)
        {
            if (url.AsSpan(at).StartsWith("egg=", StringComparison.Ordinal))
            {
                return at + 4;
            }

            var next = url.IndexOf('&', at);
            if (next < 0)
            {
                break;
            }

            at = next + 1;
        }

        return -1;
    }

    private static ImmutableArray<Extra> ReadExtras(string text, int open, OffsetMap map)
    {
        if (open >= text.Length || text[open] != '[' || text.IndexOf(']', open) is var close && close < 0)
        {
            return [];
        }

        var extras = ImmutableArray.CreateBuilder<Extra>();
        for (var at = open + 1; at < close;)
        {
            var comma = text.IndexOf(',', at, close - at);
            var (start, end) = PythonText.Trim(text, at, comma < 0 ? close : comma);
            if (end > start)
            {
                extras.Add(new(text[start..end], map.ToSource(TextSpan.FromBounds(start, end))));
            }

            at = comma < 0 ? close : comma + 1;
        }

        return extras.ToImmutable();
    }

    private static ReadOnlySpan<char> WithoutExtras(ReadOnlySpan<char> path)
    {
        var open = path.IndexOf('[');
        return open > 0 && path.EndsWith("]") ? path[..open] : path;
    }

    private static string LocationOf(string url)
    {
        var end = url.AsSpan().IndexOfAny("?#");
        return end < 0 ? url : url[..end];
    }

    private static int LastSlash(string text, int end) => end == 0 ? -1 : text.LastIndexOfAny(['/', '\\'], end - 1);

    private static bool IsUrl(ReadOnlySpan<char> text)
    {
        var scheme = SchemeOf(text).ToString().ToLowerInvariant();
        var plus = scheme.IndexOf('+', StringComparison.Ordinal);
        return s_schemes.Contains(scheme) || (plus > 0 && s_controls.Contains(scheme[..plus]));
    }

    private static bool IsVersionControl(ReadOnlySpan<char> url)
    {
        var scheme = SchemeOf(url);
        var plus = scheme.IndexOf('+');
        return s_controls.Contains((plus < 0 ? scheme : scheme[..plus]).ToString().ToLowerInvariant());
    }

    private static ReadOnlySpan<char> SchemeOf(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && (char.IsAsciiLetterOrDigit(text[length]) || text[length] is '+' or '-' or '.'))
        {
            length++;
        }

        return length > 0 && length < text.Length && text[length] == ':' ? text[..length] : default;
    }

    private static bool LooksLikePath(ReadOnlySpan<char> text)
    {
        if (text.StartsWith(".") || text is [_, ':', '\\', ..])
        {
            return true;
        }

        var slash = text.IndexOf('/');
        return slash >= 0 && s_afterName.IndexIn(text[..slash]) < 0;
    }

    private static bool EndsAsArchive(ReadOnlySpan<char> name) => ArchiveExtension(name) > 0;

    private static int ArchiveExtension(ReadOnlySpan<char> name)
    {
        foreach (var extension in s_archives)
        {
            if (name.Length > extension.Length && name.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
            {
                return extension.Length;
            }
        }

        return 0;
    }
}
