using System.Collections.Immutable;
using System.Text.Json;
using PyFrameworks.Syntax.Packaging;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>Pipfile.lock: for each category of the Pipfile, names and versions of everything that would be installed.</summary>
internal static class PipfileLock
{
    /// <summary>Reads <paramref name="text"/>; where it breaks, what stands before and after the broken lines is read.</summary>
    public static Manifest Read(string path, SourceText text, CancellationToken cancellationToken)
    {
        var (tokens, errors) = JsonTokens.Read(text, cancellationToken);
        var dependencies = ImmutableArray.CreateBuilder<Dependency>();
        var category = "";
        TextSpan? name = null;
        TextSpan? version = null;
        var isEditable = false;
        for (var i = 0; i < tokens.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var token = tokens[i];
            var value = i + 1 < tokens.Count ? tokens[i + 1] : default;
            switch (token)
            {
                case { Kind: JsonTokenType.PropertyName, Depth: 1 }:
                    Finish();
                    category = text.Slice(token.Content);
                    break;
                case { Kind: JsonTokenType.PropertyName, Depth: 2 }:
                    Finish();
                    name = value.Kind == JsonTokenType.StartObject ? token.Content : null;
                    break;
                case { Kind: JsonTokenType.PropertyName, Depth: 3 } when text.AsSpan(token.Content) is "version" && value.Kind == JsonTokenType.String:
                    version = value.Content;
                    break;
                case { Kind: JsonTokenType.PropertyName, Depth: 3 } when text.AsSpan(token.Content) is "editable":
                    isEditable = value.Kind == JsonTokenType.True;
                    break;
            }
        }

        Finish();
        return new()
        {
            Path = path,
            Format = ManifestFormat.PipfileLock,
            Text = text,
            Dependencies = dependencies.ToImmutable(),
            Problems = Problems.Keep(path, text, errors.Select(error => new ManifestProblem("PF002", error.Message, error.Span))),
        };

        void Finish()
        {
            if (name is { Length: > 0 } at && category != "_meta")
            {
                var written = text.Slice(at);
                var pin = VersionSpecifierSet.Any;
                var isPinned = version is { Length: > 0 } span && VersionSpecifierSet.TryParse(text.AsSpan(span), out pin);
                dependencies.Add(new()
                {
                    Name = written,
                    CanonicalName = NormalizedName.From(written).Value,
                    NameSpan = at,
                    Span = at,
                    Specifier = isPinned ? pin! : VersionSpecifierSet.Any,
                    SpecifierSpan = isPinned && !pin!.IsEmpty ? version : null,
                    Group = category switch { "default" => DependencyGroup.Main, "develop" => DependencyGroup.Dev, _ => DependencyGroup.Group(category) },
                    IsEditable = isEditable,
                });
            }

            (name, version, isEditable) = (null, null, false);
        }
    }
}
