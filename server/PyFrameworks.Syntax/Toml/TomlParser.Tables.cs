using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Toml;

/// <summary>The merged view: what headers and keys define, and what they may not define again.</summary>
internal sealed partial class TomlParser
{
    private readonly TomlTable _root;
    private readonly List<TomlTable> _tables = [];
    private readonly List<TomlArray> _arraysOfTables = [];

    /// <summary>The table that pairs belong to. After a header that can't be honoured it hangs in no other table.</summary>
    private TomlTable _section;
    private TomlArray? _sectionArray;
    private int _headerIndex = -1;

    private TomlTable NewTable(TomlTableKind kind, TextSpan span, int depth)
    {
        var table = new TomlTable(kind, span, depth);
        _tables.Add(table);
        return table;
    }

    private void SealTables()
    {
        foreach (var table in _tables)
        {
            table.Seal();
        }

        foreach (var array in _arraysOfTables)
        {
            array.Seal();
        }
    }

    private void AddExpression(TomlExpression expression) => _expressions.Add(expression);

    private void StartSection(DottedKey? key, bool isArray, TextSpan header)
    {
        EndSection();
        _headerIndex = _expressions.Count;
        AddExpression(isArray ? new ArrayOfTables(key, header, header) : new Table(key, header, header));
        _sectionArray = null;
        _section = (key is null ? null : isArray ? OpenArrayItem(key, header) : OpenTable(key, header))
            ?? NewTable(TomlTableKind.Table, header, 0);
    }

    /// <summary>Gives the header, and the table it made, the extent of the pairs that followed.</summary>
    private void EndSection()
    {
        if (_headerIndex < 0)
        {
            return;
        }

        var header = (TomlHeader)_expressions[_headerIndex];
        var full = TextSpan.FromBounds(header.Span.Start, _expressions[^1].Span.End);
        _expressions[_headerIndex] = header with { FullSpan = full };
        if (_section.Span == header.Span)
        {
            _section.Span = full;
        }

        if (_sectionArray is { } array)
        {
            array.Span = TextSpan.FromBounds(array.Span.Start, full.End);
        }
    }

    /// <summary>
    /// The table of <c>[key]</c>; null after an error that forbids it. A table that has its header already, or is made by dotted
    /// keys, is an error too, but takes the pairs: the reader of the file means that table.
    /// </summary>
    private TomlTable? OpenTable(DottedKey key, TextSpan header)
    {
        if (FindParent(key) is not { } parent)
        {
            return null;
        }

        var last = key.Parts[^1];
        if (parent.FindEntry(last.Value) is not { } entry)
        {
            var made = NewTable(TomlTableKind.Table, header, parent.Depth + 1);
            parent.Add(new(last.Value, last.Span, made));
            return made;
        }

        var line = LineOf(entry);
        switch (entry.Value)
        {
            case TomlTable { Kind: TomlTableKind.SuperTable } table:
                table.Kind = TomlTableKind.Table;
                table.Span = header;
                return table;
            case TomlTable { Kind: not TomlTableKind.InlineTable } table:
                Error(key.Span, $"Table {Quote(key)} is already defined on line {line}");
                return table;
            case TomlArray { IsArrayOfTables: true }:
                Error(key.Span, $"{Quote(key)} is an array of tables since line {line}: write [[ ]] around its name");
                return null;
            default:
                Error(key.Span, $"Key {Quote(key)} is already defined on line {line}");
                return null;
        }
    }

    private TomlTable? OpenArrayItem(DottedKey key, TextSpan header)
    {
        if (FindParent(key) is not { } parent)
        {
            return null;
        }

        // The array is one level, its item another.
        if (parent.Depth + 2 > TomlDocument.MaxDepth)
        {
            ReportTooDeep(key);
            return null;
        }

        var last = key.Parts[^1];
        if (parent.FindEntry(last.Value) is not { } entry)
        {
            var made = new TomlArray(header);
            _arraysOfTables.Add(made);
            parent.Add(new(last.Value, last.Span, made));
            return AddItem(made);
        }

        if (entry.Value is TomlArray { IsArrayOfTables: true } array)
        {
            return AddItem(array);
        }

        Error(key.Span, entry.Value switch
        {
            TomlArray => $"Array {Quote(key)} of line {LineOf(entry)} is complete: add the table between its brackets",
            TomlTable { Kind: not TomlTableKind.InlineTable } => $"{Quote(key)} is a single table since line {LineOf(entry)}: it can't be an array of tables too",
            _ => $"Key {Quote(key)} is already defined on line {LineOf(entry)}",
        });
        return null;

        TomlTable AddItem(TomlArray array)
        {
            var item = NewTable(TomlTableKind.ArrayItem, header, parent.Depth + 2);
            array.Add(item);
            _sectionArray = array;
            return item;
        }
    }

    /// <summary>The table that holds the last part of a header's name; tables that are not there yet are made.</summary>
    private TomlTable? FindParent(DottedKey key)
    {
        var table = _root;
        foreach (var part in key.Parts.AsSpan()[..^1])
        {
            if (table.FindEntry(part.Value) is not { } entry)
            {
                if (table.Depth + 1 >= TomlDocument.MaxDepth)
                {
                    break;
                }

                var made = NewTable(TomlTableKind.SuperTable, part.Span, table.Depth + 1);
                table.Add(new(part.Value, part.Span, made));
                table = made;
                continue;
            }

            switch (entry.Value)
            {
                case TomlTable { Kind: not TomlTableKind.InlineTable } inner:
                    table = inner;
                    break;
                case TomlArray { IsArrayOfTables: true } array:
                    table = array.LastTable;
                    break;
                default:
                    Error(part.Span, NotExtensible(entry));
                    return null;
            }
        }

        if (table.Depth + 1 > TomlDocument.MaxDepth || key.Parts.Length > TomlDocument.MaxDepth)
        {
            ReportTooDeep(key);
            return null;
        }

        return table;
    }

    /// <summary>Puts a value under a key; a key that is there already keeps its first value.</summary>
    private void Insert(TomlTable table, DottedKey key, TomlValue value)
    {
        if (table.Depth + key.Parts.Length > TomlDocument.MaxDepth)
        {
            ReportTooDeep(key);
            return;
        }

        foreach (var part in key.Parts.AsSpan()[..^1])
        {
            if (table.FindEntry(part.Value) is not { } entry)
            {
                var made = NewTable(TomlTableKind.DottedKey, part.Span, table.Depth + 1);
                table.Add(new(part.Value, part.Span, made));
                table = made;
                continue;
            }

            // TOML 1.0: a dotted key defines its tables, so it may not add to one that has a header of its own.
            switch (entry.Value)
            {
                case TomlTable { Kind: TomlTableKind.DottedKey or TomlTableKind.SuperTable } inner:
                    inner.Kind = TomlTableKind.DottedKey;
                    table = inner;
                    break;
                case TomlTable { Kind: not TomlTableKind.InlineTable }:
                    Error(part.Span, $"Table {Quote(part.Value)} has its own header on line {LineOf(entry)}: add the key there");
                    return;
                default:
                    Error(part.Span, NotExtensible(entry));
                    return;
            }
        }

        var last = key.Parts[^1];
        if (table.FindEntry(last.Value) is { } first)
        {
            Error(key.Span, $"Key {Quote(key)} is already defined on line {LineOf(first)}");
            return;
        }

        table.Add(new(last.Value, last.Span, value));
    }

    private string NotExtensible(TomlEntry entry) => entry.Value switch
    {
        TomlTable => $"Inline table {Quote(entry.Key)} of line {LineOf(entry)} is complete: add the key between its braces",
        TomlArray => $"Array {Quote(entry.Key)} of line {LineOf(entry)} can't be extended here",
        _ => $"Key {Quote(entry.Key)} has a value since line {LineOf(entry)}, so it can't be a table too",
    };

    private void ReportTooDeep(DottedKey key) =>
        Error(key.Span, $"Tables nest more than {TomlDocument.MaxDepth} levels deep here");

    /// <summary>The line, from 1, that defines an entry: for a table that of its header, if it has one.</summary>
    private int LineOf(TomlEntry entry) =>
        _source.Lines.LineOf(entry.Value is TomlTable { Kind: TomlTableKind.Table } table ? table.Span.Start : entry.KeySpan.Start) + 1;
}
