using PyFrameworks.Syntax.Python;
using static PyFrameworks.Syntax.Tests.Python.PythonScanning;

namespace PyFrameworks.Syntax.Tests.Python;

public sealed class DefinitionTests
{
    [Fact]
    public void Functions_know_what_is_around_them()
    {
        var module = Scan("""
            def a(): pass
            class B(x.C, Generic[T], metaclass=M, *rest):
                if x:
                    async def c(self):
                        def d():
                            class E: pass
                        return d
                def f(self): ...
            async \
              def g[T: int](): pass
            """);
        Assert.Equal(
            ["a False -1  0 0", "c True -1 B 1 3", "d False 1 B 2 4", "f False -1 B 1 7", "g True -1  0 9"],
            module.Functions.Select(f => $"{f.Name} {f.IsAsync} {f.EnclosingFunction} {f.EnclosingClass} {f.Depth} {f.Line}"));
        Assert.Equal([false, true, false, true, false], module.Functions.Select(f => f.IsMethod));
        Assert.Equal(["B: x.C,Generic", "E: "], module.Classes.Select(c => $"{c.Name}: {string.Join(',', c.Bases.Select(b => b.Name))}"));
        Assert.Equal(["c", "f"], module.Classes[0].MethodNames);
    }

    [Theory]
    [InlineData("def f():\n  ‹a\n\n  b # x›\n# c\n\nd", 0)]
    [InlineData("def f(): ‹a; b›\nc", 0)]
    [InlineData("def f():\n  ‹'''é 😀'''\n  def g():\n    x›\ny", 0)]
    [InlineData("\uFEFF# é\r\ndef f(a=(1,\r\n  2)):\r\n\t‹return '😀'›\r\n", 0)]
    [InlineData("def f():‹›\nx", 0)]
    [InlineData("def f():\n  ‹@d\n  def g(): x›", 0)]
    public void Body_span_is_exact(string source, int index)
    {
        var (module, text, marks) = ScanMarked(source);

        // A comment after the last statement is no part of it.
        var expected = text.Slice(marks[0]).Replace(" # x", "", StringComparison.Ordinal);
        Assert.Equal(marks[0].Start, module.Functions[index].BodySpan.Start);
        Assert.Equal(expected, text.Slice(module.Functions[index].BodySpan));
    }

    [Fact]
    public void Class_body_and_names_have_exact_spans()
    {
        var (module, _, marks) = ScanMarked("é = '😀'\r\nclass ‹A›(‹b . C›):\r\n\t‹x = 1\r\n\tdef ‹f›(self): pass›\r\ny");
        Assert.Equal(marks[0], module.Classes[0].NameSpan);
        Assert.Equal(marks[1], module.Classes[0].Bases[0].Span);
        Assert.Equal("b.C", module.Classes[0].Bases[0].Name);
        Assert.Equal(marks[2], module.Functions[0].NameSpan);
        Assert.Equal(marks[3].End, module.Classes[0].BodySpan.End);
    }

    [Theory]
    [InlineData("from flask import Flask as F\nclass A(F): pass", "flask.Flask")]
    [InlineData("import tornado.web\nclass A(tornado.web.RequestHandler): pass", "tornado.web.RequestHandler")]
    [InlineData("from . import base\nclass A(base.View): pass", ".base.View")]
    [InlineData("from ..x import y\nclass A(y): pass", "..x.y")]
    [InlineData("import a.b as c\nclass A(c.D): pass", "a.b.D")]
    [InlineData("class A(object): pass", "object")]
    public void Base_is_resolved_through_imports(string source, string expected) =>
        Assert.Equal(expected, Scan(source).Classes[0].Bases[0].ResolvedName);

    [Fact]
    public void Decorators_tell_name_receiver_and_arguments()
    {
        var (module, _, marks) = ScanMarked("""
            from flask import Flask, Blueprint
            import functools as ft
            app = Flask(__name__)
            bp: Blueprint = Blueprint("x", __name__)
            @‹app.route›(‹"/é" '/b'›, methods=["GET", "POST"])  # text
            @ft.wraps(f)

            @staticmethod
            def view(): pass
            @bp.get(rule)
            class A: pass
            """);
        Assert.Equal(
            ["app.route app.route flask.Flask", "ft.wraps functools.wraps ", "staticmethod staticmethod "],
            module.Functions[0].Decorators.Select(d => $"{d.Name} {d.ResolvedName} {d.Receiver}"));
        var route = module.Functions[0].Decorators[0];
        Assert.Equal(marks[0], route.Span);
        Assert.Equal(new StringArgument("/é/b", marks[1], 0), route.FirstString);
        Assert.Equal(["GET", "POST"], route.Methods);
        Assert.Null(module.Functions[0].Decorators[1].FirstString);
        Assert.Equal("flask.Blueprint", Assert.Single(module.Classes[0].Decorators).Receiver);
    }

    [Fact]
    public void Decorator_without_a_definition_is_forgotten() =>
        Assert.Empty(Scan("@a\nx = 1\ndef f(): pass").Functions[0].Decorators);

    [Theory]
    [InlineData(150)]
    [InlineData(5000)]
    public void Deep_nesting_is_survived(int depth)
    {
        var source = string.Concat(Enumerable.Range(0, depth).Select(i => $"{new string(' ', i)}def f{i}():\n")) + "import a";
        var module = Scan(source);
        Assert.Equal(depth, module.Functions.Length);
        Assert.Equal(ImportContext.None, Assert.Single(module.Imports).Context);
        Assert.Equal(depth > 200, module.Errors.Any(error => error.Message.StartsWith("blocks nest more than 200 deep", StringComparison.Ordinal)));
    }

    [Fact]
    public void Generators_are_told() => Assert.Equal(
        ["a True", "b False", "c True", "d False", "e True", "f True"],
        Scan("""
            def a():
                if x:
                    yield 1
            def b():
                def c(): return (yield)
                return lambda: (yield)
            def d(x=1): return x
            async def e():
                for y in z: yield y
            def f(): yield from g()
            """).Functions.Select(function => $"{function.Name} {function.IsGenerator}"));
}
