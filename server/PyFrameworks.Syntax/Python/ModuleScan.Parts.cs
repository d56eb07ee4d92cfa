using System.Runtime.InteropServices;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Python;

/// <content>Reading a module so that parts of it can be read again by themselves.</content>
internal sealed partial class ModuleScan
{
    private readonly List<(int Name, Binding Binding)> _moduleBindings = [];
    private readonly List<PartUse> _partUses = [];

    // Uses that are only understood at the end of the text.
    private readonly List<PartUse> _lateUses = [];
    private List<PartStart>? _parts;

    // The number of the part, plus 1, in which a use of a name was last noted.
    private int[] _notedIn = [];

    /// <summary>What came of reading a stretch of a text by itself.</summary>
    public enum PartOutcome
    {
        /// <summary>It was read.</summary>
        Read,

        /// <summary>It begins within what is read together, so that more of the text before is needed.</summary>
        BeginsWithin,

        /// <summary>It ends within what is read together, so that more of the text behind is needed.</summary>
        EndsWithin,
    }

    /// <summary>Reads a module and notes its parts, unless they are no help in reading it again.</summary>
    /// <param name="source">The text.</param>
    /// <param name="shortest">UTF-16 code units that a part is to have at least.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static PythonModule ReadInParts(SourceText source, int shortest, CancellationToken cancellationToken)
    {
        // What follows from the text as a whole is not told by its parts.
        if (ScriptBlock.MayBeIn(source))
        {
            return Read(source, cancellationToken);
        }

        var scan = Take();
        scan.Start(source.Content, cancellationToken);
        scan.StartParts();
        scan.ReadParts(isStart: true, shortest);
        scan.CloseBlocks();
        scan.ResolvePending();
        var module = scan._errors.Count >= PythonLexer.MaxErrors ? scan.Build(script: null) : scan.BuildInParts(shortest);
        scan.GiveBack();
        return module;
    }

    /// <summary>Reads a stretch of a text by itself.</summary>
    /// <param name="text">The stretch, which begins and ends where a line begins.</param>
    /// <param name="before">The parts before it.</param>
    /// <param name="after">The parts behind it.</param>
    /// <param name="shortest">UTF-16 code units that a part is to have at least.</param>
    /// <param name="lines">Number of its line ends.</param>
    /// <param name="module">What it says; places, lines and indexes count from its start.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static PartOutcome ReadStretch(
        string text, ReadOnlySpan<ModulePart> before, ReadOnlySpan<ModulePart> after, int shortest, out int lines, out PythonModule module, CancellationToken cancellationToken)
    {
        var scan = Take();
        (lines, module) = (0, PythonModule.Empty);
        scan.Start(text, cancellationToken);
        foreach (var part in before)
        {
            foreach (var binding in part.Bindings)
            {
                scan._scopes.Bind(ScopeStack.Module, scan._names.Of(binding.Name), new(binding.Kind, scan._names.Of(binding.Target)));
            }
        }

        scan.StartParts();
        var outcome = scan.ReadParts(isStart: before.IsEmpty, shortest) ? scan.HasEnded(before.IsEmpty, after.IsEmpty) : PartOutcome.BeginsWithin;
        if (outcome == PartOutcome.Read)
        {
            lines = scan._lexer.Line;
            scan.CloseBlocks();
            scan.BindLater(after);
            scan.ResolvePending();
            module = scan.BuildInParts(shortest);
        }

        scan.GiveBack();
        return outcome;
    }

    /// <summary>Whether what follows is read as if nothing stood before it; a docstring, for one, is the first statement of the whole text.</summary>
    private PartOutcome HasEnded(bool isStart, bool isEnd) =>
        isEnd || (_lexer.IsBetweenLines && _decorators.Count == 0 && (!isStart || _blocks[0].BodyStart >= 0)) ? PartOutcome.Read : PartOutcome.EndsWithin;

    private void BindLater(ReadOnlySpan<ModulePart> after)
    {
        if (_pending.Count == 0)
        {
            return;
        }

        _scopes.ModuleBindings = null;
        foreach (var part in after)
        {
            foreach (var binding in part.Bindings)
            {
                // What the stretch does not name, nothing in it can mean.
                if (_names.Find(binding.Name) is >= 0 and var name)
                {
                    _scopes.Bind(ScopeStack.Module, name, new(binding.Kind, _names.Of(binding.Target)));
                }
            }
        }
    }

    private void StartParts()
    {
        _parts = [];
        _scopes.ModuleBindings = _moduleBindings;
    }

    private void StopParts()
    {
        if (_parts is not null)
        {
            _parts = null;
            _scopes.ModuleBindings = null;
            _notedIn = [];
            Recycle(_moduleBindings);
            Recycle(_partUses);
            Recycle(_lateUses);
        }
    }

    /// <summary>Reads the lines; false where the first one belongs to what stands before.</summary>
    private bool ReadParts(bool isStart, int shortest)
    {
        if (!isStart)
        {
            // The docstring of the module stands, or doesn't, before.
            Top.BodyStart = 0;
        }

        _parts!.Add(default);
        for (var isFirst = !isStart; ; isFirst = false)
        {
            var (start, line, isSeparate) = (_lexer.Position, _lexer.Line, _lexer.IsBetweenLines);
            var (comments, errors) = (_comments.Count, _errors.Count);
            if (!_lexer.ReadLine(_tokens, out _indent))
            {
                return true;
            }

            var begins = isSeparate && _indent == 0 && _decorators.Count == 0 && !GoesOn(_tokens[0].Keyword);
            if (isFirst && !begins)
            {
                return false;
            }

            if (begins && start - _parts[^1].Start >= shortest)
            {
                BeginPart(start, line, comments, errors);
            }

            ReadLine();
            _lastEnd = _tokens.Last.End;
        }
    }

    /// <summary>Whether a line that begins so belongs to the block before it.</summary>
    private static bool GoesOn(Keyword keyword) => keyword is Keyword.Elif or Keyword.Else or Keyword.Except or Keyword.Finally;

    private void BeginPart(int start, int line, int comments, int errors)
    {
        NoteLastPart();
        _parts!.Add(new()
        {
            Start = start,
            Line = line,
            Before = new(_imports.Count, _functions.Count, _classes.Count, _calls.Count, comments, _assignments.Count, errors),
            CodeLines = _codeLines,
            Bindings = _moduleBindings.Count,
        });
    }

    /// <summary>Takes the flag of the part that ends, so that the next one gets its own.</summary>
    private void NoteLastPart()
    {
        CollectionsMarshal.AsSpan(_parts)[^1].LooksLikePython2 = _python2;
        _python2 = false;
    }

    private void NotePartUse(int name, TextSpan span, bool isLate)
    {
        if (isLate)
        {
            _lateUses.Add(new(name, span, -1));
            return;
        }

        if (name >= _notedIn.Length)
        {
            Array.Resize(ref _notedIn, Math.Max(256, 2 * name));
        }

        if (_notedIn[name] != _parts!.Count)
        {
            _notedIn[name] = _parts.Count;
            _partUses.Add(new(name, span, _parts.Count - 1));
        }
    }

    private PythonModule BuildInParts(int shortest)
    {
        NoteLastPart();
        var parts = new ModulePart[_parts!.Count];
        var (use, late) = (0, 0);
        for (var i = 0; i < parts.Length; i++)
        {
            var part = _parts[i];
            var (end, codeLines, bindings) = i + 1 < parts.Length ? (_parts[i + 1].Start, _parts[i + 1].CodeLines, _parts[i + 1].Bindings) : (_text.Length, _codeLines, _moduleBindings.Count);
            _python2 |= part.LooksLikePython2;
            parts[i] = new(
                part.Start, part.Line, part.Before, codeLines - part.CodeLines, part.LooksLikePython2, BuildBindings(part.Bindings, bindings), BuildUses(i, part.Start, end, ref use, ref late));
        }

        return Build(script: null, new(parts, shortest));
    }

    private PartBinding[] BuildBindings(int start, int end)
    {
        var bindings = end > start ? new PartBinding[end - start] : [];
        for (var i = 0; i < bindings.Length; i++)
        {
            var (name, binding) = _moduleBindings[start + i];
            bindings[i] = new(_names.Text(name), binding.Kind, _names.Text(binding.Target));
        }

        return bindings;
    }

    /// <summary>The first uses of one part, from where those of the part before end.</summary>
    private NameUse[] BuildUses(int part, int start, int end, ref int use, ref int late)
    {
        var uses = new List<NameUse>();
        var places = new Dictionary<int, int>();
        var firstLate = late;
        while (late < _lateUses.Count && _lateUses[late].Span.Start < end)
        {
            late++;
        }

        for (; use < _partUses.Count && _partUses[use].Part == part; use++)
        {
            if (late > firstLate)
            {
                places.Add(_partUses[use].Name, uses.Count);
            }

            uses.Add(new(_names.Text(_partUses[use].Name), _partUses[use].Span.Shift(-start)));
        }

        for (var i = firstLate; i < late; i++)
        {
            // As for the whole: of uses that are not met in order, the one that comes first.
            var (name, span) = (_lateUses[i].Name, _lateUses[i].Span.Shift(-start));
            if (places.TryAdd(name, uses.Count))
            {
                uses.Add(new(_names.Text(name), span));
            }
            else if (span.Start < uses[places[name]].Span.Start)
            {
                uses[places[name]] = uses[places[name]] with { Span = span };
            }
        }

        return uses.Count == 0 ? [] : [.. uses];
    }

    private readonly record struct PartUse(int Name, TextSpan Span, int Part);

    /// <summary>A part, and what was read before it.</summary>
    private struct PartStart
    {
        public int Start;
        public int Line;
        public ModuleCounts Before;
        public int CodeLines;
        public int Bindings;
        public bool LooksLikePython2;
    }
}
