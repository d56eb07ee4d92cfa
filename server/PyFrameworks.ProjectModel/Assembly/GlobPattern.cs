using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>
/// A path pattern: <c>?</c> and <c>*</c> within a part, <c>**</c> over any number of parts. Without a <c>/</c> it is tried on every part of
/// the path, as in a .gitignore; with one it begins at the folder to which it belongs. A pattern that matches a folder matches all below it.
/// Matching is case-sensitive and takes time proportional to pattern × path at worst.
/// </summary>
public sealed class GlobPattern
{
    private readonly string[] _parts;
    private readonly string _folder;
    private readonly bool _isAnyPart;

    private GlobPattern(string[] parts, string folder, bool isAnyPart)
    {
        _parts = parts;
        _folder = folder;
        _isAnyPart = isAnyPart;
    }

    /// <summary>Reads <paramref name="pattern"/>, which belongs to <paramref name="folder"/> (a workspace path); an empty one matches nothing.</summary>
    public static GlobPattern Create(string pattern, string folder = ".")
    {
        var normalised = pattern.Trim().Replace('\\', '/');
        var parts = normalised.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").ToArray();

        // "/name" and "./name" are held to the folder, "name/" is not.
        var isAnyPart = parts.Length == 1 && !normalised.TrimEnd('/').Contains('/', StringComparison.Ordinal);
        return new(parts, folder, isAnyPart);
    }

    /// <summary>Whether the pattern takes in the file or folder <paramref name="path"/>, or a folder above it.</summary>
    public bool IsMatch(string path) => Match(path, includeBelow: true);

    /// <summary>Whether the pattern names <paramref name="path"/> itself.</summary>
    public bool IsExactMatch(string path) => Match(path, includeBelow: false);

    /// <summary>Whether <paramref name="name"/> matches one part of a pattern; linear but for retries at the last <c>*</c>.</summary>
    internal static bool MatchesPart(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        var (p, n, star, retry) = (0, 0, -1, 0);
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                retry = n;
            }
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == name[n]))
            {
                p++;
                n++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                n = ++retry;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*')
        {
            p++;
        }

        return p == pattern.Length;
    }

    private bool Match(string path, bool includeBelow)
    {
        if (_parts.Length == 0 || !WorkspacePath.IsWithin(path, _folder) || path == _folder)
        {
            return false;
        }

        var names = (_folder == "." ? path : path[(_folder.Length + 1)..]).Split('/');
        if (_isAnyPart)
        {
            return includeBelow ? Array.Exists(names, name => MatchesPart(_parts[0], name)) : MatchesPart(_parts[0], names[^1]);
        }

        var (p, n, star, retry) = (0, 0, -1, 0);
        while (n < names.Length)
        {
            if (p == _parts.Length && includeBelow)
            {
                return true;
            }

            if (p < _parts.Length && _parts[p] == "**")
            {
                star = p++;
                retry = n;
            }
            else if (p < _parts.Length && MatchesPart(_parts[p], names[n]))
            {
                p++;
                n++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                n = ++retry;
            }
            else
            {
                return false;
            }
        }

        return p == _parts.Length;
    }
}
