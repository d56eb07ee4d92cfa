using PyFrameworks.Syntax.Ini;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>
/// setup.cfg, the declarative configuration of setuptools: https://setuptools.pypa.io/en/latest/userguide/declarative_config.html.
/// </summary>
internal sealed class SetupCfgManifest
{
    private const string FileDirective = "file:";

    private readonly SourceText _text;
    private readonly ManifestBuilder _manifest;

    private SetupCfgManifest(string path, SourceText text, CancellationToken cancellationToken)
    {
        _text = text;
        _manifest = new(path, ManifestFormat.SetupCfg, text, cancellationToken);
    }

    /// <summary>Reads the file; null when it only configures tools, so that it says nothing of the project.</summary>
    public static Manifest? Read(string path, SourceText text, CancellationToken cancellationToken)
    {
        var document = IniDocument.Parse(text, cancellationToken);
        var isOurs = document.Sections.Any(section => section.Name is "metadata" or "options" || section.Name.StartsWith("options.", StringComparison.Ordinal));
        return isOurs || !document.Errors.IsEmpty ? new SetupCfgManifest(path, text, cancellationToken).Read(document) : null;
    }

    private Manifest Read(IniDocument document)
    {
        foreach (var section in document.Sections)
        {
            switch (section.Name)
            {
                case "metadata":
                    _manifest.ProjectName ??= section.Find("name") is { Lines: [var name, ..] } ? _text.Slice(name) : null;
                    break;
                case "options":
                    ReadRequirements(section.Find("install_requires"), DependencyGroup.Main);
                    ReadRequirements(section.Find("setup_requires"), DependencyGroup.Build);
                    ReadRequirements(section.Find("tests_require"), DependencyGroup.Dev);
                    ReadPython(section.Find("python_requires"));
                    break;
                case "options.extras_require":
                    foreach (var extra in section.Options)
                    {
                        ReadRequirements(extra, DependencyGroup.Extra(extra.Key));
                    }

                    break;
            }
        }

        foreach (var comment in document.Comments)
        {
            _manifest.AddComment(comment);
        }

        foreach (var error in document.Errors)
        {
            _manifest.AddProblem("PF002", error.Message, error.Span);
        }

        return _manifest.Build();
    }

    /// <summary>One requirement a line, or <c>file:</c> and the names of requirements files between commas.</summary>
    private void ReadRequirements(IniOption? option, DependencyGroup group)
    {
        if (option is not { Lines: [var first, ..] lines })
        {
            return;
        }

        if (!_text.AsSpan(first).StartsWith(FileDirective, StringComparison.Ordinal))
        {
            foreach (var line in lines)
            {
                _manifest.AddRequirement(MappedText.Of(_text, line), group);
            }

            return;
        }

        for (var i = 0; i < lines.Length; i++)
        {
            var names = i == 0 ? TextSpan.FromBounds(first.Start + FileDirective.Length, first.End) : lines[i];
            foreach (var name in MappedText.Of(_text, names).Split(','))
            {
                _manifest.AddFile(name, group);
            }
        }
    }

    private void ReadPython(IniOption? option)
    {
        if (option is { Lines: [var value, ..] } && !_text.AsSpan(value).StartsWith("attr:", StringComparison.Ordinal))
        {
            _manifest.SetPython(MappedText.Of(_text, value));
        }
    }
}
