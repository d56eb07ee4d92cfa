using System.Collections.Immutable;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using PyFrameworks.Catalog;
using PyFrameworks.Rules;
using PyFrameworks.Syntax.Text;
using PyFrameworks.Testing;

namespace PyFrameworks.Features.Tests;

/// <summary>Whatever a workspace calls its files, folders, distributions and groups, it is shown as words: independent readers of Markdown and HTML find no mark that it made.</summary>
public sealed class HostileNameTests
{
    // What a mark of the workspace's own would lead to.
    private const string Evil = "evil.example";

    private static readonly MarkdownPipeline s_markdown = new MarkdownPipelineBuilder().UsePipeTables().UseAutoLinks().UseEmphasisExtras().UseTaskLists().UseFootnotes().Build();

    private static readonly HoverOptions s_options = new(IsMarkdown: true, HasCommandLinks: true, path => "file:///home/anna/" + string.Join('/', path.Split('/').Select(Uri.EscapeDataString)));

    public static TheoryData<string> Names =>
    [
        "[x](command:evil.example)", "![x](https:evil.example)", "<img src=evil.example onerror=evil.example>", "<script>evil.example<", "<https:evil.example>", "`</code><b>evil.example", "``` evil.example", "a|b|evil.example|", "\\[x](evil.example)", "\\`evil.example", "x\n# evil.example", "x\r\n\r\n- evil.example",
        "x\n\n<script>evil.example", "&lt;b&gt;evil.example", "&#60;img src=evil.example&#62;", "\"onmouseover=\"evil.example", "'><svg onload=evil.example>", "\u202eevil.example\u2066", "javascript:evil.example", "[evil.example]: evil.example", "[^1]evil.example", "*_~evil.example~_*", "~~evil.example~~",
        "<!--evil.example-->", "<![CDATA[evil.example]]>", "{{evil.example}}", "$(evil.example)", "www.evil.example", "anna@evil.example", "\u2028evil.example\u0000", "- [x] evil.example", "+evil.example", "1. evil.example", "=evil.example", "]]>evil.example", "--> evil.example",
        "é😀[x](evil.example)", "--evil.example", "%3Cb%3Eevil.example", "https://evil.example", "ftp://evil.example", "mailto:anna@evil.example",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_a_workspace_names_is_shown_as_words(string name)
    {
        foreach (var project in Projects(name))
        {
            var findings = RuleSet.Check(project, TestContext.Current.CancellationToken);
            foreach (var path in project.Manifests.Select(manifest => manifest.Path).Concat(project.Files.Select(file => file.Path)))
            {
                for (var offset = 0; offset <= project.TextOf(path)!.Length; offset++)
                {
                    if (HoverFeature.At(project, findings, path, offset, s_options, TestContext.Current.CancellationToken) is { } hover)
                    {
                        CheckMarkdown(hover.Text);
                    }
                }

                foreach (var hint in InlayHints.In(project, path, new TextSpan(0, project.TextOf(path)!.Length), isMarkdown: true, TestContext.Current.CancellationToken))
                {
                    CheckMarkdown(hint.Tooltip);
                }
            }

            CheckMarkdown(SuggestMarkdown.Write(Suggester.ForProject(project, null, TestContext.Current.CancellationToken)));
            var frameworks = project.FrameworkUses.Select(use => use.Framework).Append(project.Catalog.Find("quart")!).Distinct().Take(5).ToImmutableArray();
            if (frameworks.Length > 1)
            {
                var comparison = Comparer.ForProject(project, frameworks, TestContext.Current.CancellationToken);
                CheckMarkdown(CompareMarkdown.Write(comparison));
                CheckHtml(CompareHtml.Write(comparison));
            }

            if (project.Primaries.FirstOrDefault() is { } primary && primary.Framework.Id != "quart")
            {
                CheckMarkdown(MigrateMarkdown.Write(MigrationPlanner.Plan(project, primary.Framework, project.Catalog.Find("quart")!, TestContext.Current.CancellationToken)));
            }

            CheckHtml(ReportHtml.Write(Report.Of($"/home/{name}", [new(project, findings)], TestProjects.Today, TestContext.Current.CancellationToken)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Text_and_code_are_read_back_as_they_were_given(string name)
    {
        var shown = name.ReplaceLineEndings(" ");
        foreach (var character in (char[])['\u202e', '\u2066', '\0'])
        {
            shown = shown.Replace(character, '\uFFFD');
        }

        var text = Markdown.Parse(new Markup(isMarkdown: true).Text("a ").Text(name).ToString(), s_markdown);
        Assert.Equal("a " + shown.TrimEnd(), Words(text));
        var row = new Markup(isMarkdown: true).Row([cell => cell.Text("a"), cell => cell.Text("b")]).RowRule(2).Row([cell => cell.Text(name), cell => cell.Text("end")]);
        var table = Assert.Single(Markdown.Parse(row.ToString(), s_markdown).Descendants<Table>());
        Assert.Equal([2, 2], table.OfType<TableRow>().Select(cells => cells.Count));
    }

    [Fact]
    public void A_bar_in_code_stays_in_its_cell() =>
        Assert.Equal("| `a\\|b` |", new Markup(isMarkdown: true).Row([cell => cell.Code("a|b")]).ToString());

    /// <summary>Projects that hold the name wherever a workspace can name something.</summary>
    private static ImmutableArray<ProjectModel.ProjectSnapshot> Projects(string name)
    {
        // A slash would only make more folders; what remains is as bad as before.
        var file = name.Replace('/', '-');
        var quoted = System.Text.Json.JsonSerializer.Serialize(name);
        return TestProjects.Assemble(
            [
                ($"{file}/requirements.txt", $"flask==2.3 # {name}\n{name}\nflask-login\n-r {name}.txt\n"),
                ($"{file}/{file}.py", $"from flask import Flask, request\nimport requests\napp = Flask('{name}')\n@app.route('/{name}')\nasync def f():\n    requests.get('x')\n"),
                ($"{file}/pyproject.toml", $"[project]\nname = {quoted}\ndependencies = [\"django==3.2\", {quoted}]\nrequires-python = {quoted}\n[project.optional-dependencies]\n{quoted} = [\"bottle\"]\n[tool.pyframeworks]\nneeds = [{quoted}, \"realtime\"]\nexclude = [{quoted}]\ncatalogs = [{quoted}]\n[tool.pyframeworks.rules]\n{quoted} = \"off\"\n[tool.poetry.dependencies]\n{quoted} = {quoted}\nquart = {quoted}\n"),
                ($"{file}/Procfile", $"web: uvicorn {name}:app\n"),
                ($"{file}/{file}/setup.py", $"from setuptools import setup\nsetup(name={quoted}, install_requires=['flask', {quoted}])\n"),
                ($"{file}/Pipfile", $"[packages]\n{quoted} = {quoted}\nflask = {quoted}\n"),
                ($"{file}/Pipfile.lock", $"{{\"default\": {{{quoted}: {{\"version\": {quoted}}}, \"flask\": {{\"version\": \"==2.3\"}}}}}}"),
                ($"{file}/environment.yml", $"name: {quoted}\ndependencies:\n- flask\n- {quoted}\n"),
                ("app/main.py", "from django.urls import path\nimport flask\napp = flask.Flask('a')\n"),
                ("app/requirements.txt", $"-r ../{file}/requirements.txt\nflask @ {name}\nflask[{name}]==1; {name}\n"),
            ],
            FrameworkCatalog.BuiltIn);
    }

    private static void CheckMarkdown(string markdown)
    {
        Assert.DoesNotContain('\u202e', markdown);
        Assert.DoesNotContain('\0', markdown);
        var document = Markdown.Parse(markdown, s_markdown);
        Assert.Empty(document.Descendants<HtmlBlock>());
        Assert.Empty(document.Descendants<HtmlInline>());
        Assert.DoesNotContain(document.Descendants<LinkInline>(), link => link.IsImage);
        Assert.All(document.Descendants<LinkInline>(), link => Assert.True(IsOurs(link.Url), $"{link.Url}\n{markdown}"));
        Assert.DoesNotContain(document.Descendants<AutolinkInline>(), link => link.Url.Contains(Evil, StringComparison.Ordinal));
        Assert.DoesNotContain(document.Descendants<FencedCodeBlock>(), block => block.Lines.ToString().Contains(Evil, StringComparison.Ordinal));
        Assert.DoesNotContain(document.Descendants<LinkReferenceDefinition>(), definition => definition.Url?.Contains(Evil, StringComparison.Ordinal) == true);
        Assert.DoesNotContain(document.Descendants<EmphasisInline>(), emphasis => emphasis.DelimiterChar == '~');
        foreach (var table in document.Descendants<Table>())
        {
            Assert.Single(table.OfType<TableRow>().Select(row => row.Count).Distinct());
        }
    }

    // Links to the web are the catalog's. A command's arguments and a path hold names percent-encoded, where they mark nothing.
    private static bool IsOurs(string? url) =>
        url is not null
        && (url.StartsWith("command:pyframeworks.", StringComparison.Ordinal)
            || (url.StartsWith("https://", StringComparison.Ordinal) && !url.Contains(Evil, StringComparison.Ordinal))
            || (url.Contains("#L", StringComparison.Ordinal) && !url.Contains(':', StringComparison.Ordinal)));

    private static void CheckHtml(string html)
    {
        Assert.DoesNotContain('\u202e', html);
        var document = new HtmlParser().ParseDocument(html);
        Assert.Empty(document.Scripts);
        Assert.Empty(document.QuerySelectorAll("img, iframe, object, embed, base, link, form, input, audio, video"));
        foreach (var element in document.All)
        {
            foreach (var attribute in element.Attributes)
            {
                Assert.False(attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase), $"{attribute.Name} of {element.LocalName}");
                Assert.True(attribute.Name is not ("href" or "src") || attribute.Value.StartsWith("https://", StringComparison.Ordinal) || attribute.Value.StartsWith('#') || attribute.Value.StartsWith("http://", StringComparison.Ordinal), attribute.Value);
                Assert.False(attribute.Name is "href" or "src" && attribute.Value.Contains(Evil, StringComparison.Ordinal), attribute.Value);
            }
        }

        Assert.DoesNotContain(document.Descendants<IComment>(), comment => comment.Data.Contains(Evil, StringComparison.Ordinal));
        Assert.DoesNotContain(Evil, Assert.Single(document.QuerySelectorAll("style")).TextContent, StringComparison.Ordinal);
    }

    private static string Words(MarkdownObject document) => string.Concat(document.Descendants<LeafInline>().Select(inline => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        LineBreakInline => "\n",
        var other => $"<{other.GetType().Name}>",
    }));
}
