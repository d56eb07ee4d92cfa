using System.Text;
using static PyFrameworks.ProjectModel.Tests.Manifests.Reading;

namespace PyFrameworks.ProjectModel.Tests.Manifests;

public sealed class SetupCfgManifestTests
{
    private const string Path = "setup.cfg";

    private const string Sample = """
        # é 😀
        [metadata]
        name = Shop
        [options]
        python_requires = >=3.10
        setup_requires = wheel
        install_requires =
        	Flask[async] >= 2.3, <4 ; python_version < "3.13"
        	# web
            bottle  # é 😀

            werkzeug==3.0
        tests-require : pytest
        [options.extras_require]
        Web = gunicorn
        docs = file: docs.txt, é/more.txt
        [flake8]
        ignore = E1
        """;

    [Fact]
    public void Every_option_has_its_group()
    {
        foreach (var content in (string[])[Sample, Sample.ReplaceLineEndings("\r\n")])
        {
            var manifest = ReadBytes(Path, content, new UTF8Encoding(true));
            Assert.Equal(
                ["wheel||build", "flask|>=2.3,<4|main", "bottle||main", "werkzeug|==3.0|main", "pytest||dev", "gunicorn||extra:Web"], Summary(manifest));
            Assert.Empty(manifest.Problems);
            Assert.Equal(("Shop", ">=3.10"), (manifest.ProjectName, manifest.Text.Slice(manifest.RequiresPython!.At.Span)));
            Assert.Equal(("Flask", ">= 2.3, <4", "Flask[async] >= 2.3, <4 ; python_version < \"3.13\""), Slices(manifest, manifest.Dependencies[1]));
            Assert.Equal("python_version < \"3.13\"", manifest.Dependencies[1].Marker!.ToString());
            Assert.Equal(["async"], manifest.Dependencies[1].Extras);
            Assert.Equal(["docs.txt|extra:docs", "é/more.txt|extra:docs"], manifest.Includes.Select(include => $"{manifest.Text.Slice(include.Span)}|{include.Group}"));
            Assert.Equal(["# é 😀", "# web", "# é 😀"], manifest.Comments.Select(manifest.Text.Slice));
            CheckSpans(manifest);
        }
    }

    [Theory]
    [InlineData("file: a.txt, b.txt", "a.txt,b.txt")]
    [InlineData("file:a.txt", "a.txt")]
    [InlineData("file:\n  a.txt,\n  b.txt", "a.txt,b.txt")]
    [InlineData("attr: x.y", "")]
    public void Requirements_from_files(string value, string expected) =>
        Assert.Equal(expected, string.Join(',', Read(Path, $"[options]\ninstall_requires = {value}\n").Includes.Select(include => include.Target)));

    [Theory]
    [InlineData("flask >= 2; x ==1.1, ==1.3", "flask|>=2|main,x|==1.1,==1.3|main", "flask >= 2", "x ==1.1, ==1.3")]
    [InlineData("flask; python_version < '3'", "flask||main", "flask; python_version < '3'", "flask; python_version < '3'")]
    [InlineData("\n  flask\n  %(test)s\n  x", "flask||main,x||main", "flask", "x")]
    [InlineData("\n  flask >= 2; \\\n  os_name == 'nt'\n  x \\", "flask|>=2|main,x||main", "flask >= 2; \\\n  os_name == 'nt'", "x")]
    public void Lists_as_setuptools_divides_them(string value, string expected, string first, string last)
    {
        var manifest = Read(Path, $"# é 😀\n[options]\ninstall_requires = {value}\n");
        Assert.Equal(expected, string.Join(',', Summary(manifest)));
        Assert.Equal((first, last), (manifest.Text.Slice(manifest.Dependencies[0].Span), manifest.Text.Slice(manifest.Dependencies[^1].Span)));
        Assert.Empty(manifest.Problems);
    }

    [Theory]
    [InlineData("[options]\ninstall_requires =\n  flask=>2\n  django\n", "PF001|=>2|'=>' is no operator; write '>='", "flask||main,django||main")]
    [InlineData("[options]\npython_requires = 3\ninstall_requires = x\n", "PF001|3|", "x||main")]
    [InlineData("[options]\nnonsense\ninstall_requires = x\n", "PF002|nonsense|Expected 'key = value'", "x||main")]
    [InlineData("[options\ninstall_requires = y\n[options]\ninstall_requires = x\n", "PF002|[options|Expected a section", "x||main")]
    [InlineData("[options]\ninstall_requires = x\ninstall_requires = y\n", "PF002|install_requires|The option 'install_requires' stands", "x||main")]
    [InlineData("[options]\ninstall_requires = x\n[options]\nsetup_requires = y\n", "PF002|options|The section '[options]' stands", "x||main,y||build")]
    [InlineData("[options]\n = x\ninstall_requires = y\n", "PF002|= x|Expected 'key = value'", "y||main")]
    public void Errors_stand_at_their_place_and_the_rest_is_read(string content, string problem, string expected)
    {
        var manifest = Read(Path, content);
        Assert.StartsWith(problem, Assert.Single(ProblemsOf(manifest)), StringComparison.Ordinal);
        Assert.Equal(expected, string.Join(',', Summary(manifest)));
        CheckSpans(manifest);
    }

    [Fact]
    public void A_file_that_only_configures_tools_is_no_manifest() => Assert.Null(File(Path, "[flake8]\nignore = E1\n").Manifest);

    [Fact]
    public void Every_beginning_of_a_file_can_be_read() => CheckPrefixes(Path, Sample);
}
