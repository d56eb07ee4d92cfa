using System.Collections.Immutable;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Rules;

/// <summary>
/// A suppression comment that suppresses nothing, or one past its last day. The one rule that asks what others find: it is about them. It is off by default, and only
/// then runs them a second time.
/// </summary>
[Rule("PF006", "unused-suppression", Severity.Off, Explanation = """
    ## What it looks at

    Comments `# pyframeworks: ignore` and `ignore-file`, in Python, requirements files, TOML and INI files. It speaks when nothing is found that such a comment would silence, when the
    last day that it names (`until=2027-01-01`) is over, or when that day can't be read, so that the comment silences nothing. A comment that names a rule which is switched off is left alone.

    ## Why it matters

    A comment that silences nothing hides the next finding on its line, which nobody has seen yet. An `until` is a promise to look again.

    ## When to ignore it

    In files that several projects include: what the comment silences may show in another one alone.

    ## Fires

    ```toml
    [tool.pyframeworks.rules]
    PF006 = "hint"
    ```

    ```
    flask>=3  # pyframeworks: ignore[PF101]
    ```

    Nothing is found here that PF101 could say.

    ## Stays silent

    ```toml
    [tool.pyframeworks.rules]
    PF006 = "hint"
    ```

    ```
    django==3.2  # pyframeworks: ignore[PF101] until=2099-12-31 reason="moves with the shop"
    ```

    ## Sources

    - How such comments are written stands at the end of each rule's page; settings: `pyframeworks explain PF005`
    """)]
internal sealed class UnusedSuppression : IRule
{
    /// <summary>Its code.</summary>
    public const string Code = "PF006";

    public static IEnumerable<Finding> Check(ProjectSnapshot project, CancellationToken cancellationToken)
    {
        var suppressions = new Suppressions(project);
        var inForce = RuleSet.InForce(project).Select(entry => entry.Rule).Where(rule => rule.Code != Code).ToImmutableArray();
        var silenced = new Dictionary<(string Path, TextSpan Span), SortedSet<string>>();
        foreach (var rule in inForce)
        {
            foreach (var finding in rule.Check(project, cancellationToken))
            {
                cancellationToken.ThrowIfCancellationRequested();
                foreach (var suppression in suppressions.CommentsAt(finding.At).Where(suppression => Suppressions.Names(suppression, rule)))
                {
                    var key = (finding.At.Path, suppression.Span);
                    if (!silenced.TryGetValue(key, out var codes))
                    {
                        silenced[key] = codes = new(StringComparer.Ordinal);
                    }

                    codes.Add(rule.Code);
                }
            }
        }

        foreach (var path in Paths(project))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var suppression in suppressions.InFile(path))
            {
                if (Problem(suppression, silenced.GetValueOrDefault((path, suppression.Span)), suppressions, inForce) is { } message)
                {
                    yield return new(new(path, SpanOf(suppression, project.TextOf(path)!)), message)
                    {
                        Fixes = Removal(suppression, path, project.TextOf(path)!) is { } edit ? [new("Remove the comment", [edit])] : [],
                    };
                }
            }
        }
    }

    private static IEnumerable<string> Paths(ProjectSnapshot project) =>
        project.Manifests.Where(manifest => !manifest.Format.IsLock()).Select(manifest => manifest.Path)
            .Concat(project.Files.Select(file => file.Path))
            .Distinct(StringComparer.Ordinal);

    private static string? Problem(Suppression suppression, SortedSet<string>? silenced, Suppressions suppressions, ImmutableArray<RuleDescriptor> inForce)
    {
        if (suppression.IsUntilUnreadable)
        {
            return "'until' is no day such as 2027-01-01, so this silences nothing";
        }

        if (suppressions.IsPast(suppression))
        {
            var now = silenced is null ? "nothing is found here any more" : $"{Say.List([.. silenced])} {(silenced.Count == 1 ? "shows" : "show")} again";
            return $"The last day of this was {Say.Date(suppression.Until!.Value)}; {now}";
        }

        if (silenced is not null)
        {
            return null;
        }

        if (suppression.Rules.FirstOrDefault(name => name != "*" && RuleSet.Find(name) is null) is { } unknown)
        {
            return $"No rule is called '{unknown}', and nothing else is found here that this could silence";
        }

        // Of a rule that is off, and of this one, nobody knows here what it would find.
        var named = suppression.Rules.Select(RuleSet.Find).OfType<RuleDescriptor>().ToList();
        return named.Exists(rule => !inForce.Contains(rule)) ? null
            : named.Count == 0 ? "Nothing is found here that this could silence"
            : $"{Say.List([.. named.Select(rule => rule.Code)], "or")} finds nothing here that this could silence";
    }

    /// <summary>The suppression with the <c>#</c> before it.</summary>
    private static TextSpan SpanOf(Suppression suppression, SourceText text)
    {
        var start = suppression.Span.Start;
        while (start > suppression.Comment.Start && char.IsWhiteSpace(text.Content[start - 1]))
        {
            start--;
        }

        return start > suppression.Comment.Start && text.Content[start - 1] == '#' ? TextSpan.FromBounds(start - 1, suppression.Span.End) : suppression.Span;
    }

    /// <summary>Takes away a comment that says nothing else, with the blanks before it, or with its line where that holds nothing else either.</summary>
    private static FixEdit? Removal(Suppression suppression, string path, SourceText text)
    {
        var span = SpanOf(suppression, text);
        if (span.Start != suppression.Comment.Start || !text.AsSpan(TextSpan.FromBounds(span.End, suppression.Comment.End)).IsWhiteSpace())
        {
            return null;
        }

        var (start, end) = (text.Lines.Start(suppression.Line), suppression.Comment.End);
        var before = text.AsSpan(TextSpan.FromBounds(start, span.Start));
        if (!before.IsWhiteSpace())
        {
            return new(new(path, TextSpan.FromBounds(start + before.TrimEnd().Length, end)), "");
        }

        var next = suppression.Line + 1 < text.Lines.Count ? text.Lines.Start(suppression.Line + 1) : end;
        return new(new(path, TextSpan.FromBounds(start, next)), "");
    }
}
