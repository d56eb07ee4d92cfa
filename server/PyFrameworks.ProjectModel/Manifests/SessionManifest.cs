using System.Text.RegularExpressions;
using PyFrameworks.Syntax.Ini;
using PyFrameworks.Syntax.Packaging;
using PyFrameworks.Syntax.Python;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>
/// What tox and nox install for their sessions: <c>deps</c> of tox.ini's environments (https://tox.wiki/en/latest/config.html#deps) and
/// <c>session.install("…")</c> in a noxfile.py. It is all for developers. What can't be read is passed over: the file is another tool's.
/// </summary>
internal static partial class SessionManifest
{
    /// <summary>Reads a tox.ini.</summary>
    public static Manifest ReadTox(string path, SourceText text, CancellationToken cancellationToken)
    {
        var manifest = new ManifestBuilder(path, ManifestFormat.Commands, text, cancellationToken);
        foreach (var section in IniDocument.Parse(text, cancellationToken).Sections)
        {
            if (section.Name is not "testenv" && !section.Name.StartsWith("testenv:", StringComparison.Ordinal))
            {
                continue;
            }

            foreach (var line in section.Find("deps")?.Lines ?? [])
            {
                var entry = MappedText.Of(text, line);
                var factors = Factors().Match(entry.Value);
                Add(manifest, factors.Success ? entry.Slice(factors.Length, entry.Value.Length - factors.Length) : entry);
            }
        }

        return manifest.Build();
    }

    /// <summary>Reads a noxfile.py; null when it installs nothing by name.</summary>
    public static Manifest? ReadNox(string path, SourceText text, CancellationToken cancellationToken)
    {
        var manifest = new ManifestBuilder(path, ManifestFormat.Commands, text, cancellationToken);
        var reader = new LiteralReader(cancellationToken);
        var scopes = new Stack<PythonBindings>([PythonBindings.Read(text, cancellationToken)]);
        while (scopes.TryPop(out var scope))
        {
            foreach (var call in scope.Expressions.OfType<InvocationExpression>().Where(IsInstall))
            {
                var isFileNext = false;
                foreach (var argument in call.Arguments.Where(argument => argument.Name is null))
                {
                    var word = reader.TextOf(argument.Value, scope);
                    if (word is not null && !isFileNext)
                    {
                        Add(manifest, word);
                    }

                    isFileNext = word?.Value is "-r" or "--requirement" or "-c" or "--constraint" or "-e" or "--editable";
                }
            }

            foreach (var child in scope.Children.Reverse())
            {
                scopes.Push(child);
            }
        }

        return manifest.IsEmpty ? null : manifest.Build();
    }

    private static bool IsInstall(InvocationExpression call) =>
        call.Function is AttributeExpression { Name: "install" or "conda_install", Target: NameExpression { Name: "session" } };

    private static void Add(ManifestBuilder manifest, MappedText entry)
    {
        entry = entry.Trim();
        if (entry.Value.Length > 0 && char.IsAsciiLetterOrDigit(entry.Value[0]) && Requirement.Parse(entry.Value) is { IsValid: true })
        {
            manifest.AddRequirement(entry, DependencyGroup.Dev);
        }
    }

    /// <summary>The environments for which a line counts: <c>django{42,50}-postgres,!lint: Django</c>.</summary>
    [GeneratedRegex(@"^[\w{}.,!-]+:\s+", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Factors();
}
