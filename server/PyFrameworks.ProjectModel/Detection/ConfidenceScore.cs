namespace PyFrameworks.ProjectModel;

/// <summary>
/// How sure a framework's presence is: the chance that at least one of its signs is right if each errs by itself (noisy or). Signs of one kind
/// say much the same, so only the strongest of a kind counts. More evidence never lowers the result. The weights are judgement, set so
/// that a declaration, an import and an application object together give 0.98.
/// </summary>
internal static class ConfidenceScore
{
    /// <summary>No evidence is proof.</summary>
    public const double Highest = 0.99;

    private static readonly (Signs Sign, double Weight)[][] s_kinds =
    [
        [(Signs.Self, 0.95)],
        [(Signs.DeclaredMain, 0.80), (Signs.DeclaredOther, 0.55), (Signs.DeclaredTransitive, 0.40), (Signs.DeclaredSession, 0.40)],
        [(Signs.Locked, 0.30)],
        [(Signs.AddonDeclaredMain, 0.50), (Signs.AddonDeclaredOther, 0.30)],
        [(Signs.TopLevelImport, 0.75), (Signs.LazyImport, 0.60), (Signs.DevelopmentImport, 0.40), (Signs.DoubtfulImport, 0.30)],
        [(Signs.AddonImport, 0.50), (Signs.AddonLazyImport, 0.40), (Signs.AddonWeakImport, 0.20)],
        [(Signs.Constructor, 0.60), (Signs.OwnConstruct, 0.60), (Signs.Construct, 0.50)],
        [(Signs.StrongMarker, 0.85), (Signs.OwnSource, 0.50), (Signs.WeakMarker, 0.25)],
        [(Signs.Command, 0.40), (Signs.EntryPoint, 0.20)],
        [(Signs.Setting, 0.50)],
    ];

    /// <summary>The confidence that <paramref name="signs"/> give, above 0 and at most 0.99, rounded to two digits.</summary>
    public static double Of(Signs signs)
    {
        var doubt = 1.0;
        foreach (var kind in s_kinds)
        {
            foreach (var (sign, weight) in kind)
            {
                if ((signs & sign) != 0)
                {
                    doubt *= 1 - weight;
                    break;
                }
            }
        }

        return Math.Clamp(Math.Round(1 - doubt, 2, MidpointRounding.AwayFromZero), 0.01, Highest);
    }
}
