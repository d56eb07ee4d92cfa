using System.Collections.Frozen;
using System.Globalization;

namespace PyFrameworks.Syntax.Packaging;

/// <content>Values of markers, in an environment and for a Python version alone.</content>
public sealed partial class Marker
{
    /// <summary>
    /// The value in <paramref name="environment"/>. Every part is evaluated, so an error shows even where another part decides, as in
    /// the reference.
    /// </summary>
    public MarkerResult Evaluate(MarkerEnvironment environment)
    {
        MarkerError? error = null;
        var value = Evaluate(Root, environment, ref error);
        return new(value && error is null, error);
    }

    /// <summary>
    /// The value for <paramref name="python"/> where all other variables are unknown: true or false where it is certain, else null. A
    /// version of two numbers stands for the whole series: for 3.12, <c>python_full_version >= "3.12.3"</c> is null.
    /// </summary>
    public bool? EvaluatePython(Version python) => EvaluatePython(Root, python);

    /// <summary>Whether the requirement may apply on <paramref name="python"/>, in some environment and for some extra.</summary>
    public bool MayHoldFor(Version python) => EvaluatePython(python) != false;

    private static bool Evaluate(MarkerNode node, MarkerEnvironment environment, ref MarkerError? error)
    {
        switch (node)
        {
            case MarkerParentheses parentheses:
                return Evaluate(parentheses.Inner, environment, ref error);
            case MarkerAnd and:
                var all = true;
                foreach (var part in and.Parts)
                {
                    all &= Evaluate(part, environment, ref error);
                }

                return all;
            case MarkerOr or:
                var any = false;
                foreach (var part in or.Parts)
                {
                    any |= Evaluate(part, environment, ref error);
                }

                return any;
            case MarkerComparison comparison:
                var (value, problem) = Evaluate(comparison, environment);
                error ??= problem;
                return value;
            default:
                return false;
        }
    }

    private static MarkerResult Evaluate(MarkerComparison comparison, MarkerEnvironment environment)
    {
        var (left, right) = (comparison.Left, comparison.Right);
        var key = left.IsVariable ? left.Text : right.Text;
        if (environment.FindSet(key) is { } set)
        {
            return left.IsVariable ? new(false, MarkerError.UndefinedComparison) : CompareWithSet(left.Text, comparison.Operator, set);
        }

        if (environment.Find(key) is not { } found)
        {
            return new(false, MarkerError.UndefinedEnvironmentName);
        }

        return left.IsVariable ? Compare(key, found, comparison.Operator, right.Text) : Compare(key, left.Text, comparison.Operator, found);
    }

    private static MarkerResult CompareWithSet(string name, string comparison, FrozenSet<NormalizedName> set) => comparison switch
    {
        "in" => new(set.Contains(NormalizedName.From(name)), null),
        "not in" => new(!set.Contains(NormalizedName.From(name)), null),

        // A name never equals a set.
        "!=" => new(true, null),
        "~=" or "===" => new(false, MarkerError.UndefinedComparison),
        _ => new(false, null),
    };

    private static MarkerResult Compare(string key, string left, string comparison, string right)
    {
        // PEP 508: where operator and right-hand side make a specifier, versions compare as such, else texts do.
        if (key is "python_version" or "python_full_version" or "implementation_version" or "platform_release"
            && VersionSpecifier.TryParse(comparison + right, out var specifier))
        {
            return new(specifier.Contains(left), null);
        }

        return comparison switch
        {
            "in" => new(right.Contains(left, StringComparison.Ordinal), null),
            "not in" => new(!right.Contains(left, StringComparison.Ordinal), null),
            "==" or "<=" or ">=" => new(left == right, null),
            "!=" => new(left != right, null),

            // Texts have no order: neither is before the other.
            "<" or ">" => new(false, null),
            _ => new(false, MarkerError.UndefinedComparison),
        };
    }

    private static bool? EvaluatePython(MarkerNode node, Version python)
    {
        switch (node)
        {
            case MarkerParentheses parentheses:
                return EvaluatePython(parentheses.Inner, python);
            case MarkerAnd and:
                bool? all = true;
                foreach (var part in and.Parts)
                {
                    all &= EvaluatePython(part, python);
                }

                return all;
            case MarkerOr or:
                bool? any = false;
                foreach (var part in or.Parts)
                {
                    any |= EvaluatePython(part, python);
                }

                return any;
            case MarkerComparison comparison:
                return EvaluatePython(comparison, python);
            default:
                return null;
        }
    }

    private static bool? EvaluatePython(MarkerComparison comparison, Version python)
    {
        var (left, right) = (comparison.Left, comparison.Right);
        var key = left.IsVariable ? left.Text : right.Text;
        var known = key switch
        {
            "python_version" => string.Create(CultureInfo.InvariantCulture, $"{python.Major}.{python.Minor}"),
            "python_full_version" when python.Release.Length > 2 => python.ToString(),
            _ => null,
        };
        if (known is not null && (left.IsVariable || right.IsVariable))
        {
            var result = left.IsVariable ? Compare(key, known, comparison.Operator, right.Text) : Compare(key, left.Text, comparison.Operator, known);
            return result.Error is null ? result.Value : null;
        }

        if (key != "python_full_version" || left.IsVariable == right.IsVariable || !(left.IsVariable || Version.TryParse(left.Text, out _)))
        {
            return null;
        }

        var clause = left.IsVariable ? comparison.Operator + right.Text : Mirror(comparison.Operator) + left.Text;
        if (!VersionSpecifier.TryParse(clause, out var specifier))
        {
            return null;
        }

        var set = new VersionSpecifierSet([specifier]);
        return set.ContainsWholeSeries(python) ? true : set.MayContainSeries(python) ? null : false;
    }

    // What the operator becomes when its sides change places; empty where it has no mirror image.
    private static string Mirror(string comparison) => comparison switch
    {
        "<" => ">",
        ">" => "<",
        "<=" => ">=",
        ">=" => "<=",
        "==" or "!=" => comparison,
        _ => "",
    };
}
