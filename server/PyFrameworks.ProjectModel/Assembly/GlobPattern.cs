using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>
/// A path pattern: <c>?</c> and <c>*</c> within a part, <c>**</c> over any number of parts. Without a <c>/</c> it is tried on every part of
/// the path, as in a .gitignore; with one it begins at the folder to which it belongs. A pattern that matches a folder matches all below it.
/// Matching is case-sensitive and takes time proportional to pattern × path at worst.
/// </summary>
public sealed class GlobPattern
{
    private const int MaxPartsOnStack = 32;

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

    /// <summary>The same pattern for another folder.</summary>
    internal GlobPattern In(string folder) => folder == _folder ? this : new(_parts, folder, _isAnyPart);

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

        var rest = _folder == "." ? path : path.AsSpan(_folder.Length + 1);
        var count = rest.Count('/') + 1;
        Span<Range> names = count <= MaxPartsOnStack ? stackalloc Range[MaxPartsOnStack] : new Range[count];
        names = names[..rest.Split(names, '/')];
        if (_isAnyPart)
        {
            foreach (var name in includeBelow ? names : names[^1..])
            {
                if (MatchesPart(_parts[0], rest[name]))
                {
                    return true;
                }
            }

            return false;
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
            else if (p < _parts.Length && MatchesPart(_parts[p], rest[names[n]]))
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
