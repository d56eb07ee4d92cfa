using FsCheck;
using FsCheck.Fluent;
using PyFrameworks.Syntax.Python;
using PyFrameworks.Syntax.Text;
using PyFrameworks.Testing;

namespace PyFrameworks.Syntax.Tests.Python;

/// <summary>A module is read in parts, and again only where it was edited; nobody may see that.</summary>
public sealed class ModuleEditTests
{
    // What binds names, uses them before and after, and nests.
    private static readonly string[] s_statements =
    [
        "import time\n", "import flask as f, os.path\n", "from flask import Flask, request as r\n", "app = Flask(__name__)\n", "con = sqlite3.connect('a')\n", "cur = con.cursor()\n",
        "@app.route('/é 😀', methods=['GET'])\nasync def view(a: Flask, b=time.sleep(1)):\n    \"\"\"Doc.\"\"\"\n    late(r.args)\n    cur.execute(f\"{time.time()} {a}\")\n    return 1\n\n\n",
        "class A(f.Base):\n    @property\n    def m(self):\n        self.x = Flask()\n        return self.x.run(time)\n\n    class B(A):\n        pass\n",
        "def late(x):\n    global app\n    app = f.App()\n    def inner():\n        yield os.path.join(x)\n\n", "try:\n    import json\nexcept ImportError:\n    json = None\nelse:\n    json.loads('')\n",
        "if TYPE_CHECKING:\n    from a import b\nelif x:\n    import c\nelse:\n    importlib.import_module('d')\n", "X = [\n    'a',\n    time.x,\n]\n", "with suppress(ImportError):\n    import e\n",
        "print 'two'\n", "'doc'\n", "# comment é\n", "\n", "x = 1; time = 2\n", "T = Annotated[Flask, 1]\n", "def g(t: T): t.run()\n", "for time in x[os.sep]: pass\n", "@app.get\n", "$\n", "\\\n", "x = (\n",
    ];

    private static readonly Gen<string> s_lines = Gen.Frequency((4, Gen.Elements(s_statements)), (1, Gen.Elements(GlanceTests.s_lines)));

    private static readonly Gen<string> s_texts = from count in Gen.Choose(0, 30) from lines in s_lines.ListOf(count) select string.Concat(lines);

    private static readonly Gen<(string Text, int At, int Length)> s_edits =
        from text in Gen.OneOf(
            Gen.Constant(""), Gen.Elements("x", "é", "\n", "\r", " ", "    ", "\t", "(", ")", "'", "\"\"\"", "\\", "#", "time", "e", "\uFEFF", "😀"), s_lines, Gen.Elements(ScannerPropertyTests.Pieces), s_texts)
        from at in Gen.Choose(0, 10_000)
        from length in Gen.Frequency((4, Gen.Constant(0)), (3, Gen.Choose(0, 3)), (1, Gen.Choose(0, 400)))
        select (text, at, length);

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(256)]
    public void An_edit_gives_what_the_text_gives_read_afresh(int shortestPart)
    {
        var (edited, all) = (0, 0);
        Prop.ForAll(s_texts.ToArbitrary(), s_edits.ArrayOf().ToArbitrary(), (content, edits) =>
        {
            edited += CheckEdits(content, edits, shortestPart);
            all += edits.Length;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(600).WithEndSize(40));
        Assert.True(edited > all / 4, $"Of {all} edits only {edited} were read by themselves");
    }

    [Theory]
    [InlineData("import a\n$0", "def f():\n", "    b()\n")]
    [InlineData("'doc'\nx = 1\n$0def f(): pass\n", "y", " = 2\n")]
    [InlineData("def f(): pass\n$0\nx = 1\n", "    ", "g()\n")]
    [InlineData("def f():\r$0\n    g()\n", "x", "", "\n")]
    [InlineData("x = 1\n'no doc'\n$0", "\n")]
    [InlineData("import time\ndef f(): time.a()\ndef g(): time.a(); time.b()\n$0", "time.c()\n")]
    [InlineData("def f(): late()\n$0\nimport late\n", "def g(): late.b()\n", "def h(): x(late.c)\n")]
    [InlineData("class A:\n    def a(self): pass\n$0class B:\n    def b(self): f(g())\n", "class C:\n    def c(self): h()\n")]
    [InlineData("x = 1\n$0y = 2\n", "@d\n", "def f(): pass\n")]
    [InlineData("x = 1\n$0def f(): pass\n", "@d\n")]
    [InlineData("x = 1\n$0def f(): pass\n", "x = (", ")\n")]
    [InlineData("x = 1\n$0def f(): pass\n", "'''", "\n'''\n")]
    [InlineData("x = 1\n$0def f(): pass\n", "\\", "\n")]
    [InlineData("# a\n$0x = 1\n", "# /// script\n", "# dependencies = []\n# ///\n")]
    public void What_is_typed_in_one_place_is_read_there(string content, params string[] typed)
    {
        var at = content.IndexOf("$0", StringComparison.Ordinal);
        content = content.Remove(at, 2);
        var edits = new List<(string, int, int)>();
        foreach (var text in typed)
        {
            edits.Add((text, at, 0));
            at += text.Length;
        }

        for (; edits.Count < 2 * typed.Length; at -= typed[^(edits.Count - typed.Length)].Length)
        {
            edits.Add(("", at - typed[2 * typed.Length - edits.Count - 1].Length, typed[2 * typed.Length - edits.Count - 1].Length));
        }

        CheckEdits(content, edits, shortestPart: 1);
    }

    [Fact]
    public void Docstring_that_comes_to_stand_first_is_one()
    {
        Assert.Equal(0, Edited("x = 1\n'doc'\n", "", 0, 6).CodeLines);
        Assert.Equal(0, Edited("# first\nf()\n'doc'\n", "", 8, 4).CodeLines);
        Assert.Equal(2, Edited("'doc'\ny = 1\n", "x = 1\n", 0, 0).CodeLines - 1);
    }

    [Fact]
    public void First_use_of_a_name_moves_on_to_the_next()
    {
        var module = Edited("import time\ntime.sleep(1)\ntime.sleep(2)\n", "", 12, 14);
        Assert.Equal(12, Assert.Single(module.Names).Span.Start);
    }

    [Theory]
    [InlineData("f()\n\ndef g(): pass\n", "\r", 3, 1)]
    [InlineData("f()\rdef g(): pass\n", "\n", 4, 0)]
    public void Line_ends_of_two_parts_become_one(string content, string newText, int at, int length)
    {
        var module = Edited(content, newText, at, length);
        Assert.Equal(1, module.Parts!.Items[^1].Line);
    }

    [Fact]
    public void Keystroke_in_a_long_file_reads_little_of_it()
    {
        var text = new SourceText("import time\n" + string.Concat(Enumerable.Range(0, 1000).Select(i => $"def f{i}(a):\n    time.sleep({i})\n    x = [a]\n    y = x\n\n\n")));
        var module = PythonScanner.ScanEdited(text, null, null, TestContext.Current.CancellationToken);
        var edited = text.Replace(new(text.Content.IndexOf("sleep(500)", StringComparison.Ordinal), 0), "x");
        Assert.NotNull(ModuleEdit.Apply(module, text, edited, TestContext.Current.CancellationToken));

        // What it binds may mean another thing anywhere.
        Assert.Null(ModuleEdit.Apply(module, text, text.Replace(new(0, 0), "import os as f0\n"), TestContext.Current.CancellationToken));
    }

    private static PythonModule Edited(string content, string newText, int at, int length)
    {
        var before = new SourceText(content);
        var text = before.Replace(new(at, length), newText);
        var module = PythonScanner.ScanEdited(text, PythonScanner.ScanEdited(before, null, null, 1, CancellationToken.None), before, 1, CancellationToken.None);
        Assert.Equal(ModuleText.Of(PythonScanner.Scan(text, CancellationToken.None)), ModuleText.Of(module));
        return module;
    }

    /// <summary>Edits a text and compares what is taken over from edit to edit with what reading afresh gives; the number of edits that were read by themselves.</summary>
    private static int CheckEdits(string content, IEnumerable<(string Text, int At, int Length)> edits, int shortestPart)
    {
        var count = 0;
        var text = new SourceText(content);
        var module = PythonScanner.ScanEdited(text, null, null, shortestPart, CancellationToken.None);
        Assert.Equal(ModuleText.Of(PythonScanner.Scan(text, CancellationToken.None)), ModuleText.Of(module));
        foreach (var edit in edits)
        {
            var start = edit.At % (text.Length + 1);
            var now = text.Replace(new(start, Math.Min(edit.Length, text.Length - start)), edit.Text, longFrom: 100);
            count += module.Parts is not null && ModuleEdit.Apply(module, text, now, CancellationToken.None) is not null ? 1 : 0;
            module = PythonScanner.ScanEdited(now, module, text, shortestPart, CancellationToken.None);
            text = now;
            Assert.Equal(ModuleText.Of(PythonScanner.Scan(new(text.Content), CancellationToken.None)), ModuleText.Of(module));
        }

        return count;
    }
}
