using PyFrameworks.Catalog;
using PyFrameworks.Syntax.Python;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>What was found of a framework in a project; roles and confidence are functions of it.</summary>
[Flags]
internal enum Signs
{
    None = 0,

    /// <summary>A manifest asks for it at run time.</summary>
    DeclaredMain = 1 << 0,

    /// <summary>A frozen file lists it, perhaps because something else needs it.</summary>
    DeclaredTransitive = 1 << 1,

    /// <summary>A development group, an extra, the build, or the block of one script asks for it.</summary>
    DeclaredOther = 1 << 2,

    /// <summary>A lock lists it.</summary>
    Locked = 1 << 3,

    /// <summary>An add-on is declared at run time.</summary>
    AddonDeclaredMain = 1 << 4,

    /// <summary>An add-on is declared for development or as an extra.</summary>
    AddonDeclaredOther = 1 << 5,

    /// <summary>Application code imports it at module level.</summary>
    TopLevelImport = 1 << 6,

    /// <summary>Application code imports it in a function or under <c>__main__</c>.</summary>
    LazyImport = 1 << 7,

    /// <summary>Optional, type-checking, client or integration import.</summary>
    DoubtfulImport = 1 << 8,

    /// <summary>Import in tests, documentation, examples or notebooks.</summary>
    DevelopmentImport = 1 << 9,

    /// <summary>Application code imports an add-on at module level, or settings name it.</summary>
    AddonImport = 1 << 10,

    /// <summary>Application code imports an add-on in a function.</summary>
    AddonLazyImport = 1 << 11,

    /// <summary>An add-on is imported in doubt or in tests.</summary>
    AddonWeakImport = 1 << 12,

    /// <summary>Application code makes an application object of it.</summary>
    Constructor = 1 << 13,

    /// <summary>Application code names its routes, sub-applications or handlers by their dotted names.</summary>
    OwnConstruct = 1 << 14,

    /// <summary>Application code has routes or handlers of it, perhaps through an object of unknown class.</summary>
    Construct = 1 << 15,

    /// <summary>A file that is enough by itself.</summary>
    StrongMarker = 1 << 16,

    /// <summary>A file that is a hint.</summary>
    WeakMarker = 1 << 17,

    /// <summary>A command starts it, or a module that imports it.</summary>
    Command = 1 << 18,

    /// <summary>A setting names one of its modules.</summary>
    Setting = 1 << 19,

    /// <summary>Its source lies in the tree, outside the folders for copies.</summary>
    OwnSource = 1 << 20,

    /// <summary>The project is the framework.</summary>
    Self = 1 << 21,

    /// <summary>Names of its WSGI flavour are used.</summary>
    WsgiName = 1 << 22,

    /// <summary>Names of its ASGI flavour are used.</summary>
    AsgiName = 1 << 23,

    /// <summary>A test session (tox, nox) installs it.</summary>
    DeclaredSession = 1 << 24,

    /// <summary>A program that the distribution installs begins in a module that imports it.</summary>
    EntryPoint = 1 << 25,

    /// <summary>The distribution is called after it, as an extension is: <c>pytest-django</c>.</summary>
    NamedAfter = 1 << 26,
}

/// <summary>How much an import says.</summary>
internal enum ImportStrength
{
    /// <summary>Tests, documentation, examples, notebooks.</summary>
    Development,

    /// <summary>Optional, type-checking, client, integration.</summary>
    Doubtful,

    /// <summary>In a function, or dynamic.</summary>
    Lazy,

    /// <summary>At module level.</summary>
    TopLevel,
}

/// <summary>An import of something that the catalog knows.</summary>
internal sealed record ImportUse(PythonFile Source, ImportStatement Import, CatalogName Name, ImportStrength Strength)
{
    public FileSpan At => new(Source.Path, Import.ModuleSpan);

    public bool IsApplicationUse => Strength >= ImportStrength.Lazy;
}

/// <summary>Everything found of one framework.</summary>
internal sealed class FrameworkFacts(Framework framework)
{
    public Framework Framework { get; } = framework;

    public Signs Signs { get; set; }

    public List<Evidence> Evidence { get; } = [];

    /// <summary>Declarations, each with whether the project asks for it at run time by itself.</summary>
    public List<(Declaration Declaration, bool IsRuntime)> Declarations { get; } = [];

    /// <summary>The version that a lock installs; of several for several Pythons the newest.</summary>
    public Syntax.Packaging.Version? LockedVersion { get; private set; }

    /// <summary>First import in application code of the framework and of an add-on, then the same elsewhere.</summary>
    public FileSpan?[] Imports { get; } = new FileSpan?[4];

    /// <summary>The import that stands for all.</summary>
    public FileSpan? FirstImport => Imports[0] ?? Imports[1] ?? Imports[2] ?? Imports[3];

    /// <summary>Number of application files that import it.</summary>
    public int ApplicationFiles { get; set; }

    /// <summary>Interface that a command's server offers, in order of the commands.</summary>
    public ServerInterface? CommandInterface { get; set; }

    public void Lock(Syntax.Packaging.Version? version)
    {
        if (version is not null && (LockedVersion is null || version.CompareTo(LockedVersion) > 0))
        {
            LockedVersion = version;
        }
    }

    public bool Has(Signs any) => (Signs & any) != 0;
}
