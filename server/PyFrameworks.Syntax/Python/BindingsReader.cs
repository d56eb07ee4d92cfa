using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Python;

/// <summary>Reads the statements of a file for <see cref="PythonBindings"/>.</summary>
internal sealed class BindingsReader(SourceText text, CancellationToken cancellationToken)
{
    private readonly TokenLine _tokens = new();
    private readonly Stack<(int Indent, PythonBindings Scope)> _scopes = [];
    private readonly PythonBindings _module = new(parent: null);
    private readonly Dictionary<PythonBindings, Dictionary<string, string>> _keys = [];
    private int _indent;
    private int _count;

    // Statements of one line after a colon, which hold others, are few; the cap keeps a line of nothing but colons cheap.
    private const int MaxNested = 20;

    private PythonBindings Scope => _scopes.Peek().Scope;

    /// <summary>The module.</summary>
    public PythonBindings Run()
    {
        var comments = new List<TextSpan>();
        var lexer = new PythonLexer([], comments);
        lexer.Start(text.Content, cancellationToken);
        _scopes.Push((-1, _module));
        var baseIndent = new Dictionary<PythonBindings, int>();
        while (lexer.ReadLine(_tokens, out _indent))
        {
            while (_scopes.Count > 1 && _indent <= _scopes.Peek().Indent)
            {
                _scopes.Pop();
            }

            baseIndent.TryAdd(Scope, _indent);
            Statements(0, isNested: _indent > baseIndent[Scope], level: 0);
        }

        _module.Comments = [.. comments];
        return _module;
    }

    private ExpressionParser Parser => new(text, _tokens, KeysOf(Scope), cancellationToken);

    /// <summary>The statements from token <paramref name="start"/> to the end of the line, semicolons between them.</summary>
    private void Statements(int start, bool isNested, int level)
    {
        while (start < _tokens.Count)
        {
            var end = FindAtLevel(start, _tokens.Count, ';');
            Statement(start, end, isNested, level);
            start = end + 1;
        }
    }

    private void Statement(int start, int end, bool isNested, int level)
    {
        if (start < end && _tokens[start].Is(Keyword.Async))
        {
            start++;
        }

        if (start >= end || level > MaxNested)
        {
            return;
        }

        switch (_tokens[start].Keyword)
        {
            case Keyword.Def or Keyword.Class:
                Definition(start, end, level);
                break;
            case Keyword.With:
                ReadItems(start + 1, end);
                Body();
                break;
            case Keyword.For:
                var loop = FindAtLevel(start, end, Keyword.In);
                var source = loop < end ? Parser.Read(loop + 1, end) : null;
                if (source is not null)
                {
                    Scope.AddExpression(source);
                    if (loop == start + 2 && _tokens[start + 1].Kind == TokenKind.Name)
                    {
                        BindAnew(Text(start + 1), source);
                    }
                }

                Body();
                break;
            case Keyword.If or Keyword.Elif or Keyword.Else or Keyword.While or Keyword.Try or Keyword.Except or Keyword.Finally:
                Body();
                break;
            case Keyword.Return or Keyword.Yield when start + 1 < end:
                var result = Parser.Read(_tokens[start + 1].Is(Keyword.From) ? start + 2 : start + 1, end);
                Scope.AddExpression(result);
                Scope.AddResult(result);
                break;
            case Keyword.None or Keyword.Await:
                Simple(start, end, isNested);
                break;
        }

        void Body()
        {
            var colon = FindAtLevel(start, end, ':');
            if (colon + 1 < end)
            {
                Statement(colon + 1, end, isNested: true, level + 1);
            }
        }
    }

    /// <summary>A function with its parameters' defaults as bindings, or a class.</summary>
    private void Definition(int start, int end, int level)
    {
        var scope = new PythonBindings(Scope);
        var isFunction = _tokens[start].Is(Keyword.Def);
        if (isFunction && start + 1 < end && _tokens[start + 1].Kind == TokenKind.Name)
        {
            Scope.AddFunction(Text(start + 1), scope);
        }

        _scopes.Push((_indent, scope));
        var colon = FindAtLevel(start, end, ':');
        var nesting = 0;
        for (var i = start + 2; isFunction && i + 2 < colon; i++)
        {
            nesting += _tokens[i].Opens ? 1 : _tokens[i].Closes ? -1 : 0;
            if (nesting == 1 && _tokens[i].Kind == TokenKind.Name && _tokens[i + 1].Is('='))
            {
                scope.Bind(Text(i), Parser.ReadOne(i + 2, colon), replaces: false);
            }
        }

        if (colon + 1 < end)
        {
            // All of the body is on this line.
            Statement(colon + 1, end, isNested: false, level + 1);
            _scopes.Pop();
        }
    }

    /// <summary><c>with a as b, c as d</c>.</summary>
    private void ReadItems(int start, int end)
    {
        while (start < end && !_tokens[start].Is(':'))
        {
            var parser = Parser;
            var value = parser.ReadOne(start, end);
            Scope.AddExpression(value);
            var next = Math.Max(parser.Position, start + 1);
            if (next + 1 < end && _tokens[next].Is(Keyword.As) && _tokens[next + 1].Kind == TokenKind.Name)
            {
                BindAnew(Text(next + 1), value);
                next += 2;
            }

            start = next < end && _tokens[next].Is(',') ? next + 1 : end;
        }
    }

    /// <summary>An assignment, an augmented one, or an expression.</summary>
    private void Simple(int start, int end, bool isNested)
    {
        // The parameters of a lambda have an "=" of their own.
        var limit = FindAtLevel(start, end, Keyword.Lambda);
        var equals = FindAtLevel(start, limit, '=');
        var plus = FindAtLevel(start, equals, Operators.PlusAssign);
        if (plus < equals)
        {
            var added = Parser.Read(plus + 1, end);
            Scope.AddExpression(added);
            Extend(Parser.Read(start, plus), added);
            return;
        }

        if (equals == limit)
        {
            var expression = Parser.Read(start, end);
            Scope.AddExpression(expression);
            Change(expression);
            return;
        }

        var last = equals;
        for (var next = equals; next < limit; next = FindAtLevel(next + 1, limit, '='))
        {
            last = next;
        }

        var value = Parser.Read(last + 1, end);
        Scope.AddExpression(value);
        for (var from = start; from < last;)
        {
            var to = FindAtLevel(from, limit, '=');
            Target(from, Math.Min(to, FindAtLevel(from, to, ':')), value, replaces: !isNested);
            from = to + 1;
        }
    }

    private void Target(int start, int end, PythonExpression value, bool replaces)
    {
        if (start >= end)
        {
            return;
        }

        switch (Parser.Read(start, end))
        {
            case NameExpression name:
                Bind(name.Name, value, replaces);
                break;
            case SequenceExpression { Items: var names } when value is SequenceExpression { Items: var values } && names.Length == values.Length:
                for (var i = 0; i < names.Length; i++)
                {
                    if (names[i] is NameExpression { Name: var single })
                    {
                        Bind(single, values[i], replaces);
                    }
                }

                break;
            case SubscriptExpression subscript:
                Extend(subscript, value);
                break;
        }
    }

    /// <summary>The keys of a scope's names, which loops and <c>with</c> statements renew.</summary>
    private Dictionary<string, string> KeysOf(PythonBindings scope)
    {
        if (!_keys.TryGetValue(scope, out var keys))
        {
            _keys[scope] = keys = new(StringComparer.Ordinal);
        }

        return keys;
    }

    /// <summary>Binds the variable of a loop or a <c>with</c>, of which others may have the same name: from here on it has this value alone.</summary>
    private void BindAnew(string name, PythonExpression value)
    {
        var key = $"{name}@{++_count}";
        Scope.Bind(name, value, replaces: false);
        Scope.Bind(key, value, replaces: true);
        KeysOf(Scope)[name] = key;
    }

    private void Bind(string name, PythonExpression value, bool replaces)
    {
        if (KeysOf(Scope).ContainsKey(name))
        {
            BindAnew(name, value);
        }
        else
        {
            Scope.Bind(name, value, replaces);
        }
    }

    /// <summary>A call that changes a list or dictionary: <c>x.append(y)</c>.</summary>
    private void Change(PythonExpression expression)
    {
        if (expression is not InvocationExpression { Function: AttributeExpression { Name: var method, Target: var target }, Arguments: [var first, ..] arguments })
        {
            return;
        }

        switch (method)
        {
            case "append" or "add":
                Extend(target, new SequenceExpression([first.Value], first.Value.Span));
                break;
            case "insert" when arguments.Length == 2:
                Extend(target, new SequenceExpression([arguments[1].Value], arguments[1].Value.Span));
                break;
            case "extend":
                Extend(target, first.Value);
                break;
            case "update":
                foreach (var argument in arguments)
                {
                    Extend(target, argument.Name is null or "**" ? argument.Value : KeyedBy(argument));
                }

                break;
        }
    }

    /// <summary>A keyword argument as the dictionary that it makes.</summary>
    private DictionaryExpression KeyedBy(PythonArgument argument) =>
        new([(new StringExpression(MappedText.Of(text, argument.NameSpan), argument.NameSpan), argument.Value)], argument.Value.Span);

    private void Extend(PythonExpression target, PythonExpression value)
    {
        switch (target)
        {
            case NameExpression name:
                Scope.Extend(name.Key, value);
                break;
            case SubscriptExpression { Target: NameExpression owner, Index: StringExpression key }:
                Scope.Extend(owner.Key, new DictionaryExpression([(key, value)], value.Span));
                break;
            case InvocationExpression { Function: AttributeExpression { Name: "setdefault", Target: NameExpression owner }, Arguments: [{ Value: StringExpression key }, ..] }:
                Scope.Extend(owner.Key, new DictionaryExpression([(key, value)], value.Span));
                break;
        }
    }

    private string Text(int token) => text.Slice(TextSpan.FromBounds(_tokens[token].Start, _tokens[token].End));

    private int FindAtLevel(int start, int end, char op) => FindAtLevel(start, end, token => token.Is(op));

    private int FindAtLevel(int start, int end, Keyword keyword) => FindAtLevel(start, end, token => token.Is(keyword));

    /// <summary>The first token outside of brackets that is meant; <paramref name="end"/> when there is none.</summary>
    private int FindAtLevel(int start, int end, Func<Token, bool> isMeant)
    {
        var nesting = 0;
        for (var i = start; i < end; i++)
        {
            var token = _tokens[i];
            if (nesting == 0 && isMeant(token))
            {
                return i;
            }

            nesting += token.Opens || token.Kind == TokenKind.FStringStart ? 1 : token.Closes || token.Kind == TokenKind.FStringEnd ? -1 : 0;
            nesting = Math.Max(nesting, 0);
        }

        return end;
    }
}
