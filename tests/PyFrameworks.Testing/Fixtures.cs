namespace PyFrameworks.Testing;

/// <summary>The projects below <c>tests/fixtures</c>: a folder each, and those of the corpus a text each.</summary>
public static class Fixtures
{
    private const string Corpus = "corpus";

    // What is said of a fixture is no part of it.
    private static readonly string[] s_goldenFiles = ["expected.txt", "suggest.txt", "hover.md"];

    /// <summary>The names of all fixtures: <c>django</c>, <c>corpus/21-poetry</c>.</summary>
    /// <param name="repository">The repository's folder.</param>
    public static IEnumerable<string> Names(string repository) =>
        Directory.GetDirectories(Folder(repository)).Select(folder => Path.GetFileName(folder)).Where(name => name != Corpus)
            .Concat(Directory.GetFiles(Path.Combine(Folder(repository), Corpus), "*.txt").Select(file => $"{Corpus}/{Path.GetFileNameWithoutExtension(file)}"))
            .Order(StringComparer.Ordinal);

    /// <summary>The files of a fixture, with their paths in it.</summary>
    public static IEnumerable<(string Path, string Content)> Files(string repository, string name)
    {
        var at = Path.Combine(Folder(repository), name.Replace('/', Path.DirectorySeparatorChar));
        if (Directory.Exists(at))
        {
            return Directory.EnumerateFiles(at, "*", SearchOption.AllDirectories)
                .Select(file => (Path: Path.GetRelativePath(at, file).Replace('\\', '/'), Full: file))
                .Where(file => !s_goldenFiles.Contains(file.Path))
                .Select(file => (file.Path, File.ReadAllText(file.Full)));
        }

        var text = File.ReadAllText($"{at}.txt").ReplaceLineEndings("\n");
        return ProjectText.ReadFiles(text[text.IndexOf("#- ", StringComparison.Ordinal)..]).Files;
    }

    private static string Folder(string repository) => Path.Combine(repository, "tests", "fixtures");
}
