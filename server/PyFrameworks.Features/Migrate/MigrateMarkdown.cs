using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Features;

/// <summary>A migration plan for people: as Markdown with links to the files, seen from the root of the workspace, or as plain text.</summary>
public static class MigrateMarkdown
{
    private const int ShownPlaces = 5;

    /// <summary>The whole text, ending in a line feed.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="isMarkdown">Whether marks and links are written.</param>
    /// <param name="uriOf">The address of a workspace path; null for links that are relative to the root of the workspace.</param>
    public static string Write(MigrationPlan plan, bool isMarkdown = true, Func<string, string>? uriOf = null)
    {
        var markup = new Markup(isMarkdown) { UriOf = uriOf };
        markup.Heading(1, Title(plan));
        foreach (var warning in plan.Warnings)
        {
            markup.Paragraph().Bold("Warning: ").Text(warning);
        }

        markup.Paragraph().Bold($"{FrameworkHover.Capitalised(Words.Of(plan.Size))}. ").Text($"{plan.SizeReason}.");
        markup.Paragraph().Text($"What the project's own code uses is counted; nothing is rewritten automatically, save the dependency's line, on request.");
        Steps(markup, plan);
        Items(markup, plan);
        Extensions(markup, plan);
        Dependencies(markup, plan);
        if (plan.Note is { } note)
        {
            markup.Heading(2, $"What is known of the move from {plan.From.Name} to {plan.To.Name}");
            markup.Paragraph();
            foreach (var step in note.Steps)
            {
                markup.Item().Text(step);
            }
        }

        markup.Heading(2, "Sources");
        markup.Paragraph();
        foreach (var source in plan.Sources)
        {
            markup.Item().Link(source.Title, source.Url);
        }

        return markup.ToString() + "\n";
    }

    /// <summary><c>From Flask to Quart</c>, and in which project.</summary>
    internal static string Title(MigrationPlan plan) => $"From {plan.From.Name} to {plan.To.Name}{(plan.Project.Path == "." ? "" : $": {plan.Project.Path}")}";

    /// <summary>What becomes of an add-on, as a clause.</summary>
    internal static string FateOf(PlanExtension extension) => extension.Fate switch
    {
        ExtensionFate.Stays => $"stays; {extension.Note}",
        ExtensionFate.Replaced when extension.Note.Length > 0 && extension.Replacements is [var only] && extension.Note.EndsWith(only, StringComparison.Ordinal) => extension.Note,
        ExtensionFate.Replaced => $"{Say.List(extension.Replacements, "or")} in its place{(extension.Note.Length > 0 ? $" ({extension.Note})" : "")}",
        _ => extension.Note,
    };

    private static void Steps(Markup markup, MigrationPlan plan)
    {
        markup.Heading(2, "Order of work");
        markup.Paragraph();
        for (var i = 0; i < plan.Steps.Length; i++)
        {
            markup.Numbered(i + 1).Text(plan.Steps[i].Text);
        }
    }

    private static void Items(Markup markup, MigrationPlan plan)
    {
        if (plan.Items.IsEmpty)
        {
            markup.Heading(2, "What the code uses");
            markup.Paragraph().Text($"Nothing of {plan.From.Name} that can be counted was found in application code.");
            return;
        }

        markup.Heading(2, "What the code uses, and what it becomes");
        markup.Paragraph();
        foreach (var item in plan.Items)
        {
            markup.Item().Bold(UsageWords.Count(item.Concept, item.Places.Length));
            if (item.Note.Length > 0)
            {
                markup.Text($" ({item.Note})");
            }

            if (item.From.Length > 0)
            {
                markup.Text(": ").Code(item.From);
            }

            if (item.Stays)
            {
                markup.Text(plan.To.On == plan.From.Id ? " stays as it is" : $" is written the same way in {plan.To.Name}");
            }
            else if (item.HasCounterpart)
            {
                markup.Text(item.From.Length > 0 ? " becomes " : ": becomes ").Code(item.To);
            }
            else
            {
                markup.Text($" has no counterpart in {plan.To.Name}{(item.To.Length > 0 ? $"; {item.To}" : "")}");
            }

            PlacesOf(markup, plan.Project, item.Places);
        }
    }

    private static void Extensions(Markup markup, MigrationPlan plan)
    {
        if (plan.Extensions.IsEmpty)
        {
            return;
        }

        markup.Heading(2, "Add-ons");
        markup.Paragraph();
        foreach (var extension in plan.Extensions)
        {
            markup.Item().Bold(extension.Name).Text(extension.Role.Length > 0 ? $" ({extension.Role}): " : ": ").Text(FateOf(extension));
            PlacesOf(markup, plan.Project, extension.Places);
        }
    }

    private static void Dependencies(Markup markup, MigrationPlan plan)
    {
        if (plan.Dependencies.IsEmpty)
        {
            return;
        }

        markup.Heading(2, "The dependency");
        markup.Paragraph();
        foreach (var dependency in plan.Dependencies)
        {
            markup.Item().Code(dependency.Text);
            if (dependency.Fix is { } fix)
            {
                markup.Text($": the code action \"{fix.Title}\" writes ").Code(Written(dependency, plan.Project));
            }
            else
            {
                markup.Text($": written by hand, as {Reason(plan.To)}");
            }

            PlacesOf(markup, plan.Project, [dependency.At]);
        }
    }

    /// <summary>Why the dependency's line has to be written by hand.</summary>
    internal static string Reason(Framework to) => to.Distributions.IsEmpty ? $"{to.Name} is no distribution of an index" : "the line can't be changed with certainty";

    /// <summary>The entry after the edits that fall into it.</summary>
    internal static string Written(PlanDependency dependency, ProjectSnapshot project)
    {
        var text = project.TextOf(dependency.At.Path)!;
        var (start, end) = (dependency.At.Span.Start, dependency.At.Span.End);
        foreach (var edit in dependency.Fix!.Edits.Where(edit => edit.At.Path == dependency.At.Path && edit.At.Span.Start >= start && edit.At.Span.End <= dependency.At.Span.End)
            .OrderByDescending(edit => edit.At.Span.Start))
        {
            text = text.Replace(edit.At.Span, edit.NewText);
            end += edit.NewText.Length - edit.At.Span.Length;
        }

        return text.Slice(TextSpan.FromBounds(start, end));
    }

    private static void PlacesOf(Markup markup, ProjectSnapshot project, ImmutableArray<FileSpan> places)
    {
        if (places.IsEmpty)
        {
            return;
        }

        markup.Text(" · ");
        for (var i = 0; i < places.Length && i < ShownPlaces; i++)
        {
            if (i > 0)
            {
                markup.Text(", ");
            }

            var line = (project.TextOf(places[i].Path)?.Lines.LineOf(places[i].Span.Start) ?? 0) + 1;
            markup.FileLink(places[i].Path, line);
        }

        if (places.Length > ShownPlaces)
        {
            markup.Text($" and {Say.Number(places.Length - ShownPlaces)} more");
        }
    }
}
