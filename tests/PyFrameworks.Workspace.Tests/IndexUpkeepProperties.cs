using FsCheck;
using FsCheck.Fluent;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Text;
using PyFrameworks.Testing;

namespace PyFrameworks.Workspace.Tests;

/// <summary>An index that is kept up by changes equals one that is built afresh from the same files and open editors.</summary>
public sealed class IndexUpkeepProperties
{
    // Few places, so that scripts come back to them.
    private static readonly string[] s_folders = [".", ".", ".", "api", "api", "api/deep", "api/src", "api/flask", "web", "docs", "requirements", "build", "left"];

    private static readonly string[] s_names =
        ["team.yaml", "team.yaml", "team.yaml", "requirements.txt", "requirements.txt", "base.in", "deps.list", "deps.list", "pyproject.toml", "pyproject.toml", "uv.lock", "app.py", "flask.py", "__init__.py", "test_app.py", "Procfile", "notes.md", ".gitignore", "pyvenv.cfg", "zope.ini"];

    // A framework of a team's own: it is known by a distribution, and by a file that is read for its sake alone.
    private static readonly string s_kelp = CatalogMistakes.Kelp + "distribution: kelp\nmarkers: [{path: notes.md, contains: flask, strong: true}]\nstance: {level: adopt, reason: Ours.}\n";

    private static readonly string[] s_contents =
    [
        "", "flask==2.3\n", "django>=3.2,<4 # pyframeworks: ignore[PF101]\n", "-r deps.list\n-c ../base.in\n", "-r deps.list\n-r left/deps.list\n-r build/deps.list\n", "-r api/requirements.txt\nuvicorn\n", "flask ==\n",
        "[tool.pyframeworks]\ncatalogs = [\"team.yaml\", \"build/team.yaml\"]\n[project]\ndependencies = [\"kelp\", \"flask\"]\n", "[tool.pyframeworks]\ncatalogs = [\"../team.yaml\", \"deep/team.yaml\", \"gone.yaml\"]\n",
        "overrides:\n  - {id: flask, stance: {level: hold, reason: No é.}}\n  - {id: kelp, stance: {level: nope, reason: No.}}\n", "overrides: [\n", s_kelp, s_kelp,
        "[project]\ndependencies = [\"flask==2.3\", \"flask-login\"]\n", "[tool.pyframeworks]\nneeds = [\"realtime\"]\nexclude = [\"docs/**\"]\n", "[project\n",
        "class Flask: ...\n", "import flask\napp = flask.Flask(__name__)\n@app.route('/')\ndef é(): ...\n", "import asyncio\nfrom flask import Flask\n", "[project]\nname = \"app\"\n", "-e ../web\napp\n", "from django.urls import path\nimport requests\n", "web: uvicorn app:app\n",
        "left/\n*.list\n", "!deps.list\n/api\n", "use = egg:Zope#main\n", "[[package]]\nname = \"flask\"\nversion = \"2.3.1\"\n",
    ];

    private enum Kind
    {
        Write,
        Delete,
        DeleteFolder,
        RenameFolder,
        Open,
        Close,
        Exclude,
        Editor,
        Trust,
    }

    /// <summary>An open document is hidden by a virtual environment's mark, which goes with the folder.</summary>
    [Fact]
    public void An_open_document_comes_to_light_when_what_hid_it_is_renamed() => Assert.True(Run(
    [
        new(Kind.Write, "api", "pyvenv.cfg", ""),
        new(Kind.Open, "api/deep", "requirements.txt", "flask==2.3\n"),
        new(Kind.RenameFolder, "api", "pyvenv.cfg", ""),
    ]));

    [Fact]
    public void An_index_kept_up_by_changes_equals_one_built_afresh() =>
        Prop.ForAll(Scripts(), Run).Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithEndSize(30));

    private static bool Run(Step[] script)
    {
        using var folder = new TestFolder();
        var state = new State(folder, Scan(folder, TestProjects.Options));
        foreach (var step in script)
        {
            state = Apply(state, step);
            using var saved = Saved(state);
            Assert.Equal(WorkspaceIndexTests.Describe(Scan(saved, state.Index.Options)), WorkspaceIndexTests.Describe(state.Index));
        }

        return true;
    }

    /// <summary>A copy of the folder in which every open document is saved. What guides the walk counts as it is on disk; a catalog is read in a folder that is left out, too.</summary>
    private static TestFolder Saved(State state)
    {
        var saved = new TestFolder();
        foreach (var file in Directory.EnumerateFiles(state.Folder.Root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }))
        {
            saved.Write(Path.GetRelativePath(state.Folder.Root, file), File.ReadAllBytes(file));
        }

        foreach (var (path, text) in state.Open.Where(open => !FolderWalk.IsGuide(open.Key) && (FolderWalk.Finds(state.Folder.Root, open.Key) || open.Key.EndsWith(".yaml", StringComparison.Ordinal))))
        {
            saved.Write(path, text.Content);
        }

        return saved;
    }

    private static State Apply(State state, Step step)
    {
        var (folder, index) = (state.Folder, state.Index);
        var path = step.Path;
        switch (step.Kind)
        {
            case Kind.Write when Directory.Exists(folder.FullPath(path)):
                return state;
            case Kind.Write:
                folder.Write(path, step.Content);
                return Changed(state, path);
            case Kind.Delete:
                if (!File.Exists(folder.FullPath(path)))
                {
                    return state;
                }

                folder.Delete(path);
                return Changed(state, path);
            case Kind.DeleteFolder:
                if (step.Folder == "." || !Directory.Exists(folder.FullPath(step.Folder)))
                {
                    return state;
                }

                folder.Delete(step.Folder);
                return Changed(state, step.Folder);
            case Kind.RenameFolder:
                if (step.Folder == "." || !Directory.Exists(folder.FullPath(step.Folder)) || Directory.Exists(folder.FullPath("moved")))
                {
                    return state;
                }

                Directory.Move(folder.FullPath(step.Folder), folder.FullPath("moved"));
                return Changed(state, step.Folder, "moved");
            case Kind.Open:
                var text = new SourceText(step.Content);
                state.Open[path] = text;
                return state with { Index = index.WithBuffer(path, text, CancellationToken.None) };
            case Kind.Close:
                return state.Open.Remove(path) ? state with { Index = index.WithoutBuffer(path, CancellationToken.None) } : state;
            case Kind.Editor:
                return state with { Index = index.WithOptions(index.Options with { EditorCatalogs = step.Folder == "." ? [] : [WorkspacePath.Join(step.Folder, "team.yaml")] }, CancellationToken.None) };
            case Kind.Trust:
                return state with { Index = index.WithOptions(index.Options with { ReadsCatalogs = !index.Options.ReadsCatalogs }, CancellationToken.None) };
            default:
                return state with { Index = index.WithOptions(index.Options with { Exclude = [step.Folder == "." ? "api" : step.Folder] }, CancellationToken.None) };
        }
    }

    /// <summary>What a session does with the paths that an editor reports.</summary>
    private static State Changed(State state, params string[] paths)
    {
        if (!paths.Any(state.Index.NeedsScan))
        {
            var changed = state.Index.WithDiskChanges(paths.Where(state.Index.Concerns), CancellationToken.None);
            return state with
            {
                Index = state.Open.Where(open => paths.Any(path => WorkspacePath.IsWithin(open.Key, path)))
                    .Aggregate(changed, (index, open) => index.WithBuffer(open.Key, open.Value, CancellationToken.None)),
            };
        }

        var scanned = Scan(state.Folder, state.Index.Options);
        return state with { Index = state.Open.Aggregate(scanned, (index, open) => index.WithBuffer(open.Key, open.Value, CancellationToken.None)) };
    }

    private static WorkspaceIndex Scan(TestFolder folder, AnalysisOptions options) =>
        WorkspaceIndex.Scan(folder.Root, Catalog.FrameworkCatalog.BuiltIn, options, null, CancellationToken.None);

    private static Arbitrary<Step[]> Scripts() =>
        (from kind in Gen.Frequency(
             (6, Gen.Constant(Kind.Write)), (1, Gen.Constant(Kind.Delete)), (1, Gen.Constant(Kind.DeleteFolder)), (1, Gen.Constant(Kind.RenameFolder)),
             (4, Gen.Constant(Kind.Open)), (2, Gen.Constant(Kind.Close)), (1, Gen.Constant(Kind.Exclude)), (1, Gen.Constant(Kind.Editor)), (1, Gen.Constant(Kind.Trust)))
         from folder in Gen.Elements(s_folders)
         from name in Gen.Elements(s_names)
         from content in Gen.Elements(s_contents)
         select new Step(kind, folder, name, content)).ArrayOf().ToArbitrary();

    private sealed record Step(Kind Kind, string Folder, string Name, string Content)
    {
        public string Path => WorkspacePath.Join(Folder, Name);
    }

    private sealed record State(TestFolder Folder, WorkspaceIndex Index)
    {
        public SortedDictionary<string, SourceText> Open { get; } = new(StringComparer.Ordinal);
    }
}
