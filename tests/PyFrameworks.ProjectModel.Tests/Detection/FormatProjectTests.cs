using PyFrameworks.Testing;

namespace PyFrameworks.ProjectModel.Tests.Detection;

/// <summary>Whole projects that declare their framework in one format alone.</summary>
public sealed class FormatProjectTests
{
    [Theory]
    [InlineData("setup.cfg", "[options]\ninstall_requires =\n  x\n  flask >=2.3\n", ">=2.3")]
    [InlineData("setup.py", "from setuptools import setup\nsetup(install_requires=['x', 'flask>=2.3'])\n", ">=2.3")]
    [InlineData("Pipfile", "[packages]\nflask = '>=2.3'\n", ">=2.3")]
    [InlineData("environment.yml", "dependencies:\n  - x\n  - flask=2.3\n", "=2.3")]
    [InlineData("environment.yml", "dependencies:\n  - pip:\n    - flask>=2.3\n", ">=2.3")]
    [InlineData("pixi.toml", "[pypi-dependencies]\nflask = '>=2.3'\n", ">=2.3")]
    [InlineData("pyproject.toml", "[tool.pixi.dependencies]\nflask = '2.3.*'\n", "2.3.*")]
    public void One_format_alone_makes_a_project(string path, string content, string specifier)
    {
        var project = Project($"#- api/{path}\n# é 😀\n{content}");
        Assert.Equal("api", project.Path);
        var use = Assert.Single(project.FrameworkUses);
        Assert.Equal(("flask", FrameworkRole.Primary), (use.Framework.Id, use.Role));
        var at = use.Declaration!.Specifier;
        Assert.Equal(($"api/{path}", specifier), (at.Path, project.FindManifest(at.Path)!.Text.Slice(at.Span)));
    }

    [Theory]
    [InlineData("setup.cfg", "[options]\ninstall_requires = file: deps/main.txt\n")]
    [InlineData("setup.py", "from setuptools import setup\nsetup(install_requires=open('deps/main.txt').read().splitlines())\n")]
    [InlineData("environment.yml", "dependencies:\n  - pip:\n    - -r deps/main.txt\n")]
    public void Requirements_that_a_format_reads_from_a_file_belong_to_it(string path, string content)
    {
        var project = Project($"#- {path}\n{content}#- deps/main.txt\nflask==2.3.1\n");
        Assert.Equal(["deps/main.txt"], project.FindManifest(path)!.Includes.Select(include => include.Resolved));
        Assert.Equal("deps/main.txt", Assert.Single(project.FrameworkUses).Declaration!.Manifest.Path);
    }

    [Fact]
    public void The_lock_of_a_Pipfile_gives_the_version()
    {
        var use = Assert.Single(Project("#- Pipfile\n[packages]\nflask = '*'\n#- Pipfile.lock\n{\"default\": {\"flask\": {\"version\": \"==2.3.1\"}}}\n").FrameworkUses);
        Assert.Equal(("2.3.1", "Pipfile"), (use.LockedVersion, use.Declaration!.Manifest.Path));
    }

    [Fact]
    public void Metadata_of_a_cube_alone_declares_its_framework()
    {
        var use = Assert.Single(Project("#- __pkginfo__.py\n__depends__ = {'x': None, 'flask': '>= 2.3'}\n").FrameworkUses);
        Assert.Equal((FrameworkRole.Primary, ">=2.3"), (use.Role, use.Specifier.ToString()));
    }

    [Fact]
    public void Metadata_in_a_package_makes_no_project_of_it()
    {
        var project = Project("#- setup.py\nfrom setuptools import setup\nsetup(**read('cubicweb_blog/__pkginfo__.py'))\n#- cubicweb_blog/__init__.py\n#- cubicweb_blog/__pkginfo__.py\ninstall_requires = ['flask>=2']\n");
        Assert.Equal((".", "cubicweb_blog/__pkginfo__.py"), (project.Path, Assert.Single(project.FrameworkUses).Declaration!.Manifest.Path));
    }

    [Fact]
    public void An_environment_for_developers_is_theirs() =>
        Assert.Equal(FrameworkRole.Dev, Assert.Single(Project("#- environment-dev.yml\ndependencies: [flask]\n").FrameworkUses).Role);

    private static ProjectSnapshot Project(string text) => Assert.Single(TestProjects.Parse(text).Projects);
}
