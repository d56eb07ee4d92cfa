using System.Collections.Immutable;
using PyFrameworks.ProjectModel;

namespace PyFrameworks.Features;

/// <summary>
/// What can be written at a place: distributions and release series in manifests, our own settings, codes in suppressions. It looks at the text around the cursor, not at
/// what the file as a whole makes of it: what is half written is the normal case.
/// </summary>
public static class Completions
{
    /// <summary>The proposals at <paramref name="offset"/> of the file at <paramref name="path"/>, the likeliest first; empty where nothing is offered.</summary>
    public static ImmutableArray<Proposal> At(ProjectSnapshot project, string path, int offset, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (manifest, file) = (project.FindManifest(path), project.FindFile(path));
        if ((manifest?.Text ?? file?.Text) is not { } text || offset < 0 || offset > text.Length || FileKinds.IsNotebook(path))
        {
            return [];
        }

        var comments = file?.Module.Comments ?? manifest!.Comments;
        foreach (var comment in comments)
        {
            if (comment.Start < offset && offset <= comment.End)
            {
                return SuppressionCompletion.At(text, comment, offset);
            }
        }

        return manifest?.Format switch
        {
            ManifestFormat.Requirements or ManifestFormat.Constraints => RequirementCompletion.OnLine(project, text, offset),
            ManifestFormat.Pyproject or ManifestFormat.Pipfile => TomlCompletion.At(project, manifest, offset, cancellationToken),
            ManifestFormat.SetupCfg => SetupCfgCompletion.At(project, text, offset),
            _ => [],
        };
    }
}
