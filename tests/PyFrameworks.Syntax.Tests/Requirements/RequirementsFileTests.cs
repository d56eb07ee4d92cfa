using PyFrameworks.Syntax.Requirements;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Tests.Requirements;

public sealed class RequirementsFileTests
{
    [Fact]
    public void A_requirement_has_its_place_after_anything()
    {
        var text = new SourceText("\uFEFF# é😀\r\n\tFlask[async]>=2 ; os_name == 'nt'  # why\r\n");
        var file = Parse(text);

        var line = Assert.IsType<RequirementLine>(Assert.Single(file.Lines));
        Assert.Equal(1, line.Line);
        Assert.Equal("Flask", text.Slice(line.Requirement.NameSpan));
        Assert.Equal(">=2", text.Slice(line.Requirement.SpecifierSpan!.Value));
        Assert.Equal("os_name == 'nt'", text.Slice(line.Requirement.MarkerSpan!.Value));
        Assert.Equal("Flask[async]>=2 ; os_name == 'nt'", text.Slice(line.Requirement.Span));
        Assert.Equal(line.Requirement.Span, line.Span);
        Assert.Equal(["# é😀", "# why"], file.Comments.Select(comment => comment.Text));
        Assert.Equal(["# é😀", "# why"], file.Comments.Select(comment => text.Slice(comment.Span)));
        Assert.Equal([0, 1], file.Comments.Select(comment => comment.Line));
        Assert.Empty(file.Errors);
    }

    [Fact]
    public void Continued_lines_keep_their_places()
    {
        var text = new SourceText("é\\\n\nfla\\\r\nsk \\\n  >=2,\\\n<3 \\\n    --hash=sha256:ab \\\n    --hash sha512:cd\n");
        var file = Parse(text);

        var line = Assert.IsType<RequirementLine>(file.Lines[1]);
        Assert.Equal(2, line.Line);
        Assert.Equal("flask", line.Requirement.Name);
        Assert.Equal("fla\\\r\nsk", text.Slice(line.Requirement.NameSpan));
        Assert.Equal(">=2,\\\n<3", text.Slice(line.Requirement.SpecifierSpan!.Value));
        Assert.Equal([">=2", "<3"], line.Requirement.ClauseSpans.Select(text.Slice));
        Assert.Equal(["sha256:ab", "sha512:cd"], line.Hashes);
        Assert.Equal(["sha256:ab", "sha512:cd"], line.Options.Select(option => text.Slice(option.ValueSpan!.Value)));
        Assert.Equal(text.Content.IndexOf("cd", StringComparison.Ordinal) + 2, line.Span.End);
        Assert.Equal("é", text.Slice(Assert.Single(file.Errors).Span));
    }

    [Theory]
    [InlineData("flask==1 --hash=sha256:ab", "sha256:ab")]
    [InlineData("-e . --hash=sha256:ab", "")]
    [InlineData("flask==1 --hash=sha256:ab -e .", "")]
    public void Hashes_do_not_go_with_editables(string line, string expected) =>
        Assert.Equal(expected, string.Join(' ', Assert.Single(Parse(new SourceText(line)).Lines).Hashes));

    [Theory]
    [InlineData("-r base.txt", "base.txt", "base.txt")]
    [InlineData("-rbase.txt", "base.txt", "base.txt")]
    [InlineData("--requirement=reqs/base.txt", "reqs/base.txt", "reqs/base.txt")]
    [InlineData("--requirement   base.txt # c", "base.txt", "base.txt")]
    [InlineData("-r 'a b.txt'", "a b.txt", "a b.txt")]
    [InlineData("-r \"a \\\"b\"", "a \"b", "a \\\"b")]
    [InlineData("-r a\\ b.txt", "a b.txt", "a\\ b.txt")]
    [InlineData("-r ${DIR}/base.txt", "${DIR}/base.txt", "${DIR}/base.txt")]
    [InlineData("-c other -r base.txt", "base.txt", "base.txt")]
    public void Includes_have_a_target_with_its_place(string line, string target, string slice)
    {
        var text = new SourceText("😀é\n" + line);
        var include = Assert.IsType<IncludeLine>(Parse(text).Lines[^1]);

        Assert.Equal(target, include.Target);
        Assert.Equal(slice, text.Slice(include.TargetSpan));
    }

    [Fact]
    public void Constraints_and_options_are_lines_of_their_own()
    {
        var text = new SourceText("-c c.txt\n--index-url https://x --no-index\n-i u\n--pre\n");
        var file = Parse(text);

        Assert.Equal("c.txt", Assert.IsType<ConstraintLine>(file.Lines[0]).Target);
        var options = Assert.IsType<OptionLine>(file.Lines[1]).Options;
        Assert.Equal(["--index-url", "--no-index"], options.Select(option => option.Name));
        Assert.Equal(["https://x", null], options.Select(option => option.Value));
        Assert.Equal("--index-url", Assert.IsType<OptionLine>(file.Lines[2]).Options[0].Name);
        Assert.Equal("-i", text.Slice(file.Lines[2].Options[0].NameSpan));
        Assert.Empty(file.Errors);
    }

    [Theory]
    [InlineData("-e .", ".", ".", false, null, NameSource.None)]
    [InlineData("-e ./sub[dev,x]", "./sub[dev,x]", "./sub", false, null, NameSource.None)]
    [InlineData("--editable=../x", "../x", "../x", false, null, NameSource.None)]
    [InlineData("-e git+https://h/o/flask@main#egg=Flask&subdirectory=b", "git+https://h/o/flask@main#egg=Flask&subdirectory=b", "git+https://h/o/flask@main", true, "Flask", NameSource.Egg)]
    [InlineData("-e \"pkg @ git+https://h/o/r ; os_name == 'nt'\"", "git+https://h/o/r", "git+https://h/o/r", true, "pkg", NameSource.Declared)]
    [InlineData("-e git+https://h/o/repo.git@feature/x", "git+https://h/o/repo.git@feature/x", "git+https://h/o/repo.git@feature/x", true, "repo", NameSource.Repository)]
    public void Editables_say_what_they_install(string line, string target, string location, bool isUrl, string? name, NameSource source)
    {
        var text = new SourceText("é\n" + line);
        var reference = Assert.IsType<EditableLine>(Parse(text).Lines[^1]).Reference;

        CheckReference(text, reference, target, location, isUrl, name, source);
    }

    [Theory]
    [InlineData("git+https://github.com/o/masonite#3.0", "git+https://github.com/o/masonite", true, "masonite", NameSource.Repository)]
    [InlineData("git+ssh://git@h/o/webpy.git@0a1b2c", "git+ssh://git@h/o/webpy.git@0a1b2c", true, "webpy", NameSource.Repository)]
    [InlineData("https://github.com/o/core/archive/2.1.zip", "https://github.com/o/core/archive/2.1.zip", true, "core", NameSource.Repository)]
    [InlineData("https://h/web_py-0.6-py3-none-any.whl?x=1", "https://h/web_py-0.6-py3-none-any.whl", true, "web_py", NameSource.Wheel)]
    [InlineData("https://h/django-rest-framework-3.1.tar.gz", "https://h/django-rest-framework-3.1.tar.gz", true, "django-rest-framework", NameSource.Archive)]
    [InlineData("https://h/latest.tar.gz", "https://h/latest.tar.gz", true, null, NameSource.None)]
    [InlineData("https://h/x.zip#sha1=1&egg=Foo[bar]", "https://h/x.zip", true, "Foo", NameSource.Egg)]
    [InlineData("./downloads/numpy-1.9.2-cp34-none-win32.whl", "./downloads/numpy-1.9.2-cp34-none-win32.whl", false, "numpy", NameSource.Wheel)]
    [InlineData("../relative/pkg", "../relative/pkg", false, null, NameSource.None)]
    [InlineData("sub/pkg[dev]", "sub/pkg", false, null, NameSource.None)]
    [InlineData("flask-1.0.tar.gz", "flask-1.0.tar.gz", false, "flask", NameSource.Archive)]
    [InlineData("file:///srv/x.tar.gz", "file:///srv/x.tar.gz", true, null, NameSource.None)]
    public void A_URL_or_path_gives_a_name_where_it_holds_one(string line, string location, bool isUrl, string? name, NameSource source)
    {
        var text = new SourceText("😀\n" + line + " ; python_version < '3.9'");
        var url = Assert.IsType<UrlLine>(Parse(text).Lines[^1]);

        CheckReference(text, url.Reference, line, location, isUrl, name, source);
        Assert.Equal("python_version < '3.9'", text.Slice(url.MarkerSpan!.Value));
        Assert.NotNull(url.Marker);
    }

    [Fact]
    public void Extras_of_a_reference_have_their_places()
    {
        var text = new SourceText("é\n-e ./sub[dev,x]\ngit+https://h/a#egg=b[c]");
        var file = Parse(text);

        Assert.Equal(["c"], Assert.IsType<UrlLine>(file.Lines[2]).Reference.Extras.Select(extra => text.Slice(extra.Span)));
        Assert.Equal(["dev", "x"], Assert.IsType<EditableLine>(file.Lines[1]).Reference.Extras.Select(extra => text.Slice(extra.Span)));
    }

    [Theory]
    [InlineData("flask @ https://h/flask.whl", "flask")]
    [InlineData("flask @ https://h/flask.whl; python_version > '3'", "flask")]
    [InlineData("pkg[extra] @ file:///srv/x.whl ; python_version > '3'", "pkg")]
    [InlineData("flask; sys_platform == 'a/b'", "flask")]
    public void A_named_URL_is_a_requirement(string line, string name)
    {
        var file = Parse(new SourceText(line));

        Assert.Equal(name, Assert.IsType<RequirementLine>(Assert.Single(file.Lines)).Requirement.Name);
        Assert.Empty(file.Errors);
    }

    [Theory]
    [InlineData("flask==${VERSION}", "flask")]
    [InlineData("${NAME}-pkg", "")]
    public void Variables_stay_text_and_raise_no_error(string line, string name)
    {
        var file = Parse(new SourceText(line));

        var requirement = Assert.IsType<RequirementLine>(Assert.Single(file.Lines));
        Assert.True(requirement.HasVariable);
        Assert.Equal(name, requirement.Requirement.Name);
        Assert.Empty(file.Errors);
    }

    [Theory]
    [InlineData("flask ==", "==", "Expected a version after '=='")]
    [InlineData("flask = 1.0", "= 1.0", "'=' is no operator; write '=='")]
    [InlineData("flask==${lower}", "${lower}", null)]
    [InlineData("!!!", "!!!", "Expected a package name, found '!!!'")]
    [InlineData("-r", "-r", "Expected a value after '-r'")]
    [InlineData("-z x", "-z", "pip knows no option '-z' in a requirements file")]
    [InlineData("flask --global-option=\"x\"", "--global-option", "pip knows no option '--global-option' in a requirements file")]
    [InlineData("flask --hash", "--hash", "Expected a value after '--hash'")]
    [InlineData("flask --hash=md5:ab", "md5:ab", "Expected a hash such as sha256:..., of the algorithms sha256, sha384 and sha512")]
    [InlineData("--no", "--no", "'--no' may mean several options of pip; write its name in full")]
    [InlineData("--pre=1", "--pre=1", "'--pre' takes no value")]
    [InlineData("--use-feature=x", "x", "pip knows no feature 'x'")]
    [InlineData("-r 'base.txt", "'base.txt", "This quote is not closed")]
    [InlineData("-e ''", "-e", "Expected a path or URL after '-e'")]
    [InlineData("./pkg ; python == '3'", "python", null)]
    public void Errors_stand_on_the_slip_and_the_rest_is_read(string line, string place, string? message)
    {
        var text = new SourceText("é😀==1\r\n\t" + line + "\r\nbottle\r\n");
        var file = Parse(text);

        Assert.Equal(2, file.Errors.Length);
        Assert.Equal("é😀==1", text.Slice(file.Errors[0].Span));
        Assert.Equal("bottle", Assert.IsType<RequirementLine>(file.Lines[^1]).Requirement.Name);
        if (message is not null)
        {
            Assert.Equal(place, text.Slice(file.Errors[1].Span));
            Assert.Equal(message, file.Errors[1].Message);
        }
    }

    [Fact]
    public void A_comment_ends_a_continued_line()
    {
        var text = new SourceText("flask \\\n# via x \\\nbottle\n    # via\n    #   a\n");
        var file = Parse(text);

        Assert.Equal(["flask", "bottle"], file.Lines.Cast<RequirementLine>().Select(line => line.Requirement.Name));
        Assert.Equal(["# via x \\", "# via", "#   a"], file.Comments.Select(comment => comment.Text));
        Assert.Equal([1, 3, 4], file.Comments.Select(comment => comment.Line));
    }

    [Fact]
    public void Only_white_space_before_it_makes_a_hash_a_comment() =>
        Assert.Equal("git+https://h/a#egg=b", Assert.IsType<UrlLine>(Assert.Single(Parse(new SourceText("git+https://h/a#egg=b\t# c")).Lines)).Reference.Target);

    [Fact]
    public void An_empty_file_has_no_lines()
    {
        Assert.Empty(Parse(new SourceText("")).Lines);
        Assert.Empty(Parse(new SourceText("\\")).Lines);
        Assert.Empty(Parse(new SourceText("\r\n \t\r\n")).Lines);
    }

    [Fact]
    public void Reading_can_be_cancelled()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => RequirementsFile.Parse(new SourceText("flask"), source.Token));
    }

    private static RequirementsFile Parse(SourceText text) => RequirementsFile.Parse(text, TestContext.Current.CancellationToken);

    private static void CheckReference(SourceText text, DirectReference reference, string target, string location, bool isUrl, string? name, NameSource source)
    {
        Assert.Equal((target, location, isUrl, name, source), (reference.Target, reference.Location, reference.IsUrl, reference.Name, reference.NameSource));
        Assert.Equal(target, text.Slice(reference.TargetSpan));
        Assert.Equal(name, reference.NameSpan is { } span ? text.Slice(span) : null);
    }
}
