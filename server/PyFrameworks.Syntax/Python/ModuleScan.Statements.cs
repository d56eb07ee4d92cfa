using System.Collections.Immutable;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Python;

internal sealed partial class ModuleScan
{
    private readonly RefList<ModuleAssignment> _assignments = new(512);
    private readonly RefList<StringItem> _items = new(512);
    private readonly RefList<int> _targets = new(64);

    /// <summary>Reads a simple statement.</summary>
    /// <param name="start">Its first token.</param>
    /// <param name="end">Past its last one.</param>
    /// <param name="first">Whether it is the first of its body, where a docstring may stand.</param>
    private void ReadSimple(int start, int end, bool first)
    {
        if (first && Top.Kind is BlockKind.Module or BlockKind.Function or BlockKind.Class && IsDocstring(start, end))
        {
            return;
        }

        CountLines(start, end);

        // PEP 810's soft keyword stands before an import only.
        var head = start + 1 < end && Matches(_tokens[start], "lazy") && (_tokens[start + 1].Is(Keyword.Import) || _tokens[start + 1].Is(Keyword.From)) ? start + 1 : start;
        switch (_tokens[head].Kind == TokenKind.Name ? _tokens[head].Keyword : Keyword.None)
        {
            case Keyword.Import:
                ReadImport(start, head, end);
                break;
            case Keyword.From:
                ReadImportFrom(start, head, end);
                break;
            case Keyword.Global or Keyword.Nonlocal:
                ReadGlobal(head, end);
                break;
            default:
                NoticePython2(start, end);
                ReadAssignment(start, end);
                break;
        }
    }

    private bool IsDocstring(int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (_tokens[i].Kind != TokenKind.String)
            {
                return false;
            }

            StringValue.Content(TokenText(_tokens[i]), unterminated: true, out _, out _, out var bytes);
            if (bytes)
            {
                return false;
            }
        }

        return end > start;
    }

    private void ReadGlobal(int start, int end)
    {
        for (var i = start + 1; i < end; i++)
        {
            if (_tokens[start].Is(Keyword.Global) && IsName(i, end) && Top.Scope != ScopeStack.Module)
            {
                _scopes.Bind(Top.Scope, NameOf(i), new(BindingKind.Global, NameTable.Empty));
            }
        }
    }

    private void NoticePython2(int start, int end)
    {
        if (!_python2 && start + 1 < end && _tokens[start].Kind == TokenKind.Name && (Matches(_tokens[start], "print") || Matches(_tokens[start], "exec")))
        {
            var next = _tokens[start + 1];
            _python2 = next.Kind is TokenKind.String or TokenKind.Number
                || (next.Kind == TokenKind.Name && next.Keyword == Keyword.None)
                || (next.Is(Operators.ShiftRight) && start + 2 < end && _tokens[start + 2].Kind == TokenKind.Name);
        }
    }

    /// <summary>Reads <c>a = b = value</c>, <c>a: type = value</c>, <c>a += value</c> or an expression.</summary>
    private void ReadAssignment(int start, int end)
    {
        _targets.Clear();
        var value = start;
        var annotated = -1;
        var augmented = false;
        var depth = 0;

        // Nothing that matters here comes after the last sign outside of brackets.
        var lastSign = Math.Min(end - 1, _tokens.LastOuter);
        for (var i = start; i <= lastSign; i++)
        {
            ref readonly var token = ref _tokens[i];
            depth = Math.Max(0, depth + token.Nesting);
            if (depth > 0)
            {
                continue;
            }

            if (token.Is(Keyword.Lambda))
            {
                break;
            }

            if (token.Is(':') && annotated < 0 && _targets.Count == 0)
            {
                annotated = i;
            }
            else if (token.Is('=') || (token.Is(Operators.PlusAssign) && _targets.Count == 0))
            {
                if (!AddTarget(value, _targets.Count == 0 && annotated >= 0 ? annotated : i))
                {
                    // A target that is no simple name is read for what it uses.
                    ReadExpression(value, i);
                    _targets.Add(-1);
                }
                else if (_targets.Count == 1 && annotated >= 0)
                {
                    ReadExpression(annotated + 1, i);
                }

                value = i + 1;
                if (augmented = token.Is(Operators.PlusAssign))
                {
                    break;
                }
            }
        }

        if (_targets.Count == 0)
        {
            if (annotated > start && AddTarget(start, annotated) && ReadAnnotation(annotated, end) is >= 0 and var declared)
            {
                Assign(_targets[0], new(BindingKind.Instance, declared));
            }

            ReadExpression(annotated > start && _targets.Count > 0 ? annotated + 1 : start, end);
            return;
        }

        // Formatters put long calls in brackets of their own.
        var inner = value;
        var innerEnd = end;
        for (var level = 0; level < 3 && inner < innerEnd && _tokens[inner].Is('(') && SkipBrackets(inner, innerEnd) == innerEnd && _tokens[innerEnd - 1].Is(')'); level++)
        {
            inner++;
            innerEnd--;
        }

        var call = ReadExpression(inner, innerEnd);
        if (call >= 0 && !augmented && _targets.AsSpan().IndexOfAnyExcept(-1) is >= 0 and var first)
        {
            _calls[call].AssignedTo = TargetName(_targets[first]);
        }

        var constructor = Constructor(call);
        if (constructor < 0 && annotated >= 0)
        {
            constructor = ReadAnnotation(annotated, end);
        }

        var binding = constructor >= 0 ? new(BindingKind.Instance, constructor)
            : call < 0 && ReadAnnotated(inner, innerEnd) is >= 0 and var alias ? new(BindingKind.TypeAlias, alias)
            : Given(call);
        var none = end == value + 1 && _tokens[value].Is(Keyword.NoneValue);
        var inModule = Top.Scope == ScopeStack.Module;
        var items = inModule ? ReadItems(value, end) : [];
        foreach (var target in _targets.AsSpan())
        {
            if (target < 0)
            {
                continue;
            }

            if (!augmented && !(none && constructor < 0 && _scopes.TryFindHere(Top.Scope, NameOf(target), out _)))
            {
                Assign(target, binding);
            }

            if (inModule && !IsAttribute(target))
            {
                _assignments.Add(new(_names.Text(NameOf(target)), SpanOf(target), augmented, items));
            }
        }
    }

    /// <summary>Notes the target that ends at <paramref name="end"/> when it is <c>name</c> or <c>self.name</c>.</summary>
    private bool AddTarget(int start, int end)
    {
        if (!IsName(start, end) || !(end == start + 1 || (end == start + 3 && ChainEnd(start, end) == start + 2 && Matches(_tokens[start], "self"))))
        {
            return false;
        }

        _targets.Add(start);
        return true;
    }

    private bool IsAttribute(int target) => target + 1 < _tokens.Count && _tokens[target + 1].Is('.');

    private int TargetName(int target) => ChainName(target, IsAttribute(target) ? target + 2 : target);

    private void Assign(int target, Binding binding)
    {
        if (IsAttribute(target))
        {
            _scopes.BindAttribute(Top.Scope, NameOf(target + 2), binding.Kind == BindingKind.Instance ? binding.Target : NameTable.None);
        }
        else
        {
            _scopes.Bind(Top.Scope, NameOf(target), binding);
        }
    }

    /// <summary>The plain strings that are elements of the lists, tuples and sets which the value joins, or the value itself.</summary>
    private ImmutableArray<StringItem> ReadItems(int start, int end)
    {
        _items.Clear();
        var depth = 0;
        for (var i = start; i < end; i++)
        {
            var token = _tokens[i];
            if (token.Opens && (depth > 0 || (i > start && !_tokens[i - 1].Is('+') && !_tokens[i - 1].Is(','))))
            {
                // The arguments of a call, a subscript or an element that is itself a list.
                i = SkipBrackets(i, end) - 1;
            }
            else if (token.Opens)
            {
                depth++;
            }
            else if (token.Closes)
            {
                depth--;
            }
            else if (token.Kind == TokenKind.String)
            {
                var last = i;
                while (last + 1 < end && _tokens[last + 1].Kind == TokenKind.String)
                {
                    last++;
                }

                var begins = i == start || _tokens[i - 1].Is(',') || (_tokens[i - 1].Opens && depth > 0);
                var ends = last + 1 == end || _tokens[last + 1].Is(',') || _tokens[last + 1].Closes;
                if (begins && ends && Literal(i, last) is { } value)
                {
                    _items.Add(new(value, TextSpan.FromBounds(token.Start, _tokens[last].End)));
                }

                i = last;
            }
        }

        return _items.ToImmutable();
    }

    /// <summary>Index past the bracket that closes the one at <paramref name="open"/>.</summary>
    private int SkipBrackets(int open, int end)
    {
        var depth = 0;
        for (; open < end; open++)
        {
            depth += _tokens[open].Nesting;
            if (depth == 0)
            {
                return open + 1;
            }
        }

        return end;
    }
}
