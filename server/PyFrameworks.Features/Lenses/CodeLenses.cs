using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Features;

/// <summary>A line that an editor shows above another.</summary>
/// <param name="Span">What it is about; on one line.</param>
/// <param name="Framework">The framework.</param>
/// <param name="Title">What it says.</param>
public sealed record FrameworkLens(TextSpan Span, Framework Framework, string Title);

/// <summary>Above the line that declares a primary framework: what it is, in which version, and what was found.</summary>
public static class CodeLenses
{
    /// <summary>The lenses of the file at <paramref name="path"/>, by place.</summary>
    /// <param name="project">The project.</param>
    /// <param name="findings">What the rules find in it.</param>
    /// <param name="path">The file.</param>
    /// <param name="showsImports">Whether the first import of each framework bears a lens, too.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static ImmutableArray<FrameworkLens> In(
        ProjectSnapshot project, ImmutableArray<Finding> findings, string path, bool showsImports, CancellationToken cancellationToken)
    {
        var lenses = ImmutableArray.CreateBuilder<FrameworkLens>();
        foreach (var use in project.Primaries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (use.Declaration is { } declaration && declaration.Manifest.Path == path)
            {
                lenses.Add(new(declaration.Dependency.NameSpan, use.Framework, Title(use, findings, project.Today)));
            }
            else if (showsImports && use.FirstImport is { } import && import.Path == path && !FileKinds.IsNotebook(path))
            {
                lenses.Add(new(import.Span, use.Framework, Title(use, findings, project.Today)));
            }
        }

        return [.. lenses.OrderBy(lens => lens.Span)];
    }

    private static string Title(FrameworkUse use, ImmutableArray<Finding> findings, DateOnly today)
    {
        var framework = use.Framework;
        var status = VersionStatus.Of(use, today);
        var parts = new List<string> { status is { Version.Length: > 0, Series: { } series } ? $"{framework.Name} {series.Series}" : framework.Name };
        if (use.Interface != ServerInterface.Own)
        {
            parts.Add(Say.Interface(use.Interface));
        }

        if (framework.Lifecycle.Status is LifecycleStatus.Dormant or LifecycleStatus.Archived)
        {
            parts.Add(Words.Of(framework.Lifecycle.Status));
        }
        else if (status.Support.Length > 0)
        {
            parts.Add(status.Support);
        }

        var own = findings.Where(finding => finding.FrameworkId == framework.Id).ToList();
        var counts = ((Severity, string)[])[(Severity.Error, "error"), (Severity.Warning, "warning"), (Severity.Information, "note"), (Severity.Hint, "hint")];
        parts.AddRange(counts
            .Select(level => (Count: own.Count(finding => finding.Severity == level.Item1), Word: level.Item2))
            .Where(level => level.Count > 0)
            .Select(level => Say.Count(level.Count, level.Word)));
        return string.Join(" · ", parts);
    }
}
