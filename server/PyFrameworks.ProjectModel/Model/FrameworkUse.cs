using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.Syntax.Packaging;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>What a framework is to a project.</summary>
public enum FrameworkRole
{
    /// <summary>The application is built on it.</summary>
    Primary,

    /// <summary>Builds on another detected framework, named in <see cref="FrameworkUse.On"/>.</summary>
    Addon,

    /// <summary>Only in tests, docs, examples, dev groups or optional extras; or as a client or integration.</summary>
    Dev,

    /// <summary>Declared, never imported, in a project that has Python files.</summary>
    Unused,

    /// <summary>The project is that framework's own source.</summary>
    Self,

    /// <summary>Only somebody else's dependency.</summary>
    Transitive,
}

/// <summary>What kind of evidence it is.</summary>
public enum EvidenceKind
{
    /// <summary>A declared dependency.</summary>
    Dependency,

    /// <summary>An entry of a lock file.</summary>
    Lock,

    /// <summary>A distribution that implies the framework.</summary>
    Addon,

    /// <summary>An import.</summary>
    Import,

    /// <summary>A file: manage.py, *.zcml, ….</summary>
    File,

    /// <summary><c>[tool.…]</c>, entry points, commands.</summary>
    Config,
}

/// <summary>One reason to believe that the project uses a framework.</summary>
/// <param name="Kind">What kind of evidence it is.</param>
/// <param name="At">Where; spans the name of a dependency, the module of an import, nothing of a file.</param>
/// <param name="Text">What stands there, shortened.</param>
public sealed record Evidence(EvidenceKind Kind, FileSpan At, string Text);

/// <summary>Where a manifest declares a framework.</summary>
/// <param name="Manifest">The manifest.</param>
/// <param name="Dependency">The entry.</param>
public sealed record Declaration(Manifest Manifest, Dependency Dependency)
{
    /// <summary>Where the name stands.</summary>
    public FileSpan Name => new(Manifest.Path, Dependency.NameSpan);

    /// <summary>Where the specifier stands; the name where there is none.</summary>
    public FileSpan Specifier => new(Manifest.Path, Dependency.SpecifierSpan ?? Dependency.NameSpan);
}

/// <summary>A framework in a project, with everything that speaks for it.</summary>
public sealed record FrameworkUse
{
    /// <summary>The catalog's entry.</summary>
    public required Framework Framework { get; init; }

    /// <summary>What it is to the project.</summary>
    public required FrameworkRole Role { get; init; }

    /// <summary>Identifier of the framework it builds on, or null.</summary>
    public string? On { get; init; }

    /// <summary>The interface that the code uses, else the catalog's first.</summary>
    public required ServerInterface Interface { get; init; }

    /// <summary>How sure it is, above 0 and at most 0.99, rounded to two digits.</summary>
    public required double Confidence { get; init; }

    /// <summary>Declarations of the framework's own distribution, in order of precedence; the first carries the findings.</summary>
    public ImmutableArray<Declaration> Declarations { get; init; } = [];

    /// <summary>Version in a lock file, or null.</summary>
    public string? LockedVersion { get; init; }

    /// <summary>All evidence, by path and span.</summary>
    public ImmutableArray<Evidence> Evidence { get; init; } = [];

    /// <summary>First import of the framework in application code (else anywhere), or null.</summary>
    public FileSpan? FirstImport { get; init; }

    /// <summary>The declaration that carries findings, or null.</summary>
    public Declaration? Declaration => Declarations.IsEmpty ? null : Declarations[0];

    /// <summary>The versions that the carrying declaration allows; everything where nothing is declared.</summary>
    public VersionSpecifierSet Specifier => Declaration?.Dependency.Specifier ?? VersionSpecifierSet.Any;

    /// <summary>Where a finding about the framework stands: the dependency's name, else the first import, else the first evidence.</summary>
    public FileSpan Anchor => Declaration?.Name ?? FirstImport ?? Evidence[0].At;
}
