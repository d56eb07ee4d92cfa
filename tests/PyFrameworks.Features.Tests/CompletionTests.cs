using System.Collections.Immutable;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Text;
using PyFrameworks.Testing;

namespace PyFrameworks.Features.Tests;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("requirements.txt", "$0", "")]
    [InlineData("requirements.txt", "fl$0", "fl")]
    [InlineData("requirements.txt", "fl$0ask>=3", "flask")]
    [InlineData("requirements.txt", "# é 😀\r\n\tfla$0\r\ndjango", "fla")]
    [InlineData("requirements.txt", "\uFEFFfla$0sk", "flask")]
    [InlineData("requirements.txt", "flask\nflask-lo$0", "flask-lo")]
    [InlineData("requirements.txt", "flask ==\n$0\ndjango @", "")]
    [InlineData("constraints.txt", "fl$0", "fl")]
    [InlineData("pyproject.toml", "[project]\ndependencies = [\"fl$0\"]", "fl")]
    [InlineData("pyproject.toml", "[project]\ndependencies = [\"é😀\",\t\"fl$0", "fl")]
    [InlineData("pyproject.toml", "[project]\r\ndependencies = [\r\n  \"flask\",\r\n  \"dj$0\r\n]\r\n[tool.x]\r\n", "dj")]
    [InlineData("pyproject.toml", "[project]\ndependencies = ['$0']", "")]
    [InlineData("pyproject.toml", "[project.optional-dependencies]\nweb = [\"uvi$0corn[standard]\"]", "uvicorn")]
    [InlineData("pyproject.toml", "[dependency-groups]\ntest = [{include-group = \"x\"}, \"fl$0\"]", "fl")]
    [InlineData("pyproject.toml", "[build-system]\nrequires = [\"fl$0\"]", "fl")]
    [InlineData("pyproject.toml", "[tool.poetry.dependencies]\nflask = \"^3\"\ndj$0", "dj")]
    [InlineData("pyproject.toml", "[tool.poetry.dependencies]\ndj$0ango = \"^5\"\n", "django")]
    [InlineData("pyproject.toml", "[tool.poetry.group.web.dependencies]\n$0\n[tool.x]\n", "")]
    [InlineData("Pipfile", "[packages]\nfl$0", "fl")]
    [InlineData("setup.cfg", "[options]\ninstall_requires =\n    django\n    fl$0\n", "fl")]
    [InlineData("setup.cfg", "[options.extras_require]\nweb =\n    fl$0", "fl")]
    [InlineData("environment.yml", "dependencies:\n  - python=3.12\n  - fl$0\n", "fl")]
    [InlineData("environment.yml", "name: é😀\r\ndependencies:\r\n- fl$0ask=3.0\r\n", "flask")]
    [InlineData("environment.yml", "dependencies:\n  - conda-forge::fl$0", "fl")]
    [InlineData("environment.yml", "dependencies:\n  - python\n  - \"fl$0\"\n", "fl")]
    [InlineData("environment.yml", "dependencies:\n  - python\n  - $0\n", "")]
    [InlineData("environment.yml", "dependencies:\n  - python\n  - pip:\n    - django>=5\n    # note\n\n    - fl$0\n", "fl")]
    [InlineData("environment.yml", "dependencies:\n- python\n- pip:\n  - fl$0\nvariables:\n  A: b\n", "fl")]
    [InlineData("setup.py", "from setuptools import setup\nsetup(name=\"é😀\", install_requires=[\"fl$0\"])\n", "fl")]
    [InlineData("setup.py", "from setuptools import setup\r\nsetup(\r\n\tinstall_requires=[\r\n\t\t'django>=5',  # why?\r\n\t\t'$0',\r\n\t],\r\n)\r\n", "")]
    [InlineData("setup.py", "from setuptools import setup\nsetup(extras_require={'a]': ['x[y]'], 'web': ['django', 'fl$0ask']})\n", "flask")]
    [InlineData("setup.py", "from setuptools import setup\ninstall_requires = [\n    'fl$0',\n]\nsetup(install_requires=install_requires)\n", "fl")]
    [InlineData("script.py", "# é 😀\n# /// script\n# dependencies = [\"fl$0\"]\n# ///\nimport flask\n", "fl")]
    [InlineData("script.py", "# /// script\r\n# requires-python = \">=3.11\"\r\n# dependencies = [\r\n#   \"django\",\r\n#   \"$0\r\n# ]\r\n# ///\r\n", "")]
    public void Distributions_are_offered(string path, string content, string word)
    {
        var (proposals, replaced) = Complete(path, content);
        Assert.Equal(word, replaced);
        var names = proposals.Select(proposal => proposal.NewText).ToList();
        Assert.Contains("flask", names);
        Assert.Contains("flask-login", names);
        Assert.Contains("uvicorn", names);
        Assert.Contains("djangorestframework", names);
        Assert.Equal(names.Distinct(), names);
        Assert.All(proposals, proposal => Assert.Equal(proposal.NewText, proposal.FilterText));
    }

    [Theory]
    [InlineData("requirements.txt", "# fl$0")]
    [InlineData("requirements.txt", "flask  # fl$0")]
    [InlineData("requirements.txt", "flask ; python_ver$0")]
    [InlineData("requirements.txt", "flask[as$0ync]")]
    [InlineData("requirements.txt", "-r fl$0")]
    [InlineData("requirements.txt", "--hash=sha256:fl$0")]
    [InlineData("requirements.txt", "flask==3.1.0 --hash=sha256:fl$0")]
    [InlineData("requirements.txt", "flask==3.1.0 \\\n    --hash=sha256:fl$0")]
    [InlineData("requirements.txt", "flask==3.1.0 \\\n    fl$0")]
    [InlineData("requirements.txt", "git+https://example.org/fl$0")]
    [InlineData("requirements.txt", "flask @ https://example.org/fl$0")]
    [InlineData("requirements.txt", "./fl$0")]
    [InlineData("requirements.txt", "flask fl$0")]
    [InlineData("requirements.txt", "flask===$0")]
    [InlineData("requirements.txt", "unknown==$0")]
    [InlineData("requirements.txt", "flask-login==$0")]
    [InlineData("pyproject.toml", "[project]\nname = \"fl$0\"")]
    [InlineData("pyproject.toml", "[project]\nkeywords = [\"fl$0\"]")]
    [InlineData("pyproject.toml", "[project]\nfl$0")]
    [InlineData("pyproject.toml", "[tool.other]\ndependencies = [\"fl$0\"]")]
    [InlineData("pyproject.toml", "[tool.other.rules]\nPF$0")]
    [InlineData("pyproject.toml", "[fl$0")]
    [InlineData("pyproject.toml", "fl$0")]
    [InlineData("pyproject.toml", "[project]\ndependencies = [fl$0]")]
    [InlineData("pyproject.toml", "[dependency-groups]\na = [{include-group = \"fl$0\"}]")]
    [InlineData("pyproject.toml", "[project]\ndependencies = [\"flask\"]  # fl$0")]
    [InlineData("pyproject.toml", "[tool.poetry.dependencies]\ndescription = \"\"\"\nfl$0\n\"\"\"")]
    [InlineData("pyproject.toml", "[tool.poetry.dependencies]\nflask = \"https://$0\"")]
    [InlineData("pyproject.toml", "[[tool.pyframeworks]]\nne$0")]
    [InlineData("pyproject.toml", "[tool.pyframeworks]\nexclude = [\"fl$0\"]")]
    [InlineData("setup.cfg", "[metadata]\nname = fl$0")]
    [InlineData("setup.cfg", "[metadata]\ndescription =\n    fl$0")]
    [InlineData("setup.cfg", "[options]\npackages =\n    fl$0")]
    [InlineData("app.py", "import fl$0")]
    [InlineData("app.py", "# pyframeworks: fl$0")]
    [InlineData("app.py", "x = 'pyframeworks: ignore[$0'")]
    [InlineData("poetry.lock", "[[package]]\nname = \"fl$0\"")]
    [InlineData("environment.yml", "dependencies:\n  - python\nchannels:\n  - fl$0\n")]
    [InlineData("environment.yml", "name: fl$0\ndependencies:\n  - python\n")]
    [InlineData("environment.yml", "dependencies:\n  - flask==$0\n")]
    [InlineData("environment.yml", "dependencies:\n  - flask=3.0=fl$0\n")]
    [InlineData("environment.yml", "dependencies:\n  - pip:\n    - -r fl$0\n")]
    [InlineData("environment.yml", "dependencies:\n  - python  # fl$0\n")]
    [InlineData("environment.yml", "dependencies:\n  - python\nprefix:\n  pip:\n    - fl$0\n")]
    [InlineData("setup.py", "from setuptools import setup\nsetup(name=\"fl$0\", install_requires=[\"x\"])\n")]
    [InlineData("setup.py", "from setuptools import setup\nsetup(install_requires=[\"x\"], classifiers=[\"fl$0\"])\n")]
    [InlineData("setup.py", "from setuptools import setup\nsetup(install_requires=[fl$0])\n")]
    [InlineData("setup.py", "from setuptools import setup\nsetup(install_requires=[\"x\"])  # \"fl$0\n")]
    [InlineData("setup.py", "from setuptools import setup\nsetup(extras_require={\"fl$0\": []})\n")]
    [InlineData("setup.py", "from setuptools import setup\nsetup(package_data={\"x\": [\"fl$0\"]})\n")]
    [InlineData("script.py", "# /// script\n# dependencies = []\n# ///\n# fl$0\n")]
    [InlineData("script.py", "# /// script\n# dependencies = []\n# keywords = [\"fl$0\"]\n# ///\n")]
    [InlineData("script.py", "# /// script\n#$0 dependencies = []\n# ///\n")]
    public void Nothing_is_offered_elsewhere(string path, string content) => Assert.Empty(Complete(path, content).Proposals);

    [Theory]
    [InlineData("requirements.txt", "flask==$0", "", "3.1.* 3.0.* 2.3.*")]
    [InlineData("requirements.txt", "flask[async] >= $0", "", "3.1 3.0 2.3")]
    [InlineData("requirements.txt", "Flask>=2.3,\t<3$0.0", "3.0", "3.1 3.0 2.3")]
    [InlineData("requirements.txt", "é😀\r\nflask~=3.$0", "3.", "3.1.0 3.0.0 2.3.0")]
    [InlineData("requirements.txt", "flask != 3$0 ; python_version > '3'", "3", "3.1.* 3.0.* 2.3.*")]
    [InlineData("requirements.txt", "flask (>=$0)", "", "3.1 3.0 2.3")]
    [InlineData("pyproject.toml", "[project]\ndependencies = [\"flask>=$0", "", "3.1 3.0 2.3")]
    [InlineData("pyproject.toml", "[project]\ndependencies = [\"flask>=3$0.0\", \"django\"]", "3.0", "3.1 3.0 2.3")]
    [InlineData("pyproject.toml", "[tool.poetry.dependencies]\nflask = \"^$0\"", "", "3.1 3.0 2.3")]
    [InlineData("pyproject.toml", "[tool.poetry.dependencies]\nflask = { version = \">=2,<$0\", extras = [\"async\"] }", "", "3.1 3.0 2.3")]
    [InlineData("pyproject.toml", "[tool.poetry.dependencies]\nflask = \"$0", "", "3.1 3.0 2.3")]
    [InlineData("Pipfile", "[packages]\nflask = \"~=3$0\"", "3", "3.1.0 3.0.0 2.3.0")]
    [InlineData("environment.yml", "dependencies:\n  - flask=$0\n", "", "3.1 3.0 2.3")]
    [InlineData("environment.yml", "dependencies:\n  - conda-forge::flask >=2,<3$0.0\n", "3.0", "3.1 3.0 2.3")]
    [InlineData("environment.yml", "dependencies:\n  - pip:\n    - flask==3$0\n", "3", "3.1.* 3.0.* 2.3.*")]
    [InlineData("setup.py", "from setuptools import setup\nsetup(install_requires=['é', \"flask>=$0\"])\n", "", "3.1 3.0 2.3")]
    [InlineData("script.py", "# /// script\n# dependencies = [\"flask~=3$0\"]\n# ///\n", "3", "3.1.0 3.0.0 2.3.0")]
    public void Release_series_follow_an_operator(string path, string content, string word, string expected)
    {
        var (proposals, replaced) = Complete(path, content);
        Assert.Equal((word, expected), (replaced, string.Join(' ', proposals.OrderBy(proposal => proposal.SortText, StringComparer.Ordinal).Select(proposal => proposal.NewText))));
        Assert.Equal([false, true, true], proposals.Select(proposal => proposal.IsOutdated));
        Assert.Equal("end of life since 2023-09-30", proposals[2].Detail);
    }

    [Theory]
    [InlineData("[tool.pyframeworks]\n$0", "", "needs exclude catalogs ignore rules")]
    [InlineData("[tool.pyframeworks]\nneeds = []\nex$0\n[tool.x]\n", "ex", "exclude catalogs ignore rules")]
    [InlineData("[tool.pyframeworks]\nne$0eds = []", "needs", "needs exclude catalogs ignore rules")]
    [InlineData("[tool.pyframeworks.rules]\nPF101 = \"$0\"", "", "off hint information warning error")]
    [InlineData("[tool.pyframeworks.rules]\nPF101 = \"wa$0", "wa", "off hint information warning error")]
    [InlineData("[tool.pyframeworks.rules]\nPF101 = $0", "", "\"off\" \"hint\" \"information\" \"warning\" \"error\"")]
    [InlineData("[tool.pyframeworks]\nrules = { PF101 = \"$0\" }", "", "off hint information warning error")]
    [InlineData("# é 😀\r\n[tool]\r\npyframeworks.rules.PF101 = \"wa$0rning\"", "warning", "off hint information warning error")]
    public void Settings_are_offered(string content, string word, string expected)
    {
        var (proposals, replaced) = Complete("pyproject.toml", content);
        Assert.Equal((word, expected), (replaced, string.Join(' ', proposals.OrderBy(proposal => proposal.SortText, StringComparer.Ordinal).Select(proposal => proposal.NewText))));
    }

    [Theory]
    [InlineData("[tool.pyframeworks]\nneeds = [\"re$0", "re", "rest-api")]
    [InlineData("[tool.pyframeworks]\nneeds = [\"rest-api\",\t\"real-$0time\"]", "real-time", "realtime")]
    [InlineData("[tool.pyframeworks]\nneeds = [$0]", "", "\"rest-api\"")]
    [InlineData("[tool.pyframeworks]\nneeds = [\n  \"async\",\n  $0\n]", "", "\"rest-api\"")]
    [InlineData("[tool.pyframeworks.rules]\nPF1$0", "PF1", "PF101")]
    [InlineData("[tool.pyframeworks.rules]\nunsup$0", "unsup", "unsupported-version")]
    [InlineData("[tool.pyframeworks.ignore]\n\"tests/**\" = [\"PF$0\"]", "PF", "PF403")]
    [InlineData("[tool.pyframeworks]\nignore = {\"é/**\" = [\"PF$0\"]}", "PF", "PF403")]
    public void Needs_and_rules_are_offered(string content, string word, string expected)
    {
        var (proposals, replaced) = Complete("pyproject.toml", content);
        Assert.Equal(word, replaced);
        Assert.Contains(expected, proposals.Select(proposal => proposal.NewText));
    }

    [Theory]
    [InlineData("app.py", "import flask  # pyframeworks: ignore[$0", "")]
    [InlineData("app.py", "é = '😀'  # pyframeworks: ignore[PF1$01]", "PF11")]
    [InlineData("app.py", "# pyframeworks: ignore-file[unsup$0", "unsup")]
    [InlineData("requirements.txt", "\tflask==2.3  # web; pyframeworks: ignore[PF403, P$0]\r\n", "P")]
    [InlineData("pyproject.toml", "[project]\ndependencies = [\"flask\"]  # pyframeworks:ignore[$0]", "")]
    public void Codes_are_offered_in_suppressions(string path, string content, string word)
    {
        var (proposals, replaced) = Complete(path, content);
        Assert.Equal(word, replaced);
        var texts = proposals.Select(proposal => proposal.NewText).ToList();
        Assert.Contains("PF101", texts);
        Assert.Contains("unsupported-version", texts);
        Assert.Equal(!content.Contains("PF403", StringComparison.Ordinal), texts.Contains("PF403"));
    }

    [Fact]
    public void Frameworks_come_before_add_ons_and_those_of_declared_frameworks_before_others()
    {
        var order = At("requirements.txt", new("flask\n"), 0).Items.OrderBy(proposal => proposal.SortText, StringComparer.Ordinal).Select(proposal => proposal.Label).ToList();
        Assert.True(order.IndexOf("flask-login") < order.IndexOf("django"));
        Assert.True(order.IndexOf("django") < order.IndexOf("uvicorn"));
    }

    [Theory]
    [InlineData("distribution:flask", "**Flask** · WSGI microframework\n\nA small core whose parts are chosen by the team.\n\n[Documentation](https://example.org/flask/docs)\n\nChecked 2026-11-01.")]
    [InlineData("distribution:flask-login", "**flask-login** · add-on to Flask\n\n**Flask**")]
    [InlineData("distribution:uvicorn", "**Uvicorn** · server\n\nServes ASGI.")]
    [InlineData("release:flask/3.0", "**Flask 3.0** · end of life since 2024-11-13\n\nRuns on Python `>=3.8`")]
    [InlineData("rule:PF101", "**PF101** · unsupported-version · warning by default")]
    [InlineData("need:rest-api", "**REST API** · a need of the project")]
    [InlineData("setting:needs", "What the project wants")]
    [InlineData("distribution:unknown", null)]
    [InlineData("release:flask", null)]
    [InlineData("release:flask/9", null)]
    [InlineData("rule:PF999", null)]
    [InlineData("nonsense", null)]
    [InlineData("", null)]
    public void A_proposal_tells_of_itself(string key, string? expected)
    {
        var page = ProposalPages.Find(SampleCatalog.Instance, TestProjects.Today, key, isMarkdown: true);
        Assert.Equal(expected is null, page is null);
        Assert.StartsWith(expected ?? "", page ?? "", StringComparison.Ordinal);
        Assert.DoesNotContain("**", ProposalPages.Find(SampleCatalog.Instance, TestProjects.Today, key, isMarkdown: false) ?? "", StringComparison.Ordinal);
    }

    /// <summary>Every cursor in every beginning of a file gives an answer, and none that leaves its line.</summary>
    [Theory]
    [InlineData("requirements.txt", "\uFEFF# é\r\nflask[async]>=3,<4 ; python_version > '3.8'  # pyframeworks: ignore[PF101]\r\n-r base.txt\r\n")]
    [InlineData("pyproject.toml", "[project]\ndependencies = [\"flask>=3\", 'é😀']\n[tool.pyframeworks]\nneeds = [\"rest-api\"]\nrules = {PF101 = \"off\"}\n[tool.poetry.dependencies]\nflask = {version = \"^3\"}\n")]
    [InlineData("setup.cfg", "[options]\ninstall_requires =\n    flask>=3\n\t😀\n[options.extras_require]\nweb =\n    django\n")]
    [InlineData("Pipfile", "[packages]\nflask = \"*\"\n\"é\" = {version = \"==1\"}\n")]
    public void What_is_half_written_is_no_hindrance(string path, string whole)
    {
        for (var length = 0; length <= whole.Length; length++)
        {
            var text = new SourceText(whole[..length]);
            for (var offset = Math.Max(0, text.Length - 12); offset <= text.Length; offset++)
            {
                if (At(path, text, offset) is { IsEmpty: false } list)
                {
                    Assert.True(list.Replaces.Touches(offset) && list.Replaces.End <= text.Length);
                    Assert.Equal(text.Lines.LineOf(list.Replaces.Start), text.Lines.LineOf(list.Replaces.End));
                }
            }
        }
    }

    private static ProposalList At(string path, SourceText text, int offset) => Completions.At(
        FileReader.Read(path, text, asRequirements: false, CancellationToken.None)!, offset, SampleCatalog.Instance, TestProjects.Today, CancellationToken.None);

    private static (ImmutableArray<Proposal> Proposals, string Replaced) Complete(string path, string content)
    {
        var at = content.IndexOf("$0", StringComparison.Ordinal);
        var source = new SourceText(content.Remove(at, 2));
        var offset = at - (content.Length - 2 - source.Length);
        var list = At(path, source, offset);
        return (list.Items, list.IsEmpty ? "" : source.Slice(list.Replaces));
    }
}
