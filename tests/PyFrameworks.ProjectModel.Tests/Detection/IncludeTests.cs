using static PyFrameworks.ProjectModel.Tests.Detection.ProjectChecks;

namespace PyFrameworks.ProjectModel.Tests.Detection;

/// <summary>Includes and groups.</summary>
public sealed class IncludeTests
{
    [Fact]
    public void Targets_are_seen_from_the_including_file()
    {
        var project = AssembleOne("""
            #- requirements.txt
            -r requirements/base.txt
            -r missing.txt
            -r ../outside.txt
            -e ./package[extra]
            -e .
            -e nowhere
            #- requirements/base.txt
            -r ../more.txt
            #- more.txt
            # requirements
            flask
            #- package/module.py
            """);

        Assert.Equal(
            [("requirements/base.txt", false), (null, false), (null, true), ("package", false), (".", false), (null, false)],
            project.FindManifest("requirements.txt")!.Includes.Select(include => (include.Resolved, include.IsOutside)));
        Assert.Equal("more.txt", project.FindManifest("requirements/base.txt")!.Includes[0].Resolved);
        Assert.Equal("flask unused", Roles(project));
    }

    [Theory]
    [InlineData("requirements-dev.txt", "dev")]
    [InlineData("requirements/test.txt", "dev")]
    [InlineData("requirements/docs.txt", "dev")]
    [InlineData("lint-requirements.txt", "dev")]
    [InlineData("requirements/prod.txt", "main")]
    [InlineData("requirements_versions.txt", "main")]
    [InlineData("constraints.txt", "constraint")]
    public void A_files_name_tells_its_group(string path, string group) => CheckGroups($"""
        #- {path}
        flask
        """, path, group);

    [Fact]
    public void What_a_development_file_includes_is_for_developers() => CheckGroups("""
        #- requirements-dev.txt
        -r tools.txt
        #- tools.txt
        # requirements
        flask
        """, "tools.txt", "dev");

    [Fact]
    public void What_a_runtime_file_includes_as_well_is_not() => CheckGroups("""
        #- requirements-dev.txt
        -r tools.txt
        #- requirements.txt
        -r tools.txt
        #- tools.txt
        # requirements
        flask
        """, "tools.txt", "main");

    [Fact]
    public void Requirements_that_the_development_file_includes_stay_requirements() => CheckGroups("""
        #- requirements-dev.txt
        -r requirements.txt
        #- requirements.txt
        flask
        """, "requirements.txt", "main");

    [Fact]
    public void What_is_included_as_a_constraint_is_one() => CheckGroups("""
        #- requirements.txt
        -c pins.txt
        #- pins.txt
        # requirements
        flask
        """, "pins.txt", "constraint");

    [Fact]
    public void The_packaging_gives_a_file_its_extra() => CheckGroups("""
        #- pyproject.toml
        [extra:web]
        file requirements-web.txt
        #- requirements-web.txt
        flask
        """, "requirements-web.txt", "extra:web");

    [Fact]
    public void Cycles_are_survived() => CheckGroups("""
        #- requirements/a.txt
        -r b.txt
        #- requirements/b.txt
        -r a.txt
        -r b.txt
        flask
        """, "requirements/b.txt", "main");

    private static void CheckGroups(string text, string path, string group)
    {
        var manifest = AssembleOne(text).FindManifest(path);
        Assert.NotNull(manifest);
        Assert.Equal(group, Assert.Single(manifest.Dependencies).Group.Name);
    }
}
