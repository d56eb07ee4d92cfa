using System.Collections.Immutable;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;
using PyFrameworks.Syntax.Packaging;
using PyFrameworks.Syntax.Text;
using PyFrameworks.Testing;

namespace PyFrameworks.Fuzz;

/// <summary>Every file format that projects are read from, each through the reader that the program uses.</summary>
internal static class Manifests
{
    private static readonly ImmutableArray<string> s_requirements =
    [
        "flask==2.3.1", "django>=3.2,<4", "a[b,c]", "-r base.txt", "-c c.txt", "-e .", "-e git+https://h/o/r@v#egg=x", "--hash=sha256:ab", "--index-url https://x", "\\\n", "# via x", "; python_version < '3.8'",
        " @ https://h/x.whl", "./p[q]", "${A}", "x-1.0.tar.gz", "git+ssh://git@h/r", "file:///x", "#egg=a&subdirectory=b", "===1", "~=1.0", "!=1.*", "# pyframeworks: ignore[PF101] until=2027-01-01 reason=\"x\"",
    ];

    private static readonly ImmutableArray<string> s_toml =
    [
        "[", "]", "[[", "]]", "{", "}", " = ", "\"", "'", "\"\"\"", "'''", "\\u00e9", "\\U0001F600", "\\n", "\\\n", "true", "inf", "nan", "1_000", "0x1F", "1.5e3", "2026-01-02T03:04:05Z", "07:08:09", "\n[project]\n", "\n[a.b]\n", "\n[[package]]\n",
        "name = ", "version = ", "dependencies = [", "\"flask>=2\",", "optional-dependencies", "\n[tool.poetry]\n", "\n[tool.poetry.dependencies]\n", "python = \"^3.9\"", "{ version = \"^1\", extras = [\"a\"], optional = true }",
        "\n[tool.poetry.group.dev.dependencies]\n", "\n[dependency-groups]\n", "{include-group = \"x\"}", "\n[tool.pyframeworks]\n", "needs = [\"async\"]", "catalogs = [\"x.yaml\"]", "\n[tool.pyframeworks.rules]\nPF101 = \"off\"\n", "\n[tool.uv.workspace]\nmembers = [\"a/*\"]\n",
        "requires-python = \">=3.9\"", "dynamic = [\"dependencies\"]", "\n[tool.setuptools.dynamic]\ndependencies = {file = [\"requirements.txt\"]}\n", "\n[build-system]\nrequires = [\"x\"]\n", "\n[project.scripts]\na = \"b:c\"\n", "\n[packages]\n", "\n[dev-packages]\n", "\"*\"",
        "marker = \"python_version < '3'\"", "\n[tool.pixi.dependencies]\n", "\n[tool.pdm.dev-dependencies]\n", "\n[tool.hatch.envs.default]\n", "source = { registry = \"x\" }", "^1.2", "~1", "1.*", "||", "# pyframeworks: ignore",
    ];

    private static readonly ImmutableArray<string> s_python =
    [
        "import flask\n", "from flask import Flask, request as r\n", "from . import x", "import", "def f(a, *b):\n    ", "async def g():\n    ", "class A(B, metaclass=C):\n    ", "if TYPE_CHECKING:\n    ", "try:\n    ", "except ImportError:\n    ", "with a() as b:\n",
        "@app.route('/x', methods=['GET'])\n", "await ", "lambda x: ", "f'{x!r:>{w}}'", "f\"", "'''", "\"\"\"", "rb'", "\\\n", "# /// script\n# dependencies = [\"flask\"]\n# ///\n", "setup(name='x', install_requires=[", "'flask>=2'", "extras_require={'a': ['b']}", "**info)",
        "open('requirements.txt').read().splitlines()", "[x for x in y if z]", "a if b else c", "requires.append('x')", "importlib.import_module('a')", "__import__('b')", "if __name__ == '__main__':\n", "print 'x'\n", "match x:\n    case 1:\n        ", "yield ", "return ", "global x\n",
        "    ", "\t", "\n", "(", ")", "[", "]", "{", "}", ":", ":=", "=", "+=", ",", "*", "**", "->", "...", ".", "x.y.z", "self.a", "session.install('flask')", "__depends__ = {'cubicweb': '>= 3'}", "type X = int\n", "`", "$", "0x", "1e", "not in", "{{ a }}", "# pyframeworks: ignore-file\n",
    ];

    private static readonly ImmutableArray<string> s_ini =
    [
        "[options]\n", "[metadata]\n", "name = x\n", "install_requires =\n    flask>=2\n    django ; python_version<'3'\n", "[options.extras_require]\n", "a = b\n", "python_requires = >=3.6\n", "file: requirements.txt", "[testenv]\n", "deps =\n    -r requirements.txt\n    py39: flask\n", "[testenv:x]\n",
        "commands = pytest\n", "{[base]deps}", "%(x)s", "    ", "\t", "#", ";", " = ", ": ", "[", "]", "\n", "\r\n", "console_scripts =\n    a = b:c\n", "[options.entry_points]\n", "# pyframeworks: ignore[PF101]",
    ];

    private static readonly ImmutableArray<string> s_json =
    [
        "{", "}", "[", "]", ",", ":", "\"default\": {", "\"develop\": {", "\"_meta\": {", "\"flask\": {\"version\": \"==2.3.1\"}", "\"version\"", "\"==1\"", "\"markers\": \"os_name == 'nt'\"", "\"extras\": [\"a\"]", "\"git\": \"https://x\"", "\"\\u00e9\\ud83d\"", "null", "true", "1e5", "-0",
        "\"cells\": [", "{\"cell_type\": \"code\", \"source\": [\"import flask\\n\", \"x\"]}", "\"source\": \"from a import b\"", "\"metadata\": {}", "\"nbformat\": 4", "\"%matplotlib inline\\n\"", "\"!pip install x\"", "//", "/*", "\\\"", "\\n",
    ];

    private static readonly ImmutableArray<string> s_yaml =
    [
        "dependencies:\n  - flask=2.3\n", "  - pip:\n    - django>=3\n", "name: x\n", "channels: [a]\n", "- ", ": ", "&a ", "*a", "<<: *a\n", "!!str ", "!x ", "|\n  x\n", ">-\n  y\n", "---\n", "...\n", "%YAML 1.2\n", "{a: b}", "[a, b]", "'", "\"", "\"\\x41\"", "# c\n", "\n", "  ", "? ", "\t", "conda-forge::a>=1,<2", "- python=3.9\n",
        "web: gunicorn app:app\n", "CMD [\"uvicorn\", \"a:b\"]\n", "RUN pip install flask==2 \\\n  django\n", "FROM python:3.9\n", "ENTRYPOINT gunicorn\n", "services:\n  web:\n    command: uvicorn a:b\n", "    command: [\"a\", \"b\"]\n", "image: x\n",
    ];

    /// <summary>The targets.</summary>
    public static IEnumerable<FuzzTarget> All { get; } =
    [
        File("requirements", "requirements.txt", s_requirements),
        File("constraints", "constraints.txt", s_requirements),
        File("pyproject", "pyproject.toml", s_toml),
        File("pipfile", "Pipfile", s_toml),
        File("uv-lock", "uv.lock", s_toml),
        File("poetry-lock", "poetry.lock", s_toml),
        File("pdm-lock", "pdm.lock", s_toml),
        File("pylock", "pylock.toml", s_toml),
        File("pixi", "pixi.toml", s_toml),
        File("setup-cfg", "setup.cfg", s_ini),
        File("tox", "tox.ini", s_ini),
        File("pipfile-lock", "Pipfile.lock", s_json),
        File("notebook", "a.ipynb", s_json),
        File("conda", "environment.yml", s_yaml),
        File("compose", "docker-compose.yml", s_yaml),
        File("dockerfile", "Dockerfile", s_yaml),
        File("procfile", "Procfile", s_yaml),
        File("setup-py", "setup.py", s_python) with { BaseBytes = LiteralBytes },
        File("noxfile", "noxfile.py", s_python) with { BaseBytes = LiteralBytes },
        File("pkginfo", "__pkginfo__.py", s_python) with { BaseBytes = LiteralBytes },
        File("module", "app.py", s_python),
        Bytes("requirements-bytes", "requirements.txt", ["# -*- coding: latin-1 -*-\n", "\xEF\xBB\xBF", "\xFF\xFE", "\xFE\xFF", "\xFF\xFE\0\0", "flask", "\xC3\xA9", "\xF0\x9F\x98\x80", "\xED\xA0\x80", "utf-16", "idna", "cp1252"]),
        Bytes("python-bytes", "app.py", ["# coding: latin-1\n", "# -*- coding: utf-8 -*-\n", "# vim: set fileencoding=cp1251 :\n", "\xEF\xBB\xBF", "\xFF\xFE", "import x\n", "\xC3\xA9", "\xF0\x9F\x98\x80", "\xED\xA0\x80", "utf-7", "mbcs", "rot13"]),
        Bytes("toml-bytes", "pyproject.toml", ["\xEF\xBB\xBF", "\xFF\xFE", "[project]\n", "a = 'é'", "\xC3\xA9", "\xF0\x9F\x98\x80", "\xED\xA0\x80", "\xC0\x80", "\xF5"]),
    ];

    /// <summary>Every text of the fixtures whose name ends in one of the endings.</summary>
    public static IEnumerable<string> Fixtures(params string[] endings) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests", "fixtures"), "*", SearchOption.AllDirectories)
            .Where(path => Array.Exists(endings, ending => path.EndsWith(ending, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal).Select(System.IO.File.ReadAllText).Where(text => text.Length < 20_000);

    /// <summary>The files of a project in one text; none of another text.</summary>
    public static IEnumerable<(string Path, string Content)> FilesOf(string text)
    {
        var start = text.IndexOf("#- ", StringComparison.Ordinal);
        return start >= 0 ? ProjectText.ReadFiles(text[start..]).Files : [];
    }

    /// <summary>What holds for a file whatever it says.</summary>
    public static ulong CheckFile(ParsedFile file)
    {
        var shape = default(Shape);
        var length = file.Text.Length;
        if (file.Module is { } module)
        {
            foreach (var span in module.Comments)
            {
                Expect.Within(length, span);
            }

            Expect.That(ModuleText.Of(module) == ModuleText.Of(ModuleText.Kept(module, file.Text)));

            shape.AddSize(module.Imports.Length);
        }

        if (file.Manifest is { } manifest)
        {
            CheckManifest(manifest, file.Text, ref shape);
        }

        return shape.Value;
    }

    private static void CheckManifest(Manifest manifest, SourceText text, ref Shape shape)
    {
        Expect.That(ReferenceEquals(manifest.Text, text));
        var length = text.Length;
        shape.Add((int)manifest.Format);
        foreach (var dependency in manifest.Dependencies.Concat(manifest.Unnamed))
        {
            Expect.Within(length, dependency.Span);
            Expect.Within(dependency.Span, dependency.NameSpan);
            Expect.That(dependency.CanonicalName == NormalizedName.From(dependency.Name).ToString(), dependency.Name);
            if (dependency.SpecifierSpan is { } specifier)
            {
                Expect.Within(length, specifier);
            }

            if (dependency.NameSpan.Length == dependency.Name.Length && !manifest.Unnamed.Contains(dependency))
            {
                Expect.That(text.AsSpan(dependency.NameSpan).SequenceEqual(dependency.Name), dependency.Name);
            }

            var again = VersionSpecifierSet.TryParse(dependency.Specifier.ToString(), out var set);
            Expect.That(again && dependency.Specifier.Equals(set), dependency.Specifier.ToString());
            shape.Add(dependency.Url is not null);
            shape.Add(dependency.Marker is not null);
            shape.AddSize(dependency.Extras.Length);
            shape.AddSize(dependency.Specifier.Specifiers.Length);
            shape.AddMessage(dependency.Group.Name.Split(':')[0]);
        }

        foreach (var include in manifest.Includes)
        {
            Expect.Within(length, include.Span);
            shape.Add((int)include.Kind);
            _ = Includes.Resolve(manifest.Path, include.Target);
        }

        Expect.That(manifest.Problems.Length <= Manifest.MostProblems);
        foreach (var problem in manifest.Problems)
        {
            Expect.Within(length, problem.Span);
            Expect.That(problem.Code is "PF001" or "PF002", problem.Code);
            Expect.That(!problem.Message.Contains('\n') && problem.Message.Length is > 0 and < 2_000, problem.Message);
            shape.AddMessage(problem.Message);
        }

        foreach (var comment in manifest.Comments)
        {
            Expect.Within(length, comment);
        }

        foreach (var suppression in Suppressions.Read(text, manifest.Comments))
        {
            Expect.Within(suppression.Comment, suppression.Span);
            shape.AddSize(suppression.Rules.Length);
        }

        if (manifest.RequiresPython is { } python)
        {
            Expect.Within(length, python.At.Span);
        }

        foreach (var command in manifest.Commands)
        {
            Expect.Within(length, command.Span);
            shape.Add(3);
        }

        foreach (var point in manifest.EntryPoints)
        {
            Expect.Within(length, point.Span);
            shape.Add(4);
        }

        foreach (var need in manifest.Settings?.Needs ?? [])
        {
            Expect.Within(length, need.Span);
            shape.Add(5);
        }

        shape.Add(manifest.IsFrozen);
        shape.Add(manifest.IsDynamic);
        shape.Add(manifest.ProjectName is not null);
        shape.Add(manifest.Workspace is not null);
    }

    // A reader of literals follows names for 20,000 steps at most, whatever the length of the file: some two hundred bytes each.
    private const long LiteralBytes = 4_000_000;

    private static FuzzTarget File(string name, string path, ImmutableArray<string> tokens) => new()
    {
        Name = name,
        Seeds = () => Fixtures(path).Concat(Fixtures(".txt").SelectMany(FilesOf).Where(file => WorkspacePath.FileName(file.Path) == path).Select(file => file.Content)).Concat(tokens).Take(2_000),
        Tokens = tokens,
        Check = (input, _) =>
        {
            var text = new SourceText(input);
            var file = FileReader.Read(path, text, asRequirements: false, CancellationToken.None);
            Expect.That(file is not null);
            Expect.That(ReferenceEquals(file!.Text, text));
            return CheckFile(file);
        },
        Grow = input => FileReader.Read(path, new SourceText(input), asRequirements: false, CancellationToken.None),
    };

    private static FuzzTarget Bytes(string name, string path, ImmutableArray<string> tokens) => new()
    {
        Name = name,
        Seeds = () => tokens,
        Tokens = tokens,
        Check = (input, _) =>
        {
            // One byte a code unit.
            var bytes = new byte[input.Length];
            for (var i = 0; i < bytes.Length; i++)
            {
                bytes[i] = (byte)input[i];
            }

            var file = FileReader.Read(path, bytes, asRequirements: false, CancellationToken.None);
            Expect.That(file is not null && file.Text.Length <= bytes.Length, $"{file?.Text.Length} units of {bytes.Length} bytes");
            return CheckFile(file!);
        },
        Grow = input => FileReader.Read(path, System.Text.Encoding.Latin1.GetBytes(input), asRequirements: false, CancellationToken.None),
    };
}
