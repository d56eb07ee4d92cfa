using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Features;

/// <summary>Requirements of setup.cfg: the indented lines below <c>install_requires</c> and those of <c>[options.extras_require]</c>.</summary>
internal static class SetupCfgCompletion
{
    /// <summary>The proposals at the cursor.</summary>
    public static ProposalList At(CompletionContext context, int offset)
    {
        var text = context.Text;
        var line = text.Lines.LineOf(offset);
        if (LineAt(text, line) is not [' ' or '\t', ..])
        {
            return ProposalList.None;
        }

        // The key is the nearest line above that is not indented, the section the nearest header.
        var (key, section) = ("", "");
        for (var above = line - 1; above >= 0 && section.Length == 0; above--)
        {
            var content = LineAt(text, above);
            if (content is ['[', ..])
            {
                section = content.TrimEnd().ToString();
            }
            else if (key.Length == 0 && content is not ([] or [' ' or '\t' or '#' or ';', ..]))
            {
                var equals = content.IndexOfAny('=', ':');
                key = equals < 0 ? "?" : content[..equals].Trim().ToString();
            }
        }

        var holdsRequirements = (section, key) is ("[options]", "install_requires" or "setup_requires" or "tests_require") or ("[options.extras_require]", not ("" or "?"));
        return holdsRequirements ? RequirementCompletion.OnLine(context, offset) : ProposalList.None;
    }

    private static ReadOnlySpan<char> LineAt(SourceText text, int line) => text.AsSpan(TextSpan.FromBounds(text.Lines.Start(line), text.Lines.EndWithoutBreak(line)));
}
