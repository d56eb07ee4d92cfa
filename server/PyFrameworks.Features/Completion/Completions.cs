using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Features;

/// <summary>
/// What can be written at a place: distributions and release series in manifests, our own settings, codes in suppressions. It looks at the text around the cursor, not at
/// what the file as a whole makes of it: what is half written is the normal case. It needs the one file alone, so a word costs the same in a large workspace as in a small one.
/// </summary>
public static class Completions
{
    /// <summary>The proposals at <paramref name="offset"/> of <paramref name="file"/>, the likeliest first; empty where nothing is offered.</summary>
    /// <param name="file">The file, as it is read by itself.</param>
    /// <param name="offset">The cursor.</param>
    /// <param name="catalog">The catalog.</param>
    /// <param name="today">The day, which tells supported releases from others.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static ProposalList At(ParsedFile file, int offset, FrameworkCatalog catalog, DateOnly today, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (manifest, text) = (file.Manifest, file.Text);
        if (offset < 0 || offset > text.Length || FileKinds.IsNotebook(file.Path))
        {
            return ProposalList.None;
        }

        // The block of a script stands in comments.
        if (manifest?.Format == ManifestFormat.Script && file.Module?.Script is { } script && script.ContentOffset(offset) is { } within)
        {
            var block = new CompletionContext(manifest with { Text = new(script.Content) }, catalog, today);
            var list = TomlCompletion.At(block, within, cancellationToken);
            return list.IsEmpty ? list : list with { Replaces = script.SourceSpan(list.Replaces) };
        }

        foreach (var comment in file.Module?.Comments ?? manifest?.Comments ?? [])
        {
            if (comment.Start < offset && offset <= comment.End)
            {
                return SuppressionCompletion.At(text, comment, offset);
            }
        }

        if (manifest is null)
        {
            return ProposalList.None;
        }

        var context = new CompletionContext(manifest, catalog, today);
        return manifest.Format switch
        {
            ManifestFormat.Requirements or ManifestFormat.Constraints => RequirementCompletion.OnLine(context, offset),
            ManifestFormat.Pyproject or ManifestFormat.Pipfile => TomlCompletion.At(context, offset, cancellationToken),
            ManifestFormat.SetupCfg => SetupCfgCompletion.At(context, offset),
            ManifestFormat.Conda when !file.Path.EndsWith(".toml", StringComparison.OrdinalIgnoreCase) => CondaCompletion.At(context, offset),
            ManifestFormat.SetupPy => SetupPyCompletion.At(context, offset, cancellationToken),
            _ => ProposalList.None,
        };
    }
}

/// <summary>What proposals are made from.</summary>
/// <param name="Manifest">The file.</param>
/// <param name="Catalog">The catalog.</param>
/// <param name="Today">The day.</param>
internal sealed record CompletionContext(Manifest Manifest, FrameworkCatalog Catalog, DateOnly Today)
{
    /// <summary>The text of the file.</summary>
    public SourceText Text => Manifest.Text;
}
