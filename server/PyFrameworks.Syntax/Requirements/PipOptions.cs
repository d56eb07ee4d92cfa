using System.Collections.Immutable;
using PyFrameworks.Syntax.Packaging;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Requirements;

/// <summary>The options that pip (26.3) reads in requirements files, and how it reads them.</summary>
internal static class PipOptions
{
    private static readonly Option[] s_options =
    [
        new("--index-url", 'i', true),
        new("--pypi-url", '\0', true, "--index-url"),
        new("--extra-index-url", '\0', true),
        new("--no-index", '\0', false),
        new("--constraint", 'c', true),
        new("--requirement", 'r', true),
        new("--editable", 'e', true),
        new("--find-links", 'f', true),
        new("--no-binary", '\0', true),
        new("--only-binary", '\0', true),
        new("--prefer-binary", '\0', false),
        new("--require-hashes", '\0', false),
        new("--no-require-hashes", '\0', false),
        new("--pre", '\0', false),
        new("--all-releases", '\0', true),
        new("--only-final", '\0', true),
        new("--trusted-host", '\0', true),
        new("--use-feature", '\0', true),
        new("--hash", '\0', true),
        new("--config-settings", 'C', true),
    ];

    private static readonly string[] s_features =
        ["fast-deps", "inprocess-build-deps", "venv-isolation", "truststore", "no-binary-enable-wheel-cache", "build-constraint"];

    /// <summary>
    /// Reads the options of <paramref name="line"/> from <paramref name="start"/> on. After an option that pip refuses the rest is still
    /// read, so that one slip does not hide a file that the line includes.
    /// </summary>
    public static ImmutableArray<LineOption> Read(string line, int start, OffsetMap map, ICollection<SyntaxError> errors)
    {
        var (words, unclosed) = ShellWords.Split(line, start);
        if (unclosed >= 0)
        {
            var message = line[unclosed] == '\\' ? "Nothing follows this backslash" : "This quote is not closed";
            errors.Add(new(map.ToSource(TextSpan.FromBounds(unclosed, line.Length)), message));
        }

        var options = ImmutableArray.CreateBuilder<LineOption>();
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (word.Value == "--")
            {
                break;
            }

            // pip passes over words that are no options once options have begun.
            if (word.Value.Length < 2 || word.Value[0] != '-')
            {
                continue;
            }

            ReadOption(words, ref i, unclosed >= 0, map, options, errors);
        }

        return options.ToImmutable();
    }

    private static void ReadOption(
        List<ShellWord> words,
        ref int index,
        bool isCutShort,
        OffsetMap map,
        ImmutableArray<LineOption>.Builder options,
        ICollection<SyntaxError> errors)
    {
        var word = words[index];
        var isLong = word.Value.StartsWith("--", StringComparison.Ordinal);
        var equals = isLong ? word.Value.IndexOf('=', StringComparison.Ordinal) : -1;
        var nameEnd = isLong ? (equals < 0 ? word.Value.Length : equals) : 2;
        var spelling = word.Value[..nameEnd];
        var nameSpan = map.ToSource(word.Slice(0, nameEnd));
        var (option, isAmbiguous) = isLong ? FindLong(spelling) : (s_options.FirstOrDefault(o => o.Short == spelling[1]), false);
        if (option is null)
        {
            errors.Add(new(nameSpan, isAmbiguous
                ? $"'{spelling}' may mean several options of pip; write its name in full"
                : $"pip knows no option '{SpecifierMessages.Shorten(spelling)}' in a requirements file"));
            return;
        }

        var valueStart = isLong ? (equals < 0 ? -1 : equals + 1) : (word.Value.Length > 2 ? 2 : -1);
        if (!option.TakesValue)
        {
            if (valueStart >= 0)
            {
                errors.Add(new(map.ToSource(word.Span), $"'{option.Name}' takes no value"));
                return;
            }

            options.Add(new(option.Canonical, nameSpan, null, null));
            return;
        }

        if (valueStart < 0)
        {
            if (index + 1 == words.Count)
            {
                // A quote without its other half has been reported; it holds the value.
                if (!isCutShort)
                {
                    errors.Add(new(nameSpan, $"Expected a value after '{spelling}'"));
                }

                return;
            }

            word = words[++index];
            valueStart = 0;
        }

        var value = word.Value[valueStart..];
        var valueSpan = map.ToSource(word.Slice(valueStart, word.Value.Length));
        if (Refuse(option.Name, value) is { } message)
        {
            errors.Add(new(valueSpan.IsEmpty ? nameSpan : valueSpan, message));
            return;
        }

        options.Add(new(option.Canonical, nameSpan, value, valueSpan));
    }

    /// <summary>A long option by its name or by the start of one name only.</summary>
    private static (Option? Option, bool IsAmbiguous) FindLong(string spelling)
    {
        Option? found = null;
        foreach (var option in s_options)
        {
            if (option.Name == spelling)
            {
                return (option, false);
            }
        }

        foreach (var option in s_options)
        {
            if (option.Name.StartsWith(spelling, StringComparison.Ordinal))
            {
                if (found is not null)
                {
                    return (null, true);
                }

                found = option;
            }
        }

        return (found, false);
    }

    private static string? Refuse(string name, string value)
    {
        switch (name)
        {
            case "--hash":
                var colon = value.IndexOf(':', StringComparison.Ordinal);
                return colon >= 0 && value[..colon] is "sha256" or "sha384" or "sha512"
                    ? null
                    : "Expected a hash such as sha256:..., of the algorithms sha256, sha384 and sha512";
            case "--config-settings":
                return value.Contains('=', StringComparison.Ordinal) ? null : "Expected a setting of the form KEY=VALUE";
            case "--use-feature":
                return s_features.Contains(value) ? null : $"pip knows no feature '{SpecifierMessages.Shorten(value)}'";
            case "--no-binary" or "--only-binary" or "--all-releases" or "--only-final":
                return value.StartsWith('-') ? $"Expected package names, :all: or :none: after '{name}'" : null;
            default:
                return null;
        }
    }

    private sealed record Option(string Name, char Short, bool TakesValue, string? AliasOf = null)
    {
        public string Canonical => AliasOf ?? Name;
    }
}
