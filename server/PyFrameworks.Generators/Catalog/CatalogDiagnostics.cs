using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using PyFrameworks.Catalog.Reading;

namespace PyFrameworks.Generators.Catalog;

/// <summary>Catalog errors as compiler errors, one identifier a kind.</summary>
internal static class CatalogDiagnostics
{
    private const string Category = "PyFrameworks.Catalog";

    private static readonly DiagnosticDescriptor s_syntax = new("PFC001", "The catalog file is not YAML", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true);
    private static readonly DiagnosticDescriptor s_unknownKey = new("PFC002", "Unknown key in a catalog file", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true);
    private static readonly DiagnosticDescriptor s_missingKey = new("PFC003", "Missing key in a catalog file", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true);
    private static readonly DiagnosticDescriptor s_duplicate = new("PFC004", "Key or item twice in a catalog file", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true);
    private static readonly DiagnosticDescriptor s_wrongNode = new("PFC005", "Mapping, list or value expected in a catalog file", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true);
    private static readonly DiagnosticDescriptor s_source = new("PFC006", "Claim without a source", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true);
    private static readonly DiagnosticDescriptor s_unknownWord = new("PFC007", "Unknown word in a catalog file", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true);
    private static readonly DiagnosticDescriptor s_outOfRange = new("PFC008", "Number out of range in a catalog file", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true);
    private static readonly DiagnosticDescriptor s_date = new("PFC009", "Not a day of the calendar", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true);
    private static readonly DiagnosticDescriptor s_version = new("PFC010", "Not a PEP 440 version or specifier set", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true);
    private static readonly DiagnosticDescriptor s_indirection = new("PFC011", "Anchors, aliases, tags and directives are not read", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true);
    private static readonly DiagnosticDescriptor s_tooLarge = new("PFC012", "Catalog file too large or too deep", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true);
    private static readonly DiagnosticDescriptor s_value = new("PFC013", "Malformed value in a catalog file", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true);
    private static readonly DiagnosticDescriptor s_danglingReference = new("PFC014", "Unknown framework in a catalog file", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true);
    private static readonly DiagnosticDescriptor s_contestedName = new("PFC015", "Name claimed by two frameworks", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true);
    private static readonly DiagnosticDescriptor s_duplicateId = new("PFC016", "Identifier used twice in the catalog", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true);
    private static readonly DiagnosticDescriptor s_fileName = new("PFC017", "Catalog file not called after its identifier", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true);
    private static readonly DiagnosticDescriptor s_contradiction = new("PFC018", "Contradiction in a catalog file", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true);
    private static readonly DiagnosticDescriptor s_misplaced = new("PFC019", "Catalog file in the wrong folder", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    /// <summary>The compiler error at the error's place.</summary>
    public static Diagnostic Of(in CatalogError error)
    {
        // Spans stay on one line, so the end follows from the start.
        var start = new LinePosition(error.Line - 1, error.Column - 1);
        var end = new LinePosition(error.Line - 1, error.Column - 1 + error.Span.Length);
        var location = Location.Create(error.Path, new TextSpan(error.Span.Start, error.Span.Length), new LinePositionSpan(start, end));
        return Diagnostic.Create(Descriptor(error.Kind), location, error.Message);
    }

    private static DiagnosticDescriptor Descriptor(CatalogErrorKind kind) => kind switch
    {
        CatalogErrorKind.UnknownKey => s_unknownKey,
        CatalogErrorKind.MissingKey => s_missingKey,
        CatalogErrorKind.Duplicate => s_duplicate,
        CatalogErrorKind.WrongNode => s_wrongNode,
        CatalogErrorKind.Source => s_source,
        CatalogErrorKind.UnknownWord => s_unknownWord,
        CatalogErrorKind.OutOfRange => s_outOfRange,
        CatalogErrorKind.Date => s_date,
        CatalogErrorKind.Version => s_version,
        CatalogErrorKind.Indirection => s_indirection,
        CatalogErrorKind.TooLarge => s_tooLarge,
        CatalogErrorKind.Value => s_value,
        CatalogErrorKind.DanglingReference => s_danglingReference,
        CatalogErrorKind.ContestedName => s_contestedName,
        CatalogErrorKind.DuplicateId => s_duplicateId,
        CatalogErrorKind.FileName => s_fileName,
        CatalogErrorKind.Contradiction => s_contradiction,
        CatalogErrorKind.Misplaced => s_misplaced,
        _ => s_syntax,
    };
}
