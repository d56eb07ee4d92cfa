using PyFrameworks.Syntax.Ini;
using PyFrameworks.Syntax.Packaging;
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
                case "options.entry_points":
                    foreach (var (key, lines) in section.Options.Select(option => (option.Key, option.Lines)))
                    {
                        foreach (var line in lines)
                        {
                            _manifest.AddEntryPoint(key, MappedText.Of(_text, line));
                        }
                    }

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
            // A line of "%(name)s" alone is meant for an interpolation that not every reader of the file does.
            foreach (var requirement in Requirements(option).Where(requirement => !requirement.Value.StartsWith("%(", StringComparison.Ordinal)))
            {
                _manifest.AddRequirement(requirement, group);
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

    /// <summary>One requirement a line, and a backslash at the end joins two lines; beside the key, several with semicolons between them.</summary>
    private IEnumerable<MappedText> Requirements(IniOption option)
    {
        if (option.Lines is [var only] && _text.Lines.LineOf(only.Start) == _text.Lines.LineOf(option.KeySpan.Start))
        {
            // setuptools cuts at every semicolon; a requirement with its marker is better read as what it is meant to be.
            var text = MappedText.Of(_text, only);
            return text.Value.Contains(';', StringComparison.Ordinal) && !Requirement.Parse(text.Value).IsValid ? text.Split(';') : [text];
        }

        var joined = new List<MappedText>();
        var builder = new MappedText.Builder(option.KeySpan.End);
        foreach (var line in option.Lines)
        {
            var text = MappedText.Of(_text, line);
            if (text.Value.EndsWith('\\'))
            {
                builder.Append(text.Slice(0, text.Value.Length - 1));
                continue;
            }

            joined.Add(builder.Append(text).ToText());
            builder = new(line.End);
        }

        joined.Add(builder.ToText());
        return joined;
    }

    private void ReadPython(IniOption? option)
    {
        if (option is { Lines: [var value, ..] } && !_text.AsSpan(value).StartsWith("attr:", StringComparison.Ordinal))
        {
            _manifest.SetPython(MappedText.Of(_text, value));
        }
    }
}
