using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PyFrameworks.Syntax.Python;
using PyFrameworks.Syntax.Text;
using static PyFrameworks.Syntax.Tests.Python.PythonScanning;

namespace PyFrameworks.Syntax.Tests.Python;

public sealed class GlanceTests
{
    // Lines as people write them, and pieces that turn them into something else.
    internal static readonly string[] s_lines =
    [
        "import os\n", "import a.b as c, d_e\n", "from x.y import (z,\n    w as v,  # é, q\n)\n", "from . import q\n", "from .r import s\n", "from s import *\n", "lazy import t\n",
        "def f(a, b=g(1)):\n", "async def h():\n", "async  def k(): pass\n", "class C(B, m.D[int]):\n", "class E: x = 1\n", "@app.route('/', methods=['GET'])\n", "@ deco\n",
        "    \"\"\"Doc.\n\n    More é.\n    \"\"\"\n", "    'doc'\n", "    b'no doc'\n", "    f'no {doc}'\n", "  r'''raw\\'''  # why\n", "'''m'''\n", "    x = 1\n", "\tx = 2\n", "\n", "   \n",
        "# note é 😀\n", "    # note\n", "x = f\"{a['b']} {{c}} {d(1):>{w}} é\"\n", "f\"{d:'} {e(d)} {d:'}\"\n", "f\"{d!r:{'a'}}\"\n", "y = f'''{a}\n  {b}\n\n'''\n", "z = rf'\\d{n}'\n", "s = 'a\\\nb'\n", "t = \"\"\"a\n\n  b\n\"\"\".join(x)\n",
        "u = (1,\n     (2, 3),\n     # four\n     call\n     (5))\n", "v = x if y else \\\n    z(1)\n", "if a: b = 1\n", "else: pass\n", "a = 1; b = 2\n", "a = 1; import n\n", "INSTALLED_APPS = ['a']\n",
        "with a as b, c as d:\n", "for i in range(3):\n", "    return d[1:2]\n", "l = lambda: g(1)\n", "w: int = 1\n", "def p(self) -> str: ...\n", "from o import import_module as im\n", "print 'x'\n",
        "b''\n", "g (1)\n", "x.y . z (1)\r\n", "x = [\r\n 1,\r\n]\r", "match x:\n", "    case {'a': 1}:\n", "raise E from e\n", "yield\n", "async with a: pass\n", "a = b'\\x00'\n", "'''\n# ///\n'''\n",
    ];

    [Fact]
    public void Glance_says_what_the_scanner_says()
    {
        var glanced = 0;
        Prop.ForAll(Gen.Elements(s_lines).ArrayOf().ToArbitrary(), lines => glanced += Check(string.Concat(lines)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000).WithEndSize(20));
        Assert.True(glanced > 300, $"Only {glanced} texts were glanced at");
    }

    [Fact]
    public void Glance_is_never_wrong_about_anything() =>
        Prop.ForAll(Gen.Elements([.. s_lines, .. ScannerPropertyTests.Pieces]).ArrayOf().ToArbitrary(), pieces => { Check(string.Concat(pieces)); })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000).WithEndSize(40));

    [Theory]
    [InlineData("", 0)]
    [InlineData("\"\"\"Module.\"\"\"\n\nx = 1\n", 1)]
    [InlineData("x = 1\n\"\"\"No docstring.\n\"\"\"\n", 3)]
    [InlineData("def f():\n    \"\"\"Doc.\n\n    More.\n    \"\"\"\n    return 1  # é\n", 2)]
    [InlineData("def f(\n    a,\n    # why\n):\n    'doc'\n", 3)]
    [InlineData("class A(B):\n\n    # first\n    'doc' # second\n    x = '''a\n\n  b'''\n", 3)]
    [InlineData("x = (1 +\n\n     2)\n", 2)]
    [InlineData("x = 1 + \\\n    2\n", 2)]
    [InlineData("x = f'''{a}\n   \n{b}'''\n", 2)]
    [InlineData("\tx = 1\r\n\r\n\ty = '😀'\r\n", 2)]
    public void Lines_are_counted_as_the_scanner_counts_them(string source, int expected)
    {
        Assert.Equal(1, Check(source));
        Assert.Equal(expected, Glance(source)!.CodeLines);
    }

    [Theory]
    [InlineData("# /// script\n# ///\n")]
    [InlineData("importlib.import_module('flask')\n")]
    [InlineData("from importlib import import_module as load\nload('flask')\n")]
    [InlineData("__import__('flask')\n")]
    [InlineData("if x: import flask\n")]
    [InlineData("try: from flask import Flask\nexcept ImportError: pass\n")]
    [InlineData("if x: \\\n  import flask\n")]
    [InlineData("x = 1; async def f(): pass\n")]
    [InlineData("def f(): '''a\nb'''\n")]
    [InlineData("def f():\n'''a'''\n")]
    [InlineData("x = (1,\nimport flask\n")]
    [InlineData("x = 'a\n")]
    [InlineData("x = f'{a['b']}'\n")]
    [InlineData("x = f\"{d:'} {exec(d)} {d:'}\"\n")]
    [InlineData("x = )\n")]
    [InlineData("1.5run(x)\n")]
    [InlineData("@0xg\n")]
    [InlineData("import\u00A0x\n")]
    [InlineData("if x:\u00A0import y\n")]
    [InlineData("lazy \\\nimport x\n")]
    [InlineData("if x:async class C(B): pass\n")]
    [InlineData("def f() -> lambda: x\n    'doc'\n")]
    [InlineData("é = 1\n")]
    [InlineData("import é\n")]
    [InlineData("\u00A0\nx = 1\n")]
    public void What_takes_more_than_a_glance_is_left_to_the_scanner(string source) => Assert.Null(Glance(source));

    [Fact]
    public void Lists_are_read_when_they_are_asked_for_and_the_same()
    {
        const string source = "import flask\nfrom a import b\n@app.route('/é')\ndef f(x):\n    return g(x)  # 😀\n";
        var glance = Glance(source)!;
        Assert.True(glance.Kept!.Value.IsGlance, "It was not only glanced at");
        Assert.True(glance.HasImports && glance.MayImport("flask") && !glance.MayImport("django"), "The packages are not those of the text");
        var scanned = Scan(source);
        Assert.Equal(Testing.ModuleText.Of(Testing.ModuleText.Kept(scanned, new(source))), Testing.ModuleText.Of(glance));
        Assert.False(glance.Kept!.Value.IsGlance, "What was read is not kept");
    }

    [Theory]
    [InlineData("import os, flask\n", true)]
    [InlineData("from flask.views import View\n", true)]
    [InlineData("import cubicweb_blog\n", true)]
    [InlineData("from .flask import app\n'import flask'\n", false)]
    public void Import_of_a_telling_package_ends_the_glance(string source, bool expected) =>
        Assert.Equal(expected, PythonModule.Glance(Encoding.UTF8.GetBytes(source), new(source), new PackageNames("flask", "cubicweb_*")) is null);

    [Fact]
    public void Glance_is_kept_as_bytes()
    {
        const string source = "import flask\nINSTALLED_APPS = ['a']\nasync def f():\n    run(1)\n";
        var kept = Glance(source)!.Kept!.Value;
        var again = PythonModule.FromKept(kept with { Bytes = kept.Bytes.ToArray() }, new(source))!;
        Assert.Equal((4, 1, true, true), (again.CodeLines, again.AsyncFunctions, again.HasImports, again.MayAssignSettings));
        Assert.True(again.MayImport("flask") && again.MayUseAny(new(["x.run"])) && !again.MayUseAny(new(["walk"])), "The words are not those of the text");
        Assert.Equal("flask", again.Imports.Single().Module);
        Assert.Null(PythonModule.FromKept(new(Array.Empty<byte>(), IsGlance: true), new(source)));
        Assert.Null(PythonModule.FromKept(kept with { Bytes = kept.Bytes[..5] }, new(source)));
    }

    /// <summary>A glance at a text, and none at one that UTF-8 can't hold.</summary>
    private static PythonModule? Glance(string source)
    {
        var bytes = Encoding.UTF8.GetBytes(source);
        return Encoding.UTF8.GetString(bytes) == source ? PythonModule.Glance(bytes, new SourceText(source)) : null;
    }

    /// <summary>Compares a glance with a full reading; 0 where the glance gave up.</summary>
    private static int Check(string source)
    {
        source = source.TrimStart('\uFEFF');
        if (Glance(source) is not { } glance)
        {
            return 0;
        }

        var module = Scan(source);
        Assert.Null(module.Script);
        Assert.Equal((module.CodeLines, module.AsyncFunctions), (glance.CodeLines, glance.AsyncFunctions));
        Assert.True(glance.HasImports || module.Imports.IsEmpty, "An import was overlooked");
        Assert.True(glance.HasStarImport || !module.HasStarImport, "An import of everything was overlooked");
        Assert.True(glance.MayAssignSettings || !module.MayAssignSettings, "A setting was overlooked");
        foreach (var import in module.Imports)
        {
            Assert.True(import.Level > 0 || (glance.MayImport(import.Module) && glance.MayImportAny(new(import.Module))), $"The import of {import.Module} was overlooked");
            Words(new(imports: import.Names.Select(name => name.Name).Where(name => name != "*")), import.Names.IsEmpty || import.Names.All(name => name.Name == "*"));
        }

        foreach (var name in module.Calls.SelectMany(call => (string[])[call.Name, call.ResolvedName]))
        {
            Words(new(calls: [name]));
        }

        foreach (var name in module.Functions.SelectMany(function => function.Decorators).Concat(module.Classes.SelectMany(type => type.Decorators))
            .SelectMany(decorator => (string[])[decorator.Name, decorator.ResolvedName]))
        {
            Words(new(decorators: [name]));
        }

        foreach (var name in module.Classes.SelectMany(type => type.Bases).SelectMany(type => (string[])[type.Name, type.ResolvedName]))
        {
            Words(new(bases: [name]));
        }

        return 1;

        void Words(NameWords words, bool isEmpty = false) => Assert.True(isEmpty || glance.MayUseAny(words), "A name was overlooked");
    }
}
