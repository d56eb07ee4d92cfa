using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Python;

/// <content>What dotted names mean.</content>
internal sealed partial class ModuleScan
{
    /// <summary>Longest dotted name, in UTF-16 code units, that is resolved: an alias of a very long one would multiply the text.</summary>
    private const int MaxResolvedName = 256;

    private readonly RefList<PendingUse> _pending = new(4096);

    /// <summary>The first uses of names that imports lead to.</summary>
    private readonly RefList<FirstUse> _firstUses = new(1024);

    // Where names are joined.
    private readonly char[] _joined = new char[2 * MaxResolvedName + 1];

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

    /// <summary>Notes the use of an imported name unless one is noted, or, of uses that are not met in order, one that comes before.</summary>
    private void NoteFirstUse(in Resolution resolution, TextSpan span, bool byPlace = false)
    {
        if (!resolution.IsImported)
        {
            return;
        }

        if (_parts is not null)
        {
            NotePartUse(resolution.Name, span, byPlace);
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
}
