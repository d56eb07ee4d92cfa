using System.Collections.Immutable;
using PyFrameworks.Syntax.Requirements;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>Requirements and constraints files as manifests.</summary>
internal static class RequirementsManifest
{
    /// <summary>Reads <paramref name="text"/>; what a line can't give becomes a problem, the others are read.</summary>
    public static Manifest Read(string path, SourceText text, CancellationToken cancellationToken)
    {
        var isConstraints = FileKinds.IsConstraints(path);
        var format = isConstraints ? ManifestFormat.Constraints : ManifestFormat.Requirements;
        if (FindForeign(text) is { } foreign)
        {
            return new() { Path = path, Format = format, Text = text, Problems = [foreign] };
        }

        if (CondaList.Read(path, text, cancellationToken) is { } list)
        {
            return list;
        }

        var file = RequirementsFile.Parse(text, cancellationToken);
        var group = isConstraints ? DependencyGroup.Constraint : PathRoles.IsDevelopmentName(path) ? DependencyGroup.Dev : DependencyGroup.Main;
        var transitive = GeneratedRequirements.TransitiveLines(file);
        var dependencies = ImmutableArray.CreateBuilder<Dependency>();
        var unnamed = ImmutableArray.CreateBuilder<Dependency>();
        var includes = ImmutableArray.CreateBuilder<Include>();
        foreach (var line in file.Lines)
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (line)
            {
                case RequirementLine requirement when requirement.Requirement.Name.Length > 0:
                    Add(line, Dependencies.From(requirement.Requirement, group));
                    break;
                case IncludeLine include:
                    includes.Add(Includes.File(path, include.Target, include.TargetSpan, IncludeKind.Requirement, group));
                    break;
                case ConstraintLine constraint:
                    includes.Add(Includes.File(path, constraint.Target, constraint.TargetSpan, IncludeKind.Constraint, DependencyGroup.Constraint));
                    break;
                case EditableLine editable:
                    AddEditablePath(editable.Reference);
                    Add(line, Dependencies.From(editable.Reference, editable.Marker, editable.MarkerSpan, group, isEditable: true));
                    AddGuess(editable.Reference);
                    break;
                case UrlLine url:
                    Add(line, Dependencies.From(url.Reference, url.Marker, url.MarkerSpan, group, isEditable: false));
                    AddGuess(url.Reference);
                    break;
            }
        }

        return new()
        {
            Path = path,
            Format = format,
            Text = text,
            Dependencies = dependencies.ToImmutable(),
            Unnamed = unnamed.ToImmutable(),
            Includes = includes.ToImmutable(),
            Problems = Problems.Keep(path, text, Problems.Of(file)),
            Comments = [.. file.Comments.Select(comment => comment.Span)],
            IsFrozen = GeneratedRequirements.LooksFrozen(file, text),
        };

        void Add(RequirementsLine line, Dependency? dependency)
        {
            if (dependency is not null)
            {
                dependencies.Add(transitive.Contains(line.Line) ? dependency with { IsTransitive = true } : dependency);
            }
        }

        void AddGuess(DirectReference reference)
        {
            if (Dependencies.Guess(reference, group) is { } guess)
            {
                unnamed.Add(guess);
            }
        }

        void AddEditablePath(DirectReference reference)
        {
            if (reference.IsUrl || string.IsNullOrWhiteSpace(reference.Location))
            {
                return;
            }

            // The folder alone is the target: what follows it in ".[extra]" names no file.
            var isPlain = text.AsSpan(reference.TargetSpan).StartsWith(reference.Location, StringComparison.Ordinal);
            var span = isPlain ? new TextSpan(reference.TargetSpan.Start, reference.Location.Length) : reference.TargetSpan;
            includes.Add(Includes.File(path, reference.Location, span, IncludeKind.Editable, group));
        }
    }

    /// <summary>Tells a file that is no text, or a web page that was saved in place of the file: one problem, not one a line.</summary>
    private static ManifestProblem? FindForeign(SourceText text)
    {
        if (text.Content.IndexOf('\0', StringComparison.Ordinal) is var zero and >= 0)
        {
            return new("PF002", "This file holds binary data, no requirements: save it as UTF-8 text", new(zero, 1));
        }

        var content = text.Content.AsSpan();
        var start = content.Length - content.TrimStart().Length;
        content = content[start..];
        if (!content.StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase) && !content.StartsWith("<html", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var end = content.IndexOfAny('>', '\r', '\n');
        var length = end < 0 ? content.Length : content[end] == '>' ? end + 1 : end;
        return new("PF002", "This is a web page, no requirements file: download the file itself", new(start, length));
    }
}
