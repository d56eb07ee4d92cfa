using System.Collections.Immutable;
using PyFrameworks.Rules;
using PyFrameworks.Syntax.Ini;
using PyFrameworks.Syntax.Python;
using PyFrameworks.Syntax.Text;
using PyFrameworks.Syntax.Toml;

namespace PyFrameworks.Fuzz;

/// <summary>The readers that make trees: TOML, INI, Python, and comments that silence findings.</summary>
internal static class Trees
{
    /// <summary>The targets.</summary>
    public static IEnumerable<FuzzTarget> All { get; } =
    [
        new()
        {
            Name = "toml",
            Seeds = () => Manifests.Fixtures(".toml").Concat(Suite()),
            Tokens =
            [
                "a", "b.c", "=", " = ", "\"", "'", "\"\"\"", "'''", "\\", "\\u00e9", "\\e", "\\x41", "\\n", "\\\n  ", "[", "]", "[[", "]]", "{", "}", ",", ".", "#", "# c\n", "1", "1.5", "0x1F", "0o7", "0b1", "true", "inf", "-nan", "2026-01-02", "07:08:09", "07:08", "2026-01-02 03:04:05.678+09:00",
                "\n[a]\n", "\n[[a]]\n", "\nk = ", "\nd.e = ", "\n[a.b.c]\n", "\n[[a.b]]\n", "{ x = 1 }", "{\n x = 1,\n}", "[1,\n 2,]",
            ],
            Check = CheckToml,
            Grow = text => TomlDocument.Parse(new SourceText(text)),
        },
        new()
        {
            Name = "ini",
            Seeds = () => Manifests.Fixtures(".cfg", ".ini"),
            Tokens = ["[", "]", "[a]\n", "[b c]\n", "k = v\n", "k: v\n", "    more\n", "\t", "=", ":", "#", ";", "\n", "\r", "\r\n", " ", "k\n", "[a\n", "]]", " [x]"],
            Check = CheckIni,
            Grow = text => IniDocument.Parse(new(text), CancellationToken.None),
        },
        new()
        {
            Name = "python",
            Seeds = () => Manifests.Fixtures(".py"),
            Tokens =
            [
                "import a", "from .b import c", "import", "from", " as ", "def f(", "):", "async ", "class C(B):", "if x:", "else:", "elif y:", "try:", "except ImportError:", "except E, e:", "finally:", "with a() as b:", "for x in y:", "match x:", "case 1:", "lambda x:", "@app.route", "await f(",
                "\n    ", "\n\t", "\n  ", "\\\n", ";", ":", ":=", "=", "+=", ",", ".", "...", "(", ")", "[", "]", "{", "}", "{{", "}}", "'", "\"", "'''", "\"\"\"", "f'", "f\"", "f'''", "t\"", "rb'", "ur\"", "!r", "!=", "#", "# /// script\n", "# a\n", "# ///\n", "global a", "self.x", "x", "app", "methods=[",
                "__import__('a')", "1e", "0x", "1.5", "print ", "lazy ", "type X = ", "{% x %}", "`", "$", "?", "!", "x = [", "'a' + ", "% x", "for a in b if c", "yield from ", "*a", "**k", "del x", "nonlocal y", "assert z, 'q'", "raise E from f",
            ],
            Check = CheckPython,
            Grow = text =>
            {
                var source = new SourceText(text);
                PythonScanner.Scan(source, CancellationToken.None);
                PythonBindings.Read(source, CancellationToken.None);
                PythonScanner.Uses(source, CancellationToken.None);
            },
        },
        new()
        {
            Name = "suppressions",
            Seeds = () => ["# pyframeworks: ignore", "# pyframeworks: ignore[PF101] until=2027-01-01 reason=\"x y\"", "# pyframeworks: ignore-file", "# x pyframeworks: ignore[a, b], pyframeworks: ignore"],
            Tokens = ["pyframeworks:", "ignore", "ignore-file", "[", "]", "PF101", "unsupported-version", "*", ",", " ", "until=", "2027-01-01", "reason=", "\"", "'", "#", "-", "=", "PYFRAMEWORKS: IGNORE"],
            MaxLength = 300,
            Check = CheckSuppressions,
            Grow = text => Suppressions.Read(new(text), [new(0, text.Length)]),
        },
    ];

    private static IEnumerable<string> Suite()
    {
        // The TOML project's own suite, where it stands beside the checkout.
        var folder = Path.Combine(Repository.Root, "..", "shared", "toml-test");
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.toml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText).Where(text => text.Length < 800)
            : [];
    }

    private static ulong CheckToml(string input, int choice)
    {
        var shape = default(Shape);
        var text = new SourceText(input);
        var content = text.Content;
        var document = TomlDocument.Parse(text, (choice & 3) == 0 ? TomlVersion.V10 : TomlVersion.V11);
        var last = 0;
        foreach (var error in document.Errors)
        {
            Expect.Within(content.Length, error.Span);
            Expect.That(error.Span.Length > 0 && error.Span.Start >= last && !error.Message.Contains('\n'), error.Message);
            last = error.Span.Start;
            shape.AddMessage(error.Message);
        }

        last = 0;
        foreach (var comment in document.Comments)
        {
            Expect.Within(content.Length, comment);
            Expect.That(comment.Start >= last && content[comment.Start] == '#');
            last = comment.End;
        }

        last = 0;
        foreach (var expression in document.Expressions)
        {
            Expect.Within(content.Length, expression.Span);
            Expect.That(expression.Span.Start >= last);
            last = expression.Span.End;
            if (expression is TomlHeader header)
            {
                Expect.Within(header.FullSpan, header.Span);
                Expect.Within(content.Length, header.FullSpan);
                shape.Add(header is Table ? 10 : 11);
                CheckKey(text, header.Key, header.Span);
            }
            else if (expression is KeyValue pair)
            {
                CheckKey(text, pair.Key, pair.Span);
                if (pair.Value is { } value)
                {
                    Expect.Within(pair.Span, value.Span);
                    CheckValue(text, value, 1, ref shape);
                    CheckAlone(text, value);
                }
            }
        }

        CheckValue(text, document.Root, 0, ref shape);
        return shape.Value;
    }

    private static void CheckKey(SourceText text, DottedKey? key, TextSpan whole)
    {
        foreach (var part in key?.Parts ?? [])
        {
            Expect.Within(whole, part.Span);
            Expect.That(part is not BareKey || text.AsSpan(part.Span).SequenceEqual(part.Value), part.Value);
        }
    }

    private static void CheckValue(SourceText text, TomlValue value, int depth, ref Shape shape)
    {
        Expect.That(depth <= TomlDocument.MaxDepth + 1);
        Expect.Within(text.Length, value.Span);
        shape.Add(value.IsBroken);
        switch (value)
        {
            case TomlString s:
                shape.Add(20);
                Expect.Within(s.Span, s.ContentSpan);
                var previous = s.ContentSpan.Start;
                for (var i = 0; i <= s.Value.Length; i++)
                {
                    Expect.That(s.SourceOffset(i) >= previous && s.SourceOffset(i) <= s.ContentSpan.End);
                    previous = s.SourceOffset(i);
                }

                break;
            case TomlArray array:
                shape.Add(21);
                foreach (var item in array.Items)
                {
                    Expect.That(array.IsArrayOfTables || array.Span.Contains(item.Span));
                    CheckValue(text, item, depth + 1, ref shape);
                }

                break;
            case TomlTable table:
                shape.Add(30 + (int)table.Kind);
                foreach (var entry in table.Entries)
                {
                    Expect.That(!entry.KeySpan.IsEmpty);
                    Expect.That(ReferenceEquals(entry.Value, table[entry.Key]), entry.Key);
                    CheckValue(text, entry.Value, depth + 1, ref shape);
                }

                break;
            case TomlInteger:
                shape.Add(22);
                break;
            case TomlFloat:
                shape.Add(23);
                break;
            case TomlDateTime time:
                shape.Add(24 + (int)time.Kind);
                break;
        }
    }

    /// <summary>A sound string's own text reads as the same string.</summary>
    private static void CheckAlone(SourceText text, TomlValue value)
    {
        if (value is TomlString { IsBroken: false } before && before.Span.Length < 60)
        {
            var alone = TomlDocument.Parse(new SourceText("v = " + text.Slice(value.Span)));
            Expect.That(alone.Root["v"] is TomlString after && after.Value == before.Value, text.Slice(value.Span));
        }
    }

    private static ulong CheckIni(string input, int choice)
    {
        var shape = default(Shape);
        var text = new SourceText(input);
        var content = text.Content;
        var document = IniDocument.Parse(text, CancellationToken.None);
        foreach (var section in document.Sections)
        {
            Expect.Within(content.Length, section.NameSpan);
            Expect.That(text.AsSpan(section.NameSpan).SequenceEqual(section.Name), section.Name);
            shape.Add(1);
            foreach (var option in section.Options)
            {
                Expect.Within(content.Length, option.KeySpan);
                Expect.That(text.AsSpan(option.KeySpan).SequenceEqual(option.Key), option.Key);
                var last = option.KeySpan.End;
                foreach (var line in option.Lines)
                {
                    Expect.Within(content.Length, line);
                    Expect.That(line.Start >= last && !line.IsEmpty && text.AsSpan(line).IndexOfAny('\r', '\n') < 0);
                    last = line.End;
                }

                shape.AddSize(option.Lines.Length);
            }
        }

        foreach (var comment in document.Comments)
        {
            Expect.Within(content.Length, comment);
            Expect.That(content[comment.Start] is '#' or ';');
        }

        foreach (var error in document.Errors)
        {
            Expect.Within(content.Length, error.Span);
            shape.AddMessage(error.Message);
        }

        return shape.Value;
    }

    private static ulong CheckSuppressions(string input, int choice)
    {
        var shape = default(Shape);
        var text = new SourceText(input);
        var content = text.Content;
        TextSpan[] comments = content.IndexOf('#', StringComparison.Ordinal) is > 0 and var at ? [new(0, at), TextSpan.FromBounds(at, content.Length)] : [new(0, content.Length)];
        foreach (var suppression in Suppressions.Read(text, comments))
        {
            Expect.Within(suppression.Comment, suppression.Span);
            Expect.That(text.AsSpan(suppression.Span).StartsWith("pyframeworks:", StringComparison.OrdinalIgnoreCase));
            Expect.That(suppression.Line == text.Lines.LineOf(suppression.Comment.Start));
            Expect.That(suppression.Rules.All(rule => rule.Length > 0 && rule.Trim() == rule));
            shape.Add(suppression.IsWholeFile);
            shape.AddSize(suppression.Rules.Length);
            shape.Add(suppression.Until is not null);
            shape.Add(suppression.IsUntilUnreadable);
            shape.AddSize(suppression.Reason?.Length ?? 0);
        }

        return shape.Value;
    }

    private static ulong CheckPython(string input, int choice)
    {
        var shape = default(Shape);
        var text = new SourceText(input);
        var content = text.Content;
        var module = PythonScanner.Scan(text, CancellationToken.None);
        foreach (var import in module.Imports)
        {
            Same(text, import.Module, import.ModuleSpan);
            Expect.Within(content.Length, import.StatementSpan);
            Expect.That(import.ModuleSpan.IsEmpty || import.StatementSpan.Contains(import.ModuleSpan));
            Expect.That(import.Line == text.Lines.LineOf(import.StatementSpan.Start));
            foreach (var name in import.Names)
            {
                Same(text, name.Name, name.NameSpan);
            }

            shape.Add((int)import.Kind);
            shape.Add((int)import.Context);
            shape.AddSize(import.Names.Length);
        }

        for (var i = 0; i < module.Functions.Length; i++)
        {
            var function = module.Functions[i];
            Same(text, function.Name, function.NameSpan);
            Expect.Within(content.Length, function.BodySpan);
            Expect.That(function.EnclosingFunction < i && function.EnclosingFunction >= -1 && function.ClassIndex >= -1 && function.ClassIndex < module.Classes.Length);
            CheckDecorators(text, function.Decorators);
            shape.Add(function.IsAsync);
            shape.Add(function.IsMethod);
            shape.AddSize(function.Depth);
        }

        foreach (var type in module.Classes)
        {
            Same(text, type.Name, type.NameSpan);
            Expect.Within(content.Length, type.BodySpan);
            CheckDecorators(text, type.Decorators);
            foreach (var baseClass in type.Bases)
            {
                Same(text, baseClass.Name, baseClass.Span);
            }

            shape.AddSize(type.MethodNames.Length);
        }

        for (var i = 0; i < module.Calls.Length; i++)
        {
            var call = module.Calls[i];
            Same(text, call.Name, call.Span);
            Expect.Within(content.Length, call.FirstString?.Span ?? default);
            Expect.That(call.EnclosingFunction >= -1 && call.EnclosingFunction < module.Functions.Length && call.EnclosingCall < i);
            shape.Add((call.IsAwaited ? 1 : 0) | (call.IsChained ? 2 : 0) | (call.InLambda ? 4 : 0) | (call.AssignedTo is null ? 0 : 8) | (call.EnclosingCall >= 0 ? 16 : 0));
        }

        for (var i = 0; i < module.Names.Length; i++)
        {
            Expect.Within(content.Length, module.Names[i].Span);
            Expect.That(i == 0 || string.CompareOrdinal(module.Names[i - 1].Name, module.Names[i].Name) < 0, module.Names[i].Name);
        }

        foreach (var comment in module.Comments)
        {
            Expect.Within(content.Length, comment);
            Expect.That(content[comment.Start] == '#');
        }

        foreach (var assignment in module.ModuleAssignments)
        {
            Same(text, assignment.Name, assignment.NameSpan);
            foreach (var item in assignment.Items)
            {
                Expect.Within(content.Length, item.Span);
            }
        }

        foreach (var error in module.Errors)
        {
            Expect.Within(content.Length, error.Span);
            shape.AddMessage(error.Message);
        }

        if (module.Script is { } script)
        {
            Expect.Within(content.Length, script.SourceSpan(new(0, script.Content.Length)));
            shape.AddSize(script.Content.Length);
        }

        Expect.That(module.Errors.Length <= 101 && module.CodeLines >= 0 && module.CodeLines <= text.Lines.Count);
        if ((choice & 1) == 0)
        {
            foreach (var use in PythonScanner.Uses(text, CancellationToken.None))
            {
                Same(text, use.Name, use.Span);
            }
        }
        else
        {
            CheckBindings(text, PythonBindings.Read(text, CancellationToken.None), ref shape);
        }

        return shape.Value;
    }

    private static void CheckBindings(SourceText text, PythonBindings bindings, ref Shape shape)
    {
        foreach (var expression in bindings.Expressions.Concat(bindings.Results))
        {
            CheckExpression(text, expression, 0, ref shape);
        }

        foreach (var child in bindings.Children)
        {
            shape.Add(99);
            CheckBindings(text, child, ref shape);
        }
    }

    private static void CheckExpression(SourceText text, PythonExpression expression, int depth, ref Shape shape)
    {
        Expect.Within(text.Length, expression.Span);
        Expect.That(depth < 1_000);
        shape.Add(expression switch
        {
            NameExpression => 50,
            StringExpression => 51,
            AttributeExpression => 52,
            InvocationExpression => 53,
            SequenceExpression => 54,
            DictionaryExpression => 55,
            SubscriptExpression => 56,
            ChainExpression => 57,
            ChoiceExpression => 58,
            ComprehensionExpression => 59,
            _ => 60,
        });
        if (expression is StringExpression s)
        {
            Expect.Within(expression.Span, s.Text.Span);
        }

        foreach (var part in expression.Parts)
        {
            CheckExpression(text, part, depth + 1, ref shape);
        }
    }

    private static void CheckDecorators(SourceText text, ImmutableArray<Decorator> decorators)
    {
        foreach (var decorator in decorators)
        {
            Same(text, decorator.Name, decorator.Span);
            Expect.Within(text.Length, decorator.FirstString?.Span ?? default);
        }
    }

    /// <summary>The name stands there; blanks, continued lines and comments may stand around its dots.</summary>
    private static void Same(SourceText text, string value, TextSpan span)
    {
        Expect.Within(text.Length, span);
        Expect.That(value.Length == span.Length ? text.AsSpan(span).SequenceEqual(value) : value.Length < span.Length && value.Contains('.'), value);
    }
}
