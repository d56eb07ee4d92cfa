using System.Collections.Immutable;
using System.Runtime.InteropServices;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Python;

internal sealed partial class ModuleScan
{
    private readonly RefList<FunctionBuilder> _functions = new(512);
    private readonly RefList<ClassBuilder> _classes = new(256);
    private readonly RefList<ClassBase> _bases = new(64);
    private readonly RefList<Decorator> _decorators = new(64);

    /// <summary>The index that the call of the decorator which is read will have, or -1.</summary>
    private int _decoratorCall = -1;
    private StringArgument? _decoratorListItem;

    private ImmutableArray<FunctionDefinition> BuildFunctions()
    {
        if (_functions.Count == 0)
        {
            return [];
        }

        var functions = new FunctionDefinition[_functions.Count];
        for (var i = 0; i < functions.Length; i++)
        {
            ref readonly var builder = ref _functions[i];
            functions[i] = new()
            {
                Name = _names.Text(builder.Name),
                NameSpan = builder.NameSpan,
                IsAsync = builder.IsAsync,
                IsGenerator = builder.IsGenerator,
                Decorators = builder.Decorators,
                EnclosingClass = builder.Class >= 0 ? _names.Text(_classes[builder.Class].Name) : null,
                ClassIndex = builder.Class,
                EnclosingFunction = builder.EnclosingFunction,
                IsMethod = builder.IsMethod,
                Depth = builder.Depth,
                BodySpan = builder.Body,
                Line = builder.Line,
            };
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(functions);
    }

    private ImmutableArray<ClassDefinition> BuildClasses()
    {
        if (_classes.Count == 0)
        {
            return [];
        }

        var classes = new ClassDefinition[_classes.Count];
        for (var i = 0; i < classes.Length; i++)
        {
            ref readonly var builder = ref _classes[i];
            classes[i] = new()
            {
                Name = _names.Text(builder.Name),
                NameSpan = builder.NameSpan,
                Bases = builder.Bases,
                Decorators = builder.Decorators,
                MethodNames = Words(builder.Methods),
                BodySpan = builder.Body,
                Line = builder.Line,
            };
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(classes);
    }

    /// <summary>Reads the line of a decorator, the first token of which is <c>@</c>, and keeps it for the definition below.</summary>
    private void ReadDecorator(int end)
    {
        var firstCall = _decoratorCall = _calls.Count;
        _decoratorListItem = null;
        ReadExpression(1, end);
        _decoratorCall = -1;
        if (!IsName(1, end))
        {
            return;
        }

        var last = ChainEnd(1, end);
        var name = ChainName(1, last);
        var resolution = Resolve(name);
        var isCall = firstCall < _calls.Count && _calls[firstCall].Span.Start == _tokens[1].Start;
        _decorators.Add(new()
        {
            Name = _names.Text(name),
            ResolvedName = _names.Text(resolution.Name),
            Receiver = TextOrNull(resolution.Receiver),
            Span = ChainSpan(1, last),
            FirstString = isCall ? FirstString(_calls[firstCall]) : null,
            FirstListItem = isCall ? _decoratorListItem : null,
            Methods = isCall ? Words(_calls[firstCall].Methods) : [],
        });
    }

    private ImmutableArray<Decorator> TakeDecorators()
    {
        var decorators = _decorators.ToImmutable();
        _decorators.Clear();
        return decorators;
    }

    /// <summary>Reads the header of a function whose <c>def</c> is at <paramref name="head"/> and opens its body.</summary>
    private void ReadFunction(int head, int colon)
    {
        var decorators = TakeDecorators();
        if (head + 1 >= colon || _tokens[head + 1].Kind != TokenKind.Name)
        {
            ReadExpression(head + 1, colon);
            Push(BlockKind.Other, head, colon, ImportContext.None);
            return;
        }

        var outer = Top;
        var name = NameOf(head + 1);
        var scope = _scopes.Open(isClass: false);
        ReadParameters(SkipTypeParameters(head + 2, colon), colon, scope);
        _scopes.Bind(outer.Scope, name, new(BindingKind.Unknown, NameTable.Empty));
        var isMethod = _scopes.IsClass(outer.Scope);
        if (isMethod)
        {
            AddWord(ref _classes[outer.Class].Methods, name);
        }

        _functions.Add(new()
        {
            Name = name,
            NameSpan = SpanOf(head + 1),
            IsAsync = head > 0 && _tokens[head - 1].Is(Keyword.Async),
            Decorators = decorators,
            Class = outer.Class,
            EnclosingFunction = outer.Function,
            IsMethod = isMethod,
            Depth = outer.Depth,
            Body = new(_tokens[Math.Min(colon, _tokens.Count - 1)].End, 0),
            Line = _tokens[head].Line,
        });
        if (Push(BlockKind.Function, head, colon, ImportContext.Function))
        {
            Top.Scope = scope;
            Top.Function = _functions.Count - 1;
            Top.Depth++;
        }
        else
        {
            _scopes.Close();
        }
    }

    /// <summary>Binds the parameters and reads their annotations and defaults, which run outside of the function.</summary>
    private void ReadParameters(int open, int colon, int scope)
    {
        if (open >= colon || !_tokens[open].Is('('))
        {
            ReadExpression(open, colon);
            return;
        }

        var depth = 0;
        var start = open + 1;
        for (var i = open; i < colon; i++)
        {
            depth += _tokens[i].Nesting;
            if (depth == 0)
            {
                ReadParameter(start, i, scope);
                ReadExpression(i + 1, colon);
                return;
            }

            if (depth == 1 && _tokens[i].Is(','))
            {
                ReadParameter(start, i, scope);
                start = i + 1;
            }
        }

        ReadParameter(start, colon, scope);
    }

    private void ReadParameter(int start, int end, int scope)
    {
        while (start < end && (_tokens[start].Is('*') || _tokens[start].Is('/')))
        {
            start++;
        }

        if (!IsName(start, end))
        {
            ReadExpression(start, end);
            return;
        }

        ReadExpression(start + 1, end);
        _scopes.Bind(scope, NameOf(start), ReadAnnotation(start + 1, end) is >= 0 and var type ? new(BindingKind.Instance, type) : new(BindingKind.Unknown, NameTable.Empty));
    }

    /// <summary>The imported class that an annotation at <paramref name="colon"/> names, or <see cref="NameTable.None"/>.</summary>
    private int ReadAnnotation(int colon, int end)
    {
        if (colon >= end || !_tokens[colon].Is(':') || !IsName(colon + 1, end))
        {
            return NameTable.None;
        }

        var last = ChainEnd(colon + 1, end);
        if (last + 1 < end && _tokens[last + 1].Is('['))
        {
            var after = SkipBrackets(last + 1, end);
            return after == end || _tokens[after].Is('=') ? ReadAnnotated(colon + 1, after) : NameTable.None;
        }

        return last + 1 >= end || _tokens[last + 1].Is('=') ? ClassOf(ChainName(colon + 1, last)) : NameTable.None;
    }

    /// <summary>
    /// The imported class of <c>Annotated[Class, …]</c> from <paramref name="start"/> up to <paramref name="end"/>, or <see cref="NameTable.None"/>. What follows the
    /// class says nothing of it (PEP 593).
    /// </summary>
    private int ReadAnnotated(int start, int end)
    {
        if (!IsName(start, end))
        {
            return NameTable.None;
        }

        var open = ChainEnd(start, end) + 1;
        if (open >= end || !_tokens[open].Is('[') || SkipBrackets(open, end) != end || !IsName(open + 1, end)
            || Resolve(ChainName(start, open - 1)) is not { IsImported: true, Name: var annotation }
            || _names.Span(annotation) is not ("typing.Annotated" or "typing_extensions.Annotated"))
        {
            return NameTable.None;
        }

        var last = ChainEnd(open + 1, end);
        return last + 1 < end && _tokens[last + 1].Is(',') ? ClassOf(ChainName(open + 1, last)) : NameTable.None;
    }

    /// <summary>The imported class that the name stands for, also by way of a name for an annotated one, or <see cref="NameTable.None"/>.</summary>
    private int ClassOf(int name) =>
        Resolve(name) is { IsImported: true } type ? type.Name
        : _scopes.TryFind(Top.Scope, name, out var alias) && alias.Kind == BindingKind.TypeAlias ? alias.Target : NameTable.None;

    /// <summary>Reads the header of a class whose <c>class</c> is at <paramref name="head"/> and opens its body.</summary>
    private void ReadClass(int head, int colon)
    {
        var decorators = TakeDecorators();
        if (head + 1 >= colon || _tokens[head + 1].Kind != TokenKind.Name)
        {
            ReadExpression(head + 1, colon);
            Push(BlockKind.Other, head, colon, ImportContext.None);
            return;
        }

        var name = NameOf(head + 1);
        var open = SkipTypeParameters(head + 2, colon);
        var bases = ReadBases(open, colon);
        ReadExpression(open, colon);
        var outer = Top;
        _scopes.Bind(outer.Scope, name, new(BindingKind.Unknown, NameTable.Empty));
        _classes.Add(new()
        {
            Name = name,
            NameSpan = SpanOf(head + 1),
            Bases = bases,
            Decorators = decorators,
            Line = _tokens[head].Line,
            Body = new(_tokens[Math.Min(colon, _tokens.Count - 1)].End, 0),
        });
        if (Push(BlockKind.Class, head, colon, ImportContext.Class))
        {
            Top.Scope = _scopes.Open(isClass: true);
            Top.Class = _classes.Count - 1;
            Top.Depth++;
        }
    }

    private ImmutableArray<ClassBase> ReadBases(int open, int colon)
    {
        if (open >= colon || !_tokens[open].Is('('))
        {
            return [];
        }

        _bases.Clear();
        var depth = 0;
        for (var i = open; i < colon; i++)
        {
            var begins = (i == open || (depth == 1 && _tokens[i].Is(','))) && IsName(i + 1, colon);
            depth += _tokens[i].Nesting;
            if (begins)
            {
                var last = ChainEnd(i + 1, colon);
                if (last + 1 < colon && _tokens[last + 1].Kind == TokenKind.Operator && _tokens[last + 1].Operator is ',' or ')' or '[')
                {
                    var name = ChainName(i + 1, last);
                    _bases.Add(new(_names.Text(name), _names.Text(Resolve(name).Name), ChainSpan(i + 1, last)));
                }
            }
        }

        return _bases.ToImmutable();
    }

    /// <summary>Index past the type parameters (PEP 695) at <paramref name="position"/>, if there are any.</summary>
    private int SkipTypeParameters(int position, int end)
    {
        if (position >= end || !_tokens[position].Is('['))
        {
            return position;
        }

        var depth = 0;
        var start = position;
        for (; position < end; position++)
        {
            depth += _tokens[position].Nesting;
            if (depth == 0)
            {
                break;
            }
        }

        ReadExpression(start, Math.Min(position + 1, end));
        return Math.Min(position + 1, end);
    }

    /// <summary>Reads <c>for a, b in c</c>: the targets hide what their names mean further out.</summary>
    private void ReadFor(int head, int colon)
    {
        var depth = 0;
        var position = head + 1;
        for (; position < colon; position++)
        {
            depth += _tokens[position].Nesting;
            if (depth == 0 && _tokens[position].Is(Keyword.In))
            {
                break;
            }
        }

        ReadExpression(position, colon);
        for (var i = head + 1; i < position; i++)
        {
            if (!IsName(i, position))
            {
                continue;
            }

            var last = ChainEnd(i, position);
            if (last > i || (i + 1 < position && _tokens[i + 1].Is('[')))
            {
                ReadExpression(i, position);
                return;
            }

            _scopes.Bind(Top.Scope, NameOf(i), new(BindingKind.Unknown, NameTable.Empty));
        }
    }

    private struct FunctionBuilder
    {
        public int Name;
        public TextSpan NameSpan;
        public bool IsAsync;
        public bool IsGenerator;
        public bool IsMethod;
        public ImmutableArray<Decorator> Decorators;
        public int Class;
        public int EnclosingFunction;
        public int Depth;
        public TextSpan Body;
        public int Line;
    }

    private struct ClassBuilder
    {
        public int Name;
        public TextSpan NameSpan;
        public ImmutableArray<ClassBase> Bases;
        public ImmutableArray<Decorator> Decorators;
        public WordList Methods;
        public TextSpan Body;
        public int Line;
    }
}
