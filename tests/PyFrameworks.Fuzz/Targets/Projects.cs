using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.Catalog.Reading;
using PyFrameworks.Features;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;
using PyFrameworks.Syntax.Text;
using PyFrameworks.Testing;
using PyFrameworks.Workspace;

namespace PyFrameworks.Fuzz;

/// <summary>What stands on several files: projects with their rules and features, team catalogs, patterns of paths.</summary>
internal static class Projects
{
    // Between the files of a project; no editor shows it.
    private const char Next = '\u0001';

    private static readonly ImmutableArray<string> s_paths =
    [
        "requirements.txt", "pyproject.toml", "app.py", "setup.py", "setup.cfg", "Pipfile", "environment.yml", "api/requirements.txt", "api/app.py", "uv.lock", "poetry.lock", "Procfile", "Dockerfile", "tests/test_app.py", "manage.py", "app/__init__.py", "tox.ini", "a b/é.py", "requirements/dev.txt", "Pipfile.lock",
    ];

    private static readonly ImmutableArray<string> s_tokens =
    [
        "\u0001", "\u0001aflask==2.3\n", "\u0001bfrom flask import Flask\napp = Flask(__name__)\n@app.route('/')\ndef f(): ...\n", "\u0001c[project]\ndependencies = [\"django==3.2\"]\n", "[tool.pyframeworks]\nneeds = [\"realtime\"]\nexclude = [\"a\"]\n", "[tool.pyframeworks.rules]\nPF101 = \"off\"\n", "import django\n", "from fastapi import FastAPI\n",
        "async def f():\n    time.sleep(1)\n    requests.get('x')\n", "import tornado.web\n", "from aiohttp import web\n", "uvicorn app:app", "gunicorn -k uvicorn.workers.UvicornWorker a:b", "# pyframeworks: ignore[PF101]", "# pyframeworks: ignore-file\n", "-r requirements.txt\n", "-r ../a.txt\n", "-c c.txt\n", "flask", "Django", "fastapi>=0.1", "==", "channels\n", "websockets\n",
        "requires-python = \">=3.6\"\n", "python_requires = >=3.6\n", "[tool.poetry.dependencies]\npython = \"^3.7\"\nflask = \"^1\"\n", "class A(Flask): ...\n", "try:\n    import flask\nexcept ImportError:\n    flask = None\n", "if TYPE_CHECKING:\n    import bottle\n", "asyncio.run(x)\n", "socketio.run(app)\n", "setup(install_requires=['flask'])\n",
    ];

    private static readonly ImmutableArray<string> s_catalogTokens =
    [
        "frameworks:\n  - id: kelp\n", "overrides:\n  - {id: flask, stance: {level: hold, reason: No.}}\n", "id: kelp\nname: Kelp\n", "summary: x\n", "about: y\n", "kind: micro\n", "interfaces: [wsgi]\n", "async: {support: none}\n", "distribution: kelp\n", "imports: [kelp]\n", "sources:\n  s: {title: T, url: \"https://x.example/\"}\n",
        "releases:\n  - {series: \"1.0\", released: 2020-01-31, source: s}\n", "lifecycle: {status: active, evidence: E., source: s}\n", "needs:\n  realtime: {score: -2, reason: N., source: s}\n", "checked: 2026-05-01\n", "&a ", "*a", "<<: *a\n", "!!binary ", "- ", ": ", "{", "}", "[", "]", "|\n  x\n", ">\n", "---\n", "\t", "'", "\"", "#", "? ", "%TAG ! x\n",
    ];

    /// <summary>The targets.</summary>
    public static IEnumerable<FuzzTarget> All { get; } =
    [
        new()
        {
            Name = "projects",
            Seeds = () => Manifests.Fixtures(".txt").Select(Join).Concat(s_tokens),
            Tokens = s_tokens,
            MaxLength = 700,
            BaseBytes = 60_000_000,
            BytesPerUnit = 60_000,
            Check = CheckProject,
        },
        new()
        {
            Name = "team-catalog",
            Seeds = () => Manifests.Fixtures("team.yaml", "team-catalog.yaml").Append(CatalogMistakes.Kelp).Concat(s_catalogTokens),
            Tokens = s_catalogTokens,
            MaxLength = 1_500,
            BaseBytes = 4_000_000,
            BytesPerUnit = 20_000,
            Check = CheckCatalog,
            Grow = text => TeamCatalogReader.Read("team.yaml", text),
        },
        new()
        {
            Name = "patterns",
            Seeds = () => ["*.py\na/b.py", "**/x/**\na/x/b", "[a-z]?\\*\nab", "/a/\na/b", "!x\nx"],
            Tokens = ["*", "**", "**/", "/", "?", "[", "]", "[a-", "!", "\\", "a", "b.py", "\n", ".", "..", "#", " "],
            MaxLength = 200,
            Check = CheckPattern,
            Grow = text =>
            {
                GlobMatcher.IsMatch(text.AsSpan(0, Math.Min(200, text.Length)), text);
                IgnoreFile.Parse(".", text);
            },
        },
    ];

    private static string Join(string text) =>
        string.Concat(Manifests.FilesOf(text).Where(file => file.Content.Length < 400).Take(4).Select(file => $"{Next}{(char)('a' + Math.Max(0, s_paths.IndexOf(file.Path)))}{file.Content}"));

    /// <summary>The files of an input: each begins with a letter that stands for its path.</summary>
    private static List<(string Path, string Content)> Split(string input)
    {
        var files = new List<(string, string)>();
        foreach (var part in input.Split(Next, 6))
        {
            if (part.Length > 0)
            {
                var path = s_paths[part[0] % s_paths.Length];
                if (!files.Exists(file => file.Item1 == path))
                {
                    files.Add((path, part[1..]));
                }
            }
        }

        return files;
    }

    private static ulong CheckProject(string input, int choice)
    {
        var shape = default(Shape);
        var files = Split(input);
        foreach (var project in TestProjects.Assemble(files, FrameworkCatalog.BuiltIn))
        {
            var findings = RuleSet.Check(project, CancellationToken.None);
            for (var i = 0; i < findings.Length; i++)
            {
                var finding = findings[i];
                Expect.That(i == 0 || findings[i - 1].At.CompareTo(finding.At) <= 0);
                Expect.That(project.TextOf(finding.At.Path) is { } text && finding.At.Span.End <= text.Length, finding.ToString());
                Expect.That(!finding.Message.Contains('\n'), finding.Message);
                foreach (var edit in finding.Fixes.SelectMany(fix => fix.Edits))
                {
                    Expect.That(project.TextOf(edit.At.Path) is { } edited && edit.At.Span.End <= edited.Length, edit.ToString());
                }

                shape.AddMessage(finding.Code);
                shape.Add(finding.Code[^1]);
                shape.Add(finding.Code[^3]);
            }

            foreach (var use in project.FrameworkUses)
            {
                shape.AddMessage(use.Framework.Id);
                shape.Add((int)use.Role);
            }

            foreach (var (path, content) in files)
            {
                if (project.TextOf(path) is { } text)
                {
                    CheckFeatures(project, findings, files, path, text, choice, ref shape);
                }
            }

            if ((choice & 15) == 0)
            {
                var suggestion = Suggester.ForProject(project, null, CancellationToken.None);
                Expect.That(SuggestMarkdown.Write(suggestion).Length > 0);
                Expect.That(ReportHtml.Write(Report.Of("/x", [new(project, findings)], project.Today, CancellationToken.None)).EndsWith("</html>\n", StringComparison.Ordinal));
            }
        }

        return shape.Value;
    }

    private static void CheckFeatures(
        ProjectSnapshot project, ImmutableArray<Finding> findings, List<(string Path, string Content)> files, string path, SourceText text, int choice, ref Shape shape)
    {
        var random = new Random(choice);
        var options = new HoverOptions(IsMarkdown: true, HasCommandLinks: true, at => "file:///" + at);
        for (var i = 0; i < 3; i++)
        {
            var offset = random.Next(text.Length + 1);
            if (HoverFeature.At(project, findings, path, offset, options, CancellationToken.None) is { } hover)
            {
                Expect.Within(text.Length, hover.Span);
                shape.Add(1);
            }

            foreach (var target in Definitions.At(project, path, offset, CancellationToken.None))
            {
                Expect.Within(text.Length, target.Origin);
                shape.Add(2);
            }

            foreach (var place in References.At(project, path, offset, includesDeclaration: true, CancellationToken.None) ?? [])
            {
                // A neighbour may declare what is imported here.
                Expect.That(files.Exists(file => file.Path == place.Path && place.Span.End <= file.Content.Length), place.ToString());
            }

            foreach (var fix in CodeActions.At(project, findings, path, new(offset, 0), CancellationToken.None))
            {
                Expect.That(fix.Edits.All(edit => fix.CreatesFile is not null || (project.TextOf(edit.At.Path) is { } at && edit.At.Span.End <= at.Length)), fix.Title);
            }

            if (FileReader.Read(path, text, asRequirements: false, CancellationToken.None) is { } parsed)
            {
                Expect.Within(text.Length, Completions.At(parsed, offset, project.Catalog, project.Today, CancellationToken.None).Replaces);

                if (i == 0)
                {
                    CheckSymbols(DocumentSymbols.Of(parsed, CancellationToken.None), new(0, text.Length));
                }
            }
        }

        foreach (var lens in CodeLenses.In(project, findings, path, showsImports: true, CancellationToken.None))
        {
            Expect.Within(text.Length, lens.Span);
        }

        foreach (var hint in InlayHints.In(project, path, new(0, text.Length), isMarkdown: true, CancellationToken.None))
        {
            Expect.That(hint.Offset >= 0 && hint.Offset <= text.Length);
        }

        foreach (var link in DocumentLinks.Of(project, path, CancellationToken.None))
        {
            Expect.Within(text.Length, link.Span);
            Expect.That(link.Url is null || link.Url.StartsWith("https://", StringComparison.Ordinal), link.Url);
        }
    }

    private static void CheckSymbols(ImmutableArray<ManifestSymbol> symbols, TextSpan outer)
    {
        foreach (var symbol in symbols)
        {
            Expect.Within(outer, symbol.Span);
            Expect.Within(symbol.Span, symbol.NameSpan);
            Expect.That(symbol.Name.Length > 0);
            CheckSymbols(symbol.Children, symbol.Span);
        }
    }

    private static ulong CheckCatalog(string input, int choice)
    {
        var shape = default(Shape);
        var reading = TeamCatalogReader.Read("team.yaml", input);
        foreach (var error in reading.Errors.Concat(CatalogReader.ReadCompanions("companions.yaml", input).Errors))
        {
            Expect.Within(input.Length, error.Span);
            Expect.That(error.Line >= 1 && error.Column >= 1 && error.Message.Length > 0 && !error.Message.Contains('\n'), error.ToString());
            shape.Add((int)error.Kind);
        }

        shape.AddSize(reading.Items.Length);
        if ((choice & 15) == 0)
        {
            var layer = TeamLayer.Over(FrameworkCatalog.BuiltIn, [reading]);
            Expect.That(layer.Errors.All(error => error.Span.End <= input.Length));
            shape.AddSize(layer.Errors.Length);
        }

        return shape.Value;
    }

    private static ulong CheckPattern(string input, int choice)
    {
        var shape = default(Shape);
        var end = input.IndexOf('\n', StringComparison.Ordinal);
        var (pattern, path) = end < 0 ? (input, "a/b.py") : (input[..end], input[(end + 1)..]);
        shape.Add(GlobMatcher.IsMatch(pattern, path));
        var glob = GlobPattern.Create(pattern);
        Expect.That(!glob.IsExactMatch(path) || glob.IsMatch(path));
        shape.Add(glob.IsMatch(path));
        shape.Add(GlobPattern.Create(pattern, "a").IsMatch(path));
        if (path.Length > 0 && !path.StartsWith('/'))
        {
            shape.Add(IgnoreFile.Parse(".", input).Ignores(path, isFolder: false) is { } ignored ? ignored ? 1 : 2 : 3);
        }

        shape.AddSize(pattern.Length);
        return shape.Value;
    }
}
