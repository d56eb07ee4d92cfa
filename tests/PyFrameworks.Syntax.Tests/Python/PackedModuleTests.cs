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
    [InlineData("@app.route('/')\ndef f(): pass", "x.route", true)]
    [InlineData("from a import path\npath('x')", "b.path", true)]
    [InlineData("from a import path as p\np('x')", "a.path", true)]
    [InlineData("class V(views.View): pass", "View", true)]
    [InlineData("x = app.route", "route", false)]
    [InlineData("# route('x')\n'route()'", "route", false)]
    public void Words_of_calls_decorators_and_bases_are_found(string source, string name, bool expected)
    {
        var text = new SourceText(source);
        var module = Scan(source);
        Assert.True(module.MayUseAny(new([name])), "A module that is not packed says yes, as nobody has looked");
        Assert.Equal(expected, module.Packed(text).MayUseAny(new(["zzz", name])));
    }

    [Fact]
    public void Module_with_a_script_stays_as_it_is()
    {
        var text = new SourceText("# /// script\n# dependencies = []\n# ///\n");
        var module = PythonScanner.Scan(text, TestContext.Current.CancellationToken);
        Assert.Same(module, module.Packed(text));
        Assert.Null(module.PackedBytes);
    }

    [Fact]
    public void Bytes_that_are_cut_off_or_strange_are_no_module()
    {
        var text = new SourceText(Everything);
        var bytes = PythonScanner.Scan(text, TestContext.Current.CancellationToken).Packed(text).PackedBytes!.Value.ToArray();
        Assert.NotNull(PythonModule.FromPacked(bytes));
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Null(PythonModule.FromPacked(bytes.AsMemory(0, length)));
        }

        Assert.Null(PythonModule.FromPacked(Enumerable.Repeat((byte)0xFF, 100).ToArray()));
    }
}
