using PyFrameworks.Syntax.Packaging;
using PyFrameworks.Syntax.Requirements;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>Gathers what a manifest declares from texts that know where they stand in the file.</summary>
internal sealed class ManifestBuilder(string path, ManifestFormat format, SourceText text, CancellationToken cancellationToken)
{
    private readonly Dictionary<TextSpan, Dependency> _dependencies = [];
    private readonly Dictionary<TextSpan, Include> _includes = [];
    private readonly List<ManifestProblem> _problems = [];
    private readonly HashSet<TextSpan> _comments = [];
    private readonly List<EntryPoint> _entryPoints = [];

    /// <summary>The Pythons that the file asks for; the first word counts.</summary>
    public RequiresPython? RequiresPython { get; private set; }

    /// <summary>Name of the distribution that the project builds.</summary>
    public string? ProjectName { get; set; }

    /// <summary>Whether nothing was found.</summary>
    public bool IsEmpty => _dependencies.Count == 0 && _includes.Count == 0 && _problems.Count == 0 && RequiresPython is null && ProjectName is null;

    /// <summary>Adds a dependency. What one entry declares for several groups is one dependency, of the group nearest to run time.</summary>
    public void Add(Dependency dependency)
    {
        if (!_dependencies.TryGetValue(dependency.Span, out var known) || GroupResolution.Rank(dependency.Group) < GroupResolution.Rank(known.Group))
        {
            _dependencies[dependency.Span] = dependency;
        }
    }

    /// <summary>Adds what is wrong.</summary>
    public void AddProblem(string code, string message, TextSpan span) => _problems.Add(new(code, message, span));

    /// <summary>Adds an entry point as a line declares it: <c>name = module:object</c>.</summary>
    public void AddEntryPoint(string group, MappedText line)
    {
        if (EntryPoints.Parse(group, line) is { } entry)
        {
            _entryPoints.Add(entry);
        }
    }

    /// <summary>Adds a comment, unless it is there.</summary>
    public void AddComment(TextSpan comment) => _comments.Add(comment);

    /// <summary>Adds a requirement of one line (PEP 508), which may end in a comment as setuptools allows; nothing for an empty one.</summary>
    /// <param name="entry">Its text.</param>
    /// <param name="group">The group it stands in.</param>
    /// <param name="condition">A marker that holds for it besides its own, or null.</param>
    public void AddRequirement(MappedText entry, DependencyGroup group, Marker? condition = null)
    {
        entry = WithoutComment(entry).Trim();
        if (entry.Value.Length == 0)
        {
            return;
        }

        var requirement = Requirement.Parse(entry.Value);
        if (requirement.Name.Length > 0)
        {
            var dependency = ToFile(entry, Dependencies.From(requirement, group));
            Add(condition is null ? dependency : dependency with { Marker = Both(dependency.Marker, condition) });
        }

        foreach (var error in requirement.Errors)
        {
            AddProblem("PF001", error.Message, entry.SourceSpan(requirement.Span));
        }
    }

    /// <summary>Adds what a line of a requirements file says.</summary>
    public void AddPipLine(MappedText line, DependencyGroup group)
    {
        var file = RequirementsFile.Parse(new SourceText(line.Value), cancellationToken);
        foreach (var entry in file.Lines)
        {
            switch (entry)
            {
                case RequirementLine requirement when requirement.Requirement.Name.Length > 0:
                    Add(ToFile(line, Dependencies.From(requirement.Requirement, group)));
                    break;
                case IncludeLine include:
                    AddInclude(include.Target, line.SourceSpan(include.TargetSpan), IncludeKind.Requirement, group);
                    break;
                case ConstraintLine constraint:
                    AddInclude(constraint.Target, line.SourceSpan(constraint.TargetSpan), IncludeKind.Constraint, DependencyGroup.Constraint);
                    break;
                case EditableLine editable:
                    if (!editable.Reference.IsUrl && !string.IsNullOrWhiteSpace(editable.Reference.Location))
                    {
                        AddInclude(editable.Reference.Location, line.SourceSpan(editable.Reference.TargetSpan), IncludeKind.Editable, group);
                    }

                    AddReference(Dependencies.From(editable.Reference, editable.Marker, editable.MarkerSpan, group, isEditable: true));
                    break;
                case UrlLine url:
                    AddReference(Dependencies.From(url.Reference, url.Marker, url.MarkerSpan, group, isEditable: false));
                    break;
            }
        }

        foreach (var problem in Problems.Of(file))
        {
            AddProblem(problem.Code, problem.Message, line.SourceSpan(problem.Span));
        }

        void AddReference(Dependency? dependency)
        {
            if (dependency is not null)
            {
                Add(ToFile(line, dependency));
            }
        }
    }

    /// <summary>Adds a reference to a file that holds requirements.</summary>
    public void AddFile(MappedText target, DependencyGroup group)
    {
        target = target.Trim();
        if (target.Value.Length > 0)
        {
            AddInclude(target.Value, target.Span, IncludeKind.File, group);
        }
    }

    /// <summary>Adds a reference.</summary>
    public void AddInclude(string target, TextSpan span, IncludeKind kind, DependencyGroup group)
    {
        if (!_includes.TryGetValue(span, out var known) || GroupResolution.Rank(group) < GroupResolution.Rank(known.Group))
        {
            _includes[span] = Includes.File(path, target, span, kind, group);
        }
    }

    /// <summary>Takes the Pythons that a PEP 440 text asks for.</summary>
    public void SetPython(MappedText value)
    {
        value = value.Trim();
        if (VersionSpecifierSet.FindError(value.Value, 0) is { } error)
        {
            AddProblem("PF001", error.Message, value.SourceSpan(error.Span));
        }
        else if (VersionSpecifierSet.TryParse(value.Value, out var set) && value.Value.Length > 0)
        {
            SetPython(set, value.Span);
        }
    }

    /// <summary>Takes the Pythons that the file asks for.</summary>
    public void SetPython(VersionSpecifierSet set, TextSpan span) => RequiresPython ??= new(set, new(path, span));

    /// <summary>The manifest.</summary>
    public Manifest Build() => new()
    {
        Path = path,
        Format = format,
        Text = text,
        Dependencies = [.. _dependencies.Values.OrderBy(dependency => dependency.Span)],
        Includes = [.. _includes.Values.OrderBy(include => include.Span)],
        Problems = Problems.Keep(path, text, _problems.Distinct()),
        Comments = [.. _comments.Order()],
        RequiresPython = RequiresPython,
        ProjectName = ProjectName,
        EntryPoints = [.. _entryPoints.OrderBy(entry => entry.Span)],
    };

    /// <summary>setuptools drops what follows <c> #</c>, and lines that begin with <c>#</c>.</summary>
    private MappedText WithoutComment(MappedText entry)
    {
        var trimmed = entry.Trim();
        var at = trimmed.Value.StartsWith('#') ? 0 : trimmed.Value.IndexOf(" #", StringComparison.Ordinal) is var blank and >= 0 ? blank + 1 : -1;
        if (at < 0)
        {
            return trimmed;
        }

        AddComment(trimmed.SourceSpan(TextSpan.FromBounds(at, trimmed.Value.Length)));
        return trimmed.Slice(0, at);
    }

    private static Dependency ToFile(MappedText entry, Dependency dependency) => dependency with
    {
        NameSpan = entry.SourceSpan(dependency.NameSpan),
        Span = entry.SourceSpan(dependency.Span),
        SpecifierSpan = dependency.SpecifierSpan is { } specifier ? entry.SourceSpan(specifier) : null,
    };

    private static Marker Both(Marker? own, Marker condition) =>
        own is not null && Marker.TryParse($"({own}) and ({condition})", out var both) ? both : condition;
}
