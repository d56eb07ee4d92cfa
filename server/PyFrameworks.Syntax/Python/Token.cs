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

/// <summary>A token of a logical line.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Keyword">The reserved word that a name is, or <see cref="Keyword.None"/>.</param>
/// <param name="Operator">
/// An operator's only character, or one of the codes of <see cref="Operators"/>; of a string, <see cref="Operators.Unterminated"/>.
/// </param>
/// <param name="Start">Offset of its first code unit.</param>
/// <param name="End">Offset just past its last code unit; a bracket that is supplied because the text lacks it is empty.</param>
/// <param name="Line">The line of its start, from 0.</param>
internal readonly record struct Token(TokenKind Kind, Keyword Keyword, char Operator, int Start, int End, int Line)
{
    public bool Is(char op) => Kind == TokenKind.Operator && Operator == op;

    public bool Is(Keyword keyword) => Kind == TokenKind.Name && Keyword == keyword;

    /// <summary>Whether the token opens a bracket or a field of an f-string.</summary>
    public bool Opens => Kind == TokenKind.Operator && Operator is '(' or '[' or '{' or Operators.FieldStart;

    /// <summary>Whether the token closes a bracket or a field of an f-string.</summary>
    public bool Closes => Kind == TokenKind.Operator && Operator is ')' or ']' or '}' or Operators.FieldEnd;
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
    /// <summary>The reserved word that <paramref name="word"/> is, or <see cref="Keyword.None"/>.</summary>
    public static Keyword Of(ReadOnlySpan<char> word) => word switch
    {
        "and" => Keyword.And,
        "as" => Keyword.As,
        "assert" => Keyword.Assert,
        "async" => Keyword.Async,
        "await" => Keyword.Await,
        "break" => Keyword.Break,
        "class" => Keyword.Class,
        "continue" => Keyword.Continue,
        "def" => Keyword.Def,
        "del" => Keyword.Del,
        "elif" => Keyword.Elif,
        "else" => Keyword.Else,
        "except" => Keyword.Except,
        "False" => Keyword.False,
        "finally" => Keyword.Finally,
        "for" => Keyword.For,
        "from" => Keyword.From,
        "global" => Keyword.Global,
        "if" => Keyword.If,
        "import" => Keyword.Import,
        "in" => Keyword.In,
        "is" => Keyword.Is,
        "lambda" => Keyword.Lambda,
        "None" => Keyword.NoneValue,
        "nonlocal" => Keyword.Nonlocal,
        "not" => Keyword.Not,
        "or" => Keyword.Or,
        "pass" => Keyword.Pass,
        "raise" => Keyword.Raise,
        "return" => Keyword.Return,
        "True" => Keyword.True,
        "try" => Keyword.Try,
        "while" => Keyword.While,
        "with" => Keyword.With,
        "yield" => Keyword.Yield,
        _ => Keyword.None,
    };

    /// <summary>
    /// Whether <paramref name="keyword"/> begins statements and never stands inside brackets: at the start of a line it shows that an open bracket was forgotten.
    /// <c>nonlocal</c> is missing as Python 2 allows it for a name.
    /// </summary>
    public static bool BeginsStatementOnly(Keyword keyword) => keyword is Keyword.Import or Keyword.Def or Keyword.Class or Keyword.Return or Keyword.Try
        or Keyword.While or Keyword.With or Keyword.Raise or Keyword.Pass or Keyword.Del or Keyword.Global or Keyword.Assert or Keyword.Break
        or Keyword.Continue or Keyword.Except or Keyword.Finally or Keyword.Elif;
}
