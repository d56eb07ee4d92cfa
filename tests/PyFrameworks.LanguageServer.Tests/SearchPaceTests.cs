namespace PyFrameworks.LanguageServer.Tests;

public sealed class SearchPaceTests
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMilliseconds(150);

    [Fact]
    public void The_first_change_after_a_quiet_time_waits_for_nothing()
    {
        var pace = new SearchPace(s_longest);
        Assert.Equal(TimeSpan.Zero, pace.Plan());
        pace.Measure(TimeSpan.FromMilliseconds(10));
        pace.Rest();
        Assert.Equal(TimeSpan.Zero, pace.Plan());
    }

    [Fact]
    public void A_change_during_the_first_search_waits_the_longest_time()
    {
        var pace = new SearchPace(s_longest);
        pace.Plan();
        Assert.Equal(s_longest, pace.Plan());
        Assert.Equal(s_longest, pace.Plan());
    }

    [Theory]
    [InlineData(10, 20)]
    [InlineData(75, 150)]
    [InlineData(4_000, 150)]
    public void A_change_during_a_search_waits_twice_the_time_of_the_last(int took, int pause)
    {
        var pace = new SearchPace(s_longest);
        pace.Plan();
        pace.Measure(TimeSpan.FromMilliseconds(took));
        Assert.Equal(TimeSpan.FromMilliseconds(pause), pace.Plan());
        pace.Rest();
        Assert.Equal(TimeSpan.Zero, pace.Plan());
    }
}
