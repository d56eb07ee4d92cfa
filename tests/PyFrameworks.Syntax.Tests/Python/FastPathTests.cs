using System.Collections;
using System.Reflection;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PyFrameworks.Syntax.Python;
using PyFrameworks.Syntax.Text;
using static PyFrameworks.Syntax.Tests.Python.PythonScanning;

namespace PyFrameworks.Syntax.Tests.Python;

/// <summary>What is read several characters at a time, skipped, looked up by a hash or kept from one text to the next reads as if it were not.</summary>
public sealed class FastPathTests
{
    // Past the widest vector, 32 characters, twice.
    private const int Longest = 70;

    public static TheoryData<string, string> FillersAndLineEnds()
    {
        var data = new TheoryData<string, string>();
        foreach (var filler in (string[])["a", "_", "é", "😀", "Ω9", "\u0301b"])
        {
            foreach (var lineEnd in (string[])["\n", "\r\n", "\r"])
            {
                data.Add(filler, lineEnd);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(FillersAndLineEnds))]
    public void Names_of_any_length_are_read_to_their_end(string filler, string lineEnd)
    {
        var source = new StringBuilder();
        var expected = new List<(string Name, TextSpan Span)>();
        for (var length = 0; length <= Longest; length++)
        {
            foreach (var next in (string[])["", "é", "b"])
            {
                var name = "x" + Fill(filler, length) + next;
                expected.Add((name, new(source.Length, name.Length)));
                source.Append(name).Append("()").Append(lineEnd);
            }
        }

        Assert.Equal(expected, Scan(source.ToString()).Calls.Select(call => (call.Name, call.Span)));
    }

    [Theory]
    [MemberData(nameof(FillersAndLineEnds))]
    public void Comments_of_any_length_end_with_the_line(string filler, string lineEnd)
    {
        var source = new StringBuilder();
        var comments = new List<TextSpan>();
        for (var length = 0; length <= Longest; length++)
        {
            var comment = "#" + Fill(filler, length);
            comments.Add(new(source.Length, comment.Length));
            source.Append(comment).Append(lineEnd).Append("import a ");
            comments.Add(new(source.Length, comment.Length));
            source.Append(comment).Append(lineEnd);
        }

        var module = Scan(source.ToString());
        Assert.Equal(comments, module.Comments);
        Assert.Equal(Enumerable.Range(0, Longest + 1).Select(i => 2 * i + 1), module.Imports.Select(import => import.Line));
        Assert.Equal(Longest + 1, module.CodeLines);
    }

    [Theory]
    [MemberData(nameof(FillersAndLineEnds))]
    public void Strings_of_any_length_end_with_their_quote(string filler, string lineEnd)
    {
        // What stands in the string, what that means, and how many line ends it holds.
        (string Written, string Value, int Lines)[] within =
        [
            ("", "", 0), ("\\'", "'", 0), ("\\\\", "\\", 0), ($"\\{lineEnd}", "", 1), ("{}#", "{}#", 0),
        ];
        (string Written, string Value, int Lines)[] withinTriple =
        [
            .. within, (lineEnd, lineEnd, 1), ($"{lineEnd}{lineEnd} ", $"{lineEnd}{lineEnd} ", 2), ("''\"", "''\"", 0), ($"\\\\{lineEnd}", $"\\{lineEnd}", 1),
        ];
        foreach (var quote in (string[])["'", "'''", "\"\"\""])
        {
            var source = new StringBuilder();
            var expected = new List<(string Value, TextSpan Span, int Line)>();
            var line = 0;
            for (var length = 0; length <= Longest; length++)
            {
                foreach (var part in quote.Length == 3 ? withinTriple : within)
                {
                    var literal = $"{quote}{Fill(filler, length)}{part.Written}a{quote}";
                    source.Append("f(");
                    expected.Add((Fill(filler, length) + part.Value + "a", new(source.Length, literal.Length), line));
                    source.Append(literal).Append(')').Append(lineEnd).Append("import a").Append(lineEnd);
                    line += part.Lines + 2;
                }
            }

            var module = Scan(source.ToString());
            Assert.Empty(module.Errors);
            Assert.Equal(expected.Select(e => (e.Value, e.Span)), module.Calls.Select(call => (call.FirstString!.Value.Value, call.FirstString.Value.Span)));
            Assert.Equal(expected.Skip(1).Select(e => e.Line - 1).Append(line - 1), module.Imports.Select(import => import.Line));
        }
    }

    [Theory]
    [MemberData(nameof(FillersAndLineEnds))]
    public void Text_of_f_strings_is_skipped_up_to_what_matters(string filler, string lineEnd)
    {
        foreach (var (open, close, within) in ((string, string, string)[])[
            ("f'", "'", ""), ("f\"", "\"", "'"), ("f'", "'", "{{}}\\'"), ("f'''", "'''", $"'{lineEnd}''\\{lineEnd}"), ("rf'", "'", "\\N"), ("f'", "'", "\\N{DASH}}")])
        {
            var source = new StringBuilder();
            var expected = new List<TextSpan>();
            for (var length = 0; length <= Longest; length++)
            {
                source.Append(open).Append(Fill(filler, length)).Append(within).Append('{');
                expected.Add(new(source.Length, 1));
                source.Append("f()").Append(":>{");
                expected.Add(new(source.Length, 1));
                source.Append("g()").Append('}').Append(Fill(filler, length)).Append('}').Append(within).Append(close).Append(lineEnd);
            }

            var module = Scan(source.ToString());
            Assert.Empty(module.Errors);
            Assert.Equal(expected, module.Calls.Select(call => call.Span));
        }
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Indentation_of_any_width_is_counted(string lineEnd)
    {
        for (var width = 1; width <= Longest; width++)
        {
            var blanks = new string(' ', width);
            var module = Scan($"def f():{lineEnd}{blanks}import a{lineEnd}{blanks} {lineEnd}{blanks}import b{lineEnd}{blanks[1..]}import c{lineEnd}");
            Assert.Equal(
                [ImportContext.Function, ImportContext.Function, width == 1 ? ImportContext.None : ImportContext.Function],
                module.Imports.Select(import => import.Context));
            Assert.Equal(8 + lineEnd.Length + width, module.Functions[0].BodySpan.Start);
        }
    }

    [Fact]
    public void Every_reserved_word_is_told_from_names_like_it()
    {
        foreach (var keyword in Enum.GetValues<Keyword>().Where(keyword => keyword != Keyword.None))
        {
            var word = keyword switch
            {
                Keyword.NoneValue => "None",
                Keyword.True or Keyword.False => keyword.ToString(),
                _ => keyword.ToString().ToLowerInvariant(),
            };
            Assert.Equal(keyword, Keywords.Of(word));
            Assert.Equal(Keyword.None, Keywords.Of(word + "_"));
            Assert.Equal(Keyword.None, Keywords.Of("x" + word));
            Assert.Equal(Keyword.None, Keywords.Of(word.ToUpperInvariant()));
            Assert.Equal(Keyword.None, Keywords.Of(word.Replace(word[^1], 'é')));
        }

        Assert.Equal(Keyword.None, Keywords.Of(""));
    }

    [Fact]
    public void Names_are_equal_only_when_every_character_is()
    {
        var table = new NameTable();
        var text = string.Concat(Enumerable.Range(0, 2 * Longest).Select(i => (char)('a' + i % 26)));
        table.Start(text);
        var numbers = new Dictionary<string, int>();
        for (var length = 0; length <= Longest; length++)
        {
            var at = table.Of(3, length);
            var name = text.Substring(3, length);
            Assert.Equal(at, table.Of(name));
            Assert.Equal(name, table.Text(at));
            numbers.Add(name, at);
            for (var changed = 0; changed < length; changed++)
            {
                var other = name.Remove(changed, 1).Insert(changed, "é");
                numbers.TryAdd(other, table.Of(other));
            }
        }

        Assert.Equal(numbers.Count, numbers.Values.Distinct().Count());
        Assert.All(numbers, pair => Assert.Equal(pair.Value, table.Of(pair.Key)));
        Assert.All(numbers, pair => Assert.Equal(pair.Key, table.Text(pair.Value)));

        table.Start("");
        Assert.Equal(1, table.Of(text));
    }

    [Theory]
    [InlineData("a.b.c", "a", "b.c")]
    [InlineData("self.b.c", "self", "b.c")]
    [InlineData("é.b", "é", "b")]
    public void Dotted_names_know_their_root(string name, string root, string rest)
    {
        var table = new NameTable();
        table.Start($"x {name}");
        foreach (var number in (int[])[table.Of(2, name.Length), table.Of($"{name}x")])
        {
            Assert.Equal(root, table.Text(table.Root(number)));
            Assert.Equal(root.Length, table.Dot(number));
            Assert.Equal(table.Of(root), table.Root(table.Root(number)));
            Assert.StartsWith(rest, table.Text(number)[(root.Length + 1)..]);
        }
    }

    [Fact]
    public void Attribute_of_self_is_found_only_where_something_hangs_on_it()
    {
        var table = new NameTable();
        table.Start("self.ab.c self.ab");
        Assert.Equal("ab", table.Text(table.Attribute(table.Of(0, 9))));
        Assert.Equal(NameTable.None, table.Attribute(table.Of(10, 7)));
    }

    [Theory]
    [InlineData("def f():\n    import a as x\n    x.b()\ndef g(y):\n    x.c()\n", "a.b x.c")]
    [InlineData("def f(x):\n    x.b()\nimport a as x\nx.c()\n", "x.b a.c")]
    [InlineData("import a as x\ndef f(x, y=x.b()):\n    x.c()\nx.d()\n", "a.b x.c a.d")]
    [InlineData("import a as x\nclass C:\n    x = 1\n    x.b()\n    def f(self):\n        x.c()\n", "x.b a.c")]
    [InlineData("def f():\n    global x\n    import a as x\ndef g():\n    x.b()\n", "a.b")]
    [InlineData("def f():\n    def g():\n        global x\n        import a as x\n    x = 1\n    x.b()\nx.c()\n", "x.b a.c")]
    [InlineData("def f():\n    x.b()\n    x . c()\n    x.d\nimport a as x\n", "a.b a.c")]
    public void Names_mean_what_the_scopes_that_are_open_say(string source, string expected) =>
        Assert.Equal(expected, string.Join(' ', Scan(source).Calls.Select(call => call.ResolvedName)));

    [Fact]
    public void Attributes_of_one_class_are_none_of_the_next()
    {
        var module = Scan("class A:\n    def f(self):\n        self.x = C()\n        self.x.a()\nclass B:\n    def f(self):\n        self.x.b()\n        self.y = D()\n        self.y.c()\n");
        Assert.Equal([null, "C", null, null, "D"], module.Calls.Select(call => call.Receiver));
    }

    [Theory]
    [InlineData("if lambda: a: import b")]
    [InlineData("if a[b:c]: import b")]
    [InlineData("if a: x = 1; import b")]
    [InlineData("a: int = 1; import b")]
    [InlineData("class A: import b")]
    [InlineData("while f'{a:b}': import b")]
    [InlineData("with a as c: import b")]
    public void Headers_end_at_their_colon(string line)
    {
        var module = Scan(line);
        Assert.Empty(module.Errors);
        Assert.Equal("b", Assert.Single(module.Imports).Module);
        Assert.Equal(1, module.CodeLines);
    }

    [Theory]
    [InlineData("A = B = ['x']", "A=x B=x")]
    [InlineData("A: list[str] = ['x']", "A=x")]
    [InlineData("A = f(b='c') + ['x']", "A=x")]
    [InlineData("A += ['x']; B = ['y']", "A=x B=y")]
    [InlineData("A = lambda b='c': 'x'", "A=")]
    [InlineData("A = {'b': 'c'}", "A=")]
    public void Assignments_are_told_by_the_signs_outside_of_brackets(string source, string expected) =>
        Assert.Equal(expected, string.Join(' ', Scan(source).ModuleAssignments.Select(a => $"{a.Name}={string.Join(',', a.Items.Select(item => item.Value))}")));

    [Fact]
    public void Lines_of_a_statement_are_counted_once_each()
    {
        Assert.Equal(5, Scan("x = f('a', '''b\r\n\r\nc''', d,\r\n      'e') + \\\r\n  g\r\n").CodeLines + Scan("x = 1; y = 2").CodeLines);
        Assert.Equal(3, Scan("x = [  # a\n\n  'é😀',  # b\n]\n").CodeLines);
    }

    [Fact]
    public void Result_stays_as_it_is_while_other_texts_are_read()
    {
        var first = "import flask as f\n@f.a('é', methods=['GET'])\nclass C(f.B):\n    def m(self, x: f.T = 1):\n        # c\n        yield x.y(k=1)\nN = ['a', \"b\"]\n)\n";
        var module = Scan(first);
        var shown = Show(module, 0);
        var large = string.Concat(Enumerable.Range(0, 3000).Select(i => $"import m{i} as n{i}\nA{i} = ['s{i}']\ndef f{i}():\n    n{i}.g(k{i}=')')  # c\nn{i}.h(\"\"\"x\n\"\"\")\n"));
        var largeShown = Show(Scan(large), 0);
        Assert.Equal(shown, Show(module, 0));

        // Room that was used, or given back, makes no difference to what is read next.
        Assert.Equal(shown, Show(Scan(first), 0));
        Assert.Equal(largeShown, Show(Scan(large), 0));
        Assert.Equal(Show(PythonModule.Empty, 0), Show(Scan(""), 0));
    }

    [Fact]
    public void Reading_that_was_cancelled_leaves_nothing_behind()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => PythonScanner.Scan(new("import a\n)"), cancelled.Token));
        Assert.Throws<OperationCanceledException>(() => PythonScanner.Scan(new(""), cancelled.Token));
        Assert.Equal(Show(PythonModule.Empty, 0), Show(Scan(""), 0));
    }

    [Fact]
    public void Names_that_tell_nothing_cost_no_memory()
    {
        var source = new SourceText("import a\ndef f():\n" + string.Concat(Enumerable.Range(0, 500).Select(i => $"    name_{i} = other_{i}.attribute + 'text {i}'\n")));
        PythonScanner.Scan(source, TestContext.Current.CancellationToken);
        var before = GC.GetAllocatedBytesForCurrentThread();
        PythonScanner.Scan(source, TestContext.Current.CancellationToken);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
    }

    [Fact]
    public void Comment_before_a_text_moves_it_and_changes_nothing_else() =>
        Prop.ForAll(Gen.Elements(ScannerPropertyTests.Pieces).ArrayOf().ToArbitrary(), pieces =>
        {
            var text = string.Concat(pieces);
            if (text is ['\uFEFF', ..])
            {
                return;
            }

            var plain = Show(Scan(text), 0);
            for (var length = 0; length < 20; length++)
            {
                var comment = $"#{Fill("é", length)}\n";
                var moved = Scan(comment + text);
                Assert.Equal(new(0, comment.Length - 1), moved.Comments[0]);
                Assert.Equal(plain, Show(WithoutFirstComment(moved), comment.Length));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(80));

    private static PythonModule WithoutFirstComment(PythonModule module) => new()
    {
        Imports = module.Imports,
        Functions = module.Functions,
        Classes = module.Classes,
        Calls = module.Calls,
        Names = module.Names,
        Comments = module.Comments[1..],
        ModuleAssignments = module.ModuleAssignments,
        Errors = module.Errors,
        CodeLines = module.CodeLines,
        Script = module.Script,
        LooksLikePython2 = module.LooksLikePython2,
    };

    private static string Fill(string filler, int length) => string.Concat(Enumerable.Repeat(filler, length));

    /// <summary>All that a result holds, its places <paramref name="shift"/> characters, and one line if that is more than 0, further up.</summary>
    private static string Show(object? value, int shift) => value switch
    {
        null => "null",
        TextSpan span => span.Shift(-shift).ToString(),
        string text => $"\"{text}\"",
        ScriptBlock script => Show((script.Span, script.ContentSpan, script.Content), shift),
        IEnumerable items => $"[{string.Join(",\n", items.Cast<object>().Select(item => Show(item, shift)))}]",
        _ when value.GetType().IsPrimitive || value is Enum => value.ToString()!,
        System.Runtime.CompilerServices.ITuple tuple => $"({string.Join(", ", Enumerable.Range(0, tuple.Length).Select(i => Show(tuple[i], shift)))})",
        _ => $"{{{string.Join(", ", value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => $"{property.Name} = {(property.Name == "Line" && shift > 0 ? $"{(int)property.GetValue(value)! - 1}" : Show(property.GetValue(value), shift))}"))}}}",
    };
}
