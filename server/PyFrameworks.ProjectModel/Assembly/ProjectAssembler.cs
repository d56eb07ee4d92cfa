using System.Collections.Immutable;
using System.Runtime.InteropServices;
using PyFrameworks.Catalog;
using PyFrameworks.Syntax.Packaging;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>Makes projects of files: the whole analysis below the rules, as a pure function.</summary>
public static class ProjectAssembler
{
    /// <summary>The projects of a workspace, by path; at least one.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ImmutableArray<ProjectSnapshot> Assemble(
        WorkspaceFiles files, FrameworkCatalog catalog, AnalysisOptions options, CancellationToken cancellationToken) =>
        Assemble(previous: null, changed: null, files, catalog, options, cancellationToken).Projects;

    /// <summary>
    /// The same projects, with those of <paramref name="previous"/> taken over that nothing has changed for: what is made is what would be made afresh.
    /// </summary>
    /// <param name="previous">The last assembly, if there was one.</param>
    /// <param name="changed">Paths of the only files that may be others than in <paramref name="previous"/>; null where any may.</param>
    /// <param name="files">The files.</param>
    /// <param name="catalog">The catalog that projects are judged by.</param>
    /// <param name="options">The day and the user's choices.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static AssembledWorkspace Assemble(
        AssembledWorkspace? previous,
        IReadOnlyCollection<string>? changed,
        WorkspaceFiles files,
        FrameworkCatalog catalog,
        AnalysisOptions options,
        CancellationToken cancellationToken)
    {
        var changes = previous is null ? null : WorkspaceChanges.Between(previous, changed, files, catalog, options, cancellationToken);
        var plan = (changes is null or { HasOtherFiles: true } ? null : previous!.Plan.With(files, changes, cancellationToken)) ?? AssemblyPlan.Make(files, options, cancellationToken);
        if (changes?.LeaveOutTheSame(plan) == false)
        {
            changes = null;
        }

        var known = changes is null ? null : previous!.Made.ToDictionary(made => made.Part.Path, StringComparer.Ordinal);
        var lookers = changes?.Lookers(plan);
        var own = files with { Parsed = plan.Kept };
        var projects = new AssembledProject[plan.Parts.Length];

        // Each is made of the files alone, so they may be made side by side. The very first one alone: threads that run code for the first time wait for each other.
        var alone = previous is null && projects.Length > 1 ? 1 : 0;
        for (var i = 0; i < alone; i++)
        {
            Make(i);
        }

        Parallel.For(alone, projects.Length, new ParallelOptions { CancellationToken = cancellationToken }, Make);

        var all = ImmutableCollectionsMarshal.AsImmutableArray(projects);
        var (joined, near) = ProjectNeighbours.Join(all, WithEditorCatalogs([.. all.Select(made => made.Project)], files.Catalogs.OfEditor), previous);
        return new(files, catalog, options, plan, all, near, joined);

        void Make(int i)
        {
            var part = plan.Parts[i];
            projects[i] = known is not null && known.TryGetValue(part.Path, out var made) && !changes!.Concern(part, made, plan, lookers!)
                ? made
                : new(part, AssembleProject(part, own, plan.Folders, plan.Settings, catalog, options, cancellationToken) with { HasUnseenCode = plan.Unseen.Contains(part.Path) });
        }
    }

    /// <summary>Gives each catalog file of the editor's settings to the innermost project around it, or to the first.</summary>
    private static ImmutableArray<ProjectSnapshot> WithEditorCatalogs(ImmutableArray<ProjectSnapshot> projects, ImmutableArray<CatalogFile> catalogs)
    {
        foreach (var file in catalogs)
        {
            var owner = projects.Where(project => WorkspacePath.IsWithin(file.Path, project.Path)).MaxBy(project => project.Path == "." ? 0 : project.Path.Length) ?? projects[0];
            if (owner.FindCatalogFile(file.Path) is null)
            {
                projects = projects.Replace(owner, owner with { CatalogFiles = [.. owner.CatalogFiles.Append(file).OrderBy(entry => entry.Path, StringComparer.Ordinal)] });
            }
        }

        return projects;
    }

    private static ProjectSnapshot AssembleProject(
        ProjectFiles part,
        WorkspaceFiles files,
        IReadOnlySet<string> folders,
        IReadOnlyDictionary<string, ParsedFile> allSettings,
        FrameworkCatalog below,
        AnalysisOptions options,
        CancellationToken cancellationToken)
    {
        var (settings, settingsPath) = SettingsOf(part.Path, files, allSettings);
        var own = settingsPath is null ? null : files.Catalogs.BySettings.GetValueOrDefault(settingsPath);
        var catalog = own?.Catalog ?? below;
        var python = options.ReadsImports ? part.Paths.Select(path => files.Parsed.GetValueOrDefault(path)!).Where(file => file?.Module is not null).ToList() : [];
        var copies = FrameworkCopies.Find(python, catalog);
        var self = FindSelf(part, python, copies, catalog);
        var vendored = VendoredRoots(copies, self);
        var sources = python.Select(file => MakeSource(file, part, vendored)).ToImmutableArray();
        var input = new DetectionInput
        {
            Path = part.Path,
            Manifests = part.Manifests,
            Sources = sources,
            Paths = part.Paths,
            SharedLocks = SharedLocksOf(part, files),
            IsPackage = part.IsPackage,
            OfferedRoots = part.IsPackage ? OfferedRoots(part) : [],
            ReadsImports = options.ReadsImports,
            Copies = copies,
            FirstParty = new(files.Parsed, folders, part.Path, copies),
            SelfId = self,
            Files = files,
            Catalog = catalog,
        };
        var evidence = ProjectEvidence.Gather(input, cancellationToken);

        var byClass = RouteCounter.CountedByClass(evidence.Routes.Values.SelectMany(sites => sites));
        var pythonFiles = sources
            .Select(source => evidence.Routes.TryGetValue(source.Path, out var sites) ? source with { Routes = RouteCounter.Count(sites, byClass), RouteSites = sites } : source)
            .ToImmutableArray();
        return new()
        {
            Path = part.Path,
            Manifests = part.Manifests,
            Files = pythonFiles,
            FrameworkUses = FrameworkDetector.Detect(input, evidence),
            Imports =
            [
                .. evidence.Imports.OrderBy(use => use.At).Select(use =>
                    new FrameworkImport(use.Import.Module, use.Name.FrameworkId, use.At, [.. use.Import.Names.Select(name => name.Name)])),
            ],
            Needs = NeedInference.Infer(settings, settingsPath, options, part.Manifests, pythonFiles, catalog, cancellationToken),
            RequiresPython = RequiresPythonOf(part),
            Metrics = Measure(pythonFiles),
            TemplateFiles = part.Paths.Count(path => path.Contains("templates/", StringComparison.Ordinal) && PathRoles.Of(path, part.Path, part.IsPackage) == PathRole.Application),
            Settings = settings,
            SettingsPath = settingsPath,
            MissingCatalogs = [.. settings.Catalogs.Where(catalogFile => settingsPath is not null && IsMissing(WorkspacePath.Resolve(WorkspacePath.Folder(settingsPath), catalogFile), files))],
            UnreadCatalogs = own?.Unread ?? [],

            // Projects below the settings judge by the same files; one of them speaks of these.
            CatalogFiles = part.Manifests.Any(manifest => manifest.Path == settingsPath) ? own?.Files ?? [] : [],
            Options = options,
            Catalog = catalog,
        };
    }

    /// <summary>Figures of application code.</summary>
    private static ProjectMetrics Measure(ImmutableArray<PythonFile> files)
    {
        var application = files.Where(file => file.IsApplication).ToList();
        return new(
            application.Count,
            application.Sum(file => file.Module.CodeLines),
            application.Sum(file => file.Routes),
            application.Sum(file => file.Module.AsyncFunctions));
    }

    private static PythonFile MakeSource(ParsedFile file, ProjectFiles part, List<string> vendored) => new()
    {
        Path = file.Path,
        Text = file.Text,
        Module = file.Module!,
        MentionsProgram = file.MentionsProgram,
        Role = vendored.Exists(root => WorkspacePath.IsWithin(file.Path, root)) ? PathRole.Vendored : PathRoles.Of(file.Path, part.Path, part.IsPackage),
    };

    /// <summary>
    /// The package or module that is called like the distribution: what it offers. Empty where none is, as in most applications. Python's own
    /// name is often left out: <c>python-telegram</c> offers <c>telegram</c>.
    /// </summary>
    private static ImmutableArray<string> OfferedRoots(ProjectFiles part)
    {
        var roots = ImmutableArray.CreateBuilder<string>();
        foreach (var name in part.Manifests.Where(manifest => WorkspacePath.Folder(manifest.Path) == part.Path).Select(manifest => manifest.ProjectName).OfType<string>())
        {
            var normal = NormalizedName.From(name).Value.Replace('-', '_');
            var shorter = normal.StartsWith("python_", StringComparison.Ordinal) ? normal["python_".Length..] : normal.EndsWith("_python", StringComparison.Ordinal) ? normal[..^"_python".Length] : normal;
            foreach (var module in ((string[])[normal, shorter]).Distinct(StringComparer.Ordinal))
            {
                var source = WorkspacePath.Join(part.Path, "src");
                foreach (var folder in (string[])[part.Path, source])
                {
                    var root = WorkspacePath.Join(folder, module);
                    if (part.Paths.BinarySearch($"{root}/__init__.py", StringComparer.Ordinal) >= 0 || part.Paths.BinarySearch($"{root}.py", StringComparer.Ordinal) >= 0)
                    {
                        roots.Add(folder == source ? source : root);
                    }
                }
            }
        }

        return roots.ToImmutable();
    }

    /// <summary>The lock of the uv workspace of which the project is a member; none where it has a lock of its own.</summary>
    private static ImmutableArray<Manifest> SharedLocksOf(ProjectFiles part, WorkspaceFiles files)
    {
        if (part.Path == "." || part.Manifests.Any(manifest => manifest.Format.IsLock()))
        {
            return [];
        }

        for (var folder = part.Path; folder != ".";)
        {
            folder = WorkspacePath.Folder(folder);
            if (files.Parsed.TryGetValue(WorkspacePath.Join(folder, "pyproject.toml"), out var root)
                && root.Manifest?.Workspace is { } workspace
                && workspace.Members.Any(IsPath)
                && !workspace.Exclude.Any(IsPath))
            {
                return files.Parsed.TryGetValue(WorkspacePath.Join(folder, "uv.lock"), out var shared) && shared.Manifest is { } manifest ? [manifest] : [];
            }

            bool IsPath(string pattern) => GlobPattern.Create(pattern.Contains('/', StringComparison.Ordinal) ? pattern : $"./{pattern}", folder).IsExactMatch(part.Path);
        }

        return [];
    }

    /// <summary>Copies of frameworks, and a whole <c>lib</c> folder that holds one: such folders are filled by an installer.</summary>
    private static List<string> VendoredRoots(ImmutableArray<FrameworkCopy> copies, string? self)
    {
        var roots = new List<string>();
        foreach (var copy in copies.Where(copy => copy.FrameworkId != self))
        {
            var folder = WorkspacePath.Folder(copy.Root);
            roots.Add(WorkspacePath.FileName(folder) is "lib" or "libs" or "lib2" or "lib3" ? folder : copy.Root);
        }

        return roots;
    }

    /// <summary>
    /// The framework that the project is: its own name is the framework's distribution and it doesn't ask for itself, save as an editable install; without a known name, a
    /// packaged project most of whose code is the framework's source, in its folder or in <c>src</c>.
    /// </summary>
    private static string? FindSelf(ProjectFiles part, List<ParsedFile> python, ImmutableArray<FrameworkCopy> copies, FrameworkCatalog catalog)
    {
        var own = part.Manifests.Where(manifest => WorkspacePath.Folder(manifest.Path) == part.Path && !manifest.Format.IsLock()).ToList();
        var names = own.Select(manifest => manifest.ProjectName).OfType<string>().Select(name => NormalizedName.From(name).Value).Distinct(StringComparer.Ordinal).ToList();
        foreach (var name in names)
        {
            if (catalog.FindDistribution(name) is { IsAddon: false } found
                && (python.Count == 0 || HoldsModuleOf(catalog.Find(found.FrameworkId)!, part.Path, python))
                && !own.Exists(manifest => manifest.Dependencies.Any(dependency => dependency.Group.IsMain && dependency.CanonicalName == name && !dependency.IsEditable)))
            {
                return found.FrameworkId;
            }
        }

        if (names.Count > 0 || !own.Exists(manifest => manifest.Format is ManifestFormat.Pyproject or ManifestFormat.SetupCfg or ManifestFormat.SetupPy))
        {
            return null;
        }

        var source = WorkspacePath.Join(part.Path, "src");
        var code = python.Where(file => PathRoles.Of(file.Path, part.Path, part.IsPackage) == PathRole.Application).ToList();
        return copies.FirstOrDefault(copy => (WorkspacePath.Folder(copy.Root) == part.Path || WorkspacePath.Folder(copy.Root) == source)
            && code.Where(file => copy.Contains(file.Path)).Sum(file => file.Module!.CodeLines) * 2 > code.Sum(file => file.Module!.CodeLines))?.FrameworkId;
    }

    /// <summary>Whether a folder or module of the project is called like an import of the framework; without one only its name is the framework's.</summary>
    private static bool HoldsModuleOf(Framework framework, string project, List<ParsedFile> python)
    {
        var names = framework.Imports.Select(import => import.Split('.')[0]).ToHashSet(StringComparer.Ordinal);
        return python.Exists(file => (project == "." ? file.Path : file.Path[(project.Length + 1)..]).Split('/')
            .Any(name => names.Contains(name.EndsWith(".py", StringComparison.Ordinal) ? name[..^3] : name)));
    }

    /// <summary>The first manifest in order of precedence that says it; those of documentation, tests and examples speak for themselves alone.</summary>
    private static RequiresPython? RequiresPythonOf(ProjectFiles part) =>
        part.Manifests.Where(manifest => manifest.RequiresPython is not null && !PathRoles.IsCompanion(manifest.Path, part.Path, part.IsPackage))
            .OrderBy(manifest => manifest.Format.Precedence(manifest.Path))
            .ThenBy(manifest => manifest.Path, StringComparer.Ordinal)
            .FirstOrDefault()?.RequiresPython;

    /// <summary>
    /// The settings in force: those of the nearest pyproject.toml with a <c>[tool.pyframeworks]</c>, the project's own or one above it; tables are
    /// not merged. Where there are none, the project's own pyproject.toml is the place to write them.
    /// </summary>
    private static (ToolSettings Settings, string? Path) SettingsOf(string project, WorkspaceFiles files, IReadOnlyDictionary<string, ParsedFile> all)
    {
        for (var folder = project; ; folder = WorkspacePath.Folder(folder))
        {
            if (all.TryGetValue(folder, out var file))
            {
                return (file.Manifest!.Settings!, file.Path);
            }

            if (folder == ".")
            {
                var own = WorkspacePath.Join(project, "pyproject.toml");
                return (new(), files.Parsed.ContainsKey(own) ? own : null);
            }
        }
    }

    private static bool IsMissing(string? path, WorkspaceFiles files) => path is not null && !files.Paths.Contains(path) && !files.Unread.ContainsKey(path);
}
