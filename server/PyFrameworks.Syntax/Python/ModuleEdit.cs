using System.Collections.Immutable;
using System.Runtime.InteropServices;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Python;

/// <summary>
/// Reads a module that is being edited by reading the parts around the edit again. Where these bind the module's names as they did, all else means what it meant, and only
/// its places have moved.
/// </summary>
internal static class ModuleEdit
{
    // Below this length, in UTF-16 code units, a stretch is read again though it is most of the text.
    private const int Short = 1 << 12;

    // How often the stretch grows before the whole is read.
    private const int Attempts = 4;

    /// <summary>What reading <paramref name="text"/> afresh would give, with its parts; null where the whole of it is to be read.</summary>
    /// <param name="previous">What was read of <paramref name="before"/>, with its parts.</param>
    /// <param name="before">The text before the edit.</param>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static PythonModule? Apply(PythonModule previous, SourceText before, SourceText text, CancellationToken cancellationToken)
    {
        var (parts, shortest) = previous.Parts!;
        var (same, sameAtEnd) = text.SharedWith(before);
        if (ScriptBlock.MayBeIn(text, TextSpan.FromBounds(same, text.Length - sameAtEnd)))
        {
            return null;
        }

        // What lies just before the edit is read again too: a line end may become part of a longer one.
        var moved = text.Length - before.Length;
        var first = IndexOf(parts, same - 1);
        var last = Math.Max(first, IndexOf(parts, before.Length - sameAtEnd - 1));
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var isEnd = last + 1 == parts.Length;
            var stretch = TextSpan.FromBounds(parts[first].Start, isEnd ? text.Length : parts[last + 1].Start + moved);
            if (stretch.Length > Math.Max(Short, text.Length / 2))
            {
                return null;
            }

            if (!isEnd && !EndsWithLine(text, stretch))
            {
                last++;
                continue;
            }

            switch (ModuleScan.ReadStretch(text.Slice(stretch), parts.AsSpan(0, first), parts.AsSpan(last + 1), shortest, out var lines, out var read, cancellationToken))
            {
                case ModuleScan.PartOutcome.BeginsWithin:
                    first--;
                    break;
                case ModuleScan.PartOutcome.EndsWithin:
                    last++;
                    break;
                default:
                    return BindTheSame(parts.AsSpan(first, last + 1 - first), read.Parts!.Items)
                        ? new Splice(previous, read, first, last, moved, isEnd ? 0 : lines - parts[last + 1].Line + parts[first].Line).Join()
                        : null;
            }
        }

        return null;
    }

    /// <summary>The part that holds <paramref name="offset"/>.</summary>
    private static int IndexOf(ModulePart[] parts, int offset)
    {
        var (low, high) = (0, parts.Length);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = parts[middle].Start <= offset ? (middle, high) : (low, middle);
        }

        return low;
    }

    /// <summary>Whether a line begins behind <paramref name="stretch"/>.</summary>
    private static bool EndsWithLine(SourceText text, TextSpan stretch) =>
        !stretch.IsEmpty && (text[stretch.End - 1] == '\n' || (text[stretch.End - 1] == '\r' && text[stretch.End] != '\n'));

    private static bool BindTheSame(ReadOnlySpan<ModulePart> before, ReadOnlySpan<ModulePart> now)
    {
        var (part, at) = (0, 0);
        foreach (var old in before)
        {
            foreach (var binding in old.Bindings)
            {
                while (part < now.Length && at == now[part].Bindings.Length)
                {
                    (part, at) = (part + 1, 0);
                }

                if (part == now.Length || now[part].Bindings[at] != binding)
                {
                    return false;
                }

                at++;
            }
        }

        while (part < now.Length && at == now[part].Bindings.Length)
        {
            (part, at) = (part + 1, 0);
        }

        return part == now.Length;
    }

    /// <summary>How far something has moved.</summary>
    /// <param name="Offset">UTF-16 code units.</param>
    /// <param name="Lines">Lines.</param>
    /// <param name="Counts">How many of each have come to stand before.</param>
    private readonly record struct Move(int Offset, int Lines, ModuleCounts Counts)
    {
        public int Function(int index) => index < 0 ? index : index + Counts.Functions;

        public int Class(int index) => index < 0 ? index : index + Counts.Classes;

        public int Call(int index) => index < 0 ? index : index + Counts.Calls;
    }

    private delegate T Mover<T>(T item, in Move move);

    /// <summary>A reading with the parts from one to another replaced.</summary>
    private sealed class Splice
    {
        private readonly PythonModule _previous;
        private readonly PythonModule _read;
        private readonly int _first;
        private readonly int _last;
        private readonly ModulePart[] _parts;
        private readonly ModuleCounts _start;
        private readonly ModuleCounts _end;
        private readonly Move _within;
        private readonly Move _behind;

        public Splice(PythonModule previous, PythonModule read, int first, int last, int moved, int lines)
        {
            (_previous, _read, _first, _last) = (previous, read, first, last);
            _parts = previous.Parts!.Items;
            _start = _parts[first].Before;
            _end = last + 1 < _parts.Length ? _parts[last + 1].Before : ModuleCounts.Of(previous);
            _within = new(_parts[first].Start, _parts[first].Line, _start);
            _behind = new(moved, lines, ModuleCounts.Of(read) + _start - _end);
        }

        /// <summary>The whole; null where it has more errors than are kept, so that nobody knows which.</summary>
        public PythonModule? Join()
        {
            if (_previous.Errors.Length + _behind.Counts.Errors >= PythonLexer.MaxErrors)
            {
                return null;
            }

            var parts = JoinParts();
            return new()
            {
                Imports = Join(_previous.Imports, _start.Imports, _end.Imports, _read.Imports, MoveImport),
                Functions = Join(_previous.Functions, _start.Functions, _end.Functions, _read.Functions, MoveFunction),
                Classes = Join(_previous.Classes, _start.Classes, _end.Classes, _read.Classes, MoveClass),
                Calls = Join(_previous.Calls, _start.Calls, _end.Calls, _read.Calls, MoveCall),
                Comments = Join(_previous.Comments, _start.Comments, _end.Comments, _read.Comments, static (TextSpan span, in Move move) => span.Shift(move.Offset)),
                ModuleAssignments = Join(_previous.ModuleAssignments, _start.Assignments, _end.Assignments, _read.ModuleAssignments, MoveAssignment),
                Errors = Join(_previous.Errors, _start.Errors, _end.Errors, _read.Errors, static (SyntaxError error, in Move move) => error with { Span = error.Span.Shift(move.Offset) }),
                Names = JoinNames(parts),
                CodeLines = _previous.CodeLines + _read.CodeLines - _parts[_first..(_last + 1)].Sum(part => part.CodeLines),
                LooksLikePython2 = Array.Exists(parts, static part => part.LooksLikePython2),
                Parts = new(parts, _previous.Parts!.Shortest),
            };
        }

        private ImmutableArray<T> Join<T>(ImmutableArray<T> before, int start, int end, ImmutableArray<T> read, Mover<T> mover)
        {
            if (start == end && read.IsEmpty && end == before.Length)
            {
                return before;
            }

            var items = new T[before.Length + read.Length + start - end];
            before.AsSpan(0, start).CopyTo(items);
            var at = start;
            foreach (var item in read)
            {
                items[at++] = mover(item, _within);
            }

            if (_behind == default)
            {
                before.AsSpan()[end..].CopyTo(items.AsSpan(at));
            }
            else
            {
                foreach (var item in before.AsSpan()[end..])
                {
                    items[at++] = mover(item, _behind);
                }
            }

            return ImmutableCollectionsMarshal.AsImmutableArray(items);
        }

        private ModulePart[] JoinParts()
        {
            var read = _read.Parts!.Items;
            var parts = new ModulePart[_parts.Length + read.Length - (_last + 1 - _first)];
            Array.Copy(_parts, parts, _first);
            var at = _first;
            foreach (var part in read)
            {
                parts[at++] = Moved(part, _within);
            }

            foreach (var part in _parts.AsSpan(_last + 1))
            {
                parts[at++] = Moved(part, _behind);
            }

            return parts;

            static ModulePart Moved(in ModulePart part, in Move move) =>
                part with { Start = part.Start + move.Offset, Line = part.Line + move.Lines, Before = part.Before + move.Counts };
        }

        /// <summary>The first use of each name, by name. A part knows its own first uses, and the first of all is that of the first part which has one.</summary>
        private ImmutableArray<NameUse> JoinNames(ModulePart[] parts)
        {
            var firstBehind = parts.Length - (_parts.Length - _last - 1);
            var own = new Dictionary<string, TextSpan>(StringComparer.Ordinal);
            foreach (var part in parts.AsSpan(_first, firstBehind - _first))
            {
                foreach (var use in part.Uses)
                {
                    own.TryAdd(use.Name, use.Span.Shift(part.Start));
                }
            }

            var names = new List<NameUse>(_previous.Names.Length + own.Count);
            var (start, end) = (_parts[_first].Start, _last + 1 < _parts.Length ? _parts[_last + 1].Start : int.MaxValue);
            foreach (var use in _previous.Names)
            {
                if (use.Span.Start < start)
                {
                    own.Remove(use.Name);
                    names.Add(use);
                }
                else if (own.Remove(use.Name, out var span))
                {
                    names.Add(use with { Span = span });
                }
                else if (use.Span.Start >= end)
                {
                    names.Add(use with { Span = use.Span.Shift(_behind.Offset) });
                }
                else if (Find(parts.AsSpan(firstBehind), use.Name) is { } next)
                {
                    names.Add(use with { Span = next });
                }
            }

            if (own.Count > 0)
            {
                names.AddRange(own.Select(use => new NameUse(use.Key, use.Value)));
                names.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
            }

            return [.. names];
        }

        private static TextSpan? Find(ReadOnlySpan<ModulePart> parts, string name)
        {
            foreach (var part in parts)
            {
                foreach (var use in part.Uses)
                {
                    if (use.Name == name)
                    {
                        return use.Span.Shift(part.Start);
                    }
                }
            }

            return null;
        }

        private static ImportStatement MoveImport(ImportStatement import, in Move move) => import with
        {
            ModuleSpan = import.ModuleSpan.Shift(move.Offset),
            Names = Moved(import.Names, move, static (ImportedName name, in Move move) => name with { NameSpan = name.NameSpan.Shift(move.Offset) }),
            StatementSpan = import.StatementSpan.Shift(move.Offset),
            Line = import.Line + move.Lines,
        };

        private static FunctionDefinition MoveFunction(FunctionDefinition function, in Move move) => function with
        {
            NameSpan = function.NameSpan.Shift(move.Offset),
            Decorators = Moved(function.Decorators, move, MoveDecorator),
            ClassIndex = move.Class(function.ClassIndex),
            EnclosingFunction = move.Function(function.EnclosingFunction),
            BodySpan = function.BodySpan.Shift(move.Offset),
            Line = function.Line + move.Lines,
        };

        private static ClassDefinition MoveClass(ClassDefinition type, in Move move) => type with
        {
            NameSpan = type.NameSpan.Shift(move.Offset),
            Bases = Moved(type.Bases, move, static (ClassBase item, in Move move) => item with { Span = item.Span.Shift(move.Offset) }),
            Decorators = Moved(type.Decorators, move, MoveDecorator),
            BodySpan = type.BodySpan.Shift(move.Offset),
            Line = type.Line + move.Lines,
        };

        private static CallExpression MoveCall(CallExpression call, in Move move) => call with
        {
            Span = call.Span.Shift(move.Offset),
            FirstString = Moved(call.FirstString, move),
            EnclosingFunction = move.Function(call.EnclosingFunction),
            EnclosingCall = move.Call(call.EnclosingCall),
        };

        private static ModuleAssignment MoveAssignment(ModuleAssignment assignment, in Move move) => assignment with
        {
            NameSpan = assignment.NameSpan.Shift(move.Offset),
            Items = Moved(assignment.Items, move, static (StringItem item, in Move move) => item with { Span = item.Span.Shift(move.Offset) }),
        };

        private static Decorator MoveDecorator(Decorator decorator, in Move move) => decorator with
        {
            Span = decorator.Span.Shift(move.Offset),
            FirstString = Moved(decorator.FirstString, move),
            FirstListItem = Moved(decorator.FirstListItem, move),
        };

        private static StringArgument? Moved(StringArgument? argument, in Move move) => argument is { } value ? value with { Span = value.Span.Shift(move.Offset) } : null;

        private static ImmutableArray<T> Moved<T>(ImmutableArray<T> items, in Move move, Mover<T> mover)
        {
            if (items.IsEmpty)
            {
                return items;
            }

            var moved = new T[items.Length];
            for (var i = 0; i < moved.Length; i++)
            {
                moved[i] = mover(items[i], move);
            }

            return ImmutableCollectionsMarshal.AsImmutableArray(moved);
        }
    }
}
