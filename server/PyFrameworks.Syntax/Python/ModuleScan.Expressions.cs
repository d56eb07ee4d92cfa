using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Python;

internal sealed partial class ModuleScan
{
    /// <summary>Longest dotted name, in UTF-16 code units, that is resolved: an alias of a very long one would multiply the text.</summary>
    private const int MaxResolvedName = 256;

    /// <summary>Longest string, in UTF-16 code units, of which equal ones share a copy.</summary>
    private const int MaxLiteral = 120;

    private readonly List<CallBuilder> _calls = [];
    private readonly List<Frame> _frames = [];
    private readonly List<PendingUse> _pending = [];
    private readonly Dictionary<string, TextSpan> _names = new(StringComparer.Ordinal);

    /// <summary>Every use of a dotted name, where they are asked for.</summary>
    private List<DottedUse>? _uses;

    private ref Frame Inner => ref CollectionsMarshal.AsSpan(_frames)[^1];

    private ImmutableArray<CallExpression> BuildCalls()
    {
        var calls = ImmutableArray.CreateBuilder<CallExpression>(_calls.Count);
        foreach (var call in _calls)
        {
            calls.Add(new()
            {
                Name = call.Name,
                ResolvedName = call.ResolvedName,
                Receiver = call.Receiver,
                Origin = call.Origin,
                Span = call.Span,
                FirstString = call.FirstString,
                Keywords = call.Keywords is { } keywords ? [.. keywords] : [],
                Methods = call.Methods is { } methods ? [.. methods] : [],
                IsImported = call.IsImported,
                IsAwaited = call.IsAwaited,
                IsChained = call.IsChained,
                EnclosingFunction = call.EnclosingFunction,
                EnclosingCall = call.EnclosingCall,
                InLambda = call.InLambda,
                AssignedTo = call.AssignedTo,
            });
        }

        return calls.MoveToImmutable();
    }

    /// <summary>
    /// Notes the names, calls and strings of the tokens from <paramref name="start"/> up to <paramref name="end"/>;
    /// returns the index of the call that is all of them, but for an <c>await</c>, or -1.
    /// </summary>
    private int ReadExpression(int start, int end)
    {
        _frames.Clear();
        _frames.Add(new() { Call = -1, Around = -1, FirstOf = -1 });
        int whole = -1, opened = -1, closed = -1;
        for (var i = start; i < end; i++)
        {
            var token = _tokens[i];
            switch (token.Kind)
            {
                case TokenKind.Name when token.Keyword == Keyword.None || (i > start && _tokens[i - 1].Is('.')):
                    if (i > start && _tokens[i - 1].Is('.'))
                    {
                        // An attribute of something that is no dotted name, as in "f().x".
                        Inner.AtStart = false;
                    }
                    else if (!ReadKeywordArgument(i, end))
                    {
                        var last = ChainEnd(i, end);
                        opened = ReadName(i, last, last + 1 < end && _tokens[last + 1].Is('('), awaited: i > start && _tokens[i - 1].Is(Keyword.Await));
                        if (opened >= 0 && (i == start || (i == start + 1 && _tokens[start].Is(Keyword.Await))))
                        {
                            whole = opened;
                        }

                        i = last;
                    }

                    break;
                case TokenKind.Name:
                    Inner.AtStart = false;
                    if (token.Is(Keyword.Lambda))
                    {
                        Inner.InParameters = true;
                    }
                    else if (token.Is(Keyword.Yield) && !Inner.InLambda)
                    {
                        _generators.Add(Top.Function);
                    }
                    else if (token.Is(Keyword.As) && IsName(i + 1, end))
                    {
                        BindResult(Pool(TokenText(_tokens[i + 1])), i > start && _tokens[i - 1].Is(')') ? closed : -1);
                        i++;
                    }

                    break;
                case TokenKind.String:
                    i = ReadStrings(i, end);
                    Inner.AtStart = false;
                    break;
                case TokenKind.Operator when token.Opens:
                    OpenFrame(token, opened);
                    opened = -1;
                    break;
                case TokenKind.Operator when token.Closes:
                    if (_frames.Count > 1)
                    {
                        closed = Inner.IsCall ? Inner.Call : -1;
                        whole = whole == closed && i != end - 1 ? -1 : whole;

                        // In "await f()()" and "await f().g()" something else is awaited.
                        if (closed >= 0 && i + 1 < end && _tokens[i + 1].Kind == TokenKind.Operator && _tokens[i + 1].Operator is '(' or '[' or '.')
                        {
                            CollectionsMarshal.AsSpan(_calls)[closed].IsAwaited = false;
                            CollectionsMarshal.AsSpan(_calls)[closed].IsChained = true;
                        }

                        _frames.RemoveAt(_frames.Count - 1);
                    }

                    break;
                case TokenKind.Operator when token.Is(','):
                    if (!Inner.InParameters)
                    {
                        Inner.AtStart = true;
                        Inner.Argument++;
                        Inner.InLambda = Inner.InheritsLambda;
                    }

                    break;
                case TokenKind.Operator when token.Is(':') && Inner.InParameters:
                    Inner.InParameters = false;
                    Inner.InLambda = true;
                    break;
                default:
                    Inner.AtStart = false;
                    break;
            }
        }

        // A call whose bracket is never closed is still all there is.
        return whole;
    }

    private bool ReadKeywordArgument(int position, int end)
    {
        if (!Inner.AtStart || Inner.Open != '(' || position + 1 >= end || !_tokens[position + 1].Is('='))
        {
            return false;
        }

        if (Inner.Call >= 0)
        {
            var name = Pool(TokenText(_tokens[position]));
            (CollectionsMarshal.AsSpan(_calls)[Inner.Call].Keywords ??= []).Add(name);
            Inner.Methods = name == "methods" && position + 2 < end && _tokens[position + 2].Opens;
        }

        Inner.AtStart = false;
        return true;
    }

    /// <summary>Notes a dotted name, and the call when a bracket follows it; returns the call's index or -1.</summary>
    private int ReadName(int first, int last, bool isCall, bool awaited)
    {
        Inner.AtStart = false;
        var name = ChainText(first, last);
        var span = ChainSpan(first, last);
        var resolution = Resolve(name);
        if (resolution.IsImported)
        {
            _names.TryAdd(resolution.Name, span);
        }

        var index = -1;
        if (isCall)
        {
            index = _calls.Count;
            _calls.Add(new()
            {
                Name = name,
                ResolvedName = resolution.Name,
                Receiver = resolution.Receiver,
                Origin = resolution.Origin,
                Span = span,
                IsAwaited = awaited,
                IsImported = resolution.IsImported,
                EnclosingFunction = Top.Function,
                EnclosingCall = Inner.Around,
                InLambda = Inner.InLambda,
            });
        }

        _uses?.Add(new(name, resolution.Name, resolution.Receiver, resolution.IsImported, span, Top.Function));
        if (!resolution.IsKnown && Top.Function >= 0)
        {
            _pending.Add(new(name, span, index, (_uses?.Count ?? 0) - 1));
        }

        return index;
    }

    private void OpenFrame(Token token, int call)
    {
        var inner = Inner;
        var methods = inner.Methods;
        var begins = call < 0 && inner is { AtStart: true, IsCall: true, Argument: 0 } ? inner.Call : -1;
        Inner.Methods = false;
        Inner.AtStart = false;
        _frames.Add(new()
        {
            Open = token.Operator,
            Call = call >= 0 ? call : methods ? inner.Call : -1,
            Around = call >= 0 ? call : inner.Around,
            IsCall = call >= 0,
            Collects = methods,
            FirstOf = begins,
            AtStart = true,
            InLambda = inner.InLambda,
            InheritsLambda = inner.InLambda,
        });
    }

    /// <summary>Reads adjacent string literals and returns the index of the last.</summary>
    private int ReadStrings(int first, int end)
    {
        var last = first;
        while (last + 1 < end && _tokens[last + 1].Kind == TokenKind.String)
        {
            last++;
        }

        if (Literal(first, last) is not { } value)
        {
            return last;
        }

        if (value.Length <= MaxLiteral)
        {
            value = Pool(value);
        }

        // Only a literal that is the whole argument or element counts: no "a" % b, "a".join(b), no f-string beside it.
        if (Inner.AtStart && Inner.Call >= 0 && last + 1 < end && (_tokens[last + 1].Is(',') || _tokens[last + 1].Closes))
        {
            ref var call = ref CollectionsMarshal.AsSpan(_calls)[Inner.Call];
            if (Inner.Collects)
            {
                (call.Methods ??= []).Add(value);
            }
            else if (call.FirstString is null)
            {
                call.FirstString = new(value, TextSpan.FromBounds(_tokens[first].Start, _tokens[last].End), Inner.Argument);
                if (Inner.Argument == 0 && first == last)
                {
                    ReadDynamicImport(call, _tokens[first]);
                }
            }
        }
        else if (Inner is { AtStart: true, FirstOf: >= 0, Argument: 0 } list)
        {
            CollectionsMarshal.AsSpan(_calls)[list.FirstOf].FirstListItem ??= new(value, TextSpan.FromBounds(_tokens[first].Start, _tokens[last].End), 0);
        }

        return last;
    }

    /// <summary>The value of adjacent plain literals, or null when one is bytes or part of an f-string.</summary>
    private string? Literal(int first, int last)
    {
        if ((first > 0 && _tokens[first - 1].Kind == TokenKind.FStringEnd)
            || (last + 1 < _tokens.Count && _tokens[last + 1].Kind is TokenKind.FStringStart or TokenKind.FStringText))
        {
            return null;
        }

        var value = first == last ? null : new StringBuilder();
        for (var i = first; i <= last; i++)
        {
            var content = StringValue.Content(TokenText(_tokens[i]), _tokens[i].Operator == Operators.Unterminated, out _, out var raw, out var bytes);
            if (bytes)
            {
                return null;
            }

            if (raw || content.IndexOfAny('\\', '\r') < 0)
            {
                if (value is null)
                {
                    return content.Length <= MaxLiteral ? Pool(content) : content.ToString();
                }

                value.Append(content);
            }
            else
            {
                value ??= new();
                StringValue.AppendUnescaped(value, content);
            }
        }

        return value?.ToString();
    }

    /// <summary>Gives <paramref name="name"/> the meaning of the call's result: an instance where the call looks like a constructor's.</summary>
    private void BindResult(string name, int call)
    {
        Top.Scope.Bind(name, Constructor(call) is { } constructor ? new(BindingKind.Instance, constructor) : Given(call));
        if (call >= 0)
        {
            CollectionsMarshal.AsSpan(_calls)[call].AssignedTo = name;
        }
    }

    /// <summary>The dotted name of a constructor: something imported, or a name in capitals as classes have them; null for another call.</summary>
    private string? Constructor(int call)
    {
        if (call < 0 || _calls[call] is not { ResolvedName.Length: <= MaxResolvedName } called)
        {
            return null;
        }

        var lastPart = called.ResolvedName.LastIndexOf('.') + 1;
        return called.IsImported || (lastPart < called.ResolvedName.Length && char.IsUpper(called.ResolvedName[lastPart])) ? called.ResolvedName : null;
    }

    /// <summary>What the result of <paramref name="call"/> is bound as: told by its method where that is one of a known object, as in <c>connection.cursor()</c>.</summary>
    private Binding Given(int call) =>
        call >= 0 && _calls[call] is { Receiver: { } receiver, IsAwaited: false, Name: { } name } && name.LastIndexOf('.') is > 0 and var dot
            && name.IndexOf('.', name.StartsWith("self.", StringComparison.Ordinal) ? 5 : 0) == dot && receiver.Length + name.Length - dot <= MaxResolvedName
            ? new(BindingKind.Result, Pool(string.Concat(receiver, name.AsSpan(dot))))
            : new(BindingKind.Unknown, "");

    private Resolution Resolve(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var root = dot < 0 ? name : Pool(name.AsSpan(0, dot));
        if (dot > 0 && root == "self")
        {
            var next = name.IndexOf('.', dot + 1);
            return new(name, next > 0 ? Top.Scope.FindAttribute(Pool(name.AsSpan(dot + 1, next - dot - 1))) : null, IsImported: false, IsKnown: true);
        }

        return Top.Scope.Find(root) is { } binding ? Apply(binding, name, dot) : new(name, null, IsImported: false, IsKnown: false);
    }

    private Resolution Apply(Binding binding, string name, int dot) => binding.Kind switch
    {
        BindingKind.Import when name.Length <= MaxResolvedName => new(
            dot < 0 ? binding.Target : Pool(string.Concat(binding.Target, name.AsSpan(dot))), null, IsImported: true, IsKnown: true),
        BindingKind.Instance when dot > 0 => new(name, binding.Target, IsImported: false, IsKnown: true),
        BindingKind.Result when dot > 0 => new(name, null, IsImported: false, IsKnown: true) { Origin = binding.Target },
        _ => new(name, null, IsImported: false, IsKnown: true),
    };

    /// <summary>Resolves what functions use and the module binds only further down.</summary>
    private void ResolvePending()
    {
        foreach (var use in _pending)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            var dot = use.Name.IndexOf('.', StringComparison.Ordinal);
            if (_blocks[0].Scope.FindHere(dot < 0 ? use.Name : Pool(use.Name.AsSpan(0, dot))) is not { } binding)
            {
                continue;
            }

            var resolution = Apply(binding, use.Name, dot);
            if (resolution.IsImported && (!_names.TryGetValue(resolution.Name, out var first) || use.Span.Start < first.Start))
            {
                _names[resolution.Name] = use.Span;
            }

            if (_uses is not null)
            {
                _uses[use.Use] = _uses[use.Use] with { ResolvedName = resolution.Name, Receiver = resolution.Receiver, IsImported = resolution.IsImported };
            }

            if (use.Call >= 0)
            {
                ref var call = ref CollectionsMarshal.AsSpan(_calls)[use.Call];
                call.ResolvedName = resolution.Name;
                call.Receiver = resolution.Receiver;
                call.Origin = resolution.Origin;
                call.IsImported = resolution.IsImported;
            }
        }
    }

    private bool IsName(int position, int end) =>
        position < end && _tokens[position].Kind == TokenKind.Name && _tokens[position].Keyword == Keyword.None;

    /// <summary>Index of the last token of the dotted name that begins at <paramref name="first"/>; past a dot any word may stand.</summary>
    private int ChainEnd(int first, int end)
    {
        while (first + 2 < end && _tokens[first + 1].Is('.') && _tokens[first + 2].Kind == TokenKind.Name)
        {
            first += 2;
        }

        return first;
    }

    private TextSpan ChainSpan(int first, int last) => TextSpan.FromBounds(_tokens[first].Start, _tokens[last].End);

    /// <summary>The dotted name without the blanks and line ends that may stand around dots.</summary>
    private string ChainText(int first, int last)
    {
        var length = 0;
        for (var i = first; i <= last; i++)
        {
            length += _tokens[i].End - _tokens[i].Start;
        }

        var span = ChainSpan(first, last);
        if (span.Length == length)
        {
            return Pool(_text.AsSpan(span.Start, span.Length));
        }

        var text = new StringBuilder(length);
        for (var i = first; i <= last; i++)
        {
            text.Append(TokenText(_tokens[i]));
        }

        return text.ToString();
    }

    private readonly record struct Resolution(string Name, string? Receiver, bool IsImported, bool IsKnown)
    {
        public string? Origin { get; init; }
    }

    private readonly record struct PendingUse(string Name, TextSpan Span, int Call, int Use);

    private record struct CallBuilder
    {
        public string Name;
        public string ResolvedName;
        public string? Receiver;
        public string? Origin;
        public string? AssignedTo;
        public TextSpan Span;
        public StringArgument? FirstString;
        public StringArgument? FirstListItem;
        public List<string>? Keywords;
        public List<string>? Methods;
        public int EnclosingFunction;
        public int EnclosingCall;
        public bool IsAwaited;
        public bool IsChained;
        public bool IsImported;
        public bool InLambda;
    }

    /// <summary>An open bracket of an expression.</summary>
    private record struct Frame
    {
        public char Open;

        /// <summary>The call whose arguments, or list of methods, the bracket holds, or -1.</summary>
        public int Call;

        /// <summary>The call around, through any brackets.</summary>
        public int Around;

        /// <summary>The call of whose first argument the bracket is the beginning, or -1.</summary>
        public int FirstOf;

        /// <summary>Number of commas so far.</summary>
        public int Argument;

        public bool IsCall;

        /// <summary>Whether the bracket holds the strings of <c>methods=</c>.</summary>
        public bool Collects;

        /// <summary>Whether the next bracket will.</summary>
        public bool Methods;

        /// <summary>Whether an argument or element begins here.</summary>
        public bool AtStart;

        /// <summary>Whether the position is between <c>lambda</c> and its colon.</summary>
        public bool InParameters;

        public bool InLambda;
        public bool InheritsLambda;
    }
}
