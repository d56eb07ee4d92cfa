using System.Text;
using System.Text.Json;
using PyFrameworks.Syntax.Requirements;
using PyFrameworks.Syntax.Tests.Packaging;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Tests.Requirements;

public sealed class RequirementsOracleTests
{
    [Fact]
    public void Files_agree_with_pip()
    {
        var wrong = new List<string>();
        foreach (var row in Oracle.Rows("requirements-files.jsonl"))
        {
            var text = new SourceText(row.Text("text")!);
            var file = RequirementsFile.Parse(text, TestContext.Current.CancellationToken);
            var actual = Describe(file, text);
            if (row.TryGetProperty("error", out _))
            {
                if (file.Errors.IsEmpty)
                {
                    wrong.Add($"no error in {row}");
                }
            }
            else if (actual != Expect(row))
            {
                wrong.Add($"{row}\n expected {Expect(row)}\n actual   {actual}");
            }
            else if (file.Lines.OfType<OptionLine>().Any(line => file.Errors.Any(error => line.Span.Contains(error.Span))))
            {
                wrong.Add($"an option is refused in {row}: {string.Join(' ', file.Errors)}");
            }
        }

        Oracle.AllAgree(wrong);
    }

    private static string Expect(JsonElement row)
    {
        var lines = row.GetProperty("lines").EnumerateArray().Select(line => string.Join(
            '|',
            line.GetProperty("lineno").GetInt32(),
            line.Flag("editable") ? "editable" : "install",
            line.Text("requirement")!.TrimEnd(),
            string.Join(' ', line.Strings("hashes").Order(StringComparer.Ordinal))));
        var includes = row.GetProperty("includes").EnumerateArray()
            .Select(include => $"{include.GetProperty("lineno").GetInt32()}|{include.Text("kind")}|{include.Text("path")}");
        return string.Join('\n', lines) + "\n--\n" + string.Join('\n', includes);
    }

    private static string Describe(RequirementsFile file, SourceText text)
    {
        var lines = new StringBuilder();
        var includes = new StringBuilder();
        foreach (var line in file.Lines)
        {
            var number = line.Line + 1;
            var hashes = string.Join(' ', line.Hashes.Order(StringComparer.Ordinal));
            switch (line)
            {
                case RequirementLine or UrlLine:
                    // pip's text runs up to one space before the options.
                    var end = line.Options.IsEmpty ? line.Span.End : line.Options[0].NameSpan.Start;
                    lines.Append('\n').Append($"{number}|install|{Joined(text, TextSpan.FromBounds(line.Span.Start, end))}|{hashes}");
                    break;
                case EditableLine editable:
                    lines.Append('\n').Append($"{number}|editable|{Joined(text, editable.Reference.TargetSpan)}|{hashes}");
                    break;
                case IncludeLine include:
                    includes.Append('\n').Append($"{number}|requirement|{include.Target}");
                    break;
                case ConstraintLine constraint:
                    includes.Append('\n').Append($"{number}|constraint|{constraint.Target}");
                    break;
            }
        }

        return lines.ToString().TrimStart('\n') + "\n--\n" + includes.ToString().TrimStart('\n');
    }

    // The vectors were made with TOKEN in the environment; ours keeps variables as text.
    private static string Joined(SourceText text, TextSpan span) => text.Slice(span)
        .Replace("\\\r\n", "", StringComparison.Ordinal)
        .Replace("\\\n", "", StringComparison.Ordinal)
        .Replace("${TOKEN}", "s3cret", StringComparison.Ordinal)
        .TrimEnd();
}
