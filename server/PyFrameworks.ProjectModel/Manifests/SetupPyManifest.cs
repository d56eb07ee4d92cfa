using PyFrameworks.Syntax.Packaging;
using PyFrameworks.Syntax.Python;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>
/// setup.py and <c>__pkginfo__.py</c>, read and never run: what the arguments of <c>setup()</c> are in literal text, and which requirements
/// files they are read from. What can't be told is passed over.
/// </summary>
internal sealed class SetupPyManifest
{
    private readonly ManifestBuilder _manifest;
    private readonly PythonBindings _module;
    private readonly LiteralReader _reader;

    private SetupPyManifest(string path, SourceText text, CancellationToken cancellationToken)
    {
        _manifest = new(path, ManifestFormat.SetupPy, text, cancellationToken);
        _module = PythonBindings.Read(text, cancellationToken);
        _reader = new(cancellationToken);
    }

    /// <summary>Reads a setup.py; null when it does not call <c>setup()</c>, so that it is some other module of that name.</summary>
    public static Manifest? Read(string path, SourceText text, CancellationToken cancellationToken)
    {
        var setup = new SetupPyManifest(path, text, cancellationToken);
        var isSetup = false;
        var scopes = new Stack<PythonBindings>([setup._module]);
        while (scopes.TryPop(out var scope))
        {
            foreach (var call in scope.Expressions.OfType<InvocationExpression>().Where(call => IsSetup(call, scope)))
            {
                isSetup = true;
                setup.ReadCall(call, scope);
            }

            foreach (var child in scope.Children.Reverse())
            {
                scopes.Push(child);
            }
        }

        return isSetup ? setup.Finish() : null;
    }

    /// <summary>
    /// Reads the <c>__pkginfo__.py</c> of CubicWeb's cubes and of other packages that keep their metadata there; null when it holds none.
    /// </summary>
    public static Manifest? ReadPackageInfo(string path, SourceText text, CancellationToken cancellationToken)
    {
        var setup = new SetupPyManifest(path, text, cancellationToken);
        var (manifest, module) = (setup._manifest, setup._module);

        // A distname that is put together ("cubicweb-%s" % modname) is some other name.
        manifest.ProjectName = module.Find("distname").Values.Count > 0 ? setup.TextOf("distname") : setup.TextOf("modname");
        setup.ReadRequirements(new NameExpression("install_requires", default), module, DependencyGroup.Main);
        setup.ReadDepends("__depends__", "");
        setup.ReadDepends("__depends_cubes__", "cubicweb-");
        return manifest.IsEmpty ? null : setup.Finish();
    }

    private static bool IsSetup(InvocationExpression call, PythonBindings scope) => call.Function switch
    {
        NameExpression { Name: "setup" } => scope.FindFunction("setup") is null,

        // "setup" is a method of many things.
        AttributeExpression { Name: "setup", Target: NameExpression { Name: "setuptools" or "core" or "skbuild" } or AttributeExpression { Name: "core" } } => true,
        _ => false,
    };

    private Manifest Finish()
    {
        foreach (var comment in _module.Comments)
        {
            _manifest.AddComment(comment);
        }

        return _manifest.Build();
    }

    private void ReadCall(InvocationExpression call, PythonBindings scope)
    {
        foreach (var (key, value, owner) in _reader.Arguments(call, scope))
        {
            switch (key.Value)
            {
                case "name":
                    _manifest.ProjectName ??= _reader.TextOf(value, owner)?.Value.Trim();
                    break;
                case "install_requires":
                    ReadRequirements(value, owner, DependencyGroup.Main);
                    break;
                case "setup_requires":
                    ReadRequirements(value, owner, DependencyGroup.Build);
                    break;
                case "tests_require" or "test_requires":
                    ReadRequirements(value, owner, DependencyGroup.Dev);
                    break;
                case "entry_points":
                    ReadEntryPoints(value, owner);
                    break;
                case "python_requires" when _reader.TextOf(value, owner) is { Value.Length: > 0 } pythons:
                    _manifest.SetPython(pythons);
                    break;
                case "extras_require":
                    foreach (var (extra, requirements, place) in _reader.Entries(value, owner))
                    {
                        ReadExtra(extra, requirements, place);
                    }

                    break;
            }
        }
    }

    /// <summary>A dictionary of lists, or the text of an INI file.</summary>
    private void ReadEntryPoints(PythonExpression value, PythonBindings scope)
    {
        foreach (var (group, lines, place) in _reader.Entries(value, scope))
        {
            foreach (var line in _reader.Read(lines, place).Where(line => !line.IsFile))
            {
                _manifest.AddEntryPoint(group.Value, line.Text);
            }
        }

        if (_reader.TextOf(value, scope) is { } text)
        {
            var section = "";
            foreach (var line in text.Split('\n').Select(line => line.Trim()))
            {
                if (line.Value.StartsWith('[') && line.Value.EndsWith(']'))
                {
                    section = line.Value[1..^1].Trim();
                }
                else if (section.Length > 0)
                {
                    _manifest.AddEntryPoint(section, line);
                }
            }
        }
    }

    /// <summary>An extra; its key may hold a condition (<c>"web:python_version&lt;'3'"</c>), and with a condition alone the requirement is no extra.</summary>
    private void ReadExtra(MappedText key, PythonExpression requirements, PythonBindings scope)
    {
        var colon = key.Value.IndexOf(':', StringComparison.Ordinal);
        var name = (colon < 0 ? key.Value : key.Value[..colon]).Trim();
        var group = name.Length == 0 && colon >= 0 ? DependencyGroup.Main : DependencyGroup.Extra(name);
        var condition = colon >= 0 && Marker.TryParse(key.Value[(colon + 1)..].Trim(), out var read) ? read : null;
        ReadRequirements(requirements, scope, group, condition);
    }

    private void ReadRequirements(PythonExpression value, PythonBindings scope, DependencyGroup group, Marker? condition = null)
    {
        foreach (var found in _reader.Read(value, scope))
        {
            if (found.IsFile)
            {
                _manifest.AddInclude(found.Target, found.Text.Span, IncludeKind.File, group);
            }
            else
            {
                _manifest.AddRequirement(found.Text, group, condition);
            }
        }
    }

    private string? TextOf(string name) => _reader.TextOf(new NameExpression(name, default), _module)?.Value.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A dictionary of names and versions (<c>{"cubicweb": "&gt;= 3.36.0", "six": None}</c>), or a list of requirements.</summary>
    private void ReadDepends(string variable, string prefix)
    {
        var (values, scope) = _module.Find(variable);
        foreach (var value in values)
        {
            if (value is SequenceExpression)
            {
                ReadRequirements(value, scope, DependencyGroup.Main);
                continue;
            }

            foreach (var (key, version, place) in _reader.Entries(value, scope))
            {
                AddDepend(key.Trim(), _reader.TextOf(version, place)?.Trim(), prefix);
            }
        }
    }

    private void AddDepend(MappedText key, MappedText? version, string prefix)
    {
        if (!NormalizedName.IsValid(key.Value))
        {
            return;
        }

        var specifier = VersionSpecifierSet.Any;
        if (version is { Value.Length: > 0 })
        {
            if (VersionSpecifierSet.FindError(version.Value, 0) is { } error)
            {
                _manifest.AddProblem("PF001", error.Message, version.SourceSpan(error.Span));
            }
            else if (VersionSpecifierSet.TryParse(version.Value, out var read))
            {
                specifier = read;
            }
        }

        // The cube "blog" is the distribution "cubicweb-blog".
        var name = key.Value.StartsWith(prefix, StringComparison.Ordinal) ? key.Value : prefix + key.Value;
        _manifest.Add(new()
        {
            Name = name,
            CanonicalName = NormalizedName.From(name).Value,
            NameSpan = key.Span,
            Span = version is { Value.Length: > 0 } && version.Span.End > key.Span.Start ? TextSpan.FromBounds(key.Span.Start, version.Span.End) : key.Span,
            Specifier = specifier,
            SpecifierSpan = specifier.IsEmpty ? null : version!.Span,
            Group = DependencyGroup.Main,
        });
    }
}
