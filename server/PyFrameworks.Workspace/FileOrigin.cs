using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Workspace;

/// <summary>A Python file on disk, for as long as it is the one that was read.</summary>
/// <param name="root">The workspace folder, an absolute path.</param>
/// <param name="path">Its workspace path.</param>
/// <param name="length">Its length in bytes.</param>
/// <param name="written">When it was last written, in ticks of UTC.</param>
internal sealed class FileOrigin(string root, string path, long length, long written) : TextOrigin
{
    /// <inheritdoc/>
    public override string? Read()
    {
        try
        {
            return FolderWalk.FinalFile(FolderWalk.FullPath(root, path)) is { } file && file.Length == length && file.LastWriteTimeUtc.Ticks == written
                ? FileReader.DecodePython(path, length == 0 ? [] : File.ReadAllBytes(file.FullName))
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
