using System.Globalization;
using System.Text.Json;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>
/// The Python code of a Jupyter notebook (nbformat 4) as a text of the notebook's own length, in which everything else is blank, so that places
/// in it are places in the file.
/// </summary>
internal static class Notebook
{
    // Python takes a form feed for white space that is no indentation.
    private const char Blank = '\f';

    /// <summary>The code; nothing but blanks where the notebook's language is another one or the file can't be read.</summary>
    public static SourceText ReadCode(SourceText text, CancellationToken cancellationToken)
    {
        var code = new char[text.Length];
        for (var i = 0; i < code.Length; i++)
        {
            code[i] = text.Content[i] is '\n' ? '\n' : Blank;
        }

        var (tokens, _) = JsonTokens.Read(text, cancellationToken);
        if (LanguageOf(text, tokens) is null or "python")
        {
            AddCells(text, tokens, code, cancellationToken);
        }

        return new(new string(code));
    }

    /// <summary>What the metadata says of the language, in lower case; null where it says nothing.</summary>
    private static string? LanguageOf(SourceText text, List<JsonToken> tokens)
    {
        var (top, inner) = ("", "");
        for (var i = 0; i + 1 < tokens.Count; i++)
        {
            if (tokens[i].Kind != JsonTokenType.PropertyName || tokens[i].Depth > 3)
            {
                continue;
            }

            var name = text.Slice(tokens[i].Content);
            (top, inner) = tokens[i].Depth switch { 1 => (name, ""), 2 => (top, name), _ => (top, inner) };
            if (tokens[i].Depth == 3 && tokens[i + 1].Kind == JsonTokenType.String && (top, inner, name) is ("metadata", "language_info", "name") or ("metadata", "kernelspec", "language"))
            {
                return text.Slice(tokens[i + 1].Content).ToLowerInvariant();
            }
        }

        return null;
    }

    private static void AddCells(SourceText text, List<JsonToken> tokens, char[] code, CancellationToken cancellationToken)
    {
        var isCells = false;
        var isCode = false;
        var source = new List<TextSpan>();
        for (var i = 0; i < tokens.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (tokens[i])
            {
                case { Kind: JsonTokenType.PropertyName, Depth: 1, Content: var name }:
                    isCells = text.AsSpan(name) is "cells";
                    break;
                case { Kind: JsonTokenType.PropertyName, Depth: 3, Content: var name } when isCells && i + 1 < tokens.Count:
                    if (text.AsSpan(name) is "cell_type")
                    {
                        isCode = text.AsSpan(tokens[i + 1].Content) is "code";
                    }
                    else if (text.AsSpan(name) is "source")
                    {
                        // One string, or a list of lines.
                        for (var item = i + 1; item < tokens.Count && tokens[item] is { Kind: JsonTokenType.String or JsonTokenType.StartArray } token; item++)
                        {
                            if (token.Kind == JsonTokenType.String)
                            {
                                source.Add(token.Content);
                            }

                            if (token is { Kind: JsonTokenType.String, Depth: 3 })
                            {
                                break;
                            }
                        }
                    }

                    break;
                case { Kind: JsonTokenType.EndObject, Depth: 2 }:
                    if (isCode && source.Count > 0)
                    {
                        AddCell(text, source, code);
                    }

                    source.Clear();
                    isCode = false;
                    break;
            }
        }
    }

    private static void AddCell(SourceText text, List<TextSpan> source, char[] code)
    {
        if (IsOtherLanguage(text.AsSpan(source[0])))
        {
            return;
        }

        // Line ends between the strings are none of the code's; the last string has none of its own.
        var (start, end) = (source[0].Start, source[^1].End);
        Array.Fill(code, Blank, start, end - start);
        foreach (var span in source)
        {
            AddString(text.AsSpan(span), code.AsSpan(span.Start, span.Length));
        }

        code[Math.Min(end, code.Length - 1)] = '\n';
        var next = Array.IndexOf(code, '\n', Math.Min(end + 1, code.Length));
        if (next >= 0)
        {
            code[next] = Blank;
        }

        BlankMagic(code.AsSpan(start, end - start));
    }

    /// <summary>Whether a cell is no Python, which its first line says: <c>%%bash</c>, <c>%%html</c>.</summary>
    private static bool IsOtherLanguage(ReadOnlySpan<char> first) =>
        first.StartsWith("%%") && !first.StartsWith("%%time") && !first.StartsWith("%%capture") && !first.StartsWith("%%prun");

    /// <summary>Writes the value of a JSON string, each character where its escape is, or beside it.</summary>
    private static void AddString(ReadOnlySpan<char> content, Span<char> code)
    {
        for (var i = 0; i < content.Length; i++)
        {
            if (content[i] != '\\' || i + 1 == content.Length)
            {
                code[i] = content[i];
                continue;
            }

            switch (content[i + 1])
            {
                case '"':
                    // Quotes in a row stay side by side, for three of them are one sign.
                    var quotes = 1;
                    while (content[(i + (2 * quotes))..].StartsWith("\\\""))
                    {
                        quotes++;
                    }

                    code.Slice(i, quotes).Fill('"');
                    i += 2 * (quotes - 1);
                    break;
                case 'n':
                    code[i] = '\n';
                    break;
                case 't':
                    (code[i], code[i + 1]) = (' ', '\t');
                    break;
                case '\\' or '/':
                    code[i + 1] = content[i + 1];
                    break;
                case 'u' when i + 6 <= content.Length && int.TryParse(content.Slice(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit):
                    code[i] = (char)unit;
                    i += 4;
                    break;
            }

            i++;
        }
    }

    /// <summary>Blanks lines that IPython reads itself: <c>%matplotlib inline</c>, <c>!pip install x</c>.</summary>
    private static void BlankMagic(Span<char> code)
    {
        while (!code.IsEmpty)
        {
            var length = code.IndexOf('\n') is >= 0 and var end ? end : code.Length;
            var line = code[..length];
            if (line.TrimStart(" \t\f") is ['%' or '!' or '?', ..])
            {
                line.Fill(Blank);
            }

            code = code[Math.Min(length + 1, code.Length)..];
        }
    }
}
