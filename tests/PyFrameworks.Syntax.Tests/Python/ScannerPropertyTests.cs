using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PyFrameworks.Syntax.Python;
using PyFrameworks.Syntax.Text;
using PyFrameworks.Testing;

namespace PyFrameworks.Syntax.Tests.Python;

public sealed class ScannerPropertyTests
{
    // Pieces that open, close and break things, so that random texts reach every state of the reader.
    internal static readonly string[] Pieces =
    [
        "import a", "from .b import c", "import", "from", " as ", "def f(", "):", "async ", "class C(B):", "if x:", "else:", "elif y:", "try:",
        "except ImportError:", "except E, e:", "finally:", "with a() as b:", "for x in y:", "match x:", "case 1:", "lambda x:", "@app.route", "await f(",
        "\n", "\r\n", "\r", "\n    ", "\n\t", "\n  ", "\f", "\\", "\\\n", ";", ":", ":=", "=", "+=", ",", ".", "...", "(", ")", "[", "]", "{", "}", "{{", "}}",
        "'", "\"", "'''", "\"\"\"", "f'", "f\"", "f'''", "t\"", "rb'", "ur\"", "!r", "!=", "#", "# /// script\n", "# a\n", "# ///\n", "é", "😀", "\uD83D", "\0", "\uFEFF",
        "global a", "self.x", "x", "app", "methods=[", "__import__('a')", "1e", "0x", "1.5", "print ", "lazy ", "type X = ", "{% x %}", "\u00A0", "\u2028", "`", "$", "?", "!",
    ];

    [Fact]
    public void Any_text_is_read_and_every_span_lies_within() =>
        Prop.ForAll(Gen.Elements(Pieces).ArrayOf().ToArbitrary(), pieces => CheckSpans(string.Concat(pieces)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000).WithEndSize(80));

    [Fact]
    public void Any_string_is_read() => Prop.ForAll<string>(text => CheckSpans(text ?? "")).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("(")]
    [InlineData(")")]
    [InlineData("[{(")]
    [InlineData("(]")]
    [InlineData("f'{")]
    [InlineData("f\"{f'{")]
    [InlineData("f'{x:{")]
    [InlineData("f'''{(")]
    [InlineData("'")]
    [InlineData("\\")]
    [InlineData("a.")]
    [InlineData("a=")]
    [InlineData("f(")]
    [InlineData("f(x, ")]
    [InlineData("if x: ")]
    [InlineData("case x; ")]
    [InlineData("lambda: ")]
    [InlineData("import a; ")]
    [InlineData("x=['a']; ")]
    [InlineData("'a' ")]
    [InlineData("@a")]
    [InlineData("{{ a }}")]
    [InlineData("try: import a\nexcept ImportError: import b\n")]
    [InlineData("try:\n")]
    [InlineData("\\\n")]
    [InlineData("(\n")]
    [InlineData("f'{\n")]
    [InlineData("not ")]
    [InlineData("from . import (a, ")]
    [InlineData("import a as x; x.y(); ")]
    public void Megabyte_of_repetition_is_read_in_one_pass(string unit)
    {
        var repeated = new StringBuilder();
        while (repeated.Length < 1_000_000)
        {
            repeated.Append(unit);
        }

        CheckSpans(repeated.ToString());
    }

    [Fact]
    public void Megabyte_in_one_line_is_read_to_its_end()
    {
        var data = new StringBuilder("import first; x = [");
        while (data.Length < 1_000_000)
        {
            data.Append("('k', 1.5e3, f(a.b)), ");
        }

        var module = PythonScanner.Scan(new(data.Append("]; import last").ToString()), TestContext.Current.CancellationToken);
        Assert.Equal(["first", "last"], module.Imports.Select(import => import.Module));
        Assert.Empty(module.Errors);
        Assert.Equal(1, module.CodeLines);
    }

    [Fact]
    public void Long_alias_does_not_multiply_the_text()
    {
        var source = new StringBuilder("import ").Append('a', 100_000).Append(" as x\n");
        for (var i = 0; i < 50_000; i++)
        {
            source.Append("x.y").Append(i).Append("()\n");
        }

        var module = PythonScanner.Scan(new(source.ToString()), TestContext.Current.CancellationToken);
        Assert.Equal(50_000, module.Calls.Length);
        Assert.All(module.Calls, call => Assert.True(call.ResolvedName.Length < 20));
    }

    [Fact]
    public void Names_of_a_long_module_are_not_joined_to_it()
    {
        var source = $"from {new string('a', 500_000)} import {string.Join(", ", Enumerable.Range(0, 50_000).Select(i => $"b{i}"))}\nb7.c()";
        var before = GC.GetAllocatedBytesForCurrentThread();
        var module = PythonScanner.Scan(new(source), TestContext.Current.CancellationToken);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000_000);
        Assert.Equal("b7.c", Assert.Single(module.Calls).ResolvedName);
        Assert.Equal(50_000, Assert.Single(module.Imports).Names.Length);
    }

    private static void CheckSpans(string content)
    {
        var text = new SourceText(content);
        var module = PythonScanner.Scan(text, TestContext.Current.CancellationToken);
        void Within(TextSpan span) => Assert.True(span.Start >= 0 && span.Length >= 0 && span.End <= text.Length, $"{span} of {text.Length}");
        void Same(string value, TextSpan span)
        {
            Within(span);

            // Blanks, continued lines and comments may stand around the dots of a name.
            if (value.Length != span.Length)
            {
                Assert.True(value.Length < span.Length);
                Assert.Contains('.', value);
            }
            else
            {
                Assert.True(text.AsSpan(span).SequenceEqual(value));
            }
        }

        Assert.Equal(ModuleText.Of(module), ModuleText.Of(ModuleText.Kept(module, text)));
        foreach (var import in module.Imports)
        {
            Same(import.Module, import.ModuleSpan);
            Within(import.StatementSpan);
            Assert.True(import.ModuleSpan.IsEmpty || import.StatementSpan.Contains(import.ModuleSpan));
            Assert.Equal(text.Lines.LineOf(import.StatementSpan.Start), import.Line);
            foreach (var name in import.Names)
            {
                Same(name.Name, name.NameSpan);
            }
        }

        foreach (var function in module.Functions)
        {
            Same(function.Name, function.NameSpan);
            Within(function.BodySpan);
            foreach (var decorator in function.Decorators)
            {
                Same(decorator.Name, decorator.Span);
            }
        }

        foreach (var type in module.Classes)
        {
            Same(type.Name, type.NameSpan);
            Within(type.BodySpan);
            foreach (var baseClass in type.Bases)
            {
                Same(baseClass.Name, baseClass.Span);
            }
        }

        foreach (var call in module.Calls)
        {
            Same(call.Name, call.Span);
            Within(call.FirstString?.Span ?? default);
            Assert.InRange(call.EnclosingFunction, -1, module.Functions.Length - 1);
        }

        foreach (var use in module.Names)
        {
            Within(use.Span);
        }

        foreach (var comment in module.Comments)
        {
            Assert.Equal('#', text.AsSpan(comment)[0]);
        }

        foreach (var assignment in module.ModuleAssignments)
        {
            Same(assignment.Name, assignment.NameSpan);
        }

        foreach (var error in module.Errors)
        {
            Within(error.Span);
        }

        Assert.InRange(module.Errors.Length, 0, 101);
        Assert.InRange(module.CodeLines, 0, text.Lines.Count);
    }
}
