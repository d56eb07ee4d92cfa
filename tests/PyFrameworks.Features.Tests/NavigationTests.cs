using PyFrameworks.Testing;

namespace PyFrameworks.Features.Tests;

public sealed class NavigationTests
{
    [Theory]
    [InlineData("import fla$0sk", "flask", "requirements.txt:flask>=3")]
    [InlineData("import flask.vi$0ews as v", "flask.views", "requirements.txt:flask>=3")]
    [InlineData("é = '😀'\r\n\timport\tfla$0sk", "flask", "requirements.txt:flask>=3")]
    [InlineData("from flask_lo$0gin import LoginManager", "flask_login", "requirements.txt:Flask-Login")]
    [InlineData("import rest_framework.vi$0ews", "rest_framework.views", "requirements.txt:djangorestframework==3.14")]
    [InlineData("import requests.adap$0ters", "requests.adapters", "requirements.txt:requests")]
    [InlineData("import google.cloud.stor$0age.blob", "google.cloud.storage.blob", "requirements.txt:google-cloud_storage")]
    [InlineData("importlib = 1\nimport importlib\nimportlib.import_module('fla$0sk')", "flask", "requirements.txt:flask>=3")]
    public void An_import_leads_to_the_line_that_declares_it(string code, string origin, string expected) => CheckDefinition(code, origin, expected);

    [Theory]
    [InlineData("import o$0s")]
    [InlineData("import quar$0t")]
    [InlineData("from . import fla$0sk")]
    [InlineData("from flask import Fla$0sk")]
    [InlineData("imp$0ort flask")]
    [InlineData("import requ$0")]
    [InlineData("x = 'fla$0sk'")]
    public void The_rest_of_code_leads_nowhere(string code) => CheckDefinition(code, "", "");

    [Fact]
    public void A_module_of_the_project_s_own_is_no_dependency() =>
        Assert.Equal("", Define("#- requirements.txt\nrequests\n#- requests.py\nx = 1\n#- app.py\nimport requ$0ests\n").Targets);

    [Fact]
    public void The_manifest_that_carries_findings_comes_first() =>
        Assert.Equal("pyproject.toml:flask\nrequirements.txt:flask>=3", Define("#- requirements.txt\nflask>=3\n#- pyproject.toml\n[project]\ndependencies = ['flask']\n#- app.py\nimport fla$0sk\n").Targets);

    [Fact]
    public void A_constraint_counts_only_where_nothing_else_is_there()
    {
        Assert.Equal("constraints.txt:flask<4", Define("#- constraints.txt\nflask<4\n#- requirements.txt\n-c constraints.txt\n#- app.py\nimport fla$0sk\n").Targets);
        Assert.Equal("requirements.txt:flask", Define("#- constraints.txt\nflask<4\n#- requirements.txt\n-c constraints.txt\nflask\n#- app.py\nimport fla$0sk\n").Targets);
    }

    [Theory]
    [InlineData("#- requirements.txt\n-r ba$0se.txt\n#- base.txt\nflask\n", "base.txt", "base.txt:")]
    [InlineData("#- requirements.txt\n# é 😀\n\t-c\tcon$0straints.txt\n#- constraints.txt\nflask\n", "constraints.txt", "constraints.txt:")]
    [InlineData("#- requirements.txt\n-r$0 base.txt\n#- base.txt\nflask\n", "", "")]
    [InlineData("#- requirements.txt\n-r gone.t$0xt\n", "", "")]
    [InlineData("#- requirements.txt\nfla$0sk\n", "", "")]
    [InlineData("#- pyproject.toml\n[dependency-groups]\na = [{include-group = \"Te_$0st\"}]\nte-st = [\"flask\"]\n", "Te_st", "pyproject.toml:te-st = [\"flask\"]")]
    [InlineData("#- pyproject.toml\n[dependency-groups]\na = [{include-group = \"gon$0e\"}]\n", "", "")]
    public void An_include_leads_to_its_file_or_group(string text, string origin, string expected) => Assert.Equal((origin, expected), Define(text));

    private const string Used = """
        #- requirements.txt
        flask>=3
        Flask-Login
        requests
        #- pyproject.toml
        [project]
        dependencies = ["flask"]
        #- app.py
        import flask, os
        from flask.views import View
        from flask_login import LoginManager
        import requests.adapters
        import requests_mock
        #- tests/test_app.py
        def test():
            import flask
        #- notes.ipynb
        {"cells": [{"cell_type": "code", "source": ["import flask\n"]}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        """;

    [Theory]
    [InlineData("requirements.txt", "ask>", false, "app.py:1:flask app.py:2:flask.views tests/test_app.py:2:flask")]
    [InlineData("requirements.txt", ">=3", true, "pyproject.toml:2:flask requirements.txt:1:flask app.py:1:flask app.py:2:flask.views tests/test_app.py:2:flask")]
    [InlineData("requirements.txt", "Login", false, "app.py:3:flask_login")]
    [InlineData("requirements.txt", "requests", false, "app.py:4:requests.adapters")]
    [InlineData("app.py", "flask.views", false, "app.py:1:flask app.py:2:flask.views tests/test_app.py:2:flask")]
    [InlineData("app.py", "flask.views", true, "pyproject.toml:2:flask requirements.txt:1:flask app.py:1:flask app.py:2:flask.views tests/test_app.py:2:flask")]
    [InlineData("app.py", "requests_mock", true, "app.py:5:requests_mock")]
    [InlineData("app.py", "os", false, "app.py:1:os")]
    [InlineData("app.py", "View\n", false, null)]
    [InlineData("pyproject.toml", "project", false, null)]
    public void A_dependency_leads_to_every_import(string path, string at, bool includesDeclaration, string? expected)
    {
        var project = Assert.Single(TestProjects.Parse(Used).Projects);
        var offset = project.TextOf(path)!.Content.IndexOf(at, StringComparison.Ordinal) + 1;
        var places = References.At(project, path, offset, includesDeclaration, CancellationToken.None);
        Assert.Equal(expected, places is null ? null : string.Join(' ', places.Value.Select(place =>
            $"{place.Path}:{project.TextOf(place.Path)!.Lines.LineOf(place.Span.Start) + 1}:{project.TextOf(place.Path)!.Slice(place.Span)}")));
    }

    [Fact]
    public void Work_that_is_cancelled_ends()
    {
        var project = Assert.Single(TestProjects.Parse(Used).Projects);
        Assert.Throws<OperationCanceledException>(() => References.At(project, "requirements.txt", 0, true, new(canceled: true)));
        Assert.Throws<OperationCanceledException>(() => Definitions.At(project, "app.py", 8, new(canceled: true)));
    }

    private static void CheckDefinition(string code, string origin, string expected) => Assert.Equal((origin, expected), Define($$"""
        #- requirements.txt
        flask>=3
        Flask-Login
        djangorestframework==3.14
        requests
        google-cloud_storage
        #- app.py

        """ + code + "\n"));

    private static (string Origin, string Targets) Define(string text)
    {
        var (projects, parsed) = TestProjects.Parse(text);
        var project = Assert.Single(projects);
        var cursor = parsed.Cursor!;
        var targets = Definitions.At(project, cursor.Path, cursor.Offset, CancellationToken.None);
        foreach (var target in targets)
        {
            Assert.True(target.Target.Span.Contains(target.Name));
        }

        return (targets.IsEmpty ? "" : project.TextOf(cursor.Path)!.Slice(targets[0].Origin), string.Join('\n', targets.Select(target => $"{target.Target.Path}:{project.TextOf(target.Target.Path)!.Slice(target.Target.Span)}")));
    }
}
