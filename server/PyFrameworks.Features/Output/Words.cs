using System.Globalization;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;

namespace PyFrameworks.Features;

/// <summary>The words that the contract uses for enumerated values.</summary>
public static class Words
{
    /// <summary><c>primary</c>, <c>addon</c>, ….</summary>
    public static string Of(FrameworkRole role) => role switch
    {
        FrameworkRole.Primary => "primary",
        FrameworkRole.Addon => "addon",
        FrameworkRole.Dev => "dev",
        FrameworkRole.Unused => "unused",
        FrameworkRole.Self => "self",
        _ => "transitive",
    };

    /// <summary><c>wsgi</c>, <c>asgi</c>, <c>rsgi</c>, <c>own</c>.</summary>
    public static string Of(ServerInterface value) => value switch
    {
        ServerInterface.Wsgi => "wsgi",
        ServerInterface.Asgi => "asgi",
        ServerInterface.Rsgi => "rsgi",
        _ => "own",
    };

    /// <summary><c>dependency</c>, <c>lock</c>, ….</summary>
    public static string Of(EvidenceKind kind) => kind switch
    {
        EvidenceKind.Dependency => "dependency",
        EvidenceKind.Lock => "lock",
        EvidenceKind.Addon => "addon",
        EvidenceKind.Import => "import",
        EvidenceKind.File => "file",
        _ => "config",
    };

    /// <summary><c>declared</c>, <c>inferred</c>, <c>asked</c>.</summary>
    public static string Of(NeedSource source) => source switch
    {
        NeedSource.Declared => "declared",
        NeedSource.Inferred => "inferred",
        _ => "asked",
    };

    /// <summary><c>requirement</c>, <c>constraint</c>, ….</summary>
    public static string Of(IncludeKind kind) => kind switch
    {
        IncludeKind.Requirement => "requirement",
        IncludeKind.Constraint => "constraint",
        IncludeKind.Editable => "editable",
        IncludeKind.Group => "group",
        _ => "file",
    };

    /// <summary><c>hint</c>, <c>information</c>, <c>warning</c>, <c>error</c>.</summary>
    public static string Of(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        Severity.Information => "information",
        Severity.Hint => "hint",
        _ => "off",
    };

    /// <summary>What frameworks are for, in a sentence: <c>REST APIs, small applications and beginners</c>.</summary>
    public static string OfNeeds(IEnumerable<string> needs) => Say.List([.. needs.Select(need => need switch
    {
        // The title is of one thing, and this is about all of its kind.
        "rest-api" or "microservice" or "prototype" or "enterprise" or "content-site" or "small-app" or "single-file" or "full-stack" or "admin-panel" =>
            $"{Needs.Titles[need]}s",
        _ => Needs.Titles.GetValueOrDefault(need, need),
    })]);

    /// <summary>A score with its sign: <c>+2</c>, <c>0</c>, <c>−1</c>.</summary>
    public static string OfScore(int score) => score.ToString("+0;\u22120;0", CultureInfo.InvariantCulture);

    /// <summary><c>start</c>, <c>need</c>, <c>strengths</c>, <c>bonus</c>, <c>deduction</c>.</summary>
    public static string Of(FitTermKind kind) => kind switch
    {
        FitTermKind.Start => "start",
        FitTermKind.Need => "need",
        FitTermKind.Strengths => "strengths",
        FitTermKind.Bonus => "bonus",
        _ => "deduction",
    };

    /// <summary><c>low</c>, <c>medium</c>, <c>high</c>.</summary>
    public static string Of(Effort effort) => effort switch
    {
        Effort.Low => "low",
        Effort.Medium => "medium",
        _ => "high",
    };

    /// <summary><c>small</c>, <c>medium</c>, <c>large</c>.</summary>
    public static string Of(PlanSize size) => size switch
    {
        PlanSize.Small => "small",
        PlanSize.Medium => "medium",
        _ => "large",
    };

    /// <summary><c>stays</c>, <c>replaced</c>, <c>unknown</c>.</summary>
    public static string Of(ExtensionFate fate) => fate switch
    {
        ExtensionFate.Stays => "stays",
        ExtensionFate.Replaced => "replaced",
        _ => "unknown",
    };

    /// <summary><c>adopt</c>, <c>assess</c>, <c>hold</c>.</summary>
    public static string Of(StanceLevel level) => level switch
    {
        StanceLevel.Adopt => "adopt",
        StanceLevel.Assess => "assess",
        _ => "hold",
    };

    /// <summary><c>none</c>, <c>partial</c>, <c>native</c>.</summary>
    public static string Of(AsyncSupport support) => support switch
    {
        AsyncSupport.None => "none",
        AsyncSupport.Partial => "partial",
        _ => "native",
    };

    /// <summary><c>keep</c>, <c>consider</c>, <c>move</c>.</summary>
    public static string Of(KeepAdvice advice) => advice switch
    {
        KeepAdvice.Keep => "keep",
        KeepAdvice.Consider => "consider",
        _ => "move",
    };

    /// <summary><c>active</c>, <c>maintenance</c>, ….</summary>
    public static string Of(LifecycleStatus status) => status switch
    {
        LifecycleStatus.Active => "active",
        LifecycleStatus.Maintenance => "maintenance",
        LifecycleStatus.Finished => "finished",
        LifecycleStatus.Dormant => "dormant",
        _ => "archived",
    };

    /// <summary><c>full-stack</c>, <c>micro</c>, ….</summary>
    public static string Of(FrameworkKind kind) => kind switch
    {
        FrameworkKind.FullStack => "full-stack",
        FrameworkKind.Micro => "micro",
        FrameworkKind.Async => "async",
        FrameworkKind.DataApp => "data-app",
        FrameworkKind.Cms => "cms",
        _ => "addon",
    };

    /// <summary><c>built-in</c>, <c>official</c>, <c>third-party</c>, <c>none</c>.</summary>
    public static string Of(BatteryLevel level) => level switch
    {
        BatteryLevel.BuiltIn => "built-in",
        BatteryLevel.Official => "official",
        BatteryLevel.ThirdParty => "third-party",
        _ => "none",
    };
}
