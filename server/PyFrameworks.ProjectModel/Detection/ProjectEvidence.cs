using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>What detection looks at: one project's files.</summary>
internal sealed record DetectionInput
{
    public required string Path { get; init; }

    public required ImmutableArray<Manifest> Manifests { get; init; }

    /// <summary>Python files by path, vendored copies among them.</summary>
    public required ImmutableArray<PythonFile> Sources { get; init; }

    /// <summary>Every file path of the project, sorted.</summary>
    public required ImmutableArray<string> Paths { get; init; }

    public required ImmutableArray<FrameworkCopy> Copies { get; init; }

    public required FirstPartyModules FirstParty { get; init; }

    /// <summary>Locks of the workspace of which the project is a member: versions for what it declares, and no evidence.</summary>
    public required ImmutableArray<Manifest> SharedLocks { get; init; }

    /// <summary>Whether the project is a named distribution with a package of its own.</summary>
    public required bool IsPackage { get; init; }

    /// <summary>Whether Python files were looked into.</summary>
    public required bool ReadsImports { get; init; }

    /// <summary>The packages and modules that the distribution offers, where one is called like it: the tools beside them need nothing at run time.</summary>
    public required ImmutableArray<string> OfferedRoots { get; init; }

    /// <summary>The framework whose own source the project is, or null.</summary>
    public required string? SelfId { get; init; }

    public required WorkspaceFiles Files { get; init; }

    public required FrameworkCatalog Catalog { get; init; }
}

/// <summary>Gathers evidence framework by framework.</summary>
internal sealed partial class ProjectEvidence
{
    private const int MaxTextLength = 80;
    private readonly DetectionInput _input;
    private readonly SortedList<string, FrameworkFacts> _facts = new(StringComparer.Ordinal);
    private readonly List<ImportUse> _imports = [];
    private readonly Dictionary<string, ImmutableArray<RouteSite>> _routes = new(StringComparer.Ordinal);

    private ProjectEvidence(DetectionInput input) => _input = input;

    /// <summary>Facts by framework identifier, sorted.</summary>
    public IReadOnlyDictionary<string, FrameworkFacts> Facts => _facts;

    /// <summary>Imports of what the catalog knows, by path and place; vendored copies and first-party modules are left out.</summary>
    public IReadOnlyList<ImportUse> Imports => _imports;

    /// <summary>Routes of application files by path.</summary>
    public IReadOnlyDictionary<string, ImmutableArray<RouteSite>> Routes => _routes;

    /// <summary>Looks at the whole project.</summary>
    public static ProjectEvidence Gather(DetectionInput input, CancellationToken cancellationToken)
    {
        var evidence = new ProjectEvidence(input);
        evidence.ReadDependencies();
        evidence.ReadSharedLocks();
        evidence.ReadImports(cancellationToken);
        evidence.ReadCode(cancellationToken);
        evidence.ReadSettings(cancellationToken);
        evidence.ReadMarkers(cancellationToken);
        evidence.ReadCommands();
        evidence.ReadEntryPoints();
        evidence.ReadSelf();
        evidence.ReadName();
        foreach (var copy in input.Copies)
        {
            if (copy.FrameworkId != input.SelfId && !PathRoles.IsVendored(copy.EntryFile) && evidence._facts.TryGetValue(copy.FrameworkId, out var facts)
                && facts.Has(Signs.TopLevelImport | Signs.LazyImport))
            {
                facts.Signs |= Signs.OwnSource;
                facts.Evidence.Add(new(EvidenceKind.File, new(copy.EntryFile, default), copy.Root));
            }
        }

        return evidence;
    }

    /// <summary>Extensions are called after what they extend: <c>django-filter</c>, <c>pytest-django</c>.</summary>
    private void ReadName()
    {
        var words = _input.Manifests.Where(manifest => WorkspacePath.Folder(manifest.Path) == _input.Path && manifest.ProjectName is not null)
            .SelectMany(manifest => Syntax.Packaging.NormalizedName.From(manifest.ProjectName!).Value.Split('-'))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var facts in _facts.Values.Where(facts => words.Count > 1 && words.Contains(facts.Framework.Id)))
        {
            facts.Signs |= Signs.NamedAfter;
        }
    }

    /// <summary>The project's own name is the evidence that it is a framework; where it has none, its source is.</summary>
    private void ReadSelf()
    {
        if (_input.SelfId is not { } self)
        {
            return;
        }

        var facts = FactsOf(self);
        facts.Signs |= Signs.Self;
        var named = _input.Manifests.FirstOrDefault(manifest => WorkspacePath.Folder(manifest.Path) == _input.Path && manifest.ProjectName is { } name
            && facts.Framework.Distributions.Contains(Syntax.Packaging.NormalizedName.From(name).Value));
        if (named is not null)
        {
            facts.Evidence.Add(new(EvidenceKind.Config, new(named.Path, default), Shorten(named.ProjectName!)));
        }

        foreach (var copy in _input.Copies.Where(copy => copy.FrameworkId == self))
        {
            facts.Evidence.Add(new(EvidenceKind.File, new(copy.EntryFile, default), copy.Root));
        }
    }

    /// <summary>The first line of <paramref name="text"/>, at most 80 characters.</summary>
    internal static string Shorten(string text)
    {
        var line = text.AsSpan().Trim();
        var end = line.IndexOfAny('\r', '\n');
        line = end < 0 ? line : line[..end].TrimEnd();
        if (line.Length <= MaxTextLength)
        {
            return line.ToString();
        }

        // A surrogate pair is kept whole.
        var length = char.IsHighSurrogate(line[MaxTextLength - 2]) ? MaxTextLength - 2 : MaxTextLength - 1;
        return $"{line[..length]}…";
    }

    private FrameworkFacts FactsOf(string id)
    {
        if (!_facts.TryGetValue(id, out var facts))
        {
            _facts[id] = facts = new(_input.Catalog.Find(id)!);
        }

        return facts;
    }

    /// <summary>The frameworks that an add-on brings with it: the one it builds on, and so on; the catalog may not be trusted to be free of circles.</summary>
    private IEnumerable<FrameworkFacts> BasesOf(Framework addon)
    {
        var current = addon;
        for (var depth = 0; depth < 5 && current is { Kind: FrameworkKind.Addon, On: { } on } && _input.Catalog.Find(on) is { } next; depth++)
        {
            yield return FactsOf(on);
            current = next;
        }
    }

    private void ReadDependencies()
    {
        var hasManifest = _input.Manifests.Any(manifest =>
            manifest.Format is not (ManifestFormat.Script or ManifestFormat.Constraints) && !manifest.Format.IsLock() && manifest.HasDependencies);
        foreach (var manifest in _input.Manifests.OrderBy(manifest => manifest.Format.Precedence(manifest.Path)).ThenBy(manifest => manifest.Path, StringComparer.Ordinal))
        {
            // pip-compile says of each entry what needs it ("# via X", "# via -r requirements.in"); pip freeze doesn't.
            var tellsWhy = manifest.HasTransitiveDependencies
                || (manifest.IsFrozen && manifest.Comments.Any(comment => manifest.Text.AsSpan(comment).Contains("via ", StringComparison.Ordinal)));
            foreach (var dependency in manifest.KnownTo(_input.Catalog))
            {
                if (dependency.Group == DependencyGroup.Constraint || _input.Catalog.FindDistribution(dependency.CanonicalName) is not { } name)
                {
                    continue;
                }

                var sign = manifest.Format.IsLock() ? Signs.Locked
                    : manifest.Format == ManifestFormat.Commands ? Signs.DeclaredSession
                    : dependency.IsTransitive || (manifest.IsFrozen && !tellsWhy) ? Signs.DeclaredTransitive
                    : dependency.Group.IsMain && !(manifest.Format == ManifestFormat.Script && hasManifest) ? Signs.DeclaredMain
                    : Signs.DeclaredOther;
                AddDependency(manifest, dependency, name, sign);
            }

            foreach (var guess in manifest.Unnamed.Where(guess => guess.Group != DependencyGroup.Constraint))
            {
                if (FindRepository(guess.CanonicalName) is { } name)
                {
                    AddDependency(manifest, guess, name, guess.Group.IsMain ? Signs.DeclaredMain : Signs.DeclaredOther);
                }
            }
        }
    }

    private void ReadSharedLocks()
    {
        foreach (var dependency in _input.SharedLocks.SelectMany(manifest => manifest.KnownTo(_input.Catalog)))
        {
            if (_input.Catalog.FindDistribution(dependency.CanonicalName) is { IsAddon: false } name
                && _facts.TryGetValue(name.FrameworkId, out var facts)
                && facts.Declarations.Exists(pair => pair.Declaration.Dependency.CanonicalName == dependency.CanonicalName))
            {
                facts.Lock(dependency.Specifier.PinnedVersion);
            }
        }
    }

    private void AddDependency(Manifest manifest, Dependency dependency, CatalogName name, Signs sign)
    {
        var facts = FactsOf(name.FrameworkId);
        var at = new FileSpan(manifest.Path, dependency.NameSpan);
        var text = Shorten(manifest.Text.Slice(dependency.Span));
        if (name.IsAddon)
        {
            AddAddon(facts, sign, at, text);
            return;
        }

        facts.Signs |= sign;
        if (sign == Signs.Locked)
        {
            var pinned = dependency.Specifier.PinnedVersion;
            facts.Lock(pinned);
            facts.Evidence.Add(new(EvidenceKind.Lock, at, pinned is null ? dependency.Name : $"{dependency.Name}=={pinned}"));
            return;
        }

        facts.Evidence.Add(new(EvidenceKind.Dependency, at, text));
        facts.Declarations.Add((new(manifest, dependency), sign == Signs.DeclaredMain));
        foreach (var basis in BasesOf(facts.Framework))
        {
            AddAddon(basis, sign, at, text);
        }
    }

    /// <summary>An add-on that only a lock or a frozen file lists says nothing of what the project asks for.</summary>
    private static void AddAddon(FrameworkFacts facts, Signs sign, FileSpan at, string text)
    {
        if (sign is Signs.DeclaredMain or Signs.DeclaredOther)
        {
            facts.Signs |= sign == Signs.DeclaredMain ? Signs.AddonDeclaredMain : Signs.AddonDeclaredOther;
            facts.Evidence.Add(new(EvidenceKind.Addon, at, text));
        }
    }

    /// <summary>The framework whose repository is called <paramref name="name"/>: like its distribution, or like itself without the dot (<c>webpy</c>).</summary>
    private CatalogName? FindRepository(string name) =>
        _input.Catalog.FindDistribution(name)
        ?? (_input.Catalog.Frameworks.FirstOrDefault(framework => framework.Id.Replace(".", "", StringComparison.Ordinal) == name) is { Distributions: [var distribution, ..] }
            ? _input.Catalog.FindDistribution(distribution)
            : null);
}
