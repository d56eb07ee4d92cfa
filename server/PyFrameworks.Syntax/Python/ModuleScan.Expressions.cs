using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Python;

internal sealed partial class ModuleScan
{
    /// <summary>Longest string, in UTF-16 code units, of which equal ones share a copy.</summary>
    private const int MaxLiteral = 120;

    private readonly RefList<CallBuilder> _calls = new(1024);
    private readonly RefList<Frame> _frames = new(512);

    /// <summary>The names of all <see cref="WordList"/>s.</summary>
    private readonly RefList<Word> _words = new(2048);

    private readonly StringBuilder _value = new();

    /// <summary>Every use of a dotted name, where they are asked for.</summary>
    private List<DottedUse>? _uses;

    private ImmutableArray<CallExpression> BuildCalls()
    {
        if (_calls.Count == 0)
        {
            return [];
        }

        var calls = new CallExpression[_calls.Count];
        for (var i = 0; i < calls.Length; i++)
        {
            ref readonly var call = ref _calls[i];
            calls[i] = new()
            {
                Name = _names.Text(call.Name),
                ResolvedName = _names.Text(call.ResolvedName),
                Receiver = TextOrNull(call.Receiver),
                Origin = TextOrNull(call.Origin),
                Span = call.Span,
                FirstString = FirstString(call),
                Keywords = Words(call.Keywords),
                Methods = Words(call.Methods),
                IsImported = call.IsImported,
                IsAwaited = call.IsAwaited,
                IsChained = call.IsChained,
                EnclosingFunction = call.EnclosingFunction,
                EnclosingCall = call.EnclosingCall,
                InLambda = call.InLambda,
                AssignedTo = TextOrNull(call.AssignedTo),
            };
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(calls);
    }

    private static StringArgument? FirstString(in CallBuilder call) => call.FirstString is { } value ? new(value, call.FirstStringSpan, call.FirstStringArgument) : null;

    /// <summary>
    /// Notes the names, calls and strings of the tokens from <paramref name="start"/> up to <paramref name="end"/>;
    /// returns the index of the call that is all of them, but for an <c>await</c>, or -1.
    /// </summary>
    private int ReadExpression(int start, int end)
    {
        if (start >= end)
        {
            return -1;
        }

        _frames.Clear();
        ref var inner = ref _frames.Add(new() { Call = -1, Around = -1, FirstOf = -1 });
        var tokens = _tokens.AsSpan();
        int whole = -1, opened = -1, closed = -1;
        for (var i = start; i < end; i++)
        {
            ref readonly var token = ref tokens[i];
            switch (token.Kind)
            {
                case TokenKind.Name when i > start && tokens[i - 1].Is('.'):
                    // An attribute of something that is no dotted name, as in "f().x".
                    inner.AtStart = false;
                    break;
                case TokenKind.Name when token.Keyword == Keyword.None:
                    if (inner.AtStart && inner.Open == '(' && i + 1 < end && tokens[i + 1].Is('='))
                    {
                        ReadKeywordArgument(ref inner, i, end);
                        break;
                    }

                    inner.AtStart = false;
                    var last = ChainEnd(i, end);
                    opened = ReadName(in inner, i, last, last + 1 < end && tokens[last + 1].Is('('), awaited: i > start && tokens[i - 1].Is(Keyword.Await));
                    if (opened >= 0 && (i == start || (i == start + 1 && tokens[start].Is(Keyword.Await))))
                    {
                        whole = opened;
                    }

                    i = last;
                    break;
                case TokenKind.Name:
                    inner.AtStart = false;
                    switch (token.Keyword)
                    {
                        case Keyword.Lambda:
                            inner.InParameters = true;
                            break;
                        case Keyword.Yield when !inner.InLambda:
                            if (Top.Function >= 0)
                            {
                                _functions[Top.Function].IsGenerator = true;
                            }

                            break;
                        case Keyword.As when IsName(i + 1, end):
                            BindResult(NameOf(i + 1), i > start && tokens[i - 1].Is(')') ? closed : -1);
                            i++;
                            break;
                    }

                    break;
                case TokenKind.String:
                    i = ReadStrings(in inner, i, end);
                    inner.AtStart = false;
                    break;
                case TokenKind.Operator when token.Opens:
                    inner = ref OpenFrame(ref inner, token, opened);
                    opened = -1;
                    break;
                case TokenKind.Operator when token.Closes:
                    if (_frames.Count > 1)
                    {
                        closed = inner.IsCall ? inner.Call : -1;
                        whole = whole == closed && i != end - 1 ? -1 : whole;

                        // In "await f()()" and "await f().g()" something else is awaited.
                        if (closed >= 0 && i + 1 < end && tokens[i + 1].Operator is '(' or '[' or '.')
                        {
                            ref var call = ref _calls[closed];
                            call.IsAwaited = false;
                            call.IsChained = true;
                        }

                        _frames.RemoveLast();
                        inner = ref _frames.Last;
                    }

                    break;
                case TokenKind.Operator when token.Is(','):
                    if (!inner.InParameters)
                    {
                        inner.AtStart = true;
                        inner.Argument++;
                        inner.InLambda = inner.InheritsLambda;
                    }

                    break;
                case TokenKind.Operator when token.Is(':') && inner.InParameters:
                    inner.InParameters = false;
                    inner.InLambda = true;
                    break;
                default:
                    inner.AtStart = false;
                    break;
            }
        }

        // A call whose bracket is never closed is still all there is.
        return whole;
    }

    private void ReadKeywordArgument(ref Frame inner, int position, int end)
    {
        if (inner.Call >= 0)
        {
            AddWord(ref _calls[inner.Call].Keywords, NameOf(position));
            inner.Methods = Matches(_tokens[position], "methods") && position + 2 < end && _tokens[position + 2].Opens;
        }

        inner.AtStart = false;
    }

    /// <summary>Notes a dotted name, and the call when a bracket follows it; returns the call's index or -1.</summary>
    private int ReadName(ref readonly Frame inner, int first, int last, bool isCall, bool awaited)
    {
        var span = ChainSpan(first, last);
        if (!isCall && _uses is null)
        {
            // Of most names nothing needs to be known, so the whole of one is looked at only when an import may lead to it.
            if (last > first && Matches(_tokens[first], "self"))
            {
                return -1;
            }

            var root = NameOf(first);
            if (!_scopes.TryFind(Top.Scope, root, out var binding))
            {
                if (Top.Function >= 0)
                {
                    _pending.Add(new(root, last == first ? root : IsUnbroken(first, last) ? NameTable.None : ChainName(first, last), span, -1, -1));
                }

                return -1;
            }

            if (binding.Kind == BindingKind.Import)
            {
                NoteFirstUse(Apply(binding, ChainName(first, last)), span);
            }

            return -1;
        }

        var name = ChainName(first, last);
        var resolution = Resolve(name);
        NoteFirstUse(resolution, span);
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
                AssignedTo = NameTable.None,
                Span = span,
                IsAwaited = awaited,
                IsImported = resolution.IsImported,
                EnclosingFunction = Top.Function,
                EnclosingCall = inner.Around,
                InLambda = inner.InLambda,
            });
        }

        _uses?.Add(new(_names.Text(name), _names.Text(resolution.Name), TextOrNull(resolution.Receiver), resolution.IsImported, span, Top.Function));
        if (!resolution.IsKnown && Top.Function >= 0)
        {
            _pending.Add(new(_names.Root(name), name, span, index, (_uses?.Count ?? 0) - 1));
        }

        return index;
    }

    private ref Frame OpenFrame(ref Frame inner, Token token, int call)
    {
        var methods = inner.Methods;
        var begins = call < 0 && inner is { AtStart: true, IsCall: true, Argument: 0 } ? inner.Call : -1;
        inner.Methods = false;
        inner.AtStart = false;
        return ref _frames.Add(new()
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
    private int ReadStrings(ref readonly Frame inner, int first, int end)
    {
        var last = first;
        while (last + 1 < end && _tokens[last + 1].Kind == TokenKind.String)
        {
            last++;
        }

        if (!inner.AtStart)
        {
            return last;
        }

        // Only a literal that is the whole argument or element counts: no "a" % b, "a".join(b), no f-string beside it.
        if (inner.Call >= 0 && last + 1 < end && (_tokens[last + 1].Is(',') || _tokens[last + 1].Closes))
        {
            ref var call = ref _calls[inner.Call];
            if (inner.Collects)
            {
                if (Literal(first, last) is { } method)
                {
                    AddWord(ref call.Methods, _names.Of(method));
                }
            }
            else if (call.FirstString is null && Literal(first, last) is { } value)
            {
                call.FirstString = value;
                call.FirstStringSpan = ChainSpan(first, last);
                call.FirstStringArgument = inner.Argument;
                if (inner.Argument == 0 && first == last)
                {
                    ReadDynamicImport(call.ResolvedName, _tokens[first]);
                }
            }
        }
        else if (inner is { FirstOf: >= 0, Argument: 0 } && inner.FirstOf == _decoratorCall && _decoratorListItem is null && Literal(first, last) is { } item)
        {
            _decoratorListItem = new(item, ChainSpan(first, last), 0);
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

        _value.Clear();
        for (var i = first; i <= last; i++)
        {
            var content = StringValue.Content(TokenText(_tokens[i]), _tokens[i].Operator == Operators.Unterminated, out var start, out var raw, out var bytes);
            if (bytes)
            {
                return null;
            }

            if (!raw && content.IndexOfAny('\\', '\r') >= 0)
            {
                StringValue.AppendUnescaped(_value, content);
            }
            else if (first == last)
            {
                return content.Length <= MaxLiteral ? _names.Text(_names.Of(_tokens[i].Start + start, content.Length)) : content.ToString();
            }
            else
            {
                _value.Append(content);
            }
        }

        return _value.ToString();
    }

    private bool IsName(int position, int end) =>
        position < end && _tokens[position].Kind == TokenKind.Name && _tokens[position].Keyword == Keyword.None;

    private void AddWord(ref WordList list, int name)
    {
        _words.Add(new() { Name = name });
        (list.Count++ == 0 ? ref list.First : ref _words[list.Last].Next) = _words.Count - 1;
        list.Last = _words.Count - 1;
    }

    private ImmutableArray<string> Words(in WordList list)
    {
        if (list.Count == 0)
        {
            return [];
        }

        var words = new string[list.Count];
        var at = list.First;
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = _names.Text(_words[at].Name);
            at = _words[at].Next;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(words);
    }

    /// <summary>Names in order; as calls stand within calls, they are linked.</summary>
    private struct WordList
    {
        public int First;
        public int Last;
        public int Count;
    }

    private struct Word
    {
        public int Name;
        public int Next;
    }

    private struct CallBuilder
    {
        public int Name;
        public int ResolvedName;
        public int Receiver;
        public int Origin;
        public int AssignedTo;
        public TextSpan Span;
        public string? FirstString;
        public TextSpan FirstStringSpan;
        public int FirstStringArgument;
        public WordList Keywords;
        public WordList Methods;
        public int EnclosingFunction;
        public int EnclosingCall;
        public bool IsAwaited;
        public bool IsChained;
        public bool IsImported;
        public bool InLambda;
    }

    /// <summary>An open bracket of an expression.</summary>
    private struct Frame
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
