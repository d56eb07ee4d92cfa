using System.Collections.Immutable;

namespace PyFrameworks.Catalog.Reading;

/// <summary>What may stand at a place of a catalog file. The reader and the JSON Schema both follow from it.</summary>
internal abstract class Shape
{
    public static ScalarShape Of(Form form) => new(form);

    public static ScalarShape Word(Vocabulary vocabulary) => new(Form.Word) { Vocabulary = vocabulary };

    public static ScalarShape Number(int least, int most) => new(Form.Number) { Least = least, Most = most };

    public static ListShape List(Shape item, int least = 0) => new(item, least);

    public static ListShape List(Form form, int least = 0) => new(Of(form), least);

    public static RecordShape Record(params Key[] keys) => new([.. keys]);

    public static TableShape Table(Vocabulary? keys, Shape value, int least = 0) => new(keys, value, least);
}

/// <summary>How a value is written.</summary>
internal enum Form
{
    /// <summary>Sentences; line ends count as blanks.</summary>
    Prose,

    /// <summary>A text that is taken as it stands: code, part of a command.</summary>
    Verbatim,

    /// <summary>A new identifier.</summary>
    Identifier,

    /// <summary>The identifier of a framework of the catalog.</summary>
    Framework,

    /// <summary>A key of the file's <c>sources</c>.</summary>
    Source,

    /// <summary>A word of a vocabulary.</summary>
    Word,

    /// <summary>A distribution name.</summary>
    Distribution,

    /// <summary>A distribution name that may end with <c>*</c>.</summary>
    DistributionPattern,

    /// <summary>A dotted name of Python.</summary>
    Dotted,

    /// <summary>A dotted name of Python that may end with <c>*</c>.</summary>
    DottedPattern,

    /// <summary>A path pattern below the project.</summary>
    Path,

    /// <summary>A day.</summary>
    Date,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Flag,

    /// <summary>A whole number in a range.</summary>
    Number,

    /// <summary>A PEP 440 version.</summary>
    Version,

    /// <summary>A PEP 440 specifier set.</summary>
    Specifiers,

    /// <summary>An https address.</summary>
    Url,
}

/// <summary>A single value.</summary>
internal sealed class ScalarShape(Form form) : Shape
{
    public Form Form { get; } = form;

    public Vocabulary? Vocabulary { get; init; }

    public int Least { get; init; }

    public int Most { get; init; } = int.MaxValue;
}

/// <summary>A list of at least <paramref name="least"/> items.</summary>
internal sealed class ListShape(Shape item, int least) : Shape
{
    public Shape Item { get; } = item;

    public int Least { get; } = least;
}

/// <summary>A mapping with fixed keys.</summary>
internal sealed class RecordShape(ImmutableArray<Key> keys) : Shape
{
    public ImmutableArray<Key> Keys { get; } = keys;
}

/// <summary>A mapping from identifiers, or from the words of a vocabulary, to values of one shape.</summary>
internal sealed class TableShape(Vocabulary? keys, Shape value, int least) : Shape
{
    public Vocabulary? Keys { get; } = keys;

    public Shape Value { get; } = value;

    public int Least { get; } = least;
}

/// <summary>A key of a record and what it means; the description is what editors show.</summary>
internal sealed class Key(string name, Shape shape, string description, bool isRequired = false)
{
    public string Name { get; } = name;

    public Shape Shape { get; } = shape;

    public string Description { get; } = description;

    public bool IsRequired { get; } = isRequired;
}

/// <summary>A closed set of words.</summary>
internal sealed class Vocabulary(string title, IEnumerable<string> words)
{
    /// <summary>What one of them is called in a message: <c>need</c>.</summary>
    public string Title { get; } = title;

    public ImmutableArray<string> Words { get; } = [.. words];

    /// <summary>The place of <paramref name="word"/>, which is also its enum value where there is one; -1 where it is none of them.</summary>
    public int IndexOf(string word) => Words.IndexOf(word);
}
