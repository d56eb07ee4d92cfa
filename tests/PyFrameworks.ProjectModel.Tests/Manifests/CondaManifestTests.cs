using System.Text;
using static PyFrameworks.ProjectModel.Tests.Manifests.Reading;

namespace PyFrameworks.ProjectModel.Tests.Manifests;

public sealed class CondaManifestTests
{
    private const string Path = "environment.yml";

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void A_list_of_installed_packages_may_be_called_requirements(string newline)
    {
        var manifest = Read("requirements_conda.txt", """
            # é😀 This file may be used to create an environment using:
            # $ conda create --name <env> --file <this file>
            bx-python=0.7.2=np18py27_1
            Flask=0.10.1=py27_1
              zlib=1.2.8=0
            @EXPLICIT
            """.ReplaceLineEndings(newline));

        Assert.Empty(manifest.Problems);
        Assert.Equal(["bx-python|==0.7.2|main", "flask|==0.10.1|main", "zlib|==1.2.8|main"], Summary(manifest));
        Assert.Equal(("Flask", "=0.10.1", "Flask=0.10.1=py27_1"), Slices(manifest, manifest.Dependencies[1]));
        Assert.True(manifest.IsFrozen);
    }

    [Fact]
    public void One_odd_line_makes_no_list_of_a_requirements_file() =>
        Assert.Equal("PF001", Assert.Single(Read("requirements.txt", "django\nflask=1=2\nrequests\n").Problems).Code);

    [Theory]
    [InlineData("flask=3.0", "==3.0.*", "flask", "=3.0", "flask=3.0")]
    [InlineData("flask==3.0", "==3.0", "flask", "==3.0", "flask==3.0")]
    [InlineData("flask>=2,<4", ">=2,<4", "flask", ">=2,<4", "flask>=2,<4")]
    [InlineData("flask >=2, <4", ">=2,<4", "flask", ">=2, <4", "flask >=2, <4")]
    [InlineData("conda-forge::flask", "", "flask", null, "flask")]
    [InlineData("conda-forge/noarch::flask=3", "==3.*", "flask", "=3", "flask=3")]
    [InlineData("flask=3.0.1=py311_0", "==3.0.1", "flask", "=3.0.1", "flask=3.0.1")]
    [InlineData("flask 3.0.1 py311_0", "==3.0.1", "flask", "3.0.1", "flask 3.0.1")]
    [InlineData("flask 3.0.*", "==3.0.*", "flask", "3.0.*", "flask 3.0.*")]
    [InlineData("flask=3.0.*", "==3.0.*", "flask", "=3.0.*", "flask=3.0.*")]
    [InlineData("flask=9e", "", "flask", null, "flask=9e")]
    [InlineData("flask=1.1.1w=h0", "", "flask", null, "flask=1.1.1w")]
    [InlineData("flask=2023.3.post1", "==2023.3.post1", "flask", "=2023.3.post1", "flask=2023.3.post1")]
    [InlineData("flask=3*", "==3.*", "flask", "=3*", "flask=3*")]
    [InlineData("flask>=3.*", ">=3", "flask", ">=3.*", "flask>=3.*")]
    [InlineData("flask=2|=3", ">=2,<4", "flask", "=2|=3", "flask=2|=3")]
    [InlineData("flask=*", "", "flask", null, "flask=*")]
    [InlineData("flask[version='>=2,<4']", ">=2,<4", "flask", ">=2,<4", "flask[version='>=2,<4")]
    [InlineData("flask[build='*x']", "", "flask", null, "flask")]
    [InlineData("'flask = 3.0'", "==3.0.*", "flask", "= 3.0", "flask = 3.0")]
    [InlineData("\"fl\\u0061sk=3\"", "==3.*", "fl\\u0061sk", "=3", "fl\\u0061sk=3")]
    [InlineData("flask=3.0 # é", "==3.0.*", "flask", "=3.0", "flask=3.0")]
    public void Packages(string item, string specifier, string name, string? clauses, string whole)
    {
        foreach (var newline in (string[])["\n", "\r\n"])
        {
            var manifest = ReadBytes(Path, $"# é 😀\nname: é😀\ndependencies:\n  - x\n  - {item}\n  - y\n".ReplaceLineEndings(newline), new UTF8Encoding(true));
            Assert.Empty(manifest.Problems);
            Assert.Equal(["x||main", $"flask|{specifier}|main", "y||main"], Summary(manifest));
            Assert.Equal((name, clauses, whole), Slices(manifest, manifest.Dependencies[1]));
            CheckSpans(manifest);
        }
    }

    [Fact]
    public void Python_and_pip_lines()
    {
        var manifest = Read(Path, """
            channels: [conda-forge] # é 😀
            dependencies:
              - python=3.11
              - pip
              - pip:
                - --index-url https://x.org
                - -r requirements/web.txt
                - "Flask[async]>=2.3 ; python_version < '3.13'"
                - -e ./own
                - git+https://x.org/f.git#egg=sub
            """);
        Assert.Equal(["pip||main", "flask|>=2.3|main", "sub||main"], Summary(manifest));
        Assert.Empty(manifest.Problems);
        Assert.Equal(("==3.11.*", "=3.11"), (manifest.RequiresPython!.Specifier.ToString(), manifest.Text.Slice(manifest.RequiresPython.At.Span)));
        Assert.Equal(("Flask", ">=2.3", "Flask[async]>=2.3 ; python_version < '3.13'"), Slices(manifest, manifest.Dependencies[1]));
        Assert.Equal(["requirements/web.txt|Requirement", "./own|Editable"], manifest.Includes.Select(include => $"{manifest.Text.Slice(include.Span)}|{include.Kind}"));
        Assert.Equal(["# é 😀"], manifest.Comments.Select(manifest.Text.Slice));
    }

    [Theory]
    [InlineData("environment.yaml", "main")]
    [InlineData("environment-dev.yml", "dev")]
    [InlineData("ops/environment_test.yml", "dev")]
    [InlineData("conda.yml", "main")]
    [InlineData("dev-environment.yml", "dev")]
    public void Files_are_claimed_by_name(string path, string group) => Assert.Equal([$"flask||{group}"], Summary(Read(path, "dependencies: [flask]\n")));

    [Theory]
    [InlineData("name: x\n")]
    [InlineData("dependencies: flask\n")]
    [InlineData("dependencies: {flask: 1}\n")]
    [InlineData("- flask\n")]
    [InlineData("")]
    public void Without_a_list_of_dependencies_it_is_some_other_file(string content) => Assert.Null(File(Path, content).Manifest);

    [Theory]
    [InlineData("- ==3\n- django", "PF001|==3|'==3' is no package of conda", "django")]
    [InlineData("- flask=>x\n- django", "PF001|=>x|'=>x' is no version of conda", "flask,django")]
    [InlineData("- \"flask\n- django\n- x", "PF002|", "x")]
    [InlineData("- a\n- {b\n- c: [\n- django", "PF002|", "a")]
    [InlineData("- a\n{{ b }}\n- c", "PF002|", "a,c")]
    [InlineData("- a\n- *b\n- &c d\n- c", null, "a,d,c")]
    [InlineData("- a\n- pip:\n  - flask=>2\n  - django", "PF001|flask=>2|'=>' is no operator", "a,flask,django")]
    [InlineData("- a\n- - b\n- 3\n- c", null, "a,3,c")]
    public void Errors_stand_at_their_place_and_the_rest_is_read(string items, string? problem, string expected)
    {
        var manifest = Read(Path, $"# é 😀\ndependencies:\n{items}\n");
        Assert.Equal(problem is null, manifest.Problems.IsEmpty);
        Assert.StartsWith(problem ?? "", ProblemsOf(manifest).FirstOrDefault(""), StringComparison.Ordinal);
        Assert.All(expected.Split(','), name => Assert.Contains(name, manifest.Dependencies.Select(dependency => dependency.Name)));
        CheckSpans(manifest);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    public void Deep_nesting_is_passed_over(string opening) =>
        Assert.Contains("flask||main", Summary(Read(Path, $"dependencies: [flask]\nx: {string.Concat(Enumerable.Repeat(opening, 100_000))}")));

    [Fact]
    public void Every_beginning_of_a_file_can_be_read() =>
        CheckPrefixes(Path, "# é 😀\r\nname: 'x'\r\ndependencies:\r\n  - \"fl\\x61sk=3\"\r\n  - 'a''b'\r\n  - pip:\r\n    - -r é.txt\r\n    - >-\r\n      flask\r\n      >=2\r\n  - {a: [b}\r\n");
}
