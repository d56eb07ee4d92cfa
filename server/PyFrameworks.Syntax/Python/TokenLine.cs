using System.Runtime.CompilerServices;

namespace PyFrameworks.Syntax.Python;

/// <summary>The tokens of one logical line, and what the lexer knows of the line as a whole, so that readers need not look again; made once and filled anew for every line.</summary>
internal sealed class TokenLine
{
    // Lines of data may hold a million tokens; room for so many is not kept.
    private const int MaxKept = 4096;

    private Token[] _tokens = new Token[64];

    /// <summary>Number of tokens.</summary>
    public int Count { get; private set; }

    /// <summary>Whether all tokens begin and end in one line of the text.</summary>
    public bool IsOneLine { get; set; }

    /// <summary>Whether there is a semicolon anywhere.</summary>
    public bool HasSemicolon { get; set; }

    /// <summary>Whether there is a <c>lambda</c> anywhere.</summary>
    public bool HasLambda { get; set; }

    /// <summary>Index of the last <c>=</c>, <c>+=</c> or <c>:</c> outside of brackets and f-strings, or -1.</summary>
    public int LastOuter { get; private set; }

    /// <summary>Index of the only <c>:</c> outside of brackets and f-strings; -1 when there is none, -2 when there are several.</summary>
    public int OnlyColon { get; private set; }

    /// <summary>The token at <paramref name="index"/>, less than <see cref="Count"/>.</summary>
    public ref readonly Token this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _tokens[index];
    }

    /// <summary>The last token of a line that has one.</summary>
    public ref readonly Token Last => ref _tokens[Count - 1];

    /// <summary>The tokens, as long as none is added.</summary>
    public ReadOnlySpan<Token> AsSpan() => _tokens.AsSpan(0, Count);

    /// <summary>Empties the line.</summary>
    public void Clear()
    {
        Count = 0;
        IsOneLine = HasSemicolon = HasLambda = false;
        LastOuter = OnlyColon = -1;
    }

    /// <summary>Gives back the room that a very long line took.</summary>
    public void Trim()
    {
        Clear();
        if (_tokens.Length > MaxKept)
        {
            _tokens = new Token[64];
        }
    }

    /// <summary>Adds a token.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Token token)
    {
        var count = Count;
        if ((uint)count >= (uint)_tokens.Length)
        {
            Grow();
        }

        _tokens[count] = token;
        Count = count + 1;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow() => Array.Resize(ref _tokens, _tokens.Length * 2);

    /// <summary>Notes that the next token is a <c>=</c> or <c>+=</c> outside of brackets.</summary>
    public void NoteAssignment() => LastOuter = Count;

    /// <summary>Notes that the next token is a <c>:</c> outside of brackets.</summary>
    public void NoteColon()
    {
        LastOuter = Count;
        OnlyColon = OnlyColon == -1 ? Count : -2;
    }
}
