using System.Collections.Immutable;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Fuzz;

/// <summary>What a step of an editing session is made of: few places and texts, so that a script comes back to them.</summary>
internal static class UpkeepScript
{
    /// <summary>Folders.</summary>
    public static ImmutableArray<string> Folders { get; } = [".", ".", ".", "api", "api", "api/deep", "api/src", "api/flask", "web", "docs", "requirements", "left", "a b"];

    /// <summary>File names.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        "requirements.txt", "requirements.txt", "base.in", "deps.list", "pyproject.toml", "pyproject.toml", "uv.lock", "setup.py", "setup.cfg", "app.py", "app.py", "flask.py", "__init__.py", "test_app.py", "manage.py", "Procfile", "tox.ini", "Pipfile", "environment.yml", "notes.md", "é.py",
    ];

    /// <summary>Texts; what does not fit its file's format is a broken file.</summary>
    public static ImmutableArray<string> Contents { get; } =
    [
        "", "flask==2.3\n", "django>=3.2,<4 # pyframeworks: ignore[PF101]\n", "-r deps.list\n-c ../base.in\n", "-r api/requirements.txt\nuvicorn\n", "-r requirements/requirements.txt\n", "flask ==\n", "quart\nhypercorn\n", "fastapi[all]>=0.100\ngunicorn\n",
        "[project]\nname = \"app\"\nrequires-python = \">=3.8\"\ndependencies = [\"flask==2.3\", \"flask-login\"]\n", "[tool.pyframeworks]\nneeds = [\"realtime\"]\nexclude = [\"docs/**\"]\n", "[tool.pyframeworks.rules]\nPF101 = \"off\"\n[project]\ndynamic = [\"dependencies\"]\n[tool.setuptools.dynamic]\ndependencies = {file = [\"requirements.txt\"]}\n", "[project\n",
        "[tool.poetry.dependencies]\npython = \"^3.9\"\ndjango = \"^3.2\"\n", "[tool.uv.workspace]\nmembers = [\"api\", \"web\"]\n", "[dependency-groups]\ndev = [{include-group = \"test\"}]\ntest = [\"pytest\"]\n",
        "class Flask: ...\n", "import flask\napp = flask.Flask(__name__)\n@app.route('/')\ndef é(): ...\n", "import asyncio\nfrom flask import Flask\nasync def f():\n    import time\n    time.sleep(1)\n", "from django.urls import path\nimport requests\n", "from . import flask\n", "from api import app\n", "import tornado.web\nclass A(tornado.web.RequestHandler): ...\n",
        "# pyframeworks: ignore-file\nimport flask\n", "-e ../web\napp\n", "web: uvicorn app:app\n", "web: gunicorn api.app:app\n", "[[package]]\nname = \"flask\"\nversion = \"2.3.1\"\n", "[options]\ninstall_requires =\n    flask>=2\n", "from setuptools import setup\nsetup(name='web', install_requires=open('requirements.txt').readlines())\n", "dependencies:\n  - flask=2.3\n  - pip:\n    - django\n",
    ];

    /// <summary>The choices of a user, each another day or other settings.</summary>
    public static ImmutableArray<AnalysisOptions> Options { get; } =
    [
        new() { Today = new(2026, 11, 22) },
        new() { Today = new(2026, 11, 22), EditorNeeds = ["rest-api"] },
        new() { Today = new(2026, 11, 22), Exclude = ["api/**"] },
        new() { Today = new(2026, 11, 22), EditorRules = [("PF101", "error"), ("outgrown-microframework", "off")] },

        // The clock was set back, and far ahead.
        new() { Today = new(2019, 1, 1) },
        new() { Today = new(2031, 1, 1) },
    ];

    /// <summary>A path.</summary>
    public static string Path(Random random) => WorkspacePath.Join(Folders[random.Next(Folders.Length)], Names[random.Next(Names.Length)]);

    /// <summary>A text, now and then with a piece of another in it.</summary>
    public static string Content(Random random)
    {
        var content = Contents[random.Next(Contents.Length)];
        if (random.Next(4) > 0)
        {
            return content;
        }

        var other = Contents[random.Next(Contents.Length)];
        return content.Insert(random.Next(content.Length + 1), other[..random.Next(other.Length + 1)]);
    }
}
