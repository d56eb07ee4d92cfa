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
            var file = new FileInfo(FolderWalk.FullPath(root, path));
            file = file.Exists && (file.Attributes & FileAttributes.ReparsePoint) != 0 ? file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file : file;
            return file.Exists && file.Length == length && file.LastWriteTimeUtc.Ticks == written
                ? FileReader.DecodePython(path, length == 0 ? [] : File.ReadAllBytes(file.FullName))
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
