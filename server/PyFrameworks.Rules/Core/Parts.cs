using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Python;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Rules;

/// <summary>Which parts of a framework the code of a project uses.</summary>
internal static class Parts
{
    /// <summary>Names that show the part's use; empty where the catalog can't tell, or the framework lacks the part.</summary>
    public static ImmutableArray<string> NamesOf(Framework framework, string battery) =>
        framework.Batteries.FirstOrDefault(entry => entry.Id == battery) is { Level: BatteryLevel.BuiltIn } found ? found.Names : [];

    /// <summary>Whether application code uses one of <paramref name="names"/> or something in it, or may by an import of everything.</summary>
    public static bool Uses(ProjectSnapshot project, ImmutableArray<string> names, CancellationToken cancellationToken)
    {
        var packages = new PackageNames(names);
        foreach (var file in project.Files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (file.IsApplication && file.Module.MayImportAny(packages) && (FirstUse(file, names) is not null || ImportsAll(file, names)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first use of one of <paramref name="names"/>, or of something in it, in <paramref name="file"/>.</summary>
    public static FileSpan? FirstUse(PythonFile file, ImmutableArray<string> names)
    {
        foreach (var name in names)
        {
            if (file.Module.FindUse(name) is { } use)
            {
                return new(file.Path, use.Span);
            }
        }

        return null;
    }

    private static bool ImportsAll(PythonFile file, ImmutableArray<string> names) =>
        file.Module.Imports.Any(import => import.Level == 0 && import.Names.Any(name => name.Name == "*")
            && names.Any(name => name == import.Module || name.StartsWith($"{import.Module}.", StringComparison.Ordinal)));
}
