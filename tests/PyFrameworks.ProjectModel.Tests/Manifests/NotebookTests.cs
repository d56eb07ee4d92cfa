using System.Text;
using PyFrameworks.Testing;
using static PyFrameworks.ProjectModel.Tests.Manifests.Reading;

namespace PyFrameworks.ProjectModel.Tests.Manifests;

public sealed class NotebookTests
{
    private const string Path = "a.ipynb";

    private const string Sample = """
        {
         "cells": [
          {"cell_type": "markdown", "source": ["import sanic é 😀"]},
          {
           "cell_type": "code",
           "outputs": [{"text": ["import tornado"]}],
           "source": [
            "%matplotlib inline\n",
            "!pip install x\n",
            "# é 😀\n",
            "import flask\n",
            "from django.db import (\n",
            "    models)\n",
            "x = \"\"\"import falcon\"\"\"; y = f\"{x}\\n\"\n",
            "def f():\n",
            "\tif x:\n",
            "\t\timport bottle"
           ]
          },
          {"cell_type": "code", "source": "import fastapi\nz = 1"},
          {"cell_type": "code", "source": ["%%bash\n", "import tornado"]}
         ],
         "metadata": {"kernelspec": {"language": "python", "name": "x"}},
         "nbformat": 4
        }
        """;

    [Fact]
    public void Imports_of_code_cells_stand_at_their_place()
    {
        foreach (var newline in (string[])["\n", "\r\n"])
        {
            var content = Sample.ReplaceLineEndings(newline);
            var bytes = (byte[])[.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(content)];
            var file = FileReader.Read(Path, bytes, asRequirements: false, CancellationToken.None)!;
            Assert.Equal(content, file.Text.Content);
            Assert.Equal(["flask", "django.db", "bottle", "fastapi"], file.Module!.Imports.Select(import => import.Module));
            Assert.All(file.Module.Imports, import => Assert.Equal(import.Module, file.Text.Slice(import.ModuleSpan)));
            var function = Assert.Single(file.Module.Functions);
            Assert.Equal(("f", "f"), (function.Name, file.Text.Slice(function.NameSpan)));
            Assert.Equal(file.Text.Lines.LineOf(function.NameSpan.Start), function.Line);
            Assert.Null(file.Manifest);
        }
    }

    [Theory]
    [InlineData("{\"cells\": [{\"cell_type\": \"code\", \"source\": \"import flask\"}], \"metadata\": {\"language_info\": {\"name\": \"R\"}}}")]
    [InlineData("{\"cells\": [{\"cell_type\": \"raw\", \"source\": \"import flask\"}]}")]
    [InlineData("{\"worksheets\": 1}")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("import flask")]
    public void What_is_no_Python_has_no_imports(string content) => Assert.Empty(File(Path, content).Module!.Imports);

    [Fact]
    public void An_import_in_a_notebook_concerns_developers()
    {
        var notebook = "{\"cells\": [{\"cell_type\": \"code\", \"source\": [\"import flask\\n\", \"app = flask.Flask(\\\"x\\\")\"]}]}";
        var project = Assert.Single(TestProjects.Parse($"#- notes.ipynb\n{notebook}\n#- app.py\nimport bottle\nbottle.Bottle()\n").Projects);
        Assert.Equal(
            ["bottle Primary", "flask Dev"],
            project.FrameworkUses.Select(use => $"{use.Framework.Id} {use.Role}").Order());
        Assert.Equal(1, project.Metrics.PythonFiles);
    }

    [Fact]
    public void Every_beginning_of_a_file_can_be_read()
    {
        for (var length = 0; length <= Sample.Length; length++)
        {
            var file = File(Path, Sample[..length]);
            Assert.All(file.Module!.Imports, import => Assert.Equal(import.Module, file.Text.Slice(import.ModuleSpan)));
        }
    }
}
