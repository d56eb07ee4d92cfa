using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PyFrameworks.Generators.Rules;

/// <summary>What is wrong with rule classes.</summary>
internal static class RuleDiagnostics
{
    private const string Category = "PyFrameworks.Rules";

    private static readonly DiagnosticDescriptor s_badCode = new(
        "PFR001", "A rule's code has the form PF000", "The code \"{0}\" has to be PF and three digits", Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    private static readonly DiagnosticDescriptor s_duplicateCode = new(
        "PFR002", "A rule's code is used twice", "The code \"{0}\" belongs to {1} already: take one that was never used", Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    private static readonly DiagnosticDescriptor s_duplicateName = new(
        "PFR003", "A rule's name is used twice", "The name \"{0}\" belongs to {1} already: choose another one", Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    private static readonly DiagnosticDescriptor s_notARule = new(
        "PFR004", "A [Rule] class implements IRule", "{0} has the attribute Rule but is no class without type parameters that implements IRule", Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    private static readonly DiagnosticDescriptor s_badName = new(
        "PFR005", "A rule's name is lower-case words joined by hyphens", "The name \"{0}\" has to be lower-case words joined by hyphens", Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static IEnumerable<Diagnostic> Check(ImmutableArray<FoundRule> rules)
    {
        var codes = new Dictionary<string, string>(StringComparer.Ordinal);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);

        // The order of files decides which of two stands first, whatever order the compiler found them in.
        foreach (var rule in rules.OrderBy(rule => rule.Class.Path, StringComparer.Ordinal).ThenBy(rule => rule.Class.Span.Start))
        {
            var data = rule.Data;
            if (!rule.IsRule)
            {
                yield return Diagnostic.Create(s_notARule, rule.Class.ToLocation(), ShortName(data.TypeName));
            }

            if (!IsCode(data.Code))
            {
                yield return Diagnostic.Create(s_badCode, rule.Code.ToLocation(), data.Code);
            }
            else if (codes.TryGetValue(data.Code, out var owner))
            {
                yield return Diagnostic.Create(s_duplicateCode, rule.Code.ToLocation(), data.Code, owner);
            }
            else
            {
                codes.Add(data.Code, ShortName(data.TypeName));
            }

            if (!IsName(data.Name))
            {
                yield return Diagnostic.Create(s_badName, rule.Name.ToLocation(), data.Name);
            }
            else if (names.TryGetValue(data.Name, out var owner))
            {
                yield return Diagnostic.Create(s_duplicateName, rule.Name.ToLocation(), data.Name, owner);
            }
            else
            {
                names.Add(data.Name, ShortName(data.TypeName));
            }
        }
    }

    private static bool IsCode(string code) => code.Length == 5 && code.StartsWith("PF", StringComparison.Ordinal) && code.Skip(2).All(c => c is >= '0' and <= '9');

    private static bool IsName(string name) =>
        name.Split('-').All(word => word.Length > 0 && word.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9')));

    private static string ShortName(string typeName) => typeName.Substring(typeName.LastIndexOf('.') + 1);
}
