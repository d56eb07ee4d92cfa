namespace PyFrameworks.Workspace;

/// <summary>Writes a text that an editor is to show, which takes documents from files alone.</summary>
public static class PageFile
{
    /// <summary>Writes <paramref name="text"/> (UTF-8) in place of what an earlier command left.</summary>
    /// <param name="folder">Absolute path of a folder of the program's own; made where it does not exist.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="text">The text.</param>
    /// <returns>The absolute path.</returns>
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The user may not write there.</exception>
    public static string Write(string folder, string name, string text)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, name);

        // Written beside and moved: another server may write the same page, and the editor may read it.
        var draft = $"{path}.{Environment.ProcessId}";
        File.WriteAllText(draft, text);
        File.Move(draft, path, overwrite: true);
        return path;
    }
}
