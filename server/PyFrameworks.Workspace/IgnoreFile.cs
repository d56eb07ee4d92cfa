using System.Collections.Immutable;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Workspace;

/// <summary>
/// A <c>.gitignore</c>: its patterns in file order, the last that matches decides. Written after gitignore(5), for paths relative to the file's folder.
/// </summary>
internal sealed class IgnoreFile
{
    // Beyond these no pattern was written by hand; matching takes time, and some stack, with the length of a pattern.
    private const int MaxPatterns = 5000;
    private const int MaxPatternLength = 1000;

    private readonly ImmutableArray<Pattern> _patterns;

    private IgnoreFile(string folder, ImmutableArray<Pattern> patterns)
    {
        Folder = folder;
        _patterns = patterns;
    }

    /// <summary>Workspace path of the folder that holds the file.</summary>
    public string Folder { get; }

    /// <summary>Reads the patterns of <paramref name="content"/>; a file in <paramref name="folder"/>.</summary>
    public static IgnoreFile Parse(string folder, string content)
    {
        var patterns = ImmutableArray.CreateBuilder<Pattern>();
        foreach (var raw in content.Split('\n'))
        {
            if (patterns.Count < MaxPatterns && Pattern.Parse(raw.TrimEnd('\r')) is { } pattern)
            {
                patterns.Add(pattern);
            }
        }

        return new(folder, patterns.ToImmutable());
    }

    /// <summary>Whether the file ignores <paramref name="path"/>, un-ignores it (false), or says nothing of it (null).</summary>
    public bool? Ignores(string path, bool isFolder)
    {
        var relative = Folder == "." ? path : path[(Folder.Length + 1)..];
        for (var i = _patterns.Length - 1; i >= 0; i--)
        {
            if (_patterns[i].Matches(relative, isFolder))
            {
                return !_patterns[i].IsNegated;
            }
        }

        return null;
    }

    private sealed record Pattern(string Glob, bool IsNegated, bool OnlyFolders, bool IsAnchored)
    {
        public static Pattern? Parse(string line)
        {
            // Trailing blanks are no part of the pattern unless quoted by a backslash.
            var end = line.Length;
            while (end > 0 && line[end - 1] == ' ' && (end < 2 || line[end - 2] != '\\'))
            {
                end--;
            }

            var text = line[..end];
            if (text.Length == 0 || text[0] == '#')
            {
                return null;
            }

            var negated = text[0] == '!';
            text = negated ? text[1..] : text;
            text = text is ['\\', '#' or '!', ..] ? text[1..] : text;
            var onlyFolders = text.EndsWith('/');
            text = text.TrimEnd('/');
            var anchored = text.Contains('/', StringComparison.Ordinal);
            text = text.TrimStart('/');
            return text.Length is 0 or > MaxPatternLength ? null : new(text, negated, onlyFolders, anchored);
        }

        public bool Matches(string path, bool isFolder) =>
            (!OnlyFolders || isFolder) && GlobMatcher.IsMatch(Glob, IsAnchored ? path : WorkspacePath.FileName(path));
    }
}
