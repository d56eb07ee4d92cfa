using PyFrameworks.Syntax.Python;
using static PyFrameworks.Syntax.Tests.Python.PythonScanning;

namespace PyFrameworks.Syntax.Tests.Python;

public sealed class ImportTests
{
    [Theory]
    [InlineData("import a", "import a")]
    [InlineData("import a, b.c as d", "import a | import b.c as d")]
    [InlineData("import a . b \\\n . c", "import a.b.c")]
    [InlineData("import a; import b ; x = 1; from c import d", "import a | import b | from c (d)")]
    [InlineData("from a.b import c as d, e", "from a.b (c as d,e)")]
    [InlineData("from a import *", "from a (*)")]
    [InlineData("from a import (  # why\n    b,  # one\n\n    c as d,\n)\n", "from a (b,c as d)")]
    [InlineData("from . import x", "from . (x)")]
    [InlineData("from .. import y", "from .. (y)")]
    [InlineData("from ... import y", "from ... (y)")]
    [InlineData("from .... a.b import y", "from ....a.b (y)")]
    [InlineData("from . . a import y", "from ..a (y)")]
    [InlineData("from.a import(b)", "from .a (b)")]
    [InlineData("from __future__ import print_function\nprint 'import x'", "from __future__ (print_function)")]
    [InlineData("import \\\n  a", "import a")]
    [InlineData("import a\\", "import a")]
    [InlineData("\fimport a\n\x0c", "import a")]
    [InlineData("import a\rimport b\r\nimport c", "import a | import b | import c")]
    [InlineData("lazy import a\nlazy from b import c", "import a | from b (c)")]
    [InlineData("from match import case, type, lazy", "from match (case,type,lazy)")]
    [InlineData("import été.ß", "import été.ß")]
    [InlineData("x.import_module = 1\nx. import_ (y)\n", "")]
    public void Statement_is_read(string source, string expected) => Assert.Equal(expected, Show(Scan(source)));

    [Theory]
    [InlineData("from é import ‹*›")]
    [InlineData("from é import ‹*›*")]
    public void Star_is_one_sign(string source)
    {
        var (module, _, marks) = ScanMarked(source);
        Assert.Equal(marks, Assert.Single(module.Imports).Names.Select(name => name.NameSpan));
    }

    [Theory]
    [InlineData("'import a'\n\"\"\"\nimport b\n\"\"\"\n# import c\n")]
    [InlineData("x = '''\nimport a\n'''\n")]
    [InlineData("x = 'a\\\nimport b'\n")]
    [InlineData("x = r'\\'\nimportant = 1")]
    [InlineData("x = rb'''\nimport a'''\ny = bR'import a'\nz = ur'import b'")]
    [InlineData("print 'import a'\nprint \"from b import c\"")]
    [InlineData("f'''{x!r:>{w}}\nimport a\n{'import b'}'''")]
    [InlineData("f'{x['a']}import b'\nf\"{f\"{f\"{1}\"}\"} import c\"")]
    [InlineData("f'{{import a}}' f'\\N{LATIN SMALL LETTER A}'")]
    [InlineData("t'{x:{y:{z}}}'\nrt'\\{x}'")]
    [InlineData("obj.\\\nimport_x")]
    [InlineData("import")]
    [InlineData("from")]
    [InlineData("from x")]
    [InlineData("from x import_y")]
    [InlineData("import {{ cookiecutter.slug }}")]
    [InlineData("from {{ cookiecutter.slug }} import a")]
    [InlineData("from {{ cookiecutter.slug }}.a import b")]
    [InlineData("import the module from there")]
    [InlineData("important = frm = 1")]
    [InlineData("importlib.import_module(name)\n__import__(b'a')\n__import__('a b')\n__import__('')\n__import__('a..b')\n__import__('a' + x)\n__import__(f'a')")]
    [InlineData("x = '''import a")]
    public void What_only_looks_like_an_import_is_none(string source) => Assert.Equal("", Show(Scan(source)));

    [Theory]
    [InlineData("x = importlib.import_module('a.b')", "dynamic a.b")]
    [InlineData("from importlib import import_module as load\nload('.a', package=p)", "from importlib (import_module as load) | dynamic .a")]
    [InlineData("__import__('a.b', fromlist=['c'])", "dynamic a.b")]
    [InlineData("def f():\n    return importlib.import_module(\"a\")", "dynamic a [Function]")]
    [InlineData("try:\n    importlib.import_module('a')\nexcept ImportError:\n    pass", "dynamic a [Optional]")]
    public void Dynamic_import_of_a_literal_is_read(string source, string expected) => Assert.Equal(expected, Show(Scan(source)));

    [Theory]
    [InlineData("if x: import a", "import a [Conditional]")]
    [InlineData("if x: pass\nelse: import a", "import a [Conditional]")]
    [InlineData("if x:\n  pass\nelif y:\n  import a\nimport b", "import a [Conditional] | import b")]
    [InlineData("for x in y: import a\nelse: import b\nwhile z: import c", "import a | import b | import c")]
    [InlineData("def f(): import a", "import a [Function]")]
    [InlineData("def f(x=lambda: 1, y: int = 2) -> 'int': import a; import b\nimport c", "import a [Function] | import b [Function] | import c")]
    [InlineData("async def f():\n\tif x:\n\t\timport a\n\timport b", "import a [Function, Conditional] | import b [Function]")]
    [InlineData("class A:\n  import a\n  def f(self):\n    import b\n  import c", "import a [Class] | import b [Function, Class] | import c [Class]")]
    [InlineData("if TYPE_CHECKING:\n  import a\nelse:\n  import b", "import a [TypeChecking] | import b")]
    [InlineData("if typing.TYPE_CHECKING: import a", "import a [TypeChecking]")]
    [InlineData("if not TYPE_CHECKING:\n  import a\nelse:\n  import b", "import a | import b [TypeChecking]")]
    [InlineData(
        "if not TYPE_CHECKING:\n  import a\nelif x:\n  import b\nelif y: import c\nelse:\n  import d\nimport e",
        "import a | import b [TypeChecking, Conditional] | import c [TypeChecking, Conditional] | import d [TypeChecking] | import e")]
    [InlineData("if x:\n  import a\nelif not TYPE_CHECKING:\n  import b\nelse:\n  import c", "import a [Conditional] | import b | import c [TypeChecking]")]
    [InlineData("if TYPE_CHECKING or x:\n  import a\nelse:\n  import b", "import a [Conditional] | import b [Conditional]")]
    [InlineData("if TYPE_CHECKING:\n  import a\nelif x:\n  import b\nelse:\n  import c", "import a [TypeChecking] | import b [Conditional] | import c [Conditional]")]
    [InlineData("if __name__ == '__main__':\n    import a", "import a [Main]")]
    [InlineData("if \"__main__\" == __name__: import a", "import a [Main]")]
    [InlineData("if __name__ in {'__main__', '__mp_main__'}:\n    import a", "import a [Main]")]
    [InlineData("if __name__ != '__main__':\n    import a", "import a [Conditional]")]
    [InlineData("try: import a\nexcept ImportError: import b\nelse: import c\nfinally: import d", "import a [Optional] | import b [Optional] | import c | import d")]
    [InlineData("try:\n  import a\nexcept ValueError:\n  import b\nexcept (KeyError, ModuleNotFoundError) as e:\n  import c\nimport d", "import a [Optional] | import b [Optional] | import c [Optional] | import d")]
    [InlineData("try:\n  import a\nexcept:\n  pass", "import a [Optional]")]
    [InlineData("try:\n  import a\nexcept Exception, e:\n  import b", "import a [Optional] | import b [Optional]")]
    [InlineData("try:\n  import a\nexcept* ImportError:\n  pass", "import a [Optional]")]
    [InlineData("try:\n  import a\nexcept ValueError:\n  import b\nfinally:\n  import c", "import a | import b | import c")]
    [InlineData("try:\n  if x:\n    import a\n  try:\n    import b\n  finally:\n    pass\nexcept ImportError:\n  pass", "import a [Optional, Conditional] | import b [Optional]")]
    [InlineData("def f():\n  try:\n    import a\n  except ImportError:\n    pass\n  import b", "import a [Function, Optional] | import b [Function]")]
    [InlineData("from contextlib import suppress\nwith suppress(ImportError): import a\nimport b", "from contextlib (suppress) | import a [Optional] | import b")]
    [InlineData("import contextlib as c\nwith open(p) as f, c.suppress(KeyError, ImportError):\n  import a", "import contextlib as c | import a [Optional]")]
    [InlineData("import contextlib\nwith contextlib.suppress(ValueError):\n  import a", "import contextlib | import a")]
    [InlineData("match x:\n  case {'a': 1} if y: import a\n  case _:\n    import b\nimport c", "import a | import b | import c")]
    [InlineData("match ...:\n  case x: import a\nmatch +x:\n  case 1: import b\nmatch.x: int = 1", "import a | import b")]
    [InlineData("match = case = 1\nmatch: int = 2\nmatch(x)\nmatch.x\nimport a", "import a")]
    [InlineData("@x\ndef f():\n  pass\nif (a := 1) and b[1:2]: import c", "import c [Conditional]")]
    [InlineData("if x:\n        import a\n    import b\n  # comment\n\nimport c", "import a [Conditional] | import b [Conditional] | import c")]
    [InlineData("if x:\n\timport a\n        import b", "import a [Conditional] | import b [Conditional]")]
    public void Context_is_told(string source, string expected) => Assert.Equal(expected, Show(Scan(source)));

    [Theory]
    [InlineData("x = (1,\nimport a\nimport b", "import a | import b")]
    [InlineData("x = [{(\n  def f(): import a\nimport b", "import a [Function] | import b")]
    [InlineData("x = (\nfrom a import b", "from a (b)")]
    [InlineData("x = (yield\nfrom import_)", "")]
    [InlineData("x = )]}\nimport a", "import a")]
    [InlineData("x = (]\nimport a", "import a")]
    [InlineData("it's text\nimport a", "import a")]
    [InlineData("f'{x\nimport a", "import a")]
    [InlineData("f\"{x\"\nimport a", "import a")]
    [InlineData("{% if x %}\nimport a\n{% endif %}\n{{ y }}", "import a")]
    [InlineData("? $ ! \0\nimport a", "import a")]
    [InlineData("def\nclass\nif\ntry\nexcept\nelse\nimport a", "import a")]
    [InlineData("def f(\nimport a", "import a")]
    public void Reading_goes_on_past_what_is_broken(string source, string expected) => Assert.Equal(expected, Show(Scan(source)));

    [Theory]
    [InlineData("import ‹a›, ‹b.c› as d")]
    [InlineData("\uFEFF# é 😀\r\n\tx = '😀'; import ‹a.b›\rfrom ..‹été› import (y)\n")]
    [InlineData("x = '''é\r\n😀'''\nfrom ‹a . b› import c")]
    [InlineData("importlib.import_module(  r'''..‹a.b›''')")]
    public void Module_span_is_exact(string source)
    {
        var (module, text, marks) = ScanMarked(source);
        Assert.Equal(marks, module.Imports.Select(import => import.ModuleSpan));
        Assert.All(module.Imports, import => Assert.Equal(import.Module, text.Slice(import.ModuleSpan).Replace(" ", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void Statement_name_and_line_spans_are_exact()
    {
        var (module, _, marks) = ScanMarked("\uFEFF# 😀\r\n\r\n‹from . import (‹é› as b,\r\n  ‹*›)›  # x\n");
        var import = Assert.Single(module.Imports);
        Assert.Equal(2, import.Line);
        Assert.Equal(0, import.ModuleSpan.Length);
        Assert.Equal([marks[0], marks[1]], import.Names.Select(name => name.NameSpan));
        Assert.Equal(marks[2].End, import.StatementSpan.End);
        Assert.Equal("# 😀\r\n\r\n".Length, import.StatementSpan.Start);
    }

    [Fact]
    public void Flags_are_kept_apart() => Assert.Equal(
        ImportContext.Function | ImportContext.Class | ImportContext.Optional | ImportContext.Conditional | ImportContext.TypeChecking,
        Scan("class A:\n def f():\n  if TYPE_CHECKING:\n   if x:\n    try: import a\n    except: pass").Imports[0].Context);
}
