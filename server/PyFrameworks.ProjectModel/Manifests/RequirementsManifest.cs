using System.Collections.Immutable;
using PyFrameworks.Syntax.Requirements;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>Requirements and constraints files as manifests.</summary>
internal static class RequirementsManifest
{
    // From this many bare pins on, sorted and without a comment, a file is taken for the output of `pip freeze`.
    private const int FrozenFrom = 10;

    /// <summary>Reads <paramref name="text"/>; what a line can't give becomes a problem, the others are read.</summary>
    public static Manifest Read(string path, SourceText text, CancellationToken cancellationToken)
    {
        var file = RequirementsFile.Parse(text, cancellationToken);
        var isConstraints = FileKinds.IsConstraints(path);
        var group = isConstraints ? DependencyGroup.Constraint : FileKinds.IsDevelopment(path) ? DependencyGroup.Dev : DependencyGroup.Main;
        var dependencies = ImmutableArray.CreateBuilder<Dependency>();
        var includes = ImmutableArray.CreateBuilder<Include>();
        foreach (var line in file.Lines)
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (line)
            {
                case RequirementLine requirement when requirement.Requirement.Name.Length > 0:
                    dependencies.Add(Dependencies.From(requirement.Requirement, group));
                    break;
                case IncludeLine include:
                    includes.Add(Includes.File(path, include.Target, include.TargetSpan, IncludeKind.Requirement, group));
                    break;
                case ConstraintLine constraint:
                    includes.Add(Includes.File(path, constraint.Target, constraint.TargetSpan, IncludeKind.Constraint, DependencyGroup.Constraint));
                    break;
                case EditableLine editable:
                    Direct(editable.Reference, editable.Span, isEditable: true, editable.Marker);
                    break;
                case UrlLine url:
                    Direct(url.Reference, url.Span, isEditable: false, url.Marker);
                    break;
            }
        }

        var transitive = TransitiveLines(file);
        return new()
        {
            Path = path,
            Format = isConstraints ? ManifestFormat.Constraints : ManifestFormat.Requirements,
            Text = text,
            Dependencies = [.. dependencies.Select(dependency => transitive.Contains(text.Lines.LineOf(dependency.Span.Start)) ? dependency with { IsTransitive = true } : dependency)],
            Includes = includes.ToImmutable(),
            Problems = [.. file.Errors.Select(error => new ManifestProblem("PF001", error.Message, error.Span))],
            Comments = [.. file.Comments.Select(comment => comment.Span)],
            IsFrozen = LooksFrozen(file, text),
        };

        void Direct(DirectReference reference, TextSpan span, bool isEditable, Syntax.Packaging.Marker? marker)
        {
            if (isEditable && !reference.IsUrl)
            {
                includes.Add(Includes.File(path, reference.Location, reference.TargetSpan, IncludeKind.Editable, group));
            }

            // The name of a repository or folder is too weak a guess: `masonite.git` may be anybody's.
            if (reference is { Name: { } name, NameSpan: { } nameSpan, NameSource: not (NameSource.None or NameSource.Repository) })
            {
                dependencies.Add(new()
                {
                    Name = name,
                    CanonicalName = Syntax.Packaging.NormalizedName.From(name).Value,
                    NameSpan = nameSpan,
                    Span = reference.TargetSpan.Contains(nameSpan) ? reference.TargetSpan : span,
                    Extras = [.. reference.Extras.Select(extra => extra.Name)],
                    Url = reference.Target,
                    Marker = marker,
                    Group = group,
                    IsEditable = isEditable,
                });
            }
        }
    }

    /// <summary>
    /// Lines (from 0) of requirements that pip-compile marks as somebody else's: <c># via X</c> on the line or below it, where no X is a requirements file.
    /// </summary>
    private static HashSet<int> TransitiveLines(RequirementsFile file)
    {
        var transitive = new HashSet<int>();
        var next = 0;
        foreach (var (line, index) in file.Lines.Select((line, index) => (line, index)))
        {
            var end = index + 1 < file.Lines.Length ? file.Lines[index + 1].Line : int.MaxValue;
            while (next < file.Comments.Length && file.Comments[next].Line < line.Line)
            {
                next++;
            }

            var (isVia, isDirect) = (false, false);
            for (; next < file.Comments.Length && file.Comments[next].Line < end; next++)
            {
                var comment = file.Comments[next].Text.AsSpan().TrimStart('#').Trim();
                if (comment.StartsWith("via", StringComparison.Ordinal) && (comment.Length == 3 || char.IsWhiteSpace(comment[3])))
                {
                    isVia = true;
                    comment = comment[3..].Trim();
                }

                // uv and pip-compile name the input file with -r, -c or its path; a project's own name stands with its pyproject.toml.
                isDirect |= isVia && (comment.StartsWith("-r ", StringComparison.Ordinal) || comment.Contains("pyproject.toml", StringComparison.Ordinal)
                    || comment.Contains("setup.py", StringComparison.Ordinal) || comment.Contains("setup.cfg", StringComparison.Ordinal));
            }

            if (isVia && !isDirect)
            {
                transitive.Add(line.Line);
            }
        }

        return transitive;
    }

    private static bool LooksFrozen(RequirementsFile file, SourceText text)
    {
        if (file.Comments.Take(6).Any(comment => comment.Text.Contains("autogenerated by pip-compile", StringComparison.OrdinalIgnoreCase) || comment.Text.Contains("autogenerated by uv", StringComparison.OrdinalIgnoreCase)))
        {
            return true;
        }

        var requirements = file.Lines.OfType<RequirementLine>().ToList();
        if (requirements.Count < FrozenFrom || requirements.Count != file.Lines.Length || !file.Comments.IsEmpty || text.Content.Contains("\n\n", StringComparison.Ordinal))
        {
            return false;
        }

        return requirements.All(line => line.Requirement.Specifiers.PinnedVersion is not null)
            && requirements.Zip(requirements.Skip(1)).All(pair => string.Compare(pair.First.Requirement.Name, pair.Second.Requirement.Name, StringComparison.OrdinalIgnoreCase) <= 0);
    }
}
