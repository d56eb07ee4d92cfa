using System.Collections.Immutable;
using System.Text;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Python;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Testing;

/// <summary>A mark in a test's project: what a line of <c>^^^ ID message</c> says of the text above it.</summary>
/// <param name="At">The text above the carets.</param>
/// <param name="Id">The first word after the carets.</param>
/// <param name="Message">The rest of the line; empty where there is none.</param>
public sealed record ProjectMarker(FileSpan At, string Id, string Message);

/// <summary>The place of <c>$0</c>.</summary>
/// <param name="Path">The file.</param>
/// <param name="Offset">Offset in the text without the cursor and the markers.</param>
public sealed record ProjectCursor(string Path, int Offset);

/// <summary>A test's project, read.</summary>
/// <param name="Files">Its files.</param>
/// <param name="Markers">Its marks, in order of the text.</param>
/// <param name="Cursor">Its cursor, or null.</param>
public sealed record ParsedProjectText(WorkspaceFiles Files, ImmutableArray<ProjectMarker> Markers, ProjectCursor? Cursor);

/// <summary>Reads what a path and its text declare; null where the file is no manifest.</summary>
public delegate Manifest? ManifestReading(string path, SourceText text, CancellationToken cancellationToken);

/// <summary>
/// Projects as one string: <c>#- path</c> starts a file, <c>$0</c> is the cursor, and a line of <c>^^^ ID message</c> marks the text above it.
/// Cursor and marker lines are no part of the files.
/// </summary>
public static class ProjectText
{
    private const string FilePrefix = "#- ";
    private const string CursorMark = "$0";

    /// <summary>Reads <paramref name="text"/>, with <paramref name="readManifest"/> as the reader of manifests.</summary>
    /// <exception cref="ArgumentException">The text breaks the rules above.</exception>
    public static ParsedProjectText Parse(string text, ManifestReading readManifest)
    {
        var (contents, markers, cursor) = ReadFiles(text);
        var parsed = new Dictionary<string, ParsedFile>(StringComparer.Ordinal);
        foreach (var (path, content) in contents)
        {
            var source = new SourceText(content);
            parsed[path] = new()
            {
                Path = path,
                Text = source,
                Manifest = readManifest(path, source, CancellationToken.None),
                Module = IsPython(path) ? PythonScanner.Scan(source, CancellationToken.None) : null,
            };
        }

        var files = new WorkspaceFiles
        {
            Parsed = PathMap.From<ParsedFile>(parsed),
            Paths = PathSet.From(parsed.Keys),
        };
        return new(files, markers, cursor);
    }

    /// <summary>Splits <paramref name="text"/> into its files, by path, without reading them.</summary>
    /// <exception cref="ArgumentException">The text breaks the rules above.</exception>
    public static (ImmutableArray<(string Path, string Content)> Files, ImmutableArray<ProjectMarker> Markers, ProjectCursor? Cursor) ReadFiles(string text)
    {
        var files = ImmutableArray.CreateBuilder<(string, string)>();
        var markers = ImmutableArray.CreateBuilder<ProjectMarker>();
        ProjectCursor? cursor = null;
        string? path = null;
        var content = new StringBuilder();
        var previousStart = -1;

        foreach (var line in text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
        {
            if (line.StartsWith(FilePrefix, StringComparison.Ordinal))
            {
                Finish();
                path = line[FilePrefix.Length..].Trim();
                previousStart = -1;
                continue;
            }

            if (path is null)
            {
                if (line.Trim().Length > 0)
                {
                    throw new ArgumentException($"'{line}' stands before the first '{FilePrefix}path'", nameof(text));
                }

                continue;
            }

            if (ReadMarker(line) is { } marker)
            {
                if (previousStart < 0)
                {
                    throw new ArgumentException($"'{line}' has no text above it", nameof(text));
                }

                // Carets past the end of the text above would point at the next line.
                var length = content.Length - previousStart - 1;
                if (marker.End > length)
                {
                    throw new ArgumentException($"'{line}' reaches past the text above it", nameof(text));
                }

                markers.Add(new(
                    new(path, TextSpan.FromBounds(previousStart + marker.Start, previousStart + marker.End)), marker.Id, marker.Message));
                continue;
            }

            previousStart = content.Length;
            var at = line.IndexOf(CursorMark, StringComparison.Ordinal);
            if (at < 0)
            {
                content.Append(line);
            }
            else if (cursor is not null)
            {
                throw new ArgumentException("There is more than one cursor", nameof(text));
            }
            else
            {
                cursor = new(path, content.Length + at);
                content.Append(line, 0, at).Append(line, at + CursorMark.Length, line.Length - at - CursorMark.Length);
            }

            content.Append('\n');
        }

        Finish();
        return (files.ToImmutable(), markers.ToImmutable(), cursor);

        void Finish()
        {
            if (path is not null)
            {
                files.Add((path, content.ToString()));
                content.Clear();
            }
        }
    }

    private static bool IsPython(string path) =>
        path.EndsWith(".py", StringComparison.Ordinal) || path.EndsWith(".pyw", StringComparison.Ordinal);

    /// <summary>Blanks, carets, a blank, a word, and the message; anything else is text.</summary>
    private static (int Start, int End, string Id, string Message)? ReadMarker(string line)
    {
        var start = 0;
        while (start < line.Length && line[start] is ' ' or '\t')
        {
            start++;
        }

        var end = start;
        while (end < line.Length && line[end] == '^')
        {
            end++;
        }

        if (end == start || end == line.Length || line[end] != ' ')
        {
            return null;
        }

        var rest = line[end..].Trim();
        var blank = rest.IndexOf(' ', StringComparison.Ordinal);
        return rest.Length == 0 ? null : blank < 0 ? (start, end, rest, "") : (start, end, rest[..blank], rest[(blank + 1)..].Trim());
    }
}
