namespace PyFrameworks.Syntax.Python;

/// <content>One reader reads many texts, one after the other.</content>
internal sealed partial class ModuleScan
{
    /// <summary>Elements for which a list keeps room from one file to the next.</summary>
    private const int MaxKept = 1024;

    /// <summary>One reader for each thread that reads files, so that its lists grow once and not for every file.</summary>
    [ThreadStatic]
    private static ModuleScan? _spare;

    /// <summary>A reader for one text. One that an exception stops is not given back, and so not used again.</summary>
    private static ModuleScan Take()
    {
        var scan = _spare ?? new();
        _spare = null;
        return scan;
    }

    private void GiveBack()
    {
        Recycle();
        _spare = this;
    }

    /// <summary>Gets ready for the next text. Nothing of the last one is kept but room, and of that no more than files commonly need.</summary>
    private void Recycle()
    {
        _text = "";
        _cancellationToken = default;
        _lexer.Start("", default);
        _names.Start("");
        _tokens.Trim();
        Recycle(_errors);
        Recycle(_comments);
        Recycle(_imports);
        _blocks.Recycle();
        _functions.Recycle();
        _classes.Recycle();
        _bases.Recycle();
        _decorators.Recycle();
        _decoratorListItem = null;
        _calls.Recycle();
        _frames.Recycle();
        _pending.Recycle();
        _firstUses.Recycle();
        _words.Recycle();
        _importedNames.Recycle();
        _assignments.Recycle();
        _items.Recycle();
        _targets.Recycle();
        _value.Clear();
        if (_value.Capacity > MaxKept)
        {
            _value.Capacity = 0;
        }

        StopParts();
        _hasDynamicImport = _python2 = false;
        _lastEnd = _statementStart = _statementEnd = _codeLines = 0;
    }

    private static void Recycle<T>(List<T> list)
    {
        list.Clear();
        if (list.Capacity > MaxKept)
        {
            list.Capacity = 0;
        }
    }
}
