using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Catalog.Reading;

/// <summary>What is wrong with a catalog file. The compiler reports member <c>n</c> as <c>PFC00n</c>, so a number is never used again.</summary>
public enum CatalogErrorKind
{
    /// <summary>The text is not YAML.</summary>
    Syntax = 1,

    /// <summary>A key that means nothing in its place.</summary>
    UnknownKey = 2,

    /// <summary>A key that has to be there and isn't.</summary>
    MissingKey = 3,

    /// <summary>A key or an item that stands there twice.</summary>
    Duplicate = 4,

    /// <summary>A mapping, list or value where another of the three is meant.</summary>
    WrongNode = 5,

    /// <summary>A claim without a source, or with one that the file does not list.</summary>
    Source = 6,

    /// <summary>A word that is not of its vocabulary: a kind, level, need, battery, concept, ….</summary>
    UnknownWord = 7,

    /// <summary>A number outside its range.</summary>
    OutOfRange = 8,

    /// <summary>Not a day of the calendar as <c>yyyy-MM-dd</c>.</summary>
    Date = 9,

    /// <summary>Not a PEP 440 version or specifier set.</summary>
    Version = 10,

    /// <summary>An anchor, alias, tag or directive, none of which a catalog file may use.</summary>
    Indirection = 11,

    /// <summary>The file is too large or nests too deep.</summary>
    TooLarge = 12,

    /// <summary>A text that is not what its key asks for: a name, a path, an address.</summary>
    Value = 13,

    /// <summary>A framework identifier that no entry has.</summary>
    DanglingReference = 14,

    /// <summary>Two frameworks claim one distribution or import name.</summary>
    ContestedName = 15,

    /// <summary>Two entries of one identifier.</summary>
    DuplicateId = 16,

    /// <summary>A built-in entry whose file is not called after its identifier.</summary>
    FileName = 17,

    /// <summary>Two values of an entry contradict each other.</summary>
    Contradiction = 18,

    /// <summary>A YAML file of the catalog that lies neither below <c>frameworks/</c> nor below <c>companions/</c>.</summary>
    Misplaced = 19,
}

/// <summary>Something wrong in a catalog file, and where.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Path">The file, as given to the reader.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1, in UTF-16 code units.</param>
/// <param name="Message">What is wrong and the mend; one sentence without a full stop.</param>
/// <param name="Span">The shortest text that shows it; a single line.</param>
public readonly record struct CatalogError(CatalogErrorKind Kind, string Path, int Line, int Column, string Message, TextSpan Span)
{
    /// <summary><c>path:line:column message</c>, as compilers write it.</summary>
    public override string ToString() => $"{Path}:{Line}:{Column} {Message}";
}
