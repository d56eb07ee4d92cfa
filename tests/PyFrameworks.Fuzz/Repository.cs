using System.Reflection;

namespace PyFrameworks.Fuzz;

/// <summary>Where the sources lie.</summary>
internal static class Repository
{
    /// <summary>Absolute path.</summary>
    public static string Root { get; } =
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == "RepositoryRoot").Value!;
}
