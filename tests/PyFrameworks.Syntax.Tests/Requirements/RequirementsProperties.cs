using FsCheck;
using FsCheck.Fluent;
using PyFrameworks.Syntax.Requirements;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Tests.Requirements;

public sealed class RequirementsProperties
{
    private static readonly string[] s_parts =
    [
        "flask", "==1.0", ">=2,<3", "[a,b]", " ", " ", "\t", "\n", "\n", "\r\n", "\r", "\\\n", " \\\r\n", "\\", "#", " # via x", "-r base.txt", "-c",
        " --hash=sha256:ab", "-e .", "'", "\"", ";", "os_name == 'nt'", "@", "git+https://h/o/r@v#egg=x", "./p[q]", "${A}", "é", "😀", "\ud83d", "\u2028",
        "\f", "\u0085", "x-1.0.tar.gz", "\0", "\u00a0", "--no-index", "-",
    ];

    [Fact]
    public void Reading_never_fails_and_spans_lie_in_the_text() => Prop.ForAll(Texts(), content =>
    {
        var text = new SourceText(content);
        var file = RequirementsFile.Parse(text, CancellationToken.None);
        var whole = new TextSpan(0, text.Length);
        var previous = 0;
        foreach (var line in file.Lines)
        {
            Assert.True(line.Span.Start >= previous && !line.Span.IsEmpty, $"{line} begins before {previous}");
            Assert.InRange(line.Line, 0, text.Lines.LineOf(line.Span.Start));
            previous = line.Span.End;
            foreach (var part in Parts(line))
            {
                Assert.True(part.Span.Length >= 0 && line.Span.Contains(part.Span), $"{part} is not in {line}");
                Assert.True(Agrees(text.Slice(part.Span), part.Text), $"{part} is '{text.Slice(part.Span)}' in {line}");
            }
        }

        return file.Errors.All(error => whole.Contains(error.Span))
            && file.Comments.All(comment => whole.Contains(comment.Span) && Agrees(text.Slice(comment.Span), comment.Text));
    }).QuickCheckThrowOnFailure();

    private static IEnumerable<(TextSpan Span, string? Text)> Parts(RequirementsLine line)
    {
        foreach (var option in line.Options)
        {
            yield return (option.NameSpan, null);
            yield return (option.ValueSpan ?? option.NameSpan, option.Value?.IndexOfAny(['\'', '"', '\\']) < 0 ? option.Value : null);
        }

        switch (line)
        {
            case RequirementLine { Requirement: var requirement }:
                yield return (requirement.Span, null);
                yield return (requirement.NameSpan, requirement.Name);
                yield return (requirement.UrlSpan ?? requirement.Span, requirement.Url);
                foreach (var extra in requirement.Extras)
                {
                    yield return (extra.Span, extra.Name);
                }

                break;
            case UrlLine { Reference: var reference }:
                yield return (reference.TargetSpan, reference.Target);
                yield return (reference.NameSpan ?? reference.TargetSpan, reference.Name);
                foreach (var extra in reference.Extras)
                {
                    yield return (extra.Span, extra.Name);
                }

                break;
            case EditableLine { Reference: var reference }:
                yield return (reference.TargetSpan, null);
                yield return (reference.NameSpan ?? reference.TargetSpan, null);
                break;
        }
    }

    // A slice over continued lines holds backslashes and line ends more than the text that was joined from it, and nothing else.
    private static bool Agrees(string slice, string? text)
    {
        if (text is null || slice == text)
        {
            return true;
        }

        return Bare(slice) == Bare(text);

        // Quotes and escapes are taken from values only.
        static string Bare(string s) => string.Concat(s.Where(c => c is not ('\\' or '\n' or '\r' or '\f' or '\u0085' or '\u2028' or '\'' or '"' or ' ')));
    }

    private static Arbitrary<string> Texts() =>
        Gen.Elements(s_parts).ListOf().Select(parts => string.Concat(parts)).ToArbitrary();
}
