using System.Collections.Immutable;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Python;

internal sealed partial class ModuleScan
{
    private readonly List<FunctionDefinition> _functions = [];
    private readonly List<ClassBuilder> _classes = [];
    private readonly HashSet<int> _generators = [];
    private readonly ImmutableArray<Decorator>.Builder _decorators = ImmutableArray.CreateBuilder<Decorator>();

    private ImmutableArray<FunctionDefinition> BuildFunctions() => [.. _functions];

    private ImmutableArray<ClassDefinition> BuildClasses() =>
    [
        .. _classes.Select(builder => new ClassDefinition
        {
            Name = builder.Name,
            NameSpan = builder.NameSpan,
            Bases = builder.Bases,
            Decorators = builder.Decorators,
            MethodNames = builder.Methods is { } methods ? [.. methods] : [],
            BodySpan = builder.Body,
            Line = builder.Line,
        }),
    ];

    /// <summary>Reads the line of a decorator, the first token of which is <c>@</c>, and keeps it for the definition below.</summary>
    private void ReadDecorator(int end)
    {
        var firstCall = _calls.Count;
        ReadExpression(1, end);
        if (!IsName(1, end))
        {
            return;
        }

        var last = ChainEnd(1, end);
        var name = ChainText(1, last);
        var resolution = Resolve(name);
        var call = firstCall < _calls.Count && _calls[firstCall].Span.Start == _tokens[1].Start ? _calls[firstCall] : default;
        _decorators.Add(new()
        {
            Name = name,
            ResolvedName = resolution.Name,
            Receiver = resolution.Receiver,
            Span = ChainSpan(1, last),
            FirstString = call.FirstString,
            FirstListItem = call.FirstListItem,
            Methods = call.Methods is { } methods ? [.. methods] : [],
        });
    }

    /// <summary>Reads the header of a function whose <c>def</c> is at <paramref name="head"/> and opens its body.</summary>
    private void ReadFunction(int head, int colon)
    {
        var decorators = _decorators.ToImmutable();
        _decorators.Clear();
        if (head + 1 >= colon || _tokens[head + 1].Kind != TokenKind.Name)
        {
            ReadExpression(head + 1, colon);
            Push(BlockKind.Other, head, colon, ImportContext.None);
            return;
        }

        var outer = Top;
        var name = Pool(TokenText(_tokens[head + 1]));
        var scope = new Scope(outer.Scope, isClass: false);
        ReadParameters(SkipTypeParameters(head + 2, colon), colon, scope);
        outer.Scope.Bind(name, new(BindingKind.Unknown, ""));
        if (outer.Scope.IsClass)
        {
            (_classes[outer.Class].Methods ??= []).Add(name);
        }

        _functions.Add(new()
        {
            Name = name,
            NameSpan = SpanOf(head + 1),
            IsAsync = head > 0 && _tokens[head - 1].Is(Keyword.Async),
            IsGenerator = false,
            Decorators = decorators,
            EnclosingClass = outer.Class >= 0 ? _classes[outer.Class].Name : null,
            ClassIndex = outer.Class,
            EnclosingFunction = outer.Function,
            IsMethod = outer.Scope.IsClass,
            Depth = outer.Depth,
            BodySpan = new(_tokens[Math.Min(colon, _tokens.Count - 1)].End, 0),
            Line = _tokens[head].Line,
        });
        if (Push(BlockKind.Function, head, colon, ImportContext.Function))
        {
            Top.Scope = scope;
            Top.Function = _functions.Count - 1;
            Top.Depth++;
        }
    }

    /// <summary>Binds the parameters and reads their annotations and defaults, which run outside of the function.</summary>
    private void ReadParameters(int open, int colon, Scope scope)
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
            depth += _tokens[i].Opens ? 1 : _tokens[i].Closes ? -1 : 0;
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

    private void ReadParameter(int start, int end, Scope scope)
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
        scope.Bind(Pool(TokenText(_tokens[start])), ReadAnnotation(start + 1, end) is { } type ? new(BindingKind.Instance, type) : new(BindingKind.Unknown, ""));
    }

    /// <summary>The imported class that an annotation at <paramref name="colon"/> names, or null.</summary>
    private string? ReadAnnotation(int colon, int end)
    {
        if (colon >= end || !_tokens[colon].Is(':') || !IsName(colon + 1, end))
        {
            return null;
        }

        var last = ChainEnd(colon + 1, end);
        if (last + 1 < end && _tokens[last + 1].Is('['))
        {
            var after = SkipBrackets(last + 1, end);
            return after == end || _tokens[after].Is('=') ? ReadAnnotated(colon + 1, after) : null;
        }

        return last + 1 >= end || _tokens[last + 1].Is('=') ? ClassOf(ChainText(colon + 1, last)) : null;
    }

    /// <summary>The imported class of <c>Annotated[Class, …]</c> from <paramref name="start"/> up to <paramref name="end"/>, or null. What follows the class says nothing of it (PEP 593).</summary>
    private string? ReadAnnotated(int start, int end)
    {
        if (!IsName(start, end))
        {
            return null;
        }

        var open = ChainEnd(start, end) + 1;
        if (open >= end || !_tokens[open].Is('[') || SkipBrackets(open, end) != end || !IsName(open + 1, end)
            || Resolve(ChainText(start, open - 1)) is not { IsImported: true, Name: "typing.Annotated" or "typing_extensions.Annotated" })
        {
            return null;
        }

        var last = ChainEnd(open + 1, end);
        return last + 1 < end && _tokens[last + 1].Is(',') ? ClassOf(ChainText(open + 1, last)) : null;
    }

    /// <summary>The imported class that the name stands for, also by way of a name for an annotated one, or null.</summary>
    private string? ClassOf(string name) =>
        Resolve(name) is { IsImported: true } type ? type.Name
        : Top.Scope.Find(name) is { Kind: BindingKind.TypeAlias } alias ? alias.Target : null;

    /// <summary>Reads the header of a class whose <c>class</c> is at <paramref name="head"/> and opens its body.</summary>
    private void ReadClass(int head, int colon)
    {
        var decorators = _decorators.ToImmutable();
        _decorators.Clear();
        if (head + 1 >= colon || _tokens[head + 1].Kind != TokenKind.Name)
        {
            ReadExpression(head + 1, colon);
            Push(BlockKind.Other, head, colon, ImportContext.None);
            return;
        }

        var name = Pool(TokenText(_tokens[head + 1]));
        var open = SkipTypeParameters(head + 2, colon);
        var bases = ReadBases(open, colon);
        ReadExpression(open, colon);
        var outer = Top;
        outer.Scope.Bind(name, new(BindingKind.Unknown, ""));
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
            Top.Scope = new(outer.Scope, isClass: true);
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

        var bases = ImmutableArray.CreateBuilder<ClassBase>();
        var depth = 0;
        for (var i = open; i < colon; i++)
        {
            var begins = (i == open || (depth == 1 && _tokens[i].Is(','))) && IsName(i + 1, colon);
            depth += _tokens[i].Opens ? 1 : _tokens[i].Closes ? -1 : 0;
            if (begins)
            {
                var last = ChainEnd(i + 1, colon);
                if (last + 1 < colon && _tokens[last + 1].Kind == TokenKind.Operator && _tokens[last + 1].Operator is ',' or ')' or '[')
                {
                    var name = ChainText(i + 1, last);
                    bases.Add(new(name, Resolve(name).Name, ChainSpan(i + 1, last)));
                }
            }
        }

        return bases.ToImmutable();
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
            depth += _tokens[position].Opens ? 1 : _tokens[position].Closes ? -1 : 0;
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
            depth += _tokens[position].Opens ? 1 : _tokens[position].Closes ? -1 : 0;
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

            Top.Scope.Bind(Pool(TokenText(_tokens[i])), new(BindingKind.Unknown, ""));
        }
    }

    private sealed class ClassBuilder
    {
        public required string Name { get; init; }

        public required TextSpan NameSpan { get; init; }

        public required ImmutableArray<ClassBase> Bases { get; init; }

        public required ImmutableArray<Decorator> Decorators { get; init; }

        public required int Line { get; init; }

        public List<string>? Methods { get; set; }

        public TextSpan Body { get; set; }
    }
}
