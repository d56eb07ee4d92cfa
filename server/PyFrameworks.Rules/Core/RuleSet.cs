using System.Collections.Frozen;
using System.Collections.Immutable;
using PyFrameworks.ProjectModel;

namespace PyFrameworks.Rules;

/// <summary>Every rule, and how settings and suppressions bear on what they find.</summary>
public static partial class RuleSet
{
    // Lazy: the generated list is initialised in another file, in no order that the language promises.
    private static readonly Lazy<FrozenDictionary<string, RuleDescriptor>> s_byKey = new(() => All
        .SelectMany(rule => new[] { KeyValuePair.Create(rule.Code, rule), KeyValuePair.Create(rule.Name, rule) })
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase));

    /// <summary>The rule of this code or name, or null.</summary>
    public static RuleDescriptor? Find(string codeOrName) => s_byKey.Value.GetValueOrDefault(codeOrName);

    /// <summary>The level that a settings value names, or null when it names none.</summary>
    public static Severity? ParseLevel(string level) => level switch
    {
        "off" => Severity.Off,
        "hint" => Severity.Hint,
        "information" => Severity.Information,
        "warning" => Severity.Warning,
        "error" => Severity.Error,
        _ => null,
    };

    /// <summary>
    /// What all rules find in <paramref name="project"/>, after settings and suppressions, by place, then code.
    /// </summary>
    public static ImmutableArray<Finding> Check(ProjectSnapshot project, CancellationToken cancellationToken)
    {
        var suppressions = new Suppressions(project);
        var findings = ImmutableArray.CreateBuilder<Finding>();
        foreach (var (rule, level) in InForce(project))
        {
            foreach (var found in rule.Check(project, cancellationToken))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var finding = Claim.Weigh(found, project.Today);

                // A finding that its rule holds for less certain stays quieter than the setting.
                var severity = finding.OwnSeverity is { } own && own < level ? own : level;
                if (severity != Severity.Off && !suppressions.Covers(rule, finding.At))
                {
                    findings.Add(finding with { Code = rule.Code, Severity = severity, Project = project.Path });
                }
            }
        }

        // Distinct: two declarations of one file may lead a rule to the same place twice.
        return [.. findings
            .DistinctBy(finding => (finding.Code, finding.At, finding.Message))
            .OrderBy(finding => finding.At).ThenBy(finding => finding.Code, StringComparer.Ordinal).ThenBy(finding => finding.Message, StringComparer.Ordinal)];
    }

    /// <summary>The rules that settings leave on, with their levels.</summary>
    internal static IEnumerable<(RuleDescriptor Rule, Severity Level)> InForce(ProjectSnapshot project)
    {
        var levels = Levels(project);
        return All.Select(rule => (rule, levels.GetValueOrDefault(rule.Code, rule.DefaultSeverity))).Where(entry => entry.Item2 != Severity.Off);
    }

    /// <summary>Levels by code: the editor's, then the project's own, which win.</summary>
    private static Dictionary<string, Severity> Levels(ProjectSnapshot project)
    {
        var levels = new Dictionary<string, Severity>(StringComparer.Ordinal);
        foreach (var (key, level) in project.Options.EditorRules.Concat(project.Settings.Rules))
        {
            if (Find(key) is { } rule && ParseLevel(level) is { } severity)
            {
                levels[rule.Code] = severity;
            }
        }

        return levels;
    }
}
