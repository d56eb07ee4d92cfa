using System.Text;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel.Tests.Manifests;

/// <summary>Files that are made to hurt: each is read to its end within memory in proportion to its size, and what is told of it lies in it.</summary>
public sealed class HostileFileTests
{
    private const int Megabyte = 1_000_000;

    private static readonly string[] s_files =
    [
        "requirements.txt", "constraints.txt", "pyproject.toml", "Pipfile", "Pipfile.lock", "uv.lock", "poetry.lock", "pylock.toml", "pixi.toml", "setup.cfg", "tox.ini", "setup.py", "noxfile.py", "app.py", "environment.yml", "docker-compose.yml", "Dockerfile", "Procfile", "a.ipynb",
    ];

    private static readonly (string Name, string Unit)[] s_units =
    [
        ("open brackets", "["), ("open braces", "{"), ("open objects", "{\"a\":"), ("open tables", "a={"), ("open parentheses", "("), ("open calls", "f("), ("flow lists", "- [ "), ("list items on one line", "- - "), ("mapping keys on one line", "? "), ("closing brackets", "]})"), ("quotes", "\""), ("apostrophes", "'"), ("triple quotes", "\"\"\""),
        ("backslashes", "\\"), ("continued lines", "\\\n"), ("number signs", "#"), ("semicolons", ";"), ("commas", ","), ("equals signs", "="), ("dots", "a."), ("NUL bytes", "\0"), ("line feeds", "\n"), ("carriage returns", "\r"), ("form feeds", "\f"), ("blanks", " "), ("tabs", "\t"), ("half pairs", "\ud83d"), ("marks", "\ufeff"), ("emoji", "😀"),
        ("one name", "a"), ("names", "flask "), ("lines", "flask==1\n"), ("includes", "-r a.txt\n"), ("hashes", " --hash=sha256:ab"), ("extras", "a[b,c],"), ("clauses", ",>=1"), ("markers", " or os_name=='a'"), ("variables", "${A}"), ("anchors", "&a "), ("aliases", "*a, "), ("tags", "!!a "), ("merges", "<<: *a\n"), ("headers", "[a]\n"), ("items", "[[package]]\n"), ("keys", "a.b.c=1\n"),
        ("sections", "[options]\n a\n"), ("imports", "import a;"), ("functions", "def f(): "), ("lambdas", "lambda: "), ("formats", "f'{"), ("suppressions", "# pyframeworks: ignore[PF101] until=2027-01-01\n"), ("templates", "{{ a }}"),
    ];

    public static TheoryData<string> Files => [.. s_files];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_hundred_thousand_of_anything_are_read(string path)
    {
        foreach (var (name, unit) in s_units)
        {
            Check(path, Repeat(unit, 100_000 / unit.Length), name);
        }
    }

    [Theory]
    [InlineData("requirements.txt", "flask==2.3 # é\n", "django==3.2\n")]
    [InlineData("constraints.txt", "flask<3\n", "django<3\n")]
    public void A_million_lines_are_read_to_the_last(string path, string line, string last)
    {
        var manifest = Check(path, Repeat(line, 1_000_000) + last, "lines").Manifest!;
        Assert.Equal(1_000_001, manifest.Dependencies.Length);
        Assert.Equal("django", manifest.Text.Slice(manifest.Dependencies[^1].NameSpan));
    }

    [Theory]
    [InlineData("requirements.txt", "flask", "a", "==1")]
    [InlineData("setup.cfg", "[options]\ninstall_requires = flask", "a", "")]
    [InlineData("Pipfile.lock", "{\"default\": {\"a", "b", "\": {\"version\": \"==1\"}}}")]
    [InlineData("environment.yml", "dependencies: [flask, a", "b", "]")]
    [InlineData("pyproject.toml", "project.dependencies = ['flask', 'a", "b", "']")]
    [InlineData("setup.py", "setup(install_requires=['flask', 'a", "b", "'])")]
    public void One_line_of_megabytes_is_read(string path, string start, string unit, string end) => Check(path, start + Repeat(unit, 3 * Megabyte) + end, "one line");

    [Theory]
    [InlineData("environment.yml")]
    [InlineData("docker-compose.yml")]
    public void A_bomb_of_aliases_costs_nothing(string path)
    {
        var bomb = new StringBuilder("a0: &a0 [flask, flask, flask, flask, flask, flask, flask, flask, flask]\n");
        for (var i = 1; i < 60; i++)
        {
            bomb.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 9))}]\n");
        }

        Check(path, bomb.Append("dependencies: *a59\nservices: *a59\n").ToString(), "bomb");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Any_encoding_is_read(string path)
    {
        const string Text = "# é😀日本\nflask==2.3\n[a]\nb = 'é'\n";
        Encoding[] encodings = [Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32, new UTF32Encoding(bigEndian: true, byteOrderMark: true), Encoding.Latin1, Encoding.ASCII];
        foreach (var encoding in encodings)
        {
            foreach (var bytes in (byte[][])[[.. encoding.GetPreamble(), .. encoding.GetBytes(Text)], encoding.GetBytes(Text), [.. encoding.GetPreamble(), .. encoding.GetBytes(Text)[..^1]], encoding.GetPreamble()])
            {
                CheckSpans(FileReader.Read(path, bytes, asRequirements: false, CancellationToken.None)!);
            }
        }

        // Broken UTF-8, bytes that no encoding has, and what a file declares of itself.
        foreach (var text in (string[])["\xff\xfe\xfd", "\xc3\x28\n", "\xed\xa0\x80", "\xf5\x80\x80\x80", "# -*- coding: utf-16 -*-\nflask", "# coding: no-such-thing\nflask", "# coding: idna\n", "\x80\x81\x82", "\0\0\0\0", "\x1f\x8b\x08", "PK\x03\x04"])
        {
            CheckSpans(FileReader.Read(path, Encoding.Latin1.GetBytes(text), asRequirements: false, CancellationToken.None)!);
        }
    }

    [Theory]
    [InlineData("git:#://")]
    [InlineData("http:#://")]
    [InlineData("-e git+ssh:#://x")]
    public void Slashes_that_only_a_fragment_holds_begin_no_authority(string line) => Assert.Empty(Check("requirements.txt", line + "\nflask\n", line).Manifest!.Dependencies.Where(dependency => dependency.Name != "flask"));

    [Fact]
    public void A_message_stays_on_one_line_whatever_it_quotes()
    {
        foreach (var (path, content) in ((string, string)[])[("pyproject.toml", "[project]\nrequires-python=\"\"\"a\na\"\"\""), ("Pipfile", "[packages]\no=\"0\\n0\""), ("Pipfile", "[packages]\no=\"0\\u20280\"")])
        {
            var problem = Assert.Single(Check(path, content, content).Manifest!.Problems);
            Assert.Equal(problem.Message, problem.Message.ReplaceLineEndings(""));
        }
    }

    [Fact]
    public void What_is_no_JSON_is_said_in_words_of_ours()
    {
        var problem = Assert.Single(Check("Pipfile.lock", "{\"default\": {\"flask\": " + new string('x', 5_000) + "\n", "no JSON").Manifest!.Problems);
        Assert.Equal("This is no JSON: check the quotes, commas and brackets of this line", problem.Message);
    }

    [Fact]
    public void A_flow_mapping_that_never_ends_costs_no_more_than_its_file()
    {
        Assert.Empty(Check("docker-compose.yml", ": {\no", "flow").Manifest!.Commands);
        Assert.Single(Check("docker-compose.yml", "services:\n  web:\n    command: uvicorn a:b\n  x: {\no", "flow").Manifest!.Commands);
    }

    [Fact]
    public void A_mark_at_the_start_of_a_script_block_moves_no_place()
    {
        var manifest = Check("app.py", "# /// script\n# \ufeffdependencies = [\"flask\"]\n# ///\n", "mark").Manifest!;
        Assert.Equal("flask", manifest.Text.Slice(Assert.Single(manifest.Dependencies).NameSpan));
    }

    private static string Repeat(string unit, int count) => new StringBuilder(unit.Length * count).Insert(0, unit, count).ToString();

    private static ParsedFile Check(string path, string content, string name)
    {
        var text = new SourceText(content);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var file = FileReader.Read(path, text, asRequirements: false, CancellationToken.None)!;
        var used = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(used < 20_000_000 + (2_000L * content.Length), $"{name} in {path}: {used} bytes for {content.Length} units");
        CheckSpans(file);
        return file;
    }

    private static void CheckSpans(ParsedFile file)
    {
        var whole = new TextSpan(0, file.Text.Length);
        if (file.Manifest is not { } manifest)
        {
            return;
        }

        Assert.True(manifest.Problems.Length <= Manifest.MostProblems);
        foreach (var span in manifest.Dependencies.Select(dependency => dependency.Span).Concat(manifest.Problems.Select(problem => problem.Span)).Concat(manifest.Includes.Select(include => include.Span)).Concat(manifest.Comments))
        {
            Assert.True(span.Length >= 0 && whole.Contains(span), $"{span} of {whole}");
        }
    }
}
