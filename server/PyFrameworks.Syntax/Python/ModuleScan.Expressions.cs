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

    private readonly RefList<CallBuilder> _calls = new(1024);
    private readonly RefList<Frame> _frames = new(512);
    private readonly RefList<PendingUse> _pending = new(4096);

    /// <summary>The first uses of names that imports lead to.</summary>
    private readonly RefList<FirstUse> _firstUses = new(1024);

    /// <summary>The names of all <see cref="WordList"/>s.</summary>
    private readonly RefList<Word> _words = new(2048);

    // Where names are joined.
    private readonly char[] _joined = new char[2 * MaxResolvedName + 1];
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

    private ImmutableArray<NameUse> BuildNames()
    {
        if (_firstUses.Count == 0)
        {
            return [];
        }

        var uses = new NameUse[_firstUses.Count];
        for (var i = 0; i < uses.Length; i++)
        {
            uses[i] = new(_names.Text(_firstUses[i].Name), _firstUses[i].Span);
        }

        Array.Sort(uses, static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        return ImmutableCollectionsMarshal.AsImmutableArray(uses);
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

    /// <summary>Notes the use of an imported name unless one is noted, or, of uses that are not met in order, one that comes before.</summary>
    private void NoteFirstUse(in Resolution resolution, TextSpan span, bool byPlace = false)
    {
        if (!resolution.IsImported)
        {
            return;
        }

        ref var firstUse = ref _names.NotesOf(resolution.Name).FirstUse;
        if (firstUse == 0)
        {
            _firstUses.Add(new(resolution.Name, span));
            firstUse = _firstUses.Count;
        }
        else if (byPlace && span.Start < _firstUses[firstUse - 1].Span.Start)
        {
            _firstUses[firstUse - 1] = new(resolution.Name, span);
        }
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

    /// <summary>Gives <paramref name="name"/> the meaning of the call's result: an instance where the call looks like a constructor's.</summary>
    private void BindResult(int name, int call)
    {
        _scopes.Bind(Top.Scope, name, Constructor(call) is >= 0 and var constructor ? new(BindingKind.Instance, constructor) : Given(call));
        if (call >= 0)
        {
            _calls[call].AssignedTo = name;
        }
    }

    /// <summary>
    /// The dotted name of a constructor: something imported, or a name in capitals as classes have them; <see cref="NameTable.None"/> for another call.
    /// </summary>
    private int Constructor(int call)
    {
        if (call < 0 || _names.Length(_calls[call].ResolvedName) > MaxResolvedName)
        {
            return NameTable.None;
        }

        ref readonly var called = ref _calls[call];
        var name = _names.Span(called.ResolvedName);
        var lastPart = name.LastIndexOf('.') + 1;
        return called.IsImported || (lastPart < name.Length && char.IsUpper(name[lastPart])) ? called.ResolvedName : NameTable.None;
    }

    /// <summary>What the result of <paramref name="call"/> is bound as: told by its method where that is one of a known object, as in <c>connection.cursor()</c>.</summary>
    private Binding Given(int call)
    {
        if (call >= 0 && _calls[call] is { Receiver: >= 0 and var receiver, IsAwaited: false, Name: var name })
        {
            var text = _names.Span(name);
            var dot = text.LastIndexOf('.');
            var objectStart = text.StartsWith("self.", StringComparison.Ordinal) ? 5 : 0;
            if (dot > objectStart && text[objectStart..dot].IndexOf('.') < 0 && _names.Length(receiver) + text.Length - dot <= MaxResolvedName)
            {
                return new(BindingKind.Result, Join(receiver, name, dot));
            }
        }

        return new(BindingKind.Unknown, NameTable.Empty);
    }

    private Resolution Resolve(int name)
    {
        var dot = _names.Dot(name);
        if (dot == 4 && _names.Span(name).StartsWith("self", StringComparison.Ordinal))
        {
            var attribute = _names.Attribute(name);
            return new(name, attribute >= 0 ? _scopes.FindAttribute(Top.Scope, attribute) : NameTable.None, NameTable.None, IsImported: false, IsKnown: true);
        }

        return _scopes.TryFind(Top.Scope, _names.Root(name), out var binding)
            ? Apply(binding, name)
            : new(name, NameTable.None, NameTable.None, IsImported: false, IsKnown: false);
    }

    private Resolution Apply(Binding binding, int name) => binding.Kind switch
    {
        BindingKind.Import when _names.Length(name) <= MaxResolvedName => new(JoinRoot(binding.Target, name), NameTable.None, NameTable.None, IsImported: true, IsKnown: true),
        BindingKind.Instance when _names.Dot(name) > 0 => new(name, binding.Target, NameTable.None, IsImported: false, IsKnown: true),
        BindingKind.Result when _names.Dot(name) > 0 => new(name, NameTable.None, binding.Target, IsImported: false, IsKnown: true),
        _ => new(name, NameTable.None, NameTable.None, IsImported: false, IsKnown: true),
    };

    /// <summary>The name with <paramref name="target"/> in place of what stands before its first dot.</summary>
    private int JoinRoot(int target, int name)
    {
        if (_names.Dot(name) < 0)
        {
            return target;
        }

        // Equal names mean the same thing nearly always.
        if (_names.NotesOf(name).JoinedTo != target)
        {
            var joined = Join(target, name, _names.Dot(name));
            ref var notes = ref _names.NotesOf(name);
            notes.JoinedTo = target;
            notes.Joined = joined;
        }

        return _names.NotesOf(name).Joined;
    }

    /// <summary><paramref name="target"/> and what follows it: the rest of a name from <paramref name="dot"/>; both are at most as long as what is resolved.</summary>
    private int Join(int target, int name, int dot)
    {
        var head = _names.Span(target);
        var tail = _names.Span(name)[dot..];
        head.CopyTo(_joined);
        tail.CopyTo(_joined.AsSpan(head.Length));
        return _names.Of(_joined.AsSpan(0, head.Length + tail.Length));
    }

    /// <summary>Resolves what functions use and the module binds only further down.</summary>
    private void ResolvePending()
    {
        for (var i = 0; i < _pending.Count; i++)
        {
            if ((i & 0xFF) == 0)
            {
                _cancellationToken.ThrowIfCancellationRequested();
            }

            ref readonly var use = ref _pending[i];
            if (!_scopes.TryFindHere(ScopeStack.Module, use.Root, out var binding) || (binding.Kind != BindingKind.Import && use.Call < 0 && _uses is null))
            {
                continue;
            }

            var resolution = Apply(binding, use.Name >= 0 ? use.Name : _names.Of(use.Span.Start, use.Span.Length));
            NoteFirstUse(resolution, use.Span, byPlace: true);
            if (_uses is not null)
            {
                _uses[use.Use] = _uses[use.Use] with
                {
                    ResolvedName = _names.Text(resolution.Name),
                    Receiver = TextOrNull(resolution.Receiver),
                    IsImported = resolution.IsImported,
                };
            }

            if (use.Call >= 0)
            {
                ref var call = ref _calls[use.Call];
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

    /// <summary>Whether the parts of a dotted name and their dots stand side by side.</summary>
    private bool IsUnbroken(int first, int last)
    {
        var length = 0;
        for (var i = first; i <= last; i++)
        {
            length += _tokens[i].End - _tokens[i].Start;
        }

        return _tokens[last].End - _tokens[first].Start == length;
    }

    /// <summary>The dotted name without the blanks and line ends that may stand around dots.</summary>
    private int ChainName(int first, int last)
    {
        if (first == last)
        {
            return NameOf(first);
        }

        if (IsUnbroken(first, last))
        {
            return _names.Of(_tokens[first].Start, _tokens[last].End - _tokens[first].Start);
        }

        var text = new StringBuilder();
        for (var i = first; i <= last; i++)
        {
            text.Append(TokenText(_tokens[i]));
        }

        return _names.Of(text.ToString());
    }

    private int NameOf(int position)
    {
        ref readonly var token = ref _tokens[position];
        return _names.OfUndotted(token.Start, token.End - token.Start);
    }

    private string? TextOrNull(int name) => name >= 0 ? _names.Text(name) : null;

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

    /// <summary>What a dotted name means.</summary>
    /// <param name="Name">Through imports; as written where none applies.</param>
    /// <param name="Receiver">The class of the object on which it hangs, or <see cref="NameTable.None"/>.</param>
    /// <param name="Origin">What gave that object, or <see cref="NameTable.None"/>.</param>
    /// <param name="IsImported">Whether it leads to an import.</param>
    /// <param name="IsKnown">Whether its root is bound.</param>
    private readonly record struct Resolution(int Name, int Receiver, int Origin, bool IsImported, bool IsKnown);

    /// <summary>A use in a function of a name that nothing bound so far.</summary>
    /// <param name="Root">What stands before its first dot.</param>
    /// <param name="Name">The whole, or <see cref="NameTable.None"/> where that is the text of the span.</param>
    /// <param name="Span">Where it stands.</param>
    /// <param name="Call">Its call, or -1.</param>
    /// <param name="Use">Its index among the uses, or -1.</param>
    private readonly record struct PendingUse(int Root, int Name, TextSpan Span, int Call, int Use);

    private readonly record struct FirstUse(int Name, TextSpan Span);

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
