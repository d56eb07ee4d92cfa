using PyFrameworks.Syntax.Python;
using static PyFrameworks.Syntax.Tests.Python.PythonScanning;

namespace PyFrameworks.Syntax.Tests.Python;

public sealed class ModuleTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("\n\n# c\n  \t\n", 0)]
    [InlineData("a\nb # c\n# d\n", 2)]
    [InlineData("'''doc\n\nstring'''\na", 1)]
    [InlineData("'a' \\\n'b'\na", 1)]
    [InlineData("'''doc'''; a", 1)]
    [InlineData("x = '''a\n\n  \nb'''", 2)]
    [InlineData("a\n'''not a\ndocstring'''", 3)]
    [InlineData("b'not one'\n", 1)]
    [InlineData("f'not one'\n", 1)]
    [InlineData("def f():\n  'doc'\n  # c\n  return 1", 2)]
    [InlineData("def f(): 'doc'\n", 1)]
    [InlineData("class A:\n  '''a\n  b'''\n  def f(self):\n    u'''c\n    d'''", 2)]
    [InlineData("if x:\n  'no docstring'", 2)]
    [InlineData("x = [\n  1,\n\n  # c\n  2,\n]\n", 4)]
    [InlineData("x = f'''a\n{b}\n\nc'''\n", 3)]
    [InlineData("a\rb\r\nc\n", 3)]
    public void Code_lines_are_counted(string source, int expected) => Assert.Equal(expected, Scan(source).CodeLines);

    [Fact]
    public void Comments_have_exact_spans()
    {
        var (module, _, marks) = ScanMarked("\uFEFF‹#!/usr/bin/env é›\r\nx = '# 😀' ‹# a›\r\n\t‹#b›\rf(‹# c›\n)\nf'{x ‹# d›\n}' ‹#›");
        Assert.Equal(marks, module.Comments);
    }

    [Theory]
    [InlineData("INSTALLED_APPS = ['a', \"b\", *c, d('e'), ('f',), 'g' 'h', 'i' % j,]", "INSTALLED_APPS=a,b,gh")]
    [InlineData("A = ('a')", "A=a")]
    [InlineData("A = 'a', 'b'", "A=a,b")]
    [InlineData("A = B = 'x.urls'", "A=x.urls B=x.urls")]
    [InlineData("A: list[str] = {'a'}", "A=a")]
    [InlineData("A = ['a'] + B + ['b']", "A=a,b")]
    [InlineData("A += ['a']", "A=+a")]
    [InlineData("A = {'k': 'v'}", "A=")]
    [InlineData("A = f('a')['b']", "A=")]
    [InlineData("if x:\n  A = 1\ndef f():\n  B = 1\nclass C:\n  D = 1", "A=")]
    [InlineData("a.b = 1; c[0] = 2; d == 3; f(e=4); g: int", "")]
    [InlineData("f = lambda x=1: x", "f=")]
    public void Module_assignments_tell_their_strings(string source, string expected) => Assert.Equal(
        expected,
        string.Join(' ', Scan(source).ModuleAssignments.Select(a => $"{a.Name}={(a.IsAugmented ? "+" : "")}{string.Join(',', a.Items.Select(i => i.Value))}")));

    [Fact]
    public void Assignment_and_item_spans_are_exact()
    {
        var (module, _, marks) = ScanMarked("\uFEFF# 😀\r\n‹é› = [\r\n\t‹'😀'›, ‹r\"b\"›,\r\n]");
        Assert.Equal(marks[0], module.ModuleAssignments[0].NameSpan);
        Assert.Equal([marks[1], marks[2]], module.ModuleAssignments[0].Items.Select(item => item.Span));
    }

    [Theory]
    [InlineData("'abc\nx", "'abc")]
    [InlineData("x = '''a\nb", "'''")]
    [InlineData("x = )", ")")]
    [InlineData("a ? b", "?")]
    [InlineData("a \\ b", "\\")]
    public void Error_names_its_place(string source, string expected)
    {
        var error = Assert.Single(Scan(source).Errors);
        Assert.Equal(expected, source.Substring(error.Span.Start, error.Span.Length));
        Assert.DoesNotContain('.', error.Message[^1..]);
    }

    [Theory]
    [InlineData("print 'x'", true)]
    [InlineData("print >>f, x", true)]
    [InlineData("exec code", true)]
    [InlineData("try: pass\nexcept E, e: pass", true)]
    [InlineData("print('x')", false)]
    [InlineData("print\nprint if x else y", false)]
    [InlineData("try: pass\nexcept A, B: pass", false)]
    public void Python_2_is_noticed(string source, bool expected) => Assert.Equal(expected, Scan(source).LooksLikePython2);

    [Fact]
    public void Deep_brackets_are_an_error_and_reading_goes_on()
    {
        var module = Scan($"x = {new string('(', 300)}'a'{new string(')', 300)}\nimport b");
        Assert.Equal(new(204, 1), Assert.Single(module.Errors).Span);
        Assert.Equal("b", Assert.Single(module.Imports).Module);
    }

    [Fact]
    public void Deep_f_strings_are_survived()
    {
        var module = Scan($"x = {string.Concat(Enumerable.Repeat("f'{", 100))}1{string.Concat(Enumerable.Repeat("}'", 100))}\nimport b");
        Assert.Equal("b", Assert.Single(module.Imports).Module);
    }

    [Fact]
    public void Cancellation_is_heard()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => PythonScanner.Scan(new("x"), cancelled.Token));
    }
}
