using System.Collections.Immutable;
using PyFrameworks.Syntax.Packaging;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Requirements;

/// <summary>
/// A requirements or constraints file in pip's format. Where pip refuses the whole file for one option, the rest is read all the same.
/// </summary>
public sealed class RequirementsFile
{
    private RequirementsFile(
        ImmutableArray<RequirementsLine> lines, ImmutableArray<RequirementsComment> comments, ImmutableArray<SyntaxError> errors)
    {
        Lines = lines;
        Comments = comments;
        Errors = errors;
    }

    /// <summary>Logical lines that hold more than a comment, in file order.</summary>
    public ImmutableArray<RequirementsLine> Lines { get; }

    /// <summary>Comments in file order.</summary>
    public ImmutableArray<RequirementsComment> Comments { get; }

    /// <summary>What is wrong, in file order; those of the requirements are among them.</summary>
    public ImmutableArray<SyntaxError> Errors { get; }

    /// <summary>Reads <paramref name="text"/>.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static RequirementsFile Parse(SourceText text, CancellationToken cancellationToken)
    {
        var lines = ImmutableArray.CreateBuilder<RequirementsLine>();
        var comments = ImmutableArray.CreateBuilder<RequirementsComment>();
        var errors = ImmutableArray.CreateBuilder<SyntaxError>();
        foreach (var line in LogicalLines.Read(text.Content))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (line.Comment is { } comment)
            {
                comments.Add(new(comment, line.CommentSpan, text.Lines.LineOf(line.CommentSpan.Start)));
            }

            if (line.Text.Length > 0)
            {
                lines.Add(ParseLine(line, text.Lines.LineOf(line.Start), errors));
            }
        }

        return new(lines.ToImmutable(), comments.ToImmutable(), errors.ToImmutable());
    }

    /// <summary>
    /// Whether <paramref name="text"/> holds a variable of the environment as pip spells them: <c>${NAME}</c>, the name of ASCII capitals,
    /// digits and underscores.
    /// </summary>
    public static bool HoldsVariable(ReadOnlySpan<char> text)
    {
        for (var i = text.IndexOf("${"); i >= 0;)
        {
            text = text[(i + 2)..];
            var length = 0;
            while (length < text.Length && (char.IsAsciiLetterUpper(text[length]) || char.IsAsciiDigit(text[length]) || text[length] == '_'))
            {
                length++;
            }

            if (length > 0 && length < text.Length && text[length] == '}')
            {
                return true;
            }

            i = text.IndexOf("${");
        }

        return false;
    }

    private static RequirementsLine ParseLine(LogicalLine line, int number, ImmutableArray<SyntaxError>.Builder errors)
    {
        var (text, map) = (line.Text, line.Map);
        var span = map.ToSource(new TextSpan(0, text.Length));
        var optionStart = FindOptions(text);
        var bodyEnd = optionStart < 0 ? text.Length : Math.Max(optionStart - 1, 0);
        var found = errors.Count;
        var options = optionStart < 0 ? [] : PipOptions.Read(text, optionStart, map, errors);
        var optionErrors = errors.Count - found;
        var editable = FirstOf(options, "--editable");
        RequirementsLine result;
        if (bodyEnd > 0)
        {
            // An option "-e" after a requirement does not make it editable; it mostly is a line that a stray backslash has joined.
            result = ParseBody(text[..bodyEnd], map, span, number, options, errors);
        }
        else if (editable is { Value: { } target, ValueSpan: { } targetSpan } option)
        {
            if (string.IsNullOrWhiteSpace(target))
            {
                errors.Add(new(option.NameSpan, "Expected a path or URL after '-e'"));
            }

            result = DirectReferences.ReadEditable(target, targetSpan, span, number, options, errors);
        }
        else if (FirstOf(options, "--requirement") is { Value: { } include, ValueSpan: { } includeSpan })
        {
            result = new IncludeLine(span, number, options, include, includeSpan);
        }
        else if (FirstOf(options, "--constraint") is { Value: { } constraint, ValueSpan: { } constraintSpan })
        {
            result = new ConstraintLine(span, number, options, constraint, constraintSpan);
        }
        else
        {
            result = new OptionLine(span, number, options);
        }

        // Errors of options were found first, yet they stand after those of the requirement before them.
        if (optionErrors > 0 && errors.Count > found + optionErrors)
        {
            var sorted = errors.Skip(found).OrderBy(error => error.Span).ToArray();
            errors.Count = found;
            errors.AddRange(sorted);
        }

        return result;
    }

    private static RequirementsLine ParseBody(
        string body,
        OffsetMap map,
        TextSpan span,
        int number,
        ImmutableArray<LineOption> options,
        ImmutableArray<SyntaxError>.Builder errors)
    {
        if (DirectReferences.IsReference(body))
        {
            return DirectReferences.Read(body, map, span, number, options, false, errors);
        }

        var requirement = Requirement.ParseLine(body, map);
        var hasVariable = HoldsVariable(body);
        if (!hasVariable)
        {
            errors.AddRange(requirement.Errors);
        }

        return new RequirementLine(span, number, options, requirement, hasVariable);
    }

    /// <summary>Offset of the first word that begins with a hyphen, words being parted by spaces only; -1 when there is none.</summary>
    internal static int FindOptions(string text)
    {
        if (text[0] == '-')
        {
            return 0;
        }

        var index = text.IndexOf(" -", StringComparison.Ordinal);
        return index < 0 ? -1 : index + 1;
    }

    private static LineOption? FirstOf(ImmutableArray<LineOption> options, string name)
    {
        foreach (var option in options)
        {
            if (option.Name == name)
            {
                return option;
            }
        }

        return null;
    }
}
