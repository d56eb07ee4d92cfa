using static PyFrameworks.ProjectModel.Tests.Manifests.Reading;

namespace PyFrameworks.ProjectModel.Tests.Manifests;

/// <summary>What tox and nox install for tests.</summary>
public sealed class SessionManifestTests
{
    private const string Tox = """
        [tox]
        envlist = py312, lint
        [testenv]
        # é 😀
        deps =
            pytest
            django{42,50}: Django>=4.2
            py312-!lint: Flask==3.0  ; python_version > "3.8"
            -r requirements/test.txt
            {[base]deps}
            not a requirement
        commands = pytest flask
        [testenv:docs]
        deps = Sphinx
        [base]
        deps = bottle
        """;

    [Fact]
    public void Dependencies_of_tox_environments_are_for_developers()
    {
        var manifest = Read("tox.ini", Tox);

        Assert.Equal(["pytest||dev", "django|>=4.2|dev", "flask|==3.0|dev", "sphinx||dev"], Summary(manifest));
        Assert.Equal(("Django", ">=4.2", "Django>=4.2"), Slices(manifest, manifest.Dependencies[1]));
        Assert.Equal(("Flask", "==3.0", "Flask==3.0  ; python_version > \"3.8\""), Slices(manifest, manifest.Dependencies[2]));
        Assert.Empty(manifest.Problems);
    }

    [Fact]
    public void What_nox_sessions_install_by_name_is_for_developers()
    {
        var manifest = Read("noxfile.py", """
            import nox
            DJANGO = "django>=5"

            @nox.session
            def tests(session):
                session.install("é" if False else "pytest", "flask [async] >=3", silent=True)
                session.install(DJANGO)
                session.install("-r", "requirements.txt", "-e.", ".")
                pip.install("bottle")
            """);

        Assert.Equal(["django|>=5|dev", "flask|>=3|dev"], Summary(manifest).Order());
        Assert.Equal("flask [async] >=3", Slices(manifest, manifest.Dependencies.Single(dependency => dependency.Name == "flask")).Whole);
    }

    [Fact]
    public void A_noxfile_that_installs_nothing_is_a_module_alone() => Assert.Null(File("noxfile.py", "import nox\n").Manifest);

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    public void Places_hold_with_any_line_break(string lineBreak)
    {
        var manifest = Read("tox.ini", Tox.ReplaceLineEndings(lineBreak));

        Assert.All(manifest.Dependencies, dependency => Assert.Equal(dependency.Name, Slices(manifest, dependency).Name));
        CheckSpans(manifest);
    }

    [Fact]
    public void Every_beginning_of_a_file_can_be_read() => CheckPrefixes("tox.ini", Tox);
}
