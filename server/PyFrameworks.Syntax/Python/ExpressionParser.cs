using System.Collections.Immutable;
using System.Text;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Python;

/// <summary>Reads expressions from the tokens of a logical line. Whatever stands there, it moves on; what lies too deep has no parts.</summary>
/// <param name="text">The source.</param>
/// <param name="tokens">The line's tokens.</param>
/// <param name="keys">The keys of names that have another one than themselves.</param>
/// <param name="cancellationToken">Ends the reading.</param>
internal sealed class ExpressionParser(SourceText text, TokenLine tokens, Dictionary<string, string> keys, CancellationToken cancellationToken)
{
    /// <summary>How deep expressions are told apart, which keeps every walk of them within a small stack.</summary>
    private const int MaxDepth = 30;

    private int _at;
    private int _end;

    /// <summary>Where reading ended: the index of the first token that is no part of the expression.</summary>
    public int Position => _at;

    /// <summary>The expression that begins at token <paramref name="start"/>; a tuple needs no parentheses.</summary>
    public PythonExpression Read(int start, int end)
    {
        (_at, _end) = (start, end);
        var first = Test(depth: 0);
        if (!Is(','))
        {
            return first;
        }

        var items = ImmutableArray.CreateBuilder<PythonExpression>();
        items.Add(first);
        while (Is(','))
        {
            _at++;
            if (_at < _end && !Is('=') && !Is(':'))
            {
                items.Add(Item(depth: 0));
            }
        }

        return new SequenceExpression(items.ToImmutable(), SpanFrom(start));
    }

    /// <summary>One expression that ends before a comma.</summary>
    public PythonExpression ReadOne(int start, int end)
    {
        (_at, _end) = (start, end);
        return Test(depth: 0);
    }

    private Token Current => tokens[_at];

    private bool Is(char op) => _at < _end && Current.Is(op);

    private bool Is(Keyword keyword) => _at < _end && Current.Is(keyword);

    private bool IsDoubleStar => Is('*') && Current.End - Current.Start == 2;

    private TextSpan SpanFrom(int start) =>
        start < _at ? TextSpan.FromBounds(tokens[start].Start, Math.Max(tokens[_at - 1].End, tokens[start].End)) : new(start < tokens.Count ? tokens[start].Start : text.Length, 0);

    /// <summary>An item of a list or an argument: a star before it is passed over.</summary>
    private PythonExpression Item(int depth)
    {
        if (Is('*'))
        {
            _at++;
        }

        return Test(depth);
    }

    /// <summary>An expression with everything that binds weakly: conditions, <c>or</c>, lambda.</summary>
    private PythonExpression Test(int depth)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var start = _at;
        if (depth > MaxDepth)
        {
            SkipOperand();
            return new OtherExpression([], SpanFrom(start));
        }

        if (Is(Keyword.Lambda))
        {
            while (_at < _end && !Is(':') && !Current.Closes)
            {
                SkipToken();
            }

            _at += Is(':') ? 1 : 0;
            var body = Test(depth + 1);
            return new OtherExpression([body], SpanFrom(start));
        }

        var first = Disjunction(depth);
        if (!Is(Keyword.If))
        {
            return first;
        }

        _at++;
        Disjunction(depth + 1);
        if (!Is(Keyword.Else))
        {
            return first;
        }

        _at++;
        var other = Test(depth + 1);
        return new ChoiceExpression([first, other], SpanFrom(start));
    }

    /// <summary>Operands between <c>or</c>; with <c>and</c>, <c>in</c> or <c>is</c> among them nothing is known of the value.</summary>
    private PythonExpression Disjunction(int depth)
    {
        var start = _at;
        var first = Arithmetic(depth);
        if (!IsLogical())
        {
            return first;
        }

        var operands = ImmutableArray.CreateBuilder<PythonExpression>();
        operands.Add(first);
        var isChoice = true;
        while (IsLogical())
        {
            isChoice &= Is(Keyword.Or);
            _at++;
            operands.Add(Arithmetic(depth));
        }

        return isChoice ? new ChoiceExpression(operands.ToImmutable(), SpanFrom(start)) : new OtherExpression(operands.ToImmutable(), SpanFrom(start));

        bool IsLogical() => Is(Keyword.Or) || Is(Keyword.And) || Is(Keyword.In) || Is(Keyword.Is) || Is(Keyword.Not);
    }

    private PythonExpression Arithmetic(int depth)
    {
        var start = _at;
        var first = Unary(depth);
        if (!IsOperator())
        {
            return first;
        }

        var operands = ImmutableArray.CreateBuilder<PythonExpression>();
        operands.Add(first);
        var op = Current.Operator;
        var isSame = op is '+' or '/';
        while (IsOperator())
        {
            isSame &= Is(op);
            _at++;
            operands.Add(Unary(depth));
        }

        return isSame ? new ChainExpression(op, operands.ToImmutable(), SpanFrom(start)) : new OtherExpression(operands.ToImmutable(), SpanFrom(start));

        bool IsOperator() => _at < _end && Current.Kind == TokenKind.Operator && Current.Operator is '+' or '-' or '*' or '/' or '%' or '@' or '|' or '&' or '^' or '<' or '>'
            or Operators.Equal or Operators.NotEqual or Operators.ShiftRight or Operators.Walrus or Operators.Other;
    }

    private PythonExpression Unary(int depth)
    {
        var start = _at;
        var isChanged = false;
        while (Is('-') || Is('+') || Is('~') || Is(Keyword.Not) || Is(Keyword.Await))
        {
            isChanged |= !Is(Keyword.Await);
            _at++;
        }

        var operand = Postfix(depth);
        return isChanged ? new OtherExpression([operand], SpanFrom(start)) : operand;
    }

    private PythonExpression Postfix(int depth)
    {
        var start = _at;
        var value = Primary(depth);
        for (var steps = depth; _at < _end; steps++)
        {
            var isDeep = steps > MaxDepth;
            if (Is('.') && _at + 1 < _end && tokens[_at + 1].Kind == TokenKind.Name)
            {
                var name = tokens[_at + 1];
                _at += 2;
                value = isDeep ? Deep() : new AttributeExpression(value, text.Slice(TextSpan.FromBounds(name.Start, name.End)), SpanFrom(start));
            }
            else if (Is('('))
            {
                var arguments = Arguments(depth + 1);
                value = isDeep ? Deep() : new InvocationExpression(value, arguments, SpanFrom(start));
            }
            else if (Is('['))
            {
                var index = Index(depth + 1);
                value = isDeep ? Deep() : new SubscriptExpression(value, index, SpanFrom(start));
            }
            else
            {
                break;
            }
        }

        return value;

        OtherExpression Deep() => new([], SpanFrom(start));
    }

    private PythonExpression Primary(int depth)
    {
        var start = _at;
        if (_at >= _end)
        {
            return new OtherExpression([], SpanFrom(start));
        }

        switch (Current.Kind)
        {
            case TokenKind.String or TokenKind.FStringStart or TokenKind.FStringText:
                return Strings();
            case TokenKind.Name when Current.Keyword == Keyword.None:
                _at++;
                var name = text.Slice(SpanFrom(start));
                return new NameExpression(name, SpanFrom(start)) { Key = keys.GetValueOrDefault(name, name) };
            case TokenKind.Name when Current.Keyword is Keyword.For or Keyword.If or Keyword.Else or Keyword.In or Keyword.As:
                return new OtherExpression([], SpanFrom(start));
            case TokenKind.Operator when Current.Operator is '(' or '[' or '{':
                return Bracketed(depth + 1);
            case TokenKind.Operator when Current.Closes || Current.Operator is ',' or ':' or '=':
                return new OtherExpression([], SpanFrom(start));
            default:
                _at++;
                return new OtherExpression([], SpanFrom(start));
        }
    }

    /// <summary>Adjacent string literals. With bytes or an f-string among them the value is not known.</summary>
    private PythonExpression Strings()
    {
        var start = _at;
        var builder = new MappedText.Builder(Current.Start);
        var isKnown = true;
        while (_at < _end && Current.Kind is TokenKind.String or TokenKind.FStringStart or TokenKind.FStringText)
        {
            if (Current.Kind != TokenKind.String)
            {
                isKnown = false;
                SkipToken();
                continue;
            }

            var token = Current;
            _at++;
            var literal = text.AsSpan(TextSpan.FromBounds(token.Start, token.End));
            var content = StringValue.Content(literal, token.Operator == Operators.Unterminated, out var at, out var raw, out var bytes);
            isKnown &= !bytes && token.Operator != Operators.Unterminated;
            if (_at == start + 1)
            {
                builder = new(token.Start + at);
            }

            if (raw)
            {
                builder.Append(content, token.Start + at, content.Length);
            }
            else
            {
                AppendUnescaped(builder, content, token.Start + at);
            }
        }

        return isKnown ? new StringExpression(builder.ToText(), SpanFrom(start)) : new OtherExpression([], SpanFrom(start));
    }

    private static void AppendUnescaped(MappedText.Builder builder, ReadOnlySpan<char> content, int offset)
    {
        var value = new StringBuilder();
        while (content.IndexOf('\\') is >= 0 and var backslash && backslash + 1 < content.Length)
        {
            builder.Append(content[..backslash], offset, backslash);
            content = content[backslash..];
            offset += backslash;
            var length = content[1] switch
            {
                'x' => 4,
                'u' => 6,
                'U' => 10,
                '\r' => content.StartsWith("\\\r\n") ? 3 : 2,
                >= '0' and <= '7' => 2 + CountOctal(content[2..]),
                _ => 2,
            };
            length = Math.Min(length, content.Length);
            value.Clear();
            StringValue.AppendUnescaped(value, content[..length]);
            builder.Append(value.ToString(), offset, length);
            content = content[length..];
            offset += length;
        }

        builder.Append(content, offset, content.Length);
    }

    private static int CountOctal(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < 2 && length < text.Length && text[length] is >= '0' and <= '7')
        {
            length++;
        }

        return length;
    }

    /// <summary>What brackets hold that begin no call and no subscript.</summary>
    private PythonExpression Bracketed(int depth)
    {
        var start = _at;
        var open = Current.Operator;
        var items = ImmutableArray.CreateBuilder<PythonExpression>();
        var entries = ImmutableArray.CreateBuilder<(PythonExpression?, PythonExpression)>();
        PythonExpression? comprehension = null;
        var hasComma = false;
        _at++;
        while (_at < _end && !Current.Closes)
        {
            var before = _at;
            if (Is(','))
            {
                hasComma = true;
                _at++;
                continue;
            }

            if (open == '{' && IsDoubleStar)
            {
                _at++;
                entries.Add((null, Test(depth)));
            }
            else
            {
                var item = Item(depth);
                if (open == '{' && Is(':'))
                {
                    _at++;
                    var value = Test(depth);
                    comprehension ??= Comprehension(value, isDictionary: true, depth, start);
                    entries.Add((item, value));
                }
                else
                {
                    comprehension ??= Comprehension(item, isDictionary: false, depth, start);
                    items.Add(item);
                }
            }

            _at += _at == before ? 1 : 0;
        }

        _at += _at < _end ? 1 : 0;
        var span = SpanFrom(start);
        return comprehension is ComprehensionExpression read ? read with { Span = span }
            : open == '{' && (entries.Count > 0 || items.Count == 0) ? new DictionaryExpression(entries.ToImmutable(), span)
            : open == '(' && items.Count == 1 && !hasComma ? items[0]
            : new SequenceExpression(items.ToImmutable(), span);
    }

    /// <summary>The loops after a comprehension's element, up to the bracket that closes it; null when none follows.</summary>
    private ComprehensionExpression? Comprehension(PythonExpression element, bool isDictionary, int depth, int start)
    {
        if (Is(Keyword.Async))
        {
            _at++;
        }

        if (!Is(Keyword.For))
        {
            return null;
        }

        while (_at < _end && !Is(Keyword.In) && !Current.Closes)
        {
            SkipToken();
        }

        _at += Is(Keyword.In) ? 1 : 0;
        var source = Disjunction(depth);
        while (_at < _end && !Current.Closes)
        {
            SkipToken();
        }

        return new(element, source, isDictionary, SpanFrom(start));
    }

    private ImmutableArray<PythonArgument> Arguments(int depth)
    {
        var open = _at++;
        var arguments = ImmutableArray.CreateBuilder<PythonArgument>();
        while (_at < _end && !Current.Closes)
        {
            var before = _at;
            if (Is(','))
            {
                _at++;
            }
            else if (IsDoubleStar)
            {
                _at++;
                arguments.Add(new("**", default, Test(depth)));
            }
            else if (Current.Kind == TokenKind.Name && _at + 1 < _end && tokens[_at + 1].Is('='))
            {
                var name = TextSpan.FromBounds(Current.Start, Current.End);
                _at += 2;
                arguments.Add(new(text.Slice(name), name, Test(depth)));
            }
            else
            {
                var value = Item(depth);
                arguments.Add(new(null, default, Comprehension(value, isDictionary: false, depth, open) ?? value));
            }

            _at += _at == before ? 1 : 0;
        }

        _at += _at < _end ? 1 : 0;
        return arguments.ToImmutable();
    }

    private PythonExpression? Index(int depth)
    {
        _at++;
        PythonExpression? index = null;
        var isSlice = false;
        while (_at < _end && !Current.Closes)
        {
            var before = _at;
            if (Is(':') || Is(','))
            {
                isSlice = true;
                _at++;
            }
            else
            {
                index = Test(depth);
            }

            _at += _at == before ? 1 : 0;
        }

        _at += _at < _end ? 1 : 0;
        return isSlice ? null : index;
    }

    /// <summary>Passes over what lies too deep, up to the next comma or the bracket that closes it.</summary>
    private void SkipOperand()
    {
        while (_at < _end && !Is(',') && !Current.Closes)
        {
            SkipToken();
        }
    }

    /// <summary>Passes over a token, or over all that a bracket or an f-string holds.</summary>
    private void SkipToken()
    {
        var nesting = 0;
        do
        {
            nesting += Current.Opens || Current.Kind == TokenKind.FStringStart ? 1 : Current.Closes || Current.Kind == TokenKind.FStringEnd ? -1 : 0;
            _at++;
        }
        while (nesting > 0 && _at < _end);
    }
}
