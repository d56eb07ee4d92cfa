using System.Globalization;
using System.Text;

namespace PyFrameworks.Benchmarks.Scenarios;

/// <summary>Makes trees of Python projects: the same tree for the same seed.</summary>
internal static class SampleTree
{
    /// <summary>Files of one service of a tree: a fastapi application with routes, helpers that import no framework, and tests.</summary>
    private const int FilesInService = 100;

    /// <summary>Writes a tree of <paramref name="files"/> Python files in services of a hundred; none is written again where the folder exists.</summary>
    public static string Create(string parent, int files, int seed = 1)
    {
        var root = Path.Combine(parent, $"tree-{files}-{seed}");
        if (File.Exists(Path.Combine(root, "complete")))
        {
            return root;
        }

        var random = new Random(seed);
        for (var service = 0; service * FilesInService < files; service++)
        {
            var folder = Directory.CreateDirectory(Path.Combine(root, "services", Number("service", service)));
            File.WriteAllText(Path.Combine(folder.FullName, "pyproject.toml"), Project(service));
            for (var i = 0; i < Math.Min(FilesInService, files - (service * FilesInService)); i++)
            {
                var package = Directory.CreateDirectory(Path.Combine(folder.FullName, i % 10 == 9 ? "tests" : $"app/part{i % 7}"));
                File.WriteAllText(Path.Combine(package.FullName, $"{Number("module", i)}.py"), Module(random, i));
            }
        }

        File.WriteAllText(Path.Combine(root, "complete"), "");
        return root;
    }

    /// <summary>Adds a virtual environment of <paramref name="files"/> modules, which nobody may enter.</summary>
    public static void AddEnvironment(string root, int files)
    {
        var environment = Path.Combine(root, "env");
        if (Directory.Exists(environment))
        {
            return;
        }

        Directory.CreateDirectory(environment);
        File.WriteAllText(Path.Combine(environment, "pyvenv.cfg"), "home = /usr/bin\n");
        for (var i = 0; i < files; i++)
        {
            var package = Directory.CreateDirectory(Path.Combine(environment, "lib", "site-packages", Number("package", i / 50)));
            File.WriteAllText(Path.Combine(package.FullName, $"{Number("module", i)}.py"), "import flask\n");
        }
    }

    /// <summary>A requirements file of <paramref name="lines"/> lines, frameworks among them.</summary>
    public static string Requirements(int lines)
    {
        var text = new StringBuilder("flask==2.2.5\nuvicorn\n");
        for (var i = 2; i < lines; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"package-{i}[extra]>={i % 9}.{i % 7},<{(i % 9) + 2}; python_version >= \"3.9\"  # line {i}\n");
        }

        return text.ToString();
    }

    /// <summary>A pyproject.toml of at least <paramref name="bytes"/> bytes.</summary>
    public static string Pyproject(int bytes)
    {
        var text = new StringBuilder("[project]\nname = \"large\"\nversion = \"1\"\nrequires-python = \">=3.9\"\ndependencies = [\n  \"flask==2.2.5\",\n  \"uvicorn\",\n");
        for (var i = 0; text.Length < bytes; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  \"package-{i}[extra]>={i % 9}.{i % 7}; python_version >= '3.9'\", # line {i}\n");
        }

        return text.Append("]\n").ToString();
    }

    /// <summary>A Python file of <paramref name="lines"/> lines or a few more.</summary>
    public static string Module(int lines)
    {
        var text = new StringBuilder("import time\nfrom fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get(\"/slow\")\nasync def slow():\n    time.sleep(1)\n\n\n");
        for (var i = 11; i < lines; i += 8)
        {
            text.Append(CultureInfo.InvariantCulture, $"@app.get(\"/items/{i}/{{item}}\")\nasync def item_{i}(item: int, text: str = \"é 😀\"):\n    \"\"\"Answers with item {i}.\"\"\"\n    values = [value * {i} for value in range(item)]\n    return {{\"item\": item, \"sum\": sum(values), \"text\": f\"{{text}} {i}\"}}\n\n\n\n");
        }

        return text.ToString();
    }

    private static string Project(int service) => $"""
        [project]
        name = "{Number("service", service)}"
        version = "1.{service}"
        requires-python = ">=3.10"
        dependencies = ["fastapi>=0.115", "uvicorn", "httpx", "pydantic>=2", "sqlalchemy"]

        [dependency-groups]
        dev = ["pytest", "ruff"]

        """;

    /// <summary>One in five imports a framework; the others are the code around it. About 10 KB, as in large repositories.</summary>
    private static string Module(Random random, int index)
    {
        var text = new StringBuilder("\"\"\"A module of the service.\"\"\"\nfrom __future__ import annotations\n\nimport json\nimport logging\nfrom dataclasses import dataclass\n");
        var isRouter = index % 5 == 0;
        text.Append(isRouter ? "from fastapi import APIRouter, Depends\n\nrouter = APIRouter()\n\n\n" : "from .helpers import calculate, store\n\n\n");
        for (var i = 0; i < 24; i++)
        {
            var number = random.Next(10_000);
            text.Append(isRouter && i % 3 == 0
                ? $"@router.get(\"/things/{number}\")\nasync def thing_{i}(session = Depends(lambda: None)):\n    return {{\"number\": {number}}}\n\n\n"
                : $"@dataclass\nclass Record{i}:\n    \"\"\"Keeps what was measured: é 😀.\"\"\"\n    name: str\n    value: int = {number}\n\n    def total(self, others: list[int]) -> int:\n        # The sum of what is larger.\n        return sum(other for other in others if other > self.value)\n\n    def text(self) -> str:\n        return json.dumps({{\"name\": self.name, \"value\": self.value, \"kind\": 'record'}})\n\n\n");
        }

        return text.ToString();
    }

    private static string Number(string name, int value) => string.Create(CultureInfo.InvariantCulture, $"{name}_{value:D4}");
}
