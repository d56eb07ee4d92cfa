using System.Collections.Immutable;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Python;

/// <summary>How a module is imported.</summary>
public enum ImportKind
{
    /// <summary><c>import a.b</c>.</summary>
    Import,

    /// <summary><c>from a.b import c</c>.</summary>
    ImportFrom,

    /// <summary><c>importlib.import_module("a.b")</c> or <c>__import__("a.b")</c>.</summary>
    Dynamic,
}

/// <summary>What stands around an import; several may hold.</summary>
[Flags]
public enum ImportContext
{
    /// <summary>Module level, unconditional.</summary>
    None = 0,

    /// <summary>In a function.</summary>
    Function = 1,

    /// <summary>In a class body.</summary>
    Class = 2,

    /// <summary>Under <c>if TYPE_CHECKING</c>, or the else branch of its negation.</summary>
    TypeChecking = 4,

    /// <summary>Its failure is caught: in the body or a handler of a try that catches ImportError or more, or under <c>contextlib.suppress(ImportError)</c>.</summary>
    Optional = 8,

    /// <summary>Under another <c>if</c>.</summary>
    Conditional = 16,

    /// <summary>Under <c>if __name__ == "__main__"</c>.</summary>
    Main = 32,
}

/// <summary>One imported module; <c>import a, b</c> gives two.</summary>
/// <param name="Kind">How it is imported.</param>
/// <param name="Module">The dotted name without leading dots, blanks removed; empty for <c>from . import x</c>.</param>
/// <param name="ModuleSpan">The dotted name; empty where there is none.</param>
/// <param name="Level">Number of leading dots; 0 for an absolute import.</param>
/// <param name="Names">What is imported from it; empty unless <see cref="ImportKind.ImportFrom"/>.</param>
/// <param name="Alias">The name after <c>as</c> of <c>import a.b as c</c>.</param>
/// <param name="StatementSpan">The whole statement.</param>
/// <param name="Line">Line of the statement's start, from 0.</param>
/// <param name="Context">What stands around it.</param>
public sealed record ImportStatement(
    ImportKind Kind,
    string Module,
    TextSpan ModuleSpan,
    int Level,
    ImmutableArray<ImportedName> Names,
    string? Alias,
    TextSpan StatementSpan,
    int Line,
    ImportContext Context)
{
    private readonly string? _firstLine;

    /// <summary>The first line of the statement where the module is packed, so that the text need not be there; null otherwise.</summary>
    public string? FirstLine { get => _firstLine ?? (HasPlainLine ? PlainLine : null); init => _firstLine = value; }

    /// <summary>Whether the first line is <see cref="PlainLine"/> and is not kept by itself.</summary>
    internal bool HasPlainLine { get; init; }

    /// <summary>The statement as anybody writes it.</summary>
    internal string PlainLine
    {
        get
        {
            var alias = Alias is null ? "" : $" as {Alias}";
            return Kind == ImportKind.Import ? $"import {Module}{alias}"
                : $"from {new string('.', Level)}{Module} import {string.Join(", ", Names.Select(name => name.Alias is null ? name.Name : $"{name.Name} as {name.Alias}"))}";
        }
    }
}

/// <summary>A name after <c>from … import</c>.</summary>
/// <param name="Name">The name, or <c>*</c>.</param>
/// <param name="Alias">The name after <c>as</c>, or null.</param>
/// <param name="NameSpan">Where the name stands.</param>
public readonly record struct ImportedName(string Name, string? Alias, TextSpan NameSpan);
