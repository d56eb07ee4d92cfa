using System.Reflection;

namespace PyFrameworks.Features.Tests;

/// <summary>Expected texts that stand in files of the repository; <c>PYFRAMEWORKS_UPDATE_GOLDEN=1 dotnet test</c> writes them anew.</summary>
internal static class Golden
{
    /// <summary>Whether files are written instead of compared.</summary>
    public static bool IsUpdating { get; } = Environment.GetEnvironmentVariable("PYFRAMEWORKS_UPDATE_GOLDEN") == "1";

    private static string Root { get; } =
        typeof(Golden).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!;

    /// <summary>The full path of a path in the repository, with <c>/</c>.</summary>
    public static string PathOf(string path) => Path.Combine(Root, path.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>Checks that the file at <paramref name="path"/> of the repository holds <paramref name="actual"/>.</summary>
    public static void Check(string path, string actual)
    {
        var file = PathOf(path);
        if (IsUpdating)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
        }

        Assert.True(File.Exists(file), $"{path} does not exist; PYFRAMEWORKS_UPDATE_GOLDEN=1 dotnet test writes it");
        Assert.Equal(File.ReadAllText(file), actual);
    }
}
