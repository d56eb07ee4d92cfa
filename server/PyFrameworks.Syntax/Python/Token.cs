using System.Text;

namespace PyFrameworks.Syntax.Python;

/// <summary>What a token is; an f-string is a start, pieces of text, tokens of its fields between braces, and an end.</summary>
internal enum TokenKind : byte
{
    Name,
    Number,
    String,
    FStringStart,
    FStringText,
    FStringEnd,
    Operator,
}

/// <summary>The words that Python 3 reserves; soft keywords are names.</summary>
internal enum Keyword : byte
{
    None,
    And,
    As,
    Assert,
    Async,
    Await,
    Break,
    Class,
    Continue,
    Def,
    Del,
    Elif,
    Else,
    Except,
    False,
    Finally,
    For,
    From,
    Global,
    If,
    Import,
    In,
    Is,
    Lambda,
    NoneValue,
    Nonlocal,
    Not,
    Or,
    Pass,
    Raise,
    Return,
    True,
    Try,
    While,
    With,
    Yield,
}

/// <summary>A token of a logical line; 16 bytes, as lines hold many.</summary>
internal readonly struct Token
{
    private readonly byte _operator;
    private readonly sbyte _nesting;

    /// <summary>A token that is no operator.</summary>
    public Token(TokenKind kind, Keyword keyword, int start, int end, int line, bool unterminated = false)
    {
        Kind = kind;
        Keyword = keyword;
        _operator = unterminated ? (byte)Operators.Unterminated : (byte)0;
        Start = start;
        End = end;
        Line = line;
    }

    /// <summary>An operator.</summary>
    public Token(char op, int start, int end, int line, int nesting = 0)
    {
        Kind = TokenKind.Operator;
        _operator = (byte)op;
        _nesting = (sbyte)nesting;
        Start = start;
        End = end;
        Line = line;
    }

    /// <summary>What it is.</summary>
    public TokenKind Kind { get; }

    /// <summary>The reserved word that a name is, or <see cref="Keyword.None"/>.</summary>
    public Keyword Keyword { get; }

    /// <summary>An operator's only character, or one of the codes of <see cref="Operators"/>; of a string, <see cref="Operators.Unterminated"/>; 0 of anything else.</summary>
    public char Operator => (char)_operator;

    /// <summary>Offset of its first code unit.</summary>
    public int Start { get; }

    /// <summary>Offset just past its last code unit; a bracket that is supplied because the text lacks it is empty.</summary>
    public int End { get; }

    /// <summary>The line of its start, from 0.</summary>
    public int Line { get; }

    /// <summary>1 when it opens a bracket or a field of an f-string, -1 when it closes one, else 0.</summary>
    public int Nesting => _nesting;

    /// <summary>Whether the token opens a bracket or a field of an f-string.</summary>
    public bool Opens => _nesting > 0;

    /// <summary>Whether the token closes a bracket or a field of an f-string.</summary>
    public bool Closes => _nesting < 0;

    /// <summary>Whether it is the operator <paramref name="op"/>; what is no operator has another code.</summary>
    public bool Is(char op) => _operator == op;

    /// <summary>Whether it is the reserved word <paramref name="keyword"/>; what is no name has none.</summary>
    public bool Is(Keyword keyword) => Keyword == keyword;
}

/// <summary>Codes for the operators of more than one character that anybody asks about.</summary>
internal static class Operators
{
    /// <summary><c>==</c>.</summary>
    public const char Equal = 'e';

    /// <summary><c>!=</c> and Python 2's <c>&lt;&gt;</c>.</summary>
    public const char NotEqual = 'n';

    /// <summary><c>+=</c>.</summary>
    public const char PlusAssign = 'p';

    /// <summary><c>:=</c>.</summary>
    public const char Walrus = 'w';

    /// <summary><c>-&gt;</c>.</summary>
    public const char Arrow = 'a';

    /// <summary><c>&gt;&gt;</c>.</summary>
    public const char ShiftRight = 's';

    /// <summary>Any other operator of several characters.</summary>
    public const char Other = 'o';

    /// <summary>The <c>{</c> before an f-string's field.</summary>
    public const char FieldStart = 'f';

    /// <summary>The <c>}</c> after an f-string's field.</summary>
    public const char FieldEnd = 'g';

    /// <summary>Marks a string whose closing quote is missing.</summary>
    public const char Unterminated = 'u';
}

/// <summary>Recognises reserved words.</summary>
internal static class Keywords
{
    /// <summary>The words in the order of <see cref="Keyword"/>.</summary>
    private static readonly string[] Words =
    [
        "", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except", "False", "finally", "for", "from", "global",
        "if", "import", "in", "is", "lambda", "None", "nonlocal", "not", "or", "pass", "raise", "return", "True", "try", "while", "with", "yield",
    ];

    /// <summary>The only word that <see cref="Hash"/> leads to, or none: most names are told from reserved words by one look.</summary>
    private static readonly Keyword[] Candidates = MakeCandidates();

    /// <summary>The reserved word that <paramref name="word"/> is, or <see cref="Keyword.None"/>.</summary>
    public static Keyword Of(ReadOnlySpan<char> word)
    {
        if (word.IsEmpty)
        {
            return Keyword.None;
        }

        var candidate = Candidates[Hash(word[0], word[^1], word.Length)];
        return candidate != Keyword.None && word.SequenceEqual(Words[(int)candidate]) ? candidate : Keyword.None;
    }

    /// <summary>The same for a word in UTF-8.</summary>
    public static Keyword Of(ReadOnlySpan<byte> word)
    {
        if (word.IsEmpty)
        {
            return Keyword.None;
        }

        var candidate = Candidates[Hash(word[0], word[^1], word.Length)];
        return candidate != Keyword.None && Ascii.Equals(word, Words[(int)candidate]) ? candidate : Keyword.None;
    }

    /// <summary>A number below 128 that differs for each of the reserved words.</summary>
    private static int Hash(int first, int last, int length) => (first + 11 * last + length) & 0x7F;

    private static Keyword[] MakeCandidates()
    {
        var candidates = new Keyword[0x80];
        for (var i = 1; i < Words.Length; i++)
        {
            candidates[Hash(Words[i][0], Words[i][^1], Words[i].Length)] = (Keyword)i;
        }

        return candidates;
    }

    /// <summary>
    /// Whether <paramref name="keyword"/> begins statements and never stands inside brackets: at the start of a line it shows that an open bracket was forgotten.
    /// <c>nonlocal</c> is missing as Python 2 allows it for a name.
    /// </summary>
    public static bool BeginsStatementOnly(Keyword keyword) => keyword is Keyword.Import or Keyword.Def or Keyword.Class or Keyword.Return or Keyword.Try
        or Keyword.While or Keyword.With or Keyword.Raise or Keyword.Pass or Keyword.Del or Keyword.Global or Keyword.Assert or Keyword.Break
        or Keyword.Continue or Keyword.Except or Keyword.Finally or Keyword.Elif;
}
