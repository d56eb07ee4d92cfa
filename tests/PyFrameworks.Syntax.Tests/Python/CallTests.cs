using PyFrameworks.Syntax.Python;
using static PyFrameworks.Syntax.Tests.Python.PythonScanning;

namespace PyFrameworks.Syntax.Tests.Python;

public sealed class CallTests
{
    [Theory]
    [InlineData("from a import b as c\nc['é'] = c.d('😀')\nc", "c=a.b c.d=a.b.d c=a.b")]
    [InlineData("def f(request): request.session['x'] = self.y.z", "request.session=request.session@0 self.y.z=self.y.z@0")]
    [InlineData("def f():\n  x.y\nfrom a import x", "x.y=a.x.y@0")]
    [InlineData("from a import b\n@b.c('/x')\ndef f(): pass\n# b\n'b'\nf'{b}'", "b.c=a.b.c b=a.b")]
    [InlineData("\uFEFFfrom a import b\r\n\tb.c\r\nd = 1", "b.c=a.b.c")]
    public void Every_use_of_a_name_is_found(string source, string expected) => Assert.Equal(
        expected,
        string.Join(' ', PythonScanner.Uses(new(source), CancellationToken.None).Select(use => $"{use.Name}={use.ResolvedName}{(use.EnclosingFunction < 0 ? "" : $"@{use.EnclosingFunction}")}")));

    [Theory]
    [InlineData("@a.get(['/é', '/b'])\ndef f(): pass", "/é")]
    [InlineData("@a.get(('/a',), x)\ndef f(): pass", "/a")]
    [InlineData("@a.get([b, '/a'])\ndef f(): pass", null)]
    [InlineData("@a.get(b, ['/a'])\ndef f(): pass", null)]
    [InlineData("@a.get(b(['/a']))\ndef f(): pass", null)]
    [InlineData("@a.get('/a')\ndef f(): pass", null)]
    public void First_string_of_a_list_is_kept(string source, string? expected) =>
        Assert.Equal(expected, Assert.Single(Assert.Single(Scan(source).Functions).Decorators).FirstListItem?.Value);

    [Theory]
    [InlineData("from time import sleep as nap\nnap()", "nap=time.sleep")]
    [InlineData("import numpy as np\nnp.x()", "np.x=numpy.x")]
    [InlineData("import a.b\na.b.c()", "a.b.c=a.b.c")]
    [InlineData("import a.b as c\nc.d()", "c.d=a.b.d")]
    [InlineData("from .a import b\nb.c()", "b.c=.a.b.c")]
    [InlineData("x.y()", "x.y=x.y")]
    [InlineData("def f():\n  np.x()\nimport numpy as np", "np.x=numpy.x")]
    [InlineData("import a\ndef f(a): a.b()", "a.b=a.b")]
    [InlineData("import a\ndef f():\n  a = g\n  a.b()", "a.b=a.b")]
    [InlineData("import a\nclass C:\n  import b as a\n  def f(self): a.x()", "a.x=a.x")]
    [InlineData("import a\nfor a in b: pass\na.x()", "a.x=a.x")]
    [InlineData("def f():\n  import b as c\n  def g(): c.x()", "c.x=b.x")]
    [InlineData("try:\n  from a import x\nexcept ImportError:\n  from b import x\nx()", "x=a.x")]
    [InlineData("try:\n  import a as x\nexcept ImportError:\n  x = None\nx.y()", "x.y=a.y")]
    [InlineData("a . b \\\n.c ()", "a.b.c=a.b.c")]
    [InlineData("f'{a.b(c(\"x\"))!r}'", "a.b=a.b c=c")]
    [InlineData("if (x := f(1)) and not g(): pass", "f=f g=g")]
    [InlineData("def f(a: b(1) = c(2)) -> d(3): pass", "b=b c=c d=d")]
    [InlineData("a().b().c()", "a=a")]
    [InlineData("match x:\n  case Point(a=1) if g(): h()", "g=g h=h")]
    [InlineData("x.import_(1); y.class(2)", "x.import_=x.import_ y.class=y.class")]
    [InlineData("def f(): pass\nclass A(): pass\nlambda x: g(x)", "g=g")]
    [InlineData("print foo(1) % bar(2)", "foo=foo bar=bar")]
    [InlineData("# f()\n'g()'", "")]
    public void Name_is_resolved(string source, string expected) =>
        Assert.Equal(expected, string.Join(' ', Scan(source).Calls.Select(call => $"{call.Name}={call.ResolvedName}")));

    [Theory]
    [InlineData("from flask import Flask\napp = Flask(__name__)\napp.run()", "flask.Flask")]
    [InlineData("from flask import Flask\napp = application = Flask(__name__)\napplication.run()", "flask.Flask")]
    [InlineData("from flask import Flask\napp = (\n  Flask(__name__)\n)\napp.run()", "flask.Flask")]
    [InlineData("import flask\ndef f():\n  app = flask.Flask(__name__)\n  def g(): app.run()", "flask.Flask")]
    [InlineData("def f(): app.run()\nfrom flask import Flask\napp = Flask()", "flask.Flask")]
    [InlineData("from flask import Flask\napp = None\napp = Flask()\napp = None\napp.run()", "flask.Flask")]
    [InlineData("from flask import Flask\ndef f():\n  global app\n  app = Flask()\napp.run()", "flask.Flask")]
    [InlineData("from flask import Flask\nclass A:\n  def __init__(self): self.app = Flask()\n  def f(self): self.app.run()", "flask.Flask")]
    [InlineData("from aiohttp import ClientSession as S\nasync def f():\n  async with S() as s:\n    await s.run()", "aiohttp.ClientSession")]
    [InlineData("from aiohttp import web\ndef f(request: web.Request = None): request.run()", "aiohttp.web.Request")]
    [InlineData("app = MyApp()\napp.run()", "MyApp")]
    [InlineData("app = create()\napp.run()", null)]
    [InlineData("from flask import Flask\napp = Flask()\napp = app.wrap()\napp.run()", null)]
    [InlineData("from flask import Flask\napp = Flask().wrap\napp.run()", null)]
    [InlineData("from flask import Flask\napp = Flask() or x\napp.run()", null)]
    [InlineData("from flask import Flask\napp = Flask()\ndef f(app): app.run()", null)]
    [InlineData("from typing import Annotated\nfrom db import Session\ndef f(s: Annotated[Session, x]): s.run()", "db.Session")]
    [InlineData("import typing as t, db\ndef f(s: t.Annotated[db.Session, x] = None): s.run()", "db.Session")]
    [InlineData("from typing import Annotated\nfrom db import Session\nS = Annotated[Session, x]\ndef f(s: S): s.run()", "db.Session")]
    [InlineData("from typing import Annotated\nfrom db import Session\ndef f(s: Annotated[Session | None, x]): s.run()", null)]
    [InlineData("from typing import Annotated\nfrom db import Session\ndef f(s: Annotated[list[Session], x]): s.run()", null)]
    [InlineData("from shop import Annotated\nfrom db import Session\ndef f(s: Annotated[Session, x]): s.run()", null)]
    [InlineData("from typing import Annotated\nfrom db import Session\ndef f(s: Annotated[Session", null)]
    public void Receiver_is_the_constructor(string source, string? expected) =>
        Assert.Equal(expected, Scan(source).Calls.SingleOrDefault(call => call.Name.EndsWith(".run", StringComparison.Ordinal))?.Receiver);

    [Theory]
    [InlineData("import db\ncon = db.connect()\ncur = con.cursor()\ncur.run()", "db.connect.cursor")]
    [InlineData("import db\ndef f():\n  with db.connect() as con, con.cursor() as cur: cur.run()", "db.connect.cursor")]
    [InlineData("import db\nclass A:\n  def __init__(self): self.con = db.connect()\n  def f(self):\n    cur = self.con.cursor()\n    cur.run()", "db.connect.cursor")]
    [InlineData("import db\ncon = db.connect()\ncur = con.pool.cursor()\ncur.run()", null)]
    [InlineData("cur = con.cursor()\ncur.run()", null)]
    [InlineData("import db\ncon = db.connect()\ncur = con.cursor()\ncur = None\ncur = other(cur)\ncur.run()", null)]
    [InlineData("import db\nasync def f():\n  con = db.connect()\n  cur = await con.cursor()\n  cur.run()", null)]
    [InlineData("import db\ncon = db.connect()\ncon.run()", null)]
    public void Origin_is_the_method_that_gave_the_object(string source, string? expected) =>
        Assert.Equal(expected, Assert.Single(Scan(source).Calls, call => call.Name.EndsWith(".run", StringComparison.Ordinal)).Origin);

    [Theory]
    [InlineData("f('a')", "a 0")]
    [InlineData("f(x, 'a', 'b')", "a 1")]
    [InlineData("f(r'\\d', 'b')", "\\d 0")]
    [InlineData("f('\\u00e9\\n\\x41\\101\\N{DASH}\\\n.\\q\\U0001F600')", "é\nAA\\N{DASH}.\\q😀 0")]
    [InlineData("f('a'\n  \"b\",)", "ab 0")]
    [InlineData("f(k='a')", null)]
    [InlineData("f(b'a')", null)]
    [InlineData("f(f'a')", null)]
    [InlineData("f('a' f'b')", null)]
    [InlineData("f('a' % x)", null)]
    [InlineData("f('a'.join(x))", null)]
    [InlineData("f(['a'])", null)]
    [InlineData("f(-'a')", null)]
    public void First_string_argument_is_told(string source, string? expected) =>
        Assert.Equal(expected, Scan(source).Calls[0].FirstString is { } argument ? $"{argument.Value} {argument.ArgumentIndex}" : null);

    [Fact]
    public void Keywords_methods_await_and_target_are_told()
    {
        var module = Scan("""
            async def f():
                x = await a.b("/x", g(k=1), *r, methods=("GET", y, "POST"), **kw)
                self.y: T = h()
                z[0] = i()
                await j()()
            """);
        Assert.Equal(
            ["a.b methods GET,POST True x -1", "g k  False  0", "h   False self.y -1", "i   False  -1", "j   False  -1"],
            module.Calls.Select(c => $"{c.Name} {string.Join(',', c.Keywords)} {string.Join(',', c.Methods)} {c.IsAwaited} {c.AssignedTo} {c.EnclosingCall}"));
    }

    [Fact]
    public void Use_of_the_result_and_the_name_that_with_gives_it_are_told()
    {
        var module = Scan("""
            import db
            with db.open() as a, db.open().x as b: pass
            async def f():
                async with db.pool() as c: c.get()
                x = db.make()[0]
                local.get(); later.get()
                await db.go()()
            from db import later
            """);
        Assert.Equal(
            ["db.open a False True", "db.open  True True", "db.pool c False True", "c.get  False False", "db.make  True True", "local.get  False False", "later.get  False True", "db.go  True True"],
            module.Calls.Select(c => $"{c.Name} {c.AssignedTo} {c.IsChained} {c.IsImported}"));
    }

    [Fact]
    public void Enclosing_function_is_that_which_runs_the_call()
    {
        var module = Scan("a()\n@b()\ndef f(x=c()):\n  d()\n  def g(): e()\n  h()\ni()");
        Assert.Equal(["a-1", "b-1", "c-1", "d0", "e1", "h0", "i-1"], module.Calls.Select(c => $"{c.Name}{c.EnclosingFunction}"));
    }

    [Fact]
    public void Lambda_is_told() => Assert.Equal(
        ["f False", "a True", "b True", "c False", "d True"],
        Scan("f(lambda x, y=1: a(b()), c())\nlambda: d()").Calls.Select(c => $"{c.Name} {c.InLambda}"));

    [Fact]
    public void Span_is_exact()
    {
        var (module, text, marks) = ScanMarked("\uFEFF'é😀'\r\n\t‹a.b›(\"😀\", ‹c›(1),\r\n  f'é{‹d.e›()}')\r‹g›()");
        Assert.Equal(marks, module.Calls.Select(call => call.Span));
        Assert.All(module.Calls, call => Assert.Equal(call.Name, text.Slice(call.Span)));
    }

    [Fact]
    public void Names_are_those_used_through_imports()
    {
        var (module, _, marks) = ScanMarked("""
            import aiohttp, numpy as np
            from aiohttp import web
            from flask import request
            x = ‹aiohttp.ClientSession›; y = aiohttp.ClientSession
            def f(): return ‹request.args›.get, ‹np›[0], other.thing, x.np
            @‹web.get›
            def g(y: ‹web.Request›): f"{‹web.Response›}"
            """);
        Assert.Equal(
            ["aiohttp.ClientSession", "aiohttp.web.Request", "aiohttp.web.Response", "aiohttp.web.get", "flask.request.args.get", "numpy"],
            module.Names.Select(use => use.Name));
        Assert.Equal(marks[0], module.Names[0].Span);
        Assert.Equal(marks[3].Start, module.FindUse("aiohttp.web")!.Value.Span.Start);
        Assert.NotNull(module.FindUse("flask.request"));
        Assert.Null(module.FindUse("flask.req"));
    }
}
