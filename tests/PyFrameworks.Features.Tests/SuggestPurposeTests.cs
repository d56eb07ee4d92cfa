using PyFrameworks.Catalog;

namespace PyFrameworks.Features.Tests;

/// <summary>Tools for one purpose (data apps, content management) are suggested where that purpose is wanted, and not for their good marks elsewhere.</summary>
public sealed class SuggestPurposeTests
{
    [Theory]
    [InlineData("flask", "realtime", "nicegui", false)]
    [InlineData("flask", "data-app", "nicegui", true)]
    [InlineData("streamlit", "realtime", "nicegui", true)]
    [InlineData("flask", "admin-panel", "wagtail", false)]
    [InlineData("flask", "cms", "wagtail", true)]
    [InlineData("django", "admin-panel", "wagtail", true)]
    [InlineData("plone", "enterprise", "wagtail", true)]
    [InlineData("zope", "enterprise", "plone", true)]
    public void A_tool_for_one_purpose_needs_that_purpose(string from, string need, string candidate, bool isSuggested) =>
        CheckSuggested(from, need, candidate, isSuggested);

    [Theory]
    [InlineData("django", "realtime", "channels")]
    [InlineData("django", "rest-api", "django-rest-framework")]
    [InlineData("django", "cms", "wagtail")]
    [InlineData("flask", "openapi", "apiflask")]
    [InlineData("flask", "realtime", "quart")]
    public void What_builds_on_the_framework_in_use_is_among_the_first(string from, string need, string candidate) =>
        Assert.InRange(Rank(from, need, candidate), 1, 3);

    private static void CheckSuggested(string from, string need, string candidate, bool isSuggested) => Assert.Equal(isSuggested, Rank(from, need, candidate) > 0);

    private static int Rank(string from, string need, string candidate)
    {
        var catalog = FrameworkCatalog.BuiltIn;
        var result = Suggester.ForFramework(catalog, catalog.Find(from)!, [need], new DateOnly(2026, 11, 25), TestContext.Current.CancellationToken);
        return result.Suggestions.FirstOrDefault(suggestion => suggestion.Framework.Id == candidate)?.Rank ?? 0;
    }
}
