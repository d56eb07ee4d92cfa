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
        var logical = LogicalLines.Read(text.Content).Where(line => line.Text.Length > 0);
        foreach (var (line, joined) in file.Lines.Zip(logical))
        {
            var number = line.Line + 1;
            var hashes = string.Join(' ', line.Hashes.Order(StringComparer.Ordinal));
            switch (line)
            {
                case RequirementLine or UrlLine:
                    var options = RequirementsFile.FindOptions(joined.Text);
                    lines.Append('\n').Append($"{number}|install|{Expand(options < 0 ? joined.Text : joined.Text[..options])}|{hashes}");
                    break;
                case EditableLine editable:
                    lines.Append('\n').Append($"{number}|editable|{Expand(editable.Reference.Target)}|{hashes}");
                    break;
                case IncludeLine include:
                    includes.Append('\n').Append($"{number}|requirement|{Expand(include.Target)}");
                    break;
                case ConstraintLine constraint:
                    includes.Append('\n').Append($"{number}|constraint|{Expand(constraint.Target)}");
                    break;
            }
        }

        return lines.ToString().TrimStart('\n') + "\n--\n" + includes.ToString().TrimStart('\n');
    }

    // The vectors were made with TOKEN in the environment; ours keeps variables as text.
    private static string Expand(string text) => text.Replace("${TOKEN}", "s3cret", StringComparison.Ordinal).TrimEnd();
}
