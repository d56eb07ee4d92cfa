using System.Text;
using static PyFrameworks.ProjectModel.Tests.Manifests.Reading;

namespace PyFrameworks.ProjectModel.Tests.Manifests;

public sealed class RequirementsManifestTests
{
    [Theory]
    [InlineData("flask>=2.3", "flask", ">=2.3", "flask>=2.3")]
    [InlineData("# é 😀\r\n\tFlask[async] >= 2.3, <4 # web", "Flask", ">= 2.3, <4", "Flask[async] >= 2.3, <4")]
    [InlineData("flask", "flask", null, "flask")]
    [InlineData("flask[async]", "flask", null, "flask[async]")]
    [InlineData("flask (>=2)", "flask", ">=2", "flask (>=2)")]
    [InlineData("flask>=2 ; python_version < \"3.13\"  # é", "flask", ">=2", "flask>=2 ; python_version < \"3.13\"")]
    [InlineData("flask==2 --hash=sha256:00", "flask", "==2", "flask==2")]
    [InlineData("flask==2 \\\r\n  --hash=sha256:00", "flask", "==2", "flask==2")]
    [InlineData("flask @ https://x.org/f.zip ; os_name == 'nt'", "flask", null, "flask @ https://x.org/f.zip ; os_name == 'nt'")]
    [InlineData("flask @ git+https://x.org/f", "flask", null, "flask @ git+https://x.org/f")]
    [InlineData("-e git+https://x.org/f.git@1.0#egg=Name&subdirectory=x", "Name", null, "git+https://x.org/f.git@1.0#egg=Name&subdirectory=x")]
    [InlineData("-e 'name @ git+https://x.org/f ; os_name == \"nt\"' # é", "name", null, "name @ git+https://x.org/f ; os_name == \"nt\"")]
    [InlineData("./wheels/Flask-2.3.0-py3-none-any.whl", "Flask", null, "./wheels/Flask-2.3.0-py3-none-any.whl")]
    [InlineData("https://x.org/flask-2.3.0.tar.gz ; os_name == 'nt'", "flask", null, "https://x.org/flask-2.3.0.tar.gz ; os_name == 'nt'")]
    [InlineData("flask==${VERSION}", "flask", null, "flask==${VERSION}")]
    public void Spans_of_a_line(string content, string name, string? specifier, string whole)
    {
        var manifest = Read("requirements.txt", content);
        Assert.Equal((name, specifier, whole), Slices(manifest, Assert.Single(manifest.Dependencies)));
        Assert.Empty(manifest.Problems);
        CheckSpans(manifest);
    }

    [Theory]
    [InlineData("-r base.txt", IncludeKind.Requirement, "base.txt", "base.txt")]
    [InlineData("--requirement=\"my base.txt\" # é", IncludeKind.Requirement, "my base.txt", "my base.txt")]
    [InlineData("-c ../limits.txt", IncludeKind.Constraint, "../limits.txt", "../limits.txt")]
    [InlineData("-e .[extra]", IncludeKind.Editable, ".", ".")]
    [InlineData("-e ./pkg[a,b] ; os_name == 'nt'", IncludeKind.Editable, "./pkg", "./pkg")]
    [InlineData("-r reqs\\base.txt", IncludeKind.Requirement, "reqsbase.txt", "reqs\\base.txt")]
    public void Spans_of_an_include(string content, IncludeKind kind, string target, string slice)
    {
        var manifest = Read("deps/requirements.txt", "😀==1 # no\r\n" + content);
        var include = Assert.Single(manifest.Includes);
        Assert.Equal((kind, target, slice, false, false), (include.Kind, include.Target, manifest.Text.Slice(include.Span), include.IsOpaque, include.IsOutside));
    }

    [Theory]
    [InlineData("-r https://x.org/r.txt", true, false)]
    [InlineData("-r ${HOME}/r.txt", true, false)]
    [InlineData("-r ~/r.txt", true, false)]
    [InlineData("-r {{cookiecutter.base}}/r.txt", true, false)]
    [InlineData("-r ../r.txt", false, true)]
    [InlineData("-r /etc/r.txt", false, true)]
    [InlineData("-r 'C:\\r.txt'", false, true)]
    [InlineData("-r file:r.txt", false, false)]
    public void Targets_that_are_not_looked_up(string content, bool isOpaque, bool isOutside)
    {
        var include = Assert.Single(Read("requirements.txt", content).Includes);
        Assert.Equal((isOpaque, isOutside), (include.IsOpaque, include.IsOutside));
    }

    [Theory]
    [InlineData("requirements.txt", "main")]
    [InlineData("requirements-dev.txt", "dev")]
    [InlineData("requirements/Test.in", "dev")]
    [InlineData("reqs/linters.txt", "dev")]
    [InlineData("requirements/devices.txt", "main")]
    [InlineData("constraints.txt", "constraint")]
    public void A_file_name_gives_the_group(string path, string group) => Assert.Equal([$"flask||{group}"], Summary(Read(path, "flask")));

    [Fact]
    public void A_file_without_extension_can_be_included()
    {
        var file = FileReader.Read("reqs/base", new PyFrameworks.Syntax.Text.SourceText("flask"), asRequirements: true, CancellationToken.None);
        Assert.Equal(["flask||main"], Summary(file!.Manifest!));
        Assert.Null(FileReader.Read("reqs/base", "flask"u8, asRequirements: false, CancellationToken.None));
    }

    [Theory]
    [InlineData("flask=>2.3", "flask=>2.3", "'=>' is no operator; write '>='", "flask")]
    [InlineData("flask>=2.3,", null, null, "flask")]
    [InlineData("flask[async", "flask[async", "This '[' has no ']'", "flask")]
    [InlineData("==2.3", "==2.3", "Expected a package name, found '==2.3'", null)]
    [InlineData("flask; python_version", null, "", "flask")]
    [InlineData("--hsah=x", "--hsah", "pip knows no option '--hsah' in a requirements file", null)]
    public void A_broken_line_leaves_the_others(string line, string? slice, string? message, string? survivor)
    {
        var manifest = Read("requirements.txt", $"# é 😀\r\n{line}\r\ndjango==5.0\r\n");
        Assert.Equal(survivor is null ? ["django"] : [survivor, "django"], manifest.Dependencies.Select(dependency => dependency.CanonicalName));
        if (message is null)
        {
            Assert.Empty(manifest.Problems);
        }
        else if (slice is null)
        {
            Assert.Equal("PF001", Assert.Single(manifest.Problems).Code);
        }
        else
        {
            Assert.Equal([$"PF001|{slice}|{message}"], ProblemsOf(manifest));
        }

        CheckSpans(manifest);
    }

    [Fact]
    public void A_file_of_errors_has_a_hundred_problems() =>
        Assert.Equal(100, Read("requirements.txt", string.Concat(Enumerable.Repeat("== x\n", 5_000))).Problems.Length);

    [Fact]
    public void A_web_page_is_one_problem()
    {
        var manifest = Read("requirements.txt", "\r\n<!DOCTYPE html>\n<html>\nbody { }\n</html>");
        Assert.Equal(["PF002|<!DOCTYPE html>|This is a web page, no requirements file: download the file itself"], ProblemsOf(manifest));
        Assert.Empty(manifest.Dependencies);
    }

    [Fact]
    public void Binary_data_is_one_problem()
    {
        var manifest = ReadBytes("requirements.txt", [0x50, 0x4B, 3, 4, 0, 0, 0xFF, (byte)'\n', (byte)'x', (byte)'\n']);
        Assert.Equal("PF002", Assert.Single(manifest.Problems).Code);
        Assert.Empty(manifest.Dependencies);
    }

    [Theory]
    [InlineData("flask==1\n    # via quart", true)]
    [InlineData("flask==1  # via quart", true)]
    [InlineData("flask==1  # via quart, -r base.in", false)]
    [InlineData("flask==1\n    # via -r requirements.in", false)]
    [InlineData("flask==1\n    # via\n    #   quart\n    #   dash", true)]
    [InlineData("flask==1\r\n    # via\r\n    #   dash\r\n    #   -r requirements.in", false)]
    [InlineData("flask==1 \\\n    --hash=sha256:00 \\\n    --hash=sha256:11\n    # via quart", true)]
    [InlineData("flask==1\n    # via app (pyproject.toml)", false)]
    [InlineData("flask==1\n    # via app (services/api/setup.py)", false)]
    [InlineData("flask==1\n    # via quart\n\n# Pinned -r for a reason\n# -r other.in", true)]
    [InlineData("flask==1 # viable", false)]
    [InlineData("# via quart\nflask==1", false)]
    [InlineData("\\\nflask==1 # via quart", true)]
    public void Lines_that_a_compiler_marks(string content, bool isTransitive) =>
        Assert.Equal(isTransitive, Read("requirements.txt", content).Dependencies[0].IsTransitive);

    [Theory]
    [InlineData("a==1\nb==1\nc==1\nd==1\ne==1\nf==1\ng==1\nh==1\ni==1\nj==1\n", true)]
    [InlineData("a==1\r\nB==1\r\nc @ file:///x\r\nd==1\r\ne==1\r\nf_z==1\r\nfa==1\r\nh==1\r\ni==1\r\nj==1\r\n", true)]
    [InlineData("a==1\nb==1\nc==1\nd==1\ne==1\nf==1\ng==1\nh==1\nj==1\ni==1\n", false)]
    [InlineData("a==1\nb==1\nc==1\nd==1\ne==1\n\nf==1\ng==1\nh==1\ni==1\nj==1\n", false)]
    [InlineData("a==1\r\nb==1\r\nc==1\r\nd==1\r\ne==1\r\n\r\nf==1\r\ng==1\r\nh==1\r\ni==1\r\nj==1\r\n", false)]
    [InlineData("a>=1\nb==1\nc==1\nd==1\ne==1\nf==1\ng==1\nh==1\ni==1\nj==1\n", false)]
    [InlineData("# web\na==1\nb==1\nc==1\nd==1\ne==1\nf==1\ng==1\nh==1\ni==1\nj==1\n", false)]
    [InlineData("a==1\nb==1\n", false)]
    [InlineData("#\n# This file is autogenerated by pip-compile with Python 3.12\n#\na==1\n", true)]
    [InlineData("# This file was autogenerated by uv via the following command:\na==1\n", true)]
    public void Frozen_files_are_known_by_their_look(string content, bool isFrozen) =>
        Assert.Equal(isFrozen, Read("requirements.txt", content).IsFrozen);

    [Fact]
    public void Encodings_are_those_of_pip()
    {
        const string Content = "# é\r\nFlask>=2 # é\r\n";
        foreach (var encoding in (Encoding[])[new UTF8Encoding(false), new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.Latin1])
        {
            var manifest = ReadBytes("requirements.txt", Content, encoding);
            Assert.Equal(("Flask", ">=2", "Flask>=2"), Slices(manifest, Assert.Single(manifest.Dependencies)));
            Assert.Equal(5, manifest.Dependencies[0].NameSpan.Start);
            Assert.Equal(Content, manifest.Text.Content);
        }

        Assert.Equal("# -*- coding: latin-1 -*- é\nflask", ReadBytes("requirements.txt", "# -*- coding: latin-1 -*- é\nflask", Encoding.Latin1).Text.Content);
    }

    [Fact]
    public void A_template_folder_has_no_errors_where_the_template_fills_in()
    {
        const string Content = "flask=={{ cookiecutter.flask }}\n{% if cookiecutter.x %}\n==1\n";
        Assert.Equal(["PF001|==1|Expected a package name, found '==1'"], ProblemsOf(Read("{{cookiecutter.name}}/requirements.txt", Content)));
        Assert.Equal(["PF001|{% if cookiecutter.x %}", "PF001|==1"], ProblemsOf(Read("requirements.txt", Content)).Select(problem => problem[..problem.LastIndexOf('|')]));
    }

    [Theory]
    [InlineData("docs/_sources/requirements.rst.txt", false)]
    [InlineData("docs/requirements.md.txt", false)]
    [InlineData("__MACOSX/._requirements.txt", false)]
    [InlineData("docs/requirements.txt", true)]
    public void Sources_of_pages_and_attributes_are_no_requirements(string path, bool isClaimed) => Assert.Equal(isClaimed, FileReader.IsClaimed(path));

    [Fact]
    public void An_unreadable_file_says_why()
    {
        Assert.Equal(["PF002||This file can't be read: permission denied"], ProblemsOf(FileReader.Unreadable("requirements.txt", "permission denied").Manifest!));
        Assert.Null(FileReader.Unreadable("app.py", "permission denied").Manifest);
    }

    [Fact]
    public void Includes_lead_to_workspace_paths()
    {
        var file = File("a/requirements.txt", "-r b.txt\n-c ../c.txt\n-e .\n-r file:d.txt\n-r https://x.org/e.txt\n-r ../../f.txt");
        Assert.Equal(["a/b.txt", "c.txt", "a/d.txt"], FileReader.IncludeTargets(file));
    }

    [Fact]
    public void Every_beginning_of_a_file_can_be_read() => CheckPrefixes("requirements.txt", """
        # -*- coding: utf-8 -*-
        --index-url https://x.org/simple
        Flask[async,dotenv] >= 2.3, <4 ; python_version < "3.13" and os_name == 'nt'  # é 😀
        django==5.0 \
            --hash=sha256:00 \
            --hash=sha256:11
            # via
            #   -r base.in
        -e git+https://x.org/f.git@1.0#egg=Name[x]&subdirectory=x ; os_name == 'nt'
        -e "./my pkg[extra]"
        name @ file:///x/y ; extra == "a"
        ./w/Flask-2.3.0-py3-none-any.whl
        -r "a b.txt"
        -c ../c.txt
        x==${VERSION}
        """.ReplaceLineEndings("\r\n"));
}
