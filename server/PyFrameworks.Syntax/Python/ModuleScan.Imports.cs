using System.Collections.Immutable;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Python;

internal sealed partial class ModuleScan
{
    private readonly List<ImportStatement> _imports = [];

    private ImmutableArray<ImportStatement> BuildImports()
    {
        // A dynamic import is found while its statement is read, so the list may need its order back.
        _imports.Sort(static (a, b) => a.StatementSpan.Start != b.StatementSpan.Start
            ? a.StatementSpan.Start.CompareTo(b.StatementSpan.Start)
            : a.ModuleSpan.Start.CompareTo(b.ModuleSpan.Start));
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

            var module = ChainText(position, last);
            _imports.Add(new(
                ImportKind.Import, module, ChainSpan(position, last), 0, [], alias, statement, _tokens[start].Line, Top.Context));
            var dot = module.IndexOf('.', StringComparison.Ordinal);
            BindImport(alias ?? (dot < 0 ? module : Pool(module.AsSpan(0, dot))), alias is null && dot >= 0 ? module[..dot] : module);
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

        var module = "";
        var moduleSpan = new TextSpan(_tokens[position - 1].End, 0);
        if (IsName(position, end))
        {
            var last = ChainEnd(position, end);
            module = ChainText(position, last);
            moduleSpan = ChainSpan(position, last);
            position = last + 1;
        }

        if (position >= end || !_tokens[position].Is(Keyword.Import) || (level == 0 && module.Length == 0))
        {
            ReportStatement(Math.Min(position, end - 1), "this is no 'from … import …' statement");
            return;
        }

        position++;
        var names = ImmutableArray.CreateBuilder<ImportedName>();
        position += position < end && _tokens[position].Is('(') ? 1 : 0;

        // A very long module name, joined to each of very many names, would multiply the text.
        var prefix = level + module.Length > MaxResolvedName ? null : new string('.', level) + (module.Length == 0 ? "" : module + ".");
        while (position < end)
        {
            if (_tokens[position].Is('*'))
            {
                names.Add(new("*", null, SpanOf(position)));
                position++;
            }
            else if (IsName(position, end))
            {
                var name = Pool(TokenText(_tokens[position]));
                var span = SpanOf(position++);
                var alias = ReadAlias(ref position, end);
                names.Add(new(name, alias, span));
                BindImport(alias ?? name, prefix is null ? null : prefix + name);
            }

            if (position >= end || !_tokens[position].Is(','))
            {
                break;
            }

            position++;
        }

        _imports.Add(new(
            ImportKind.ImportFrom,
            module,
            moduleSpan,
            level,
            names.ToImmutable(),
            null,
            TextSpan.FromBounds(_tokens[start].Start, _tokens[end - 1].End),
            _tokens[start].Line,
            Top.Context));
    }

    /// <summary>Notes an import by call whose name is a plain literal, the text of which is the module's name.</summary>
    private void ReadDynamicImport(CallBuilder call, Token literal)
    {
        if (call.ResolvedName is not ("importlib.import_module" or "__import__"))
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

        _imports.Add(new(
            ImportKind.Dynamic,
            Pool(module),
            new(literal.Start + offset + level, module.Length),
            level,
            [],
            null,
            TextSpan.FromBounds(_tokens[_statementStart].Start, _tokens[_statementEnd - 1].End),
            _tokens[_statementStart].Line,
            Top.Context));
    }

    /// <summary>Binds a name to what it imports; the fallback in an except handler does not replace what the try's body means by it.</summary>
    private void BindImport(string name, string? target)
    {
        if (Top.Kind != BlockKind.Except || Top.Scope.FindHere(name) is not { Kind: BindingKind.Import })
        {
            Top.Scope.Bind(name, target is { Length: <= MaxResolvedName } ? new(BindingKind.Import, target) : new(BindingKind.Unknown, ""));
        }
    }

    private string? ReadAlias(ref int position, int end)
    {
        if (position + 1 >= end || !_tokens[position].Is(Keyword.As) || _tokens[position + 1].Kind != TokenKind.Name)
        {
            return null;
        }

        position += 2;
        return Pool(TokenText(_tokens[position - 1]));
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
