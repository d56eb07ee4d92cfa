using PyFrameworks.Syntax.Python;
using PyFrameworks.Syntax.Text;
using PyFrameworks.Testing;
using static PyFrameworks.Syntax.Tests.Python.PythonScanning;

namespace PyFrameworks.Syntax.Tests.Python;

public sealed class PackedModuleTests
{
    private const string Everything = """
        # é 😀 comment
        import os, numpy as np
        from . import sibling
        from ..pkg.mod import (a,
            b as c, *)
        importlib.import_module("x.y")
        __import__('z')
        INSTALLED_APPS = ['a', "b\ud800", 'é😀']
        INSTALLED_APPS += ('c',)
        APP = MAIN = Flask(__name__, root="x")
        @app.route("/é", methods=["GET", 'POST'])
        @ np . cached (["first", 1])
        async def view(a, b=time.sleep(1)):
            con = sqlite3.connect("a")
            cur = con.cursor()
            cur.execute(f"{run(b)}")
            await other(lambda: call(self.x.y()))().z[0]
            def inner():
                yield a
        class A(B, c.D[int], metaclass=M):
            "doc"
            @property
            def m(self): return super().m()
            class Deep(A): pass
        print "python 2"
        $
        def unfinished(
        """;

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFFimport é\r\n\timport b\r\nfrom x import y as z # 😀\r\n")]
    [InlineData(Everything)]
    public void Packed_module_says_what_the_module_says(string source)
    {
        var text = new SourceText(source);
        var module = PythonScanner.Scan(text, TestContext.Current.CancellationToken);
        Assert.Equal(ModuleText.Of(module), ModuleText.Of(ModuleText.Kept(module, text)));
    }

    [Fact]
    public void Many_of_each_are_packed()
    {
        var source = string.Concat(Enumerable.Range(0, 400).Select(i => $"import m{i}\n@d{i}('s{i}')\ndef f{i}(): g{i}(k{i}=h{i}('{new string('x', i)}'))\nN{i} = ['{i}']\n"));
        var text = new SourceText(source);
        var module = PythonScanner.Scan(text, TestContext.Current.CancellationToken);
        Assert.Equal(1200, module.Calls.Length);
        Assert.Equal(ModuleText.Of(module), ModuleText.Of(ModuleText.Kept(module, text)));
    }

    [Theory]
    [InlineData(Everything)]
    [InlineData("class A(B, C):\n    x = 1\n    def a(self): pass\n    @b\n    def c(self): pass\n@d\n@e(1)\nclass F:\n    @g\n    class H: pass\n")]
    public void Decorators_are_the_same_without_what_they_decorate(string source)
    {
        var text = new SourceText(source);
        var kept = ModuleText.Kept(PythonScanner.Scan(text, TestContext.Current.CancellationToken), text);
        Assert.NotEmpty(kept.FunctionDecorators);
        Assert.Equal(kept.Functions.SelectMany(function => function.Decorators).Select(Show), kept.FunctionDecorators.Select(Show));
        Assert.Equal(kept.Classes.SelectMany(type => type.Decorators).Select(Show), kept.ClassDecorators.Select(Show));

        static string Show(Decorator decorator) => $"{decorator.Name} {decorator.ResolvedName} {decorator.Span} {decorator.FirstString?.Value} {decorator.FirstListItem?.Value} {string.Join(',', decorator.Methods)}";
    }

    [Theory]
    [InlineData("import a", "import a")]
    [InlineData("if x: import a . b as c; y()", "import a . b as c")]
    [InlineData("from  .a import b", "from  .a import b")]
    [InlineData("from ..a import b, c as d", "from ..a import b, c as d")]
    [InlineData("from a import (\n  b,\n)", "from a import (")]
    [InlineData("from a import *", "from a import *")]
    [InlineData("from a import b\\\r\n  , c", "from a import b\\")]
    [InlineData("importlib.import_module('é')", "importlib.import_module('é')")]
    public void First_line_of_an_import_is_kept_as_written(string source, string expected)
    {
        var text = new SourceText(source);
        var kept = ModuleText.Kept(PythonScanner.Scan(text, TestContext.Current.CancellationToken), text);
        Assert.Equal(expected, Assert.Single(kept.Imports).FirstLine);
    }

    [Theory]
    [InlineData("@app.route('/')\ndef f(): pass", "x.route", "call decorator")]
    [InlineData("@app.route\ndef f(): pass", "x.route", "decorator")]
    [InlineData("from a import path\npath('x')", "b.path", "call import")]
    [InlineData("from a import path as p\np('x')", "a.path", "call import")]
    [InlineData("class V(views.View): pass", "View", "base")]
    [InlineData("x = app.route", "route", "")]
    [InlineData("# route('x')\n'route()'", "route", "")]
    public void Words_are_found_where_they_stand(string source, string name, string expected)
    {
        var text = new SourceText(source);
        var module = Scan(source);
        Assert.True(module.MayUseAny(new([name])), "A module that is not packed says yes, as nobody has looked");
        var packed = module.Packed(text);
        string[] names = ["zzz", name];
        Assert.Equal(expected, string.Join(' ', new[]
        {
            packed.MayUseAny(new(calls: names)) ? "call" : "",
            packed.MayUseAny(new(decorators: names)) ? "decorator" : "",
            packed.MayUseAny(new(bases: names)) ? "base" : "",
            packed.MayUseAny(new(imports: names)) ? "import" : "",
        }.Where(place => place.Length > 0)));
    }

    [Theory]
    [InlineData("from a import *", true)]
    [InlineData("from a import b", false)]
    public void Import_of_everything_is_told(string source, bool expected)
    {
        Assert.Equal(expected, Scan(source).HasStarImport);
        Assert.Equal(expected, Scan(source).Packed(new(source)).HasStarImport);
    }

    [Theory]
    [InlineData("import flask.views, os", "flask", true)]
    [InlineData("import Flask", "flask.app", true)]
    [InlineData("from flask.views import View", "flask", true)]
    [InlineData("from .flask import View", "flask", false)]
    [InlineData("importlib.import_module('flask')", "flask", true)]
    [InlineData("import cubicweb_blog", "cubicweb_*", true)]
    [InlineData("import cubicweb", "cubicweb_*", false)]
    [InlineData("import a", "b*", true)]
    [InlineData("import a", "é", true)]
    public void Packages_of_imports_are_found(string source, string module, bool expected)
    {
        var packed = Scan(source).Packed(new(source));
        Assert.Equal(expected, packed.MayImportAny(new("zzz", module)));
        Assert.Equal(expected, PythonModule.FromKept(packed.Kept!.Value, new(source))!.MayImportAny(new("zzz", module)));
        if (!module.EndsWith('*'))
        {
            Assert.Equal(expected, packed.MayImport(module));
        }
    }

    [Fact]
    public void Module_with_a_script_stays_as_it_is()
    {
        var text = new SourceText("# /// script\n# dependencies = []\n# ///\n");
        var module = PythonScanner.Scan(text, TestContext.Current.CancellationToken);
        Assert.Same(module, module.Packed(text));
        Assert.Null(module.Kept);
    }

    [Fact]
    public void Bytes_that_are_cut_off_or_strange_are_no_module()
    {
        var text = new SourceText(Everything);
        var bytes = PythonScanner.Scan(text, TestContext.Current.CancellationToken).Packed(text).Kept!.Value.Bytes.ToArray();
        Assert.NotNull(PythonModule.FromKept(new(bytes, IsGlance: false), text));
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Null(PythonModule.FromKept(new(bytes.AsMemory(0, length), IsGlance: false), text));
        }

        Assert.Null(PythonModule.FromKept(new(Enumerable.Repeat((byte)0xFF, 100).ToArray(), IsGlance: false), text));
    }
}
