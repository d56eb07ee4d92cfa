using System.Collections.Immutable;
using PyFrameworks.Syntax.Python;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>
/// One file of the workspace as read by itself: a pure function of its path and bytes, so it can be kept while other files change.
/// </summary>
public sealed record ParsedFile
{
    /// <summary>Workspace path.</summary>
    public required string Path { get; init; }

    /// <summary>Decoded text; empty for a file of which only the place matters.</summary>
    public required SourceText Text { get; init; }

    /// <summary>The manifest it holds (a PEP 723 block of a Python file among them), or null.</summary>
    public Manifest? Manifest { get; init; }

    /// <summary>The Python module it holds, or null.</summary>
    public PythonModule? Module { get; init; }

    /// <summary>Whether the text of a Python file holds what our comments begin with, in any case, so that it is worth a look for them.</summary>
    public bool MentionsProgram { get; init; }

    /// <summary>Why it could not be read, as a clause (<c>permission denied</c>), or null when it was read.</summary>
    public string? Unreadable { get; init; }
}

/// <summary>The files of a workspace: what was parsed, and every other path that exists.</summary>
public sealed record WorkspaceFiles
{
    /// <summary>Parsed files by workspace path.</summary>
    public required PathMap<ParsedFile> Parsed { get; init; }

    /// <summary>Every file path of the workspace that is not left out, parsed or not, sorted; marker files are looked up here.</summary>
    public required PathSet Paths { get; init; }

    /// <summary>
    /// Answers whether an include's target exists though it isn't in <see cref="Paths"/> (it lies in an ignored folder, say): workspace paths of
    /// existing include targets that were not parsed, with the reason.
    /// </summary>
    public ImmutableSortedDictionary<string, string> Unread { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The team catalogs in force; the editor's are part of the catalog that the projects are judged by already.</summary>
    public WorkspaceCatalogs Catalogs { get; init; } = WorkspaceCatalogs.Empty;
}
