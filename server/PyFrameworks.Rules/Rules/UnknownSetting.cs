using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.Catalog.Reading;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Text;
using PyFrameworks.Syntax.Toml;

namespace PyFrameworks.Rules;

/// <summary>Something in <c>[tool.pyframeworks]</c> that means nothing.</summary>
[Rule("PF005", "unknown-setting", Severity.Warning, Explanation = """
    ## What it looks at

    The table `[tool.pyframeworks]` of pyproject.toml:

    - `needs`: what the project wants, by the identifiers that `pyframeworks suggest` knows: rest-api, microservice, prototype, enterprise, content-site, cms, realtime, high-concurrency,
      io-bound, small-app, single-file, full-stack, admin-panel, data-modelling, geospatial, multi-database, beginner, extensible, semantic-web, data-app, openapi, typed, async
    - `exclude`: patterns of paths that are left out
    - `catalogs`: catalog files of your own, at most 32, seen from the folder of pyproject.toml
    - `ignore`: a table from patterns of paths to the rules that are silent there
    - `rules`: a table from rules, by code or name, to `off`, `hint`, `information`, `warning` or `error`

    It speaks of keys and values that are none of these, values of another type, and catalog files that are not there or can't be read. In a catalog file it speaks of entries
    that are left out, as something in them means nothing; the rest of the file is in force.

    ## Why it matters

    What can't be understood is passed over, so a setting with a slip of the pen has no effect, and nobody notices.

    ## When to ignore it

    When the table is shared with a later version of PyFrameworks that knows the key or the rule.

    ## Fires

    ```toml
    [tool.pyframeworks]
    needs = ["rest"]

    [tool.pyframeworks.rules]
    PF101 = "loud"
    ```

    ## Stays silent

    ```toml
    [tool.pyframeworks]
    needs = ["rest-api"]

    [tool.pyframeworks.rules]
    PF101 = "error"
    unmaintained-framework = "off"
    ```

    ## Sources

    - The `[tool]` table of pyproject.toml: https://packaging.python.org/en/latest/specifications/pyproject-toml/
    """)]
internal sealed class UnknownSetting : IRule
{
    private static readonly ImmutableArray<string> s_keys = ["needs", "exclude", "catalogs", "ignore", "rules"];
    private static readonly ImmutableArray<string> s_levels = ["off", "hint", "information", "warning", "error"];

    public static IEnumerable<Finding> Check(ProjectSnapshot project, CancellationToken cancellationToken)
    {
        foreach (var error in project.CatalogFiles.SelectMany(file => file.Errors).Where(error => !InvalidManifest.IsUnreadable(error)))
        {
            yield return new(new(error.Path, error.Span), error.Message);
        }

        foreach (var manifest in project.Manifests.Where(manifest =>
            manifest.Format == ManifestFormat.Pyproject && manifest.Text.Contains("pyframeworks")))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var document = TomlDocument.Parse(manifest.Text, TomlVersion.V11, cancellationToken);
            if ((document.Root["tool"] as TomlTable)?.FindEntry("pyframeworks") is { } entry)
            {
                foreach (var finding in new TableCheck(manifest, project).Table(entry))
                {
                    yield return finding;
                }
            }
        }
    }

    /// <summary>Goes through the table of one file.</summary>
    private sealed class TableCheck(Manifest manifest, ProjectSnapshot project)
    {
        public IEnumerable<Finding> Table(TomlEntry entry) => entry.Value switch
        {
            { IsBroken: true } => [],
            TomlTable table => table.Entries.SelectMany(Setting),
            _ => [new(At(entry.KeySpan), "'tool.pyframeworks' has to be a table: [tool.pyframeworks]")],
        };

        private IEnumerable<Finding> Setting(TomlEntry entry) => entry.Key switch
        {
            _ when entry.Value.IsBroken => [],
            "needs" => Strings(entry, "[\"rest-api\"]", need => Unknown(need, Needs.Titles.Keys, "need", "")),
            "exclude" => Strings(entry, "[\"legacy/**\"]", _ => null),
            "catalogs" => Strings(entry, "[\"team-catalog.yaml\"]", Catalog).Concat(TooMany(entry)),
            "ignore" => TableOf(entry, "{ \"tests/**\" = [\"PF403\"] }", ignored => Strings(ignored, "[\"PF403\"]", Rule)),
            "rules" => TableOf(entry, "{ PF202 = \"off\" }", Level),
            _ => [Mended(entry.KeySpan, entry.Key, "setting of [tool.pyframeworks]", s_keys, $"; the settings are {Say.List(s_keys)}")],
        };

        private IEnumerable<Finding> TableOf(TomlEntry entry, string example, Func<TomlEntry, IEnumerable<Finding>> check) =>
            entry.Value is TomlTable table ? table.Entries.SelectMany(check) : [WrongType(entry, "a table", example)];

        /// <summary>A list of strings, each of which <paramref name="check"/> judges.</summary>
        private IEnumerable<Finding> Strings(TomlEntry entry, string example, Func<TomlString, Finding?> check)
        {
            if (entry.Value is not TomlArray { IsArrayOfTables: false } array)
            {
                return entry.Value.IsBroken ? [] : [WrongType(entry, "an array of strings", example)];
            }

            return array.Items.Where(item => !item.IsBroken).Select(item => item is TomlString text
                ? check(text)
                : new Finding(At(FirstLine(item.Span)), $"Every item of '{entry.Key}' has to be a string, as in {example}")).OfType<Finding>();
        }

        private IEnumerable<Finding> Level(TomlEntry entry)
        {
            if (RuleSet.Find(entry.Key) is null)
            {
                return [Mended(entry.KeySpan, entry.Key, "rule", RuleNames(), "; rules go by code (PF202) or name (rebuilt-full-stack)")];
            }

            return entry.Value switch
            {
                { IsBroken: true } => [],
                TomlString { Value: var level } when RuleSet.ParseLevel(level) is not null => [],
                TomlString text => [Unknown(text, s_levels, "level", $"; the levels are {Say.List(s_levels)}")!],
                _ => [WrongType(entry, "a level", "\"off\"")],
            };
        }

        private Finding? Rule(TomlString rule) =>
            rule.Value == "*" || RuleSet.Find(rule.Value) is not null
                ? null
                : Unknown(rule, RuleNames(), "rule", "; rules go by code (PF202) or name (rebuilt-full-stack)");

        private Finding? Catalog(TomlString file)
        {
            // What the settings of this project name was looked up with its files; those of another project belong to it.
            if (manifest.Path != project.SettingsPath)
            {
                return null;
            }

            var problem = WorkspacePath.Resolve(WorkspacePath.Folder(manifest.Path), file.Value) is null ? "lies outside the workspace, which is never read"
                : project.MissingCatalogs.Contains(file.Value) ? "does not exist"
                : project.UnreadCatalogs.FirstOrDefault(unread => unread.Name == file.Value)?.Reason;
            return problem is null ? null : new(At(ContentOf(file)), $"Catalog file '{file.Value}' {problem}");
        }

        private IEnumerable<Finding> TooMany(TomlEntry entry) =>
            entry.Value is TomlArray { Items.Length: > FileReader.MostCatalogs } array
                ? [new(At(FirstLine(array.Items[FileReader.MostCatalogs].Span)), $"Only the first {FileReader.MostCatalogs} catalog files are read; put several frameworks into one file")]
                : [];

        private Finding? Unknown(TomlString text, IEnumerable<string> known, string what, string otherwise) =>
            known.Contains(text.Value, StringComparer.Ordinal) ? null : Mended(ContentOf(text), text.Value, what, known, otherwise);

        /// <summary>A word that is none of those known; where one of these is near, with a mend that writes it.</summary>
        private Finding Mended(TextSpan span, string word, string what, IEnumerable<string> known, string otherwise)
        {
            var closest = Suggestion.Closest(word, known);
            return new(At(span), $"'{word}' is no {what}{(closest is null ? otherwise : $"; did you mean '{closest}'?")}")
            {
                Fixes = closest is null ? [] : [new($"Write {closest}", [new(At(span), closest)])],
            };
        }

        private Finding WrongType(TomlEntry entry, string expected, string example) =>
            new(At(FirstLine(entry.Value is TomlTable { Kind: not TomlTableKind.InlineTable } ? entry.KeySpan : entry.Value.Span)), $"'{entry.Key}' has to be {expected} such as {example}");

        /// <summary>The names alone: of two codes that differ in a figure neither is near the other.</summary>
        private static IEnumerable<string> RuleNames() => RuleSet.All.Select(rule => rule.Name);

        /// <summary>The text between the quotes; the quotes where there is none.</summary>
        private static TextSpan ContentOf(TomlString text) => text.ContentSpan.IsEmpty ? text.Span : text.ContentSpan;

        private TextSpan FirstLine(TextSpan span)
        {
            var end = manifest.Text.AsSpan(span).IndexOfAny('\r', '\n');
            return end > 0 ? new(span.Start, end) : span;
        }

        private FileSpan At(TextSpan span) => new(manifest.Path, span);
    }
}
