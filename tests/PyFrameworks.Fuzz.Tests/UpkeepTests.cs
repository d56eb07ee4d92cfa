namespace PyFrameworks.Fuzz.Tests;

/// <summary>What is kept up through edits says the same as what is made afresh; the long form is <c>PyFrameworks.Fuzz upkeep</c>.</summary>
public sealed class UpkeepTests
{
    [Theory]
    [InlineData(false, 300)]
    [InlineData(true, 150)]
    public void Random_edits_leave_no_trace(bool onDisk, int steps)
    {
        var (done, difference) = UpkeepRunner.Run(onDisk, seed: 7, firstScript: 0, steps, TimeSpan.FromMinutes(5), null, TestContext.Current.CancellationToken);
        Assert.Null(difference);
        Assert.Equal(steps, done);
    }

    [Fact]
    public async Task A_short_day_ends_with_what_it_began_with()
    {
        var request = new DayRequest(Edits: 400, Hovers: 100, Switches: 20, Files: 40);
        var (warm, end, messages) = await Day.RunAsync(request, seed: 1, TestContext.Current.CancellationToken);
        Assert.True(messages > 100);

        // Ten times the day is no ten times the memory; the numbers are generous, for other tests run beside this one.
        Assert.InRange(end.ManagedBytes, 0, (warm.ManagedBytes * 2) + (64 << 20));
        Assert.Contains("memory in use", Day.Table(request, warm, end, messages), StringComparison.Ordinal);
    }
}
