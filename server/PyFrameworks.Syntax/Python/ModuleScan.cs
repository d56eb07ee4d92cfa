using System.Collections.Immutable;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Python;

/// <summary>One reading of a module: goes through the logical lines, keeps the blocks that are open, and notes what the statements say.</summary>
internal sealed partial class ModuleScan
{
    /// <summary>Blocks that may nest; CPython allows 100 levels of indentation. What is deeper counts to the last one.</summary>
    private const int MaxBlocks = 200;

    private readonly TokenLine _tokens = new();
    private readonly List<SyntaxError> _errors = [];
    private readonly List<TextSpan> _comments = [];
    private readonly NameTable _names = new();
    private readonly ScopeStack _scopes;
    private readonly PythonLexer _lexer;
    private string _text = "";
    private CancellationToken _cancellationToken;
    private int _indent;
    private int _lastEnd;
    private int _statementStart;
    private int _statementEnd;
    private int _lastCodeLine;
    private int _codeLines;
    private bool _python2;

    private ModuleScan()
    {
        _scopes = new(_names);
        _lexer = new(_errors, _comments);
    }

    /// <summary>Reads a module.</summary>
    public static PythonModule Read(SourceText source, CancellationToken cancellationToken)
    {
        var scan = Take();
        var module = scan.Run(source, cancellationToken);
        scan.GiveBack();
        return module;
    }

    /// <summary>Reads the module for the uses of dotted names alone, by place.</summary>
    public static ImmutableArray<DottedUse> ReadUses(SourceText source, CancellationToken cancellationToken)
    {
        var uses = new List<DottedUse>();
        new ModuleScan { _uses = uses }.Run(source, cancellationToken);
        return [.. uses.OrderBy(use => use.Span.Start)];
    }

    private PythonModule Run(SourceText source, CancellationToken cancellationToken)
    {
        Start(source.Content, cancellationToken);
        while (_lexer.ReadLine(_tokens, out _indent))
        {
            ReadLine();
            _lastEnd = _tokens.Last.End;
        }

        CloseBlocks();
        ResolvePending();
        return Build(ScriptBlock.Find(source, _errors, cancellationToken));
    }

    private void Start(string text, CancellationToken cancellationToken)
    {
        _text = text;
        _cancellationToken = cancellationToken;
        _lexer.Start(_text, cancellationToken);
        _names.Start(_text);
        _scopes.Start();
        _blocks.Add(new() { Indent = -1, Kind = BlockKind.Module, Scope = ScopeStack.Module, Function = -1, Class = -1, BodyStart = -1 });
        _lastCodeLine = -1;
    }

    private void CloseBlocks()
    {
        while (_blocks.Count > 1)
        {
            CloseBlock();
        }
    }

    private PythonModule Build(ScriptBlock? script, ModuleParts? parts = null) =>
        new()
        {
            Imports = BuildImports(),
            Functions = BuildFunctions(),
            Classes = BuildClasses(),
            Calls = BuildCalls(),
            Names = BuildNames(),
            Comments = [.. _comments],
            ModuleAssignments = _assignments.ToImmutable(),
            Errors = [.. _errors],
            CodeLines = _codeLines,
            Script = script,
            LooksLikePython2 = _python2,
            Parts = parts,
        };

    private void ReadLine()
    {
        // A block holds the lines that are indented deeper than its header, which also copes with indentation that CPython rejects.
        Closed? closed = null;
        while (_blocks.Count > 1 && Top.Indent >= _indent)
        {
            closed = CloseBlock();
        }

        if (closed is { } last && last.Indent != _indent)
        {
            closed = null;
        }

        var position = 0;
        while (position < _tokens.Count)
        {
            if (_tokens.HasSemicolon)
            {
                _cancellationToken.ThrowIfCancellationRequested();
            }

            position = ReadStatement(position, position == 0 ? closed : null);
        }
    }

    /// <summary>Reads the statement, or the header of a compound one, at <paramref name="start"/> and returns where the next one is.</summary>
    private int ReadStatement(int start, Closed? closed)
    {
        ref readonly var token = ref _tokens[start];
        if (token.Is(';'))
        {
            return start + 1;
        }

        var first = Top.BodyStart < 0;
        if (first)
        {
            Top.BodyStart = token.Start;
        }

        _statementStart = start;
        if (start == 0 && token.Is('@'))
        {
            var decoratorEnd = _statementEnd = FindEnd(start);
            ReadDecorator(decoratorEnd);
            CountLines(start, decoratorEnd);
            return decoratorEnd;
        }

        var head = token.Is(Keyword.Async) && start + 1 < _tokens.Count ? start + 1 : start;
        if (IsCompound(_tokens[head].Keyword) && _tokens[head].Kind == TokenKind.Name)
        {
            var colon = _statementEnd = FindColon(head);
            CountLines(start, Math.Min(colon + 1, _tokens.Count));
            ReadHeader(head, colon, closed);
            return colon < _tokens.Count && _tokens[colon].Is(':') ? colon + 1 : colon;
        }

        _decorators.Clear();
        if (token.Kind == TokenKind.Name && SoftHeader(start) is { } softColon)
        {
            _statementEnd = softColon;
            CountLines(start, softColon + 1);
            var match = Matches(token, "match");
            ReadExpression(match ? start + 1 : FindGuard(start, softColon), softColon);
            Push(match ? BlockKind.Match : BlockKind.Other, start, softColon, ImportContext.None);
            return softColon + 1;
        }

        var end = _statementEnd = FindEnd(start);
        ReadSimple(start, end, first);
        return end;
    }

    private static bool IsCompound(Keyword keyword) => keyword is Keyword.Def or Keyword.Class or Keyword.If or Keyword.Elif or Keyword.Else or Keyword.Try
        or Keyword.Except or Keyword.Finally or Keyword.While or Keyword.For or Keyword.With;

    private void ReadHeader(int head, int colon, Closed? closed)
    {
        var keyword = _tokens[head].Keyword;
        if (keyword is not (Keyword.Def or Keyword.Class))
        {
            _decorators.Clear();
        }

        switch (keyword)
        {
            case Keyword.Def:
                ReadFunction(head, colon);
                break;
            case Keyword.Class:
                ReadClass(head, colon);
                break;
            case Keyword.If or Keyword.Elif:
                ReadExpression(head + 1, colon);
                var branch = ReadCondition(head + 1, colon);

                // What else means after elif depends on several conditions, but what stands beside "not TYPE_CHECKING" is for type checkers.
                var beside = keyword == Keyword.Elif && closed is { Kind: BlockKind.If, Branch: Branch.NotTypeChecking };
                Push(
                    BlockKind.If,
                    head,
                    colon,
                    ContextOf(branch) | (beside ? ImportContext.TypeChecking : ImportContext.None),
                    beside ? Branch.NotTypeChecking : keyword == Keyword.If || branch == Branch.NotTypeChecking ? branch : Branch.Other);
                break;
            case Keyword.Else:
                var context = closed is { Kind: BlockKind.If } condition
                    ? condition.Branch switch
                    {
                        Branch.TypeChecking => ImportContext.None,
                        Branch.NotTypeChecking => ImportContext.TypeChecking,
                        _ => ImportContext.Conditional,
                    }
                    : ImportContext.None;
                Push(BlockKind.Other, head, colon, context);
                break;
            case Keyword.Try:
                Push(BlockKind.Try, head, colon, ImportContext.None, attempt: new() { Start = _imports.Count });
                break;
            case Keyword.Except:
                ReadExpression(head + 1, colon);
                var state = closed is { Kind: BlockKind.Try or BlockKind.Except } ? closed.Value.Try : null;
                if (state is not null && CatchesImportError(head + 1, colon, bareToo: true))
                {
                    state.Catches = true;
                    MarkOptional(state);
                }

                Push(BlockKind.Except, head, colon, ImportContext.None, attempt: state);
                break;
            case Keyword.For:
                ReadFor(head, colon);
                Push(BlockKind.Other, head, colon, ImportContext.None);
                break;
            case Keyword.With:
                var calls = _calls.Count;
                ReadExpression(head + 1, colon);
                Push(BlockKind.Other, head, colon, Suppresses(calls, head, colon) ? ImportContext.Optional : ImportContext.None);
                break;
            default:
                ReadExpression(head + 1, colon);
                Push(BlockKind.Other, head, colon, ImportContext.None);
                break;
        }
    }

    private static ImportContext ContextOf(Branch branch) => branch switch
    {
        Branch.TypeChecking => ImportContext.TypeChecking,
        Branch.NotTypeChecking => ImportContext.None,
        Branch.Main => ImportContext.Main,
        _ => ImportContext.Conditional,
    };

    private Branch ReadCondition(int start, int end)
    {
        bool name = false, main = false, type = false, negated = false, alternative = false;
        for (var i = start; i < end; i++)
        {
            var token = _tokens[i];
            name |= token.Kind == TokenKind.Name && Matches(token, "__name__");
            main |= token.Kind == TokenKind.String && _text.AsSpan(token.Start + 1, token.End - token.Start - 1).StartsWith("__main__", StringComparison.Ordinal);
            type |= token.Kind == TokenKind.Name && Matches(token, "TYPE_CHECKING");
            negated |= token.Is(Keyword.Not) || token.Is(Operators.NotEqual);
            alternative |= token.Is(Keyword.Or);
        }

        if (alternative)
        {
            return Branch.Other;
        }

        return type ? negated ? Branch.NotTypeChecking : Branch.TypeChecking
            : name && main && !negated ? Branch.Main
            : Branch.Other;
    }

    private bool CatchesImportError(int start, int end, bool bareToo)
    {
        var bare = true;
        for (var i = start; i < end && !(bareToo && _tokens[i].Is(Keyword.As)); i++)
        {
            bare &= _tokens[i].Is('*');
            if (_tokens[i].Kind == TokenKind.Name
                && TokenText(_tokens[i]) is "ImportError" or "ModuleNotFoundError" or "Exception" or "BaseException")
            {
                return true;
            }

            // Python 2's "except E, e" is never met in Python 3 outside brackets, but for PEP 758's list of exceptions.
            _python2 |= bareToo && i == end - 1 && i == start + 2 && _tokens[i].Kind == TokenKind.Name && _tokens[i - 1].Is(',') && char.IsAsciiLetterLower(_text[_tokens[i].Start]);
        }

        return bare && bareToo;
    }

    private bool Suppresses(int firstCall, int start, int end)
    {
        for (var i = firstCall; i < _calls.Count; i++)
        {
            if (_names.Span(_calls[i].ResolvedName) is "contextlib.suppress")
            {
                return CatchesImportError(start + 1, end, bareToo: false);
            }
        }

        return false;
    }

    /// <summary>Index of the colon that ends the header at <paramref name="start"/>, or of the statement's end where it has none.</summary>
    private int FindColon(int start)
    {
        if (!_tokens.HasSemicolon && !_tokens.HasLambda && _tokens.OnlyColon >= -1)
        {
            return _tokens.OnlyColon >= start ? _tokens.OnlyColon : _tokens.Count;
        }

        var depth = 0;
        var lambdas = 0;
        for (var i = start; i < _tokens.Count; i++)
        {
            ref readonly var token = ref _tokens[i];
            depth = Math.Max(0, depth + token.Nesting);
            if (depth == 0)
            {
                if (token.Is(Keyword.Lambda))
                {
                    lambdas++;
                }
                else if (token.Is(';') || (token.Is(':') && lambdas-- <= 0))
                {
                    return i;
                }
            }
        }

        return _tokens.Count;
    }

    /// <summary>Index of the semicolon that ends the statement at <paramref name="start"/>, or the number of tokens.</summary>
    private int FindEnd(int start)
    {
        if (!_tokens.HasSemicolon)
        {
            return _tokens.Count;
        }

        var depth = 0;
        for (var i = start; i < _tokens.Count; i++)
        {
            depth = Math.Max(0, depth + _tokens[i].Nesting);
            if (depth == 0 && _tokens[i].Is(';'))
            {
                return i;
            }
        }

        return _tokens.Count;
    }

    /// <summary>The colon of a <c>match</c> or <c>case</c> header, or null where the word is a name: <c>match</c> needs a line of its own, <c>case</c> a match around it.</summary>
    private int? SoftHeader(int start)
    {
        var token = _tokens[start];
        var match = start == 0 && Matches(token, "match");
        if ((!match && !(Top.Kind == BlockKind.Match && Matches(token, "case"))) || start + 2 >= _tokens.Count
            || (_tokens[start + 1].Kind == TokenKind.Operator && !BeginsSubject(start + 1)))
        {
            return null;
        }

        var colon = FindColon(start);
        return colon < _tokens.Count && _tokens[colon].Is(':') && (!match || colon == _tokens.Count - 1) ? colon : null;
    }

    private bool BeginsSubject(int position) =>
        _tokens[position].Operator is '(' or '[' or '{' or '-' or '+' or '*' or '~'

        // Of "match ...:" the dots are tokens of their own; one alone is that of an attribute.
        || (_tokens[position].Is('.') && _tokens[position + 1].Is('.'));

    /// <summary>Index of the guard of a case, or of its colon: patterns look like calls and are none.</summary>
    private int FindGuard(int start, int colon)
    {
        while (start < colon && !_tokens[start].Is(Keyword.If))
        {
            start++;
        }

        return start;
    }

    /// <summary>Counts the lines of tokens that were not counted before; blank lines within a string are blank all the same.</summary>
    private void CountLines(int start, int end)
    {
        if (_tokens.IsOneLine && start < end)
        {
            CountLine(_tokens[start].Line);
            return;
        }

        for (var i = start; i < end; i++)
        {
            ref readonly var token = ref _tokens[i];
            CountLine(token.Line);

            // A token before which the next begins in the same line holds no line end.
            if (token.Kind is not (TokenKind.String or TokenKind.FStringText) || (i + 1 < _tokens.Count && _tokens[i + 1].Line == token.Line))
            {
                continue;
            }

            var line = token.Line;
            var rest = _text.AsSpan(token.Start, token.End - token.Start);
            while (rest.IndexOfAny('\r', '\n') is >= 0 and var lineEnd)
            {
                rest = rest[(lineEnd + (rest[lineEnd] == '\r' && lineEnd + 1 < rest.Length && rest[lineEnd + 1] == '\n' ? 2 : 1))..];
                line++;
                var length = rest.IndexOfAny('\r', '\n');
                if (!(length < 0 ? rest : rest[..length]).IsWhiteSpace())
                {
                    CountLine(line);
                }
            }
        }
    }

    private void CountLine(int line)
    {
        if (line > _lastCodeLine)
        {
            _lastCodeLine = line;
            _codeLines++;
        }
    }

    private ReadOnlySpan<char> TokenText(Token token) => _text.AsSpan(token.Start, token.End - token.Start);

    private bool Matches(Token token, string word) => token.End - token.Start == word.Length && TokenText(token).SequenceEqual(word);
}
