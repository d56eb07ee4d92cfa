namespace PyFrameworks.Syntax.Python;

/// <content>Operators, and the brackets that are open.</content>
internal sealed partial class PythonLexer
{
    /// <summary>Reads an operator, but for brackets, a dot, and <c>=</c> alone.</summary>
    private void ReadOperator(TokenLine tokens)
    {
        var text = _text;
        var c = text[_position];
        var next = _position + 1 < text.Length ? text[_position + 1] : '\0';
        switch (c)
        {
            case ':' when InField && TryOpenFormat():
                _position++;
                return;
            case '!' when InField && next != '=':
                // The conversion, "!r".
                _position = SkipIdentifier(text, _position + 1);
                return;
            case '=' when next == '=':
                Add(tokens, Operators.Equal, 2);
                return;
            case '!' when next == '=':
            case '<' when next == '>':
                Add(tokens, Operators.NotEqual, 2);
                return;
            case ':' when next == '=':
                Add(tokens, Operators.Walrus, 2);
                return;
            case ':':
                if (_bracketCount == 0)
                {
                    tokens.NoteColon();
                }

                Add(tokens, ':', 1);
                return;
            case '-' when next == '>':
                Add(tokens, Operators.Arrow, 2);
                return;
            case '+' when next == '=':
                if (_bracketCount == 0)
                {
                    tokens.NoteAssignment();
                }

                Add(tokens, Operators.PlusAssign, 2);
                return;
            case '*' or '/' or '<' or '>' when next == c:
                var assigns = _position + 2 < text.Length && text[_position + 2] == '=';
                Add(tokens, assigns || c is '/' or '<' ? Operators.Other : c == '>' ? Operators.ShiftRight : '*', assigns ? 3 : 2);
                return;
            case '-' or '*' or '/' or '%' or '&' or '|' or '^' or '@' or '<' or '>' when next == '=':
                Add(tokens, Operators.Other, 2);
                return;
            case '+' or '-' or '*' or '/' or '%' or '&' or '|' or '^' or '@' or '<' or '>':
                Add(tokens, c, 1);
                return;
            default:
                if (!char.IsWhiteSpace(c) && c != '\uFEFF')
                {
                    Report(_position, 1, "this character means nothing in Python");
                    tokens.Add(new(Operators.Other, _position, _position + 1, _line));
                }

                _position++;
                return;
        }
    }

    private void Add(TokenLine tokens, char op, int length, int nesting = 0)
    {
        tokens.Add(new(op, _position, _position + length, _line, nesting));
        _position += length;
    }

    private void Open(char bracket)
    {
        if (_uncounted > 0 || _bracketCount == MaxBrackets)
        {
            if (_uncounted++ == 0)
            {
                Report(_position - 1, 1, $"brackets nest more than {MaxBrackets} deep");
            }
        }
        else
        {
            _brackets[_bracketCount++] = bracket;
        }
    }

    private void Close(TokenLine tokens, char closing)
    {
        if (_uncounted > 0)
        {
            _uncounted--;
            Add(tokens, closing, 1, nesting: -1);
            return;
        }

        // Brackets that were forgotten inside this one end here; what closes nothing is left out.
        var opening = Opening(closing);
        var match = _bracketCount - 1;
        while (match >= 0 && _brackets[match] != opening && _brackets[match] != Operators.FieldStart)
        {
            match--;
        }

        if (match < 0 || (_brackets[match] != opening && closing != '}'))
        {
            Report(_position, 1, "this bracket closes nothing");
            _position++;
            return;
        }

        if (match < _bracketCount - 1)
        {
            Report(_position, 1, "a bracket is not closed before this one");
        }

        CloseDownTo(tokens, match + 1);
        _bracketCount--;
        var field = _brackets[match] == Operators.FieldStart;
        Add(tokens, field ? Operators.FieldEnd : closing, 1, nesting: -1);
        if (field)
        {
            LeaveField();
        }
    }

    private static char Opening(char closing) => closing == ')' ? '(' : closing == ']' ? '[' : '{';

    /// <summary>Supplies closing brackets until <paramref name="count"/> are open.</summary>
    private void CloseDownTo(TokenLine tokens, int count)
    {
        for (_bracketCount += _uncounted, _uncounted = 0; _bracketCount > count; _bracketCount--)
        {
            var open = _bracketCount <= MaxBrackets ? _brackets[_bracketCount - 1] : '(';
            Add(tokens, open switch { '(' => ')', '[' => ']', '{' => '}', _ => Operators.FieldEnd }, 0, nesting: -1);
        }
    }
}
