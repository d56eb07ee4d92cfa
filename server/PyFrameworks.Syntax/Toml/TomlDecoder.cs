using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Unicode;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Toml;

/// <summary>Turns the bytes of a TOML file into text. TOML is UTF-8; a byte order mark is tolerated.</summary>
public static class TomlDecoder
{
    /// <summary>
    /// Decodes <paramref name="bytes"/>. Bytes that are no UTF-8 become U+FFFD and an error each run, with its place in the decoded text;
    /// a file in UTF-16 is one error and read as such.
    /// </summary>
    public static SourceText Decode(ReadOnlySpan<byte> bytes, out ImmutableArray<SyntaxError> errors)
    {
        if (IsUtf16(bytes, out var bigEndian))
        {
            var wide = new SourceText((bigEndian ? Encoding.BigEndianUnicode : Encoding.Unicode).GetString(bytes));
            errors = [new(new(0, Math.Min(1, wide.Length)), "This file is UTF-16: TOML files are UTF-8, so save it as UTF-8")];
            return wide;
        }

        if (Utf8.IsValid(bytes))
        {
            errors = [];
            return new SourceText(Encoding.UTF8.GetString(bytes));
        }

        // SourceText drops a leading U+FEFF, so places count from the unit after it.
        var shift = bytes is [0xEF, 0xBB, 0xBF, ..] ? -1 : 0;
        var text = new StringBuilder(bytes.Length);
        var found = ImmutableArray.CreateBuilder<SyntaxError>();
        var runStart = -1;
        while (!bytes.IsEmpty)
        {
            var isValid = Rune.DecodeFromUtf8(bytes, out var rune, out var consumed) == OperationStatus.Done;
            if (!isValid && runStart < 0)
            {
                runStart = text.Length;
            }
            else if (isValid && runStart >= 0)
            {
                Report(found, runStart + shift, text.Length + shift);
                runStart = -1;
            }

            text.Append(rune.ToString());
            bytes = bytes[consumed..];
        }

        if (runStart >= 0)
        {
            Report(found, runStart + shift, text.Length + shift);
        }

        errors = found.DrainToImmutable();
        return new SourceText(text.ToString());
    }

    private static void Report(ImmutableArray<SyntaxError>.Builder errors, int start, int end)
    {
        if (errors.Count < TomlDocument.MaxErrors)
        {
            errors.Add(new(TextSpan.FromBounds(start, end), "These bytes are not UTF-8: save the file as UTF-8"));
        }
    }

    /// <summary>A byte order mark tells UTF-16, or a zero in one of the first two bytes: TOML text begins with ASCII and holds no U+0000.</summary>
    private static bool IsUtf16(ReadOnlySpan<byte> bytes, out bool bigEndian)
    {
        bigEndian = bytes is [0xFE, 0xFF, ..] or [0, not 0, ..];
        return bigEndian || bytes is [0xFF, 0xFE, ..] or [not 0, 0, ..];
    }
}
