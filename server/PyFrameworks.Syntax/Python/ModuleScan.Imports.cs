using System.Collections.Immutable;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Python;

internal sealed partial class ModuleScan
{
    private readonly List<ImportStatement> _imports = [];
    private readonly RefList<ImportedName> _importedNames = new(256);

    private bool _hasDynamicImport;

    private ImmutableArray<ImportStatement> BuildImports()
    {
        // A dynamic import is found while its statement is read, so the list may need its order back.
        if (_hasDynamicImport)
        {
            _imports.Sort(static (a, b) => a.StatementSpan.Start != b.StatementSpan.Start
                ? a.StatementSpan.Start.CompareTo(b.StatementSpan.Start)
                : a.ModuleSpan.Start.CompareTo(b.ModuleSpan.Start));
        }

        return [.. _imports];
    }

    /// <summary>Reads <c>import a.b as c, d</c>; what doesn't look like a module is left out.</summary>
    private void ReadImport(int start, int keyword, int end)
    {
        var statement = TextSpan.FromBounds(_tokens[start].Start, _tokens[end - 1].End);
        var position = keyword + 1;
        while (position < end)
        {
            if (!IsName(position, end))
            {
                ReportStatement(position, "a module name is expected after 'import'");
                return;
            }

            var last = ChainEnd(position, end);
            var next = last + 1;
            var alias = ReadAlias(ref next, end);
            if (next < end && !_tokens[next].Is(','))
            {
                ReportStatement(next, "a comma or the end of the line is expected after a module");
                return;
            }

            var module = ChainName(position, last);
            _imports.Add(new(
                ImportKind.Import, _names.Text(module), ChainSpan(position, last), 0, [], TextOrNull(alias), statement, _tokens[start].Line, Top.Context));
            var root = _names.Root(module);
            BindImport(alias >= 0 ? alias : root, alias >= 0 ? module : root);
            position = next + 1;
        }
    }

    /// <summary>Reads <c>from .a.b import (c as d, e)</c>; names are read as far as they go.</summary>
    private void ReadImportFrom(int start, int keyword, int end)
    {
        var position = keyword + 1;
        var level = 0;
        while (position < end && _tokens[position].Is('.'))
        {
            level++;
            position++;
        }

        var module = NameTable.Empty;
        var moduleSpan = new TextSpan(_tokens[position - 1].End, 0);
        if (IsName(position, end))
        {
            var last = ChainEnd(position, end);
            module = ChainName(position, last);
            moduleSpan = ChainSpan(position, last);
            position = last + 1;
        }

        if (position >= end || !_tokens[position].Is(Keyword.Import) || (level == 0 && module == NameTable.Empty))
        {
            ReportStatement(Math.Min(position, end - 1), "this is no 'from … import …' statement");
            return;
        }

        position++;
        _importedNames.Clear();
        position += position < end && _tokens[position].Is('(') ? 1 : 0;

        // A very long module name, joined to each of very many names, would multiply the text.
        var prefix = level + _names.Length(module) > MaxResolvedName ? -1 : WritePrefix(level, module);
        while (position < end)
        {
            if (_tokens[position].Is('*'))
            {
                // "**" is no import, and its first sign is the name.
                _importedNames.Add(new("*", null, new(_tokens[position].Start, 1)));
                position++;
            }
            else if (IsName(position, end))
            {
                var name = NameOf(position);
                var span = SpanOf(position++);
                var alias = ReadAlias(ref position, end);
                _importedNames.Add(new(_names.Text(name), TextOrNull(alias), span));
                BindImport(alias >= 0 ? alias : name, prefix < 0 ? NameTable.None : Prefixed(prefix, name));
            }

            if (position >= end || !_tokens[position].Is(','))
            {
                break;
            }

            position++;
        }

        _imports.Add(new(
            ImportKind.ImportFrom,
            _names.Text(module),
            moduleSpan,
            level,
            _importedNames.ToImmutable(),
            null,
            TextSpan.FromBounds(_tokens[start].Start, _tokens[end - 1].End),
            _tokens[start].Line,
            Top.Context));
    }

    /// <summary>Writes what stands before the names of an import into the buffer and returns its length.</summary>
    private int WritePrefix(int level, int module)
    {
        var text = _names.Span(module);
        _joined.AsSpan(0, level).Fill('.');
        text.CopyTo(_joined.AsSpan(level));
        if (text.IsEmpty)
        {
            return level;
        }

        _joined[level + text.Length] = '.';
        return level + text.Length + 1;
    }

    /// <summary>The name after the prefix that the buffer holds, or <see cref="NameTable.None"/> when that is too long.</summary>
    private int Prefixed(int prefix, int name)
    {
        var text = _names.Span(name);
        if (prefix + text.Length > MaxResolvedName)
        {
            return NameTable.None;
        }

        text.CopyTo(_joined.AsSpan(prefix));
        return _names.Of(_joined.AsSpan(0, prefix + text.Length));
    }

    /// <summary>Notes an import by call whose name is a plain literal, the text of which is the module's name.</summary>
    private void ReadDynamicImport(int resolvedName, Token literal)
    {
        if (_names.Span(resolvedName) is not ("importlib.import_module" or "__import__"))
        {
            return;
        }

        var written = StringValue.Content(TokenText(literal), literal.Operator == Operators.Unterminated, out var offset, out _, out var bytes);
        var level = 0;
        while (level < written.Length && written[level] == '.')
        {
            level++;
        }

        var module = written[level..];
        if (bytes || module.IsEmpty)
        {
            return;
        }

        foreach (var part in module.Split('.'))
        {
            if (part.Start.Equals(part.End))
            {
                return;
            }

            foreach (var c in module[part])
            {
                if (!char.IsLetterOrDigit(c) && c != '_')
                {
                    return;
                }
            }
        }

        _hasDynamicImport = true;
        _imports.Add(new(
            ImportKind.Dynamic,
            module.ToString(),
            new(literal.Start + offset + level, module.Length),
            level,
            [],
            null,
            TextSpan.FromBounds(_tokens[_statementStart].Start, _tokens[_statementEnd - 1].End),
            _tokens[_statementStart].Line,
            Top.Context));
    }

    /// <summary>Binds a name to what it imports; the fallback in an except handler does not replace what the try's body means by it.</summary>
    private void BindImport(int name, int target)
    {
        if (Top.Kind != BlockKind.Except || !_scopes.TryFindHere(Top.Scope, name, out var bound) || bound.Kind != BindingKind.Import)
        {
            _scopes.Bind(Top.Scope, name, target >= 0 && _names.Length(target) <= MaxResolvedName ? new(BindingKind.Import, target) : new(BindingKind.Unknown, NameTable.Empty));
        }
    }

    private int ReadAlias(ref int position, int end)
    {
        if (position + 1 >= end || !_tokens[position].Is(Keyword.As) || _tokens[position + 1].Kind != TokenKind.Name)
        {
            return NameTable.None;
        }

        position += 2;
        return NameOf(position - 1);
    }

    private void ReportStatement(int position, string message)
    {
        if (_errors.Count < PythonLexer.MaxErrors)
        {
            _errors.Add(new(SpanOf(position), message));
        }
    }

    private TextSpan SpanOf(int position) => TextSpan.FromBounds(_tokens[position].Start, _tokens[position].End);
}
