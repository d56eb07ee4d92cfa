using System.Collections.Immutable;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Toml;

/// <summary>A TOML document, read as far as it can be, and its errors.</summary>
public sealed class TomlDocument
{
    /// <summary>
    /// How many keys and arrays may lie within one another. The standard sets no limit; this one keeps every walk of the
    /// tree within a small stack.
    /// </summary>
    public const int MaxDepth = 100;

    /// <summary>How many errors are reported; a file that is no TOML at all has no use for more.</summary>
    public const int MaxErrors = 1000;

    internal TomlDocument(
        SourceText text,
        TomlTable root,
        ImmutableArray<TomlExpression> expressions,
        ImmutableArray<TextSpan> comments,
        ImmutableArray<SyntaxError> errors)
    {
        Text = text;
        Root = root;
        Expressions = expressions;
        Comments = comments;
        Errors = errors;
    }

    /// <summary>The text that was read.</summary>
    public SourceText Text { get; }

    /// <summary>All keys and values, merged over headers and dotted keys. What contradicts an earlier definition is left out.</summary>
    public TomlTable Root { get; }

    /// <summary>Headers and key/value pairs in file order, as they are written, those left out of <see cref="Root"/> included.</summary>
    public ImmutableArray<TomlExpression> Expressions { get; }

    /// <summary>Comments in file order, from <c>#</c> to the end of the line without the line end.</summary>
    public ImmutableArray<TextSpan> Comments { get; }

    /// <summary>Errors by place, at most <see cref="MaxErrors"/>.</summary>
    public ImmutableArray<SyntaxError> Errors { get; }

    /// <summary>Reads <paramref name="text"/>. What can't be read becomes an error; reading goes on after it.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static TomlDocument Parse(
        SourceText text, TomlVersion version = TomlVersion.V11, CancellationToken cancellationToken = default) =>
        new TomlParser(text, version, cancellationToken).ParseDocument([]);

    /// <summary>Decodes and reads the bytes of a file; errors of the encoding come with the others.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static TomlDocument Parse(
        ReadOnlySpan<byte> bytes, TomlVersion version = TomlVersion.V11, CancellationToken cancellationToken = default)
    {
        var text = TomlDecoder.Decode(bytes, out var encodingErrors);
        return new TomlParser(text, version, cancellationToken).ParseDocument(encodingErrors);
    }
}
