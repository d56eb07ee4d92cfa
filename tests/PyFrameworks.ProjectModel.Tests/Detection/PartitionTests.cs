using static PyFrameworks.ProjectModel.Tests.Detection.ProjectChecks;

namespace PyFrameworks.ProjectModel.Tests.Detection;

/// <summary>Which files make a project.</summary>
public sealed class PartitionTests
{
    [Fact]
    public void A_tree_without_manifests_is_one_project() => CheckProjects("""
        #- a/app.py
        from flask import Flask
        app = Flask(__name__)
        #- b/x.py
        """, ".: flask primary");

    [Fact]
    public void Each_folder_with_a_manifest_is_a_project() => CheckProjects("""
        #- services/api/requirements.txt
        fastapi
        #- services/api/main.py
        import fastapi
        #- services/web/pyproject.toml
        flask
        #- services/web/src/app.py
        import flask
        #- services/web/inner/uv.lock
        django==4.2
        """, "services/api: fastapi primary", "services/web: flask primary", "services/web/inner: django transitive");

    [Fact]
    public void Python_outside_of_every_project_makes_one_without_manifests()
    {
        var projects = Assemble("""
            #- api/requirements.txt
            fastapi
            #- tool.py
            import flask
            """);

        Assert.Equal([".", "api"], projects.Select(project => project.Path));
        Assert.Empty(projects[0].Manifests);
        Assert.Equal("tool.py", Assert.Single(projects[0].Files).Path);
    }

    [Theory]
    [InlineData("requirements/base.txt")]
    [InlineData("docs/requirements.txt")]
    [InlineData("tests/fixtures/site/requirements.txt")]
    [InlineData("examples/site/requirements.txt")]
    [InlineData("itests/requirements.txt")]
    public void Companion_folders_belong_to_the_project_above(string path)
    {
        var project = AssembleOne($"""
            #- pyproject.toml
            requests
            #- {path}
            flask
            #- app.py
            """);

        Assert.Equal(".", project.Path);
        Assert.Equal(new[] { "pyproject.toml", path }.Order(StringComparer.Ordinal), project.Manifests.Select(manifest => manifest.Path));
    }

    [Theory]
    [InlineData("services/api/requirements/base.txt", "services/api")]
    [InlineData("docs/requirements.txt", ".")]
    [InlineData("examples/site/requirements.txt", "examples/site")]
    public void Without_a_project_above_they_find_a_place(string path, string project) =>
        Assert.Equal(project, AssembleOne($"""
            #- {path}
            flask
            """).Path);

    [Fact]
    public void Included_files_belong_to_the_project_that_includes_them()
    {
        var projects = Assemble("""
            #- services/api/requirements.txt
            -r ../../shared/base.txt
            -c ../../constraints.txt
            #- services/web/requirements.txt
            -r ../../shared/base.txt
            #- shared/base.txt
            # requirements
            flask
            #- constraints.txt
            flask<4
            """);

        Assert.Equal(["services/api", "services/web"], projects.Select(project => project.Path));
        Assert.Equal(["constraints.txt", "services/api/requirements.txt", "shared/base.txt"], projects[0].Manifests.Select(manifest => manifest.Path));
        Assert.Equal(["services/web/requirements.txt", "shared/base.txt"], projects[1].Manifests.Select(manifest => manifest.Path));
    }

    [Fact]
    public void A_file_that_documentation_includes_keeps_its_project() => CheckProjects("""
        #- requirements.txt
        flask
        #- docs/requirements.txt
        -r ../requirements.txt
        """, ".: flask primary");

    [Fact]
    public void Folders_that_include_one_another_are_still_projects()
    {
        var projects = Assemble("""
            #- a/requirements.txt
            -r ../b/requirements.txt
            #- b/requirements.txt
            -r ../a/requirements.txt
            flask
            """);

        Assert.Equal("a", Assert.Single(projects).Path);
        Assert.Equal(2, projects[0].Manifests.Length);
    }

    [Fact]
    public void Manifests_in_vendored_folders_make_no_project() => CheckProjects("""
        #- requirements.txt
        requests
        #- vendor/flask/pyproject.toml
        name = flask
        """, ".:");

    [Fact]
    public void A_command_file_makes_no_project() => CheckProjects("""
        #- deploy/Procfile
        web: gunicorn app:app
        #- app.py
        """, ".:");

    [Fact]
    public void Excluded_paths_are_not_looked_at() => Assert.Equal(
        [".: "],
        Assemble(
            """
            #- legacy/requirements.txt
            flask
            #- old.py
            import flask
            #- pyproject.toml
            exclude = legacy/** */generated
            #- api/generated/x.py
            import django
            """,
            Options with { Exclude = ["old.py"] }).Select(project => $"{project.Path}: {Roles(project)}"));

    [Fact]
    public void Settings_come_from_the_nearest_table()
    {
        var projects = Assemble("""
            #- pyproject.toml
            needs = async
            #- api/pyproject.toml
            name = api
            #- web/pyproject.toml
            needs = cms
            """);

        Assert.Equal(["pyproject.toml", "pyproject.toml", "web/pyproject.toml"], projects.Select(project => project.SettingsPath));
        Assert.Equal(["async", "async", "cms"], projects.Select(project => Assert.Single(project.Needs).Id));
    }

    [Fact]
    public void Without_settings_the_own_pyproject_is_the_place_for_them()
    {
        var projects = Assemble("""
            #- a/pyproject.toml
            name = a
            #- b/requirements.txt
            """);

        Assert.Equal(["a/pyproject.toml", null], projects.Select(project => project.SettingsPath));
    }

    [Fact]
    public void The_python_range_comes_from_the_first_manifest_that_gives_one()
    {
        var project = AssembleOne("""
            #- Pipfile
            requires-python = ==3.9.*
            #- setup.cfg
            requires-python = >=3.8
            #- pyproject.toml
            name = a
            #- docs/pyproject.toml
            requires-python = >=3.13
            """);

        Assert.Equal(">=3.8", project.RequiresPython?.Specifier.ToString());
    }
}
