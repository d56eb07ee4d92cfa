using System.Text;

namespace PyFrameworks.Testing;

/// <summary>A folder on disk that is deleted at the end of the test.</summary>
public sealed class TestFolder : IDisposable
{
    /// <summary>Makes an empty folder.</summary>
    public TestFolder()
    {
        Root = Directory.CreateTempSubdirectory("pyframeworks-test-").FullName;
    }

    /// <summary>Makes a folder of the files of <paramref name="text"/>, in the form of <see cref="ProjectText"/>.</summary>
    public TestFolder(string text)
        : this()
    {
        foreach (var (path, content) in ProjectText.ReadFiles(text).Files)
        {
            Write(path, content);
        }
    }

    /// <summary>Absolute path.</summary>
    public string Root { get; }

    /// <summary>The absolute path of a workspace path.</summary>
    public string FullPath(string path) => Path.Combine(Root, path.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>Writes a file in UTF-8, and the folders that it lies in.</summary>
    public void Write(string path, string content) => Write(path, Encoding.UTF8.GetBytes(content));

    /// <summary>Writes a file, and the folders that it lies in.</summary>
    public void Write(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FullPath(path))!);
        File.WriteAllBytes(FullPath(path), content);
    }

    /// <summary>Deletes a file, or a folder with all that it holds.</summary>
    public void Delete(string path)
    {
        if (Directory.Exists(FullPath(path)))
        {
            Directory.Delete(FullPath(path), recursive: true);
        }
        else
        {
            File.Delete(FullPath(path));
        }
    }

    /// <summary>Makes a link at <paramref name="path"/> to a file, or to a folder, wherever <paramref name="target"/> says.</summary>
    public void Link(string path, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FullPath(path))!);
        var seen = Path.GetFullPath(target, Path.GetDirectoryName(FullPath(path))!);
        if (Directory.Exists(seen))
        {
            Directory.CreateSymbolicLink(FullPath(path), target);
        }
        else
        {
            File.CreateSymbolicLink(FullPath(path), target);
        }
    }

    /// <summary>Keeps a file from being read by anyone else, the superuser too, until the result is disposed.</summary>
    public IDisposable Lock(string path) => new FileStream(FullPath(path), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Root, recursive: true);
}
