using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Python;

internal sealed partial class ModuleScan
{
    private enum BlockKind : byte
    {
        Module,
        Function,
        Class,
        If,
        Try,
        Except,
        Match,
        Other,
    }

    /// <summary>What the condition of an if tells about imports below it.</summary>
    private enum Branch : byte
    {
        Other,
        TypeChecking,
        NotTypeChecking,
        Main,
    }

    private readonly RefList<Block> _blocks = new(MaxBlocks * 2);

    private ref Block Top => ref _blocks.Last;

    /// <summary>Adds a block to the open ones, unless they are too many; its body begins with the next statement.</summary>
    private bool Push(BlockKind kind, int head, int colon, ImportContext context, Branch branch = Branch.Other, TryState? attempt = null)
    {
        if (_blocks.Count == MaxBlocks)
        {
            ReportStatement(head, $"blocks nest more than {MaxBlocks} deep, what is deeper is read as part of the last");
            return false;
        }

        var block = Top;
        _blocks.Add(block with
        {
            Indent = _indent,
            Kind = kind,
            Context = block.Context | context,
            BodyStart = -1,
            HeaderEnd = _tokens[Math.Max(head, Math.Min(colon, _tokens.Count - 1))].End,
            Branch = branch,
            Try = attempt,
        });
        return true;
    }

    private Closed CloseBlock()
    {
        ref readonly var block = ref Top;
        _blocks.RemoveLast();
        var body = block.BodyStart < 0 ? new TextSpan(block.HeaderEnd, 0) : TextSpan.FromBounds(block.BodyStart, Math.Max(block.BodyStart, _lastEnd));
        switch (block.Kind)
        {
            case BlockKind.Function:
                _functions[block.Function].Body = body;
                _scopes.Close();
                break;
            case BlockKind.Class:
                _classes[block.Class].Body = body;
                _scopes.Close();
                break;
            case BlockKind.Try or BlockKind.Except when block.Try is { } state:
                state.End = _imports.Count;
                MarkOptional(state);
                break;
        }

        return new(block.Indent, block.Kind, block.Branch, block.Try);
    }

    /// <summary>Marks the imports of a try's body and handlers, each once.</summary>
    private void MarkOptional(TryState state)
    {
        if (state.Catches)
        {
            for (var i = Math.Max(state.Start, state.Marked); i < state.End; i++)
            {
                _imports[i] = _imports[i] with { Context = _imports[i].Context | ImportContext.Optional };
            }

            state.Marked = Math.Max(state.Marked, state.End);
        }
    }

    /// <summary>A block that is open: a body, the header of which stands at <c>Indent</c>.</summary>
    private struct Block
    {
        public int Indent;
        public BlockKind Kind;
        public Branch Branch;
        public ImportContext Context;

        /// <summary>A number of the <see cref="ScopeStack"/>.</summary>
        public int Scope;

        /// <summary>Index of the innermost function, or -1.</summary>
        public int Function;

        /// <summary>Index of the innermost class, or -1.</summary>
        public int Class;

        /// <summary>Number of functions and classes around the body.</summary>
        public int Depth;

        /// <summary>Offset of the first statement, or -1 before it is met.</summary>
        public int BodyStart;

        public int HeaderEnd;
        public TryState? Try;
    }

    /// <summary>What the header after a block asks about it.</summary>
    private readonly record struct Closed(int Indent, BlockKind Kind, Branch Branch, TryState? Try);

    /// <summary>The imports of a try's body and handlers, as a range of the list.</summary>
    private sealed class TryState
    {
        public int Start { get; init; }

        public int End { get; set; }

        public int Marked { get; set; }

        public bool Catches { get; set; }
    }
}
