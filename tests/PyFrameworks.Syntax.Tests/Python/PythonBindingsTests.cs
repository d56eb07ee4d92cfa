using PyFrameworks.Syntax.Python;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Tests.Python;

public sealed class PythonBindingsTests
{
    [Theory]
    [InlineData("x = 'a' \"b\"", "'ab'")]
    [InlineData("x = r'\\n' '\\x61\\\n\\101\\t'", "'\\naA\t'")]
    [InlineData("x = f'a' 'b'", "?")]
    [InlineData("x = b'a'", "?")]
    [InlineData("x = ['a', *b, c.d]", "['a', b, c.d]")]
    [InlineData("x = 'a', 'b'", "['a', 'b']")]
    [InlineData("x = ('a')", "'a'")]
    [InlineData("x = ('a',)", "['a']")]
    [InlineData("x = {'a', 'b'}", "['a', 'b']")]
    [InlineData("x = {'a': b, **c}", "{'a': b, **: c}")]
    [InlineData("x = {}", "{}")]
    [InlineData("x = f('a', b=c, *d, **e)", "f('a', b=c, d, **=e)")]
    [InlineData("x = a['k'][1:]", "a['k'][]")]
    [InlineData("x = a + b + ['c']", "(a + b + ['c'])")]
    [InlineData("x = a / 'b'", "(a / 'b')")]
    [InlineData("x = 'a' % b", "?('a' b)")]
    [InlineData("x = a if b else c", "<a | c>")]
    [InlineData("x = a or b", "<a | b>")]
    [InlineData("x = a and b", "?(a b)")]
    [InlineData("x = [a.b for a in c if d]", "[a.b for c]")]
    [InlineData("x = f(a for a, b in c)", "f([a for c])")]
    [InlineData("x = {a: b for a in c}", "{b for c}")]
    [InlineData("x = lambda a, b=1: c", "?(c)")]
    [InlineData("x: list[str] = ['a']", "['a']")]
    [InlineData("x = y = 'a'", "'a'")]
    [InlineData("x, y = 'a', 'b'", "'a'")]
    [InlineData("x = a; x = b", "b")]
    [InlineData("x = a\nif b: x = c", "a c")]
    [InlineData("x = a\nif b:\n  x = c\nelse:\n  x = d", "a c d")]
    [InlineData("x = a\nx += b\nx.append(c)\nx.extend(d)\nx.insert(0, e)", "a b [c] d [e]")]
    [InlineData("x = a\nx = x + b", "a (x + b)")]
    [InlineData("x = {}\nx['k'] = a\nx['k'] += b\nx['k'].append(c)\nx.update(d, e=f)\nx.setdefault('k', []).append(g)", "{} {'k': a} {'k': b} {'k': [c]} d {'e': f} {'k': [g]}")]
    [InlineData("with a as y, b('c') as x: pass", "b('c')")]
    [InlineData("for x in a: pass", "a")]
    [InlineData("x = a\ndef f():\n  x = b\n  x.append(c)", "a")]
    [InlineData("x = a\ndef f():\n  x.append(c)", "a [c]")]
    [InlineData("def f(): x = b\nx = a", "a")]
    [InlineData("class A:\n  x = b\nx = a", "a")]
    [InlineData("x = [a, (b, {c: [d", "[a, [b, {c: [d]}]]")]
    [InlineData("x = [a b, c)", "[a, b, c]")]
    [InlineData("x = ", "?")]
    public void Values_of_a_name(string content, string expected)
    {
        foreach (var newline in (string[])["\n", "\r\n"])
        {
            var (values, _) = PythonBindings.Read(new($"# é 😀\n{content}\n".ReplaceLineEndings(newline)), CancellationToken.None).Find("x");
            Assert.Equal(expected, string.Join(' ', values.Select(Show)).Replace("?()", "?", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Functions_have_names_and_results_of_their_own()
    {
        var module = PythonBindings.Read(new("def f(a='b', *, c=None):\n  yield a\n  def g(): return d\n  return e\nh(1)\n"), CancellationToken.None);
        var function = module.FindFunction("f")!;
        Assert.Equal(["a", "e"], function.Results.Select(Show));
        Assert.Equal(["d"], function.FindFunction("g")!.Results.Select(Show));
        Assert.Equal("'b'", Show(Assert.Single(function.Find("a").Values)));
        Assert.Equal(["h(?())"], module.Expressions.Select(Show));
        Assert.Null(module.FindFunction("g"));
    }

    [Fact]
    public void Spans_are_those_of_the_source()
    {
        var text = new SourceText("é = '😀'; x = f( 'a' 'b' , k = [1, 2] )[0].y  # z");
        var value = Assert.IsType<AttributeExpression>(Assert.Single(PythonBindings.Read(text, CancellationToken.None).Find("x").Values));
        Assert.Equal("f( 'a' 'b' , k = [1, 2] )[0].y", text.Slice(value.Span));
        var call = Assert.IsType<InvocationExpression>(Assert.IsType<SubscriptExpression>(value.Target).Target);
        Assert.Equal(["'a' 'b'", "[1, 2]"], call.Arguments.Select(argument => text.Slice(argument.Value.Span)));
        Assert.Equal("k", text.Slice(call.Arguments[1].NameSpan));
        Assert.Equal(["# z"], PythonBindings.Read(text, CancellationToken.None).Comments.Select(text.Slice));
    }

    [Fact]
    public void Variables_of_loops_have_keys_of_their_own()
    {
        var module = PythonBindings.Read(new("with a as f: x = f\nwith b as f:\n  y = f\nfor f in c:\n  f = f.d\n  z = f\n"), CancellationToken.None);
        Assert.Equal(["a", "b", "c", "f.d"], module.Find("f").Values.Select(Show));
        Assert.Equal(["a"], ValuesOf("x"));
        Assert.Equal(["b"], ValuesOf("y"));
        Assert.Equal(["f.d"], ValuesOf("z"));

        IEnumerable<string> ValuesOf(string name) =>
            module.Find(Assert.IsType<NameExpression>(Assert.Single(module.Find(name).Values)).Key).Values.Select(Show);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("f(")]
    [InlineData("-")]
    [InlineData("a.b(c)[d]")]
    [InlineData("lambda: ")]
    [InlineData("a if b else ")]
    [InlineData("if a: ")]
    [InlineData("f'{")]
    public void Deep_nesting_is_survived(string opening) =>
        Assert.NotNull(PythonBindings.Read(new($"x = {string.Concat(Enumerable.Repeat(opening, 10_000))}\n{string.Concat(Enumerable.Repeat(opening, 10_000))}"), CancellationToken.None));

    private static string Show(PythonExpression expression) => expression switch
    {
        StringExpression text => $"'{text.Text.Value}'",
        NameExpression name => name.Name,
        SequenceExpression sequence => $"[{string.Join(", ", sequence.Items.Select(Show))}]",
        DictionaryExpression dictionary => $"{{{string.Join(", ", dictionary.Entries.Select(entry => $"{(entry.Key is null ? "**" : Show(entry.Key))}: {Show(entry.Value)}"))}}}",
        InvocationExpression call => $"{Show(call.Function)}({string.Join(", ", call.Arguments.Select(argument => (argument.Name is null ? "" : argument.Name + "=") + Show(argument.Value)))})",
        AttributeExpression attribute => $"{Show(attribute.Target)}.{attribute.Name}",
        SubscriptExpression subscript => $"{Show(subscript.Target)}[{(subscript.Index is null ? "" : Show(subscript.Index))}]",
        ChainExpression chain => $"({string.Join($" {chain.Operator} ", chain.Operands.Select(Show))})",
        ChoiceExpression choice => $"<{string.Join(" | ", choice.Alternatives.Select(Show))}>",
        ComprehensionExpression { IsDictionary: true } comprehension => $"{{{Show(comprehension.Element)} for {Show(comprehension.Source)}}}",
        ComprehensionExpression comprehension => $"[{Show(comprehension.Element)} for {Show(comprehension.Source)}]",
        OtherExpression other => $"?({string.Join(' ', other.Operands.Select(Show))})",
        _ => "",
    };
}
