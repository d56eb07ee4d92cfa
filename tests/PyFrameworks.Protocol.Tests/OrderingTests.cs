namespace PyFrameworks.Protocol.Tests;

public sealed class OrderingTests
{
    [Fact]
    public async Task Request_sees_the_changes_before_it_and_none_after_it()
    {
        var gate = new Gate();
        await using var session = new TestSession(
            s => s.Server.AddRequest<NoParams, string>("test/slow", async (_, state, token) =>
            {
                await gate.PassAsync(token);
                return state;
            }),
            new() { MaxConcurrentReads = 1 });
        session.Set("one");
        session.Request(1, "test/slow");
        session.Set("two");

        // The second read waits for the place of the first, yet its snapshot is of its own arrival.
        session.Request(2, "test/get");
        session.Set("three");
        session.Request(3, "test/get");
        await gate.Reached;
        gate.Open();
        var responses = await JsonRpcTests.ReceiveByIdAsync(session, 3);
        Assert.Equal("one", responses["1"].GetProperty("result").GetString());
        Assert.Equal("two", responses["2"].GetProperty("result").GetString());
        Assert.Equal("three", responses["3"].GetProperty("result").GetString());
    }

    [Fact]
    public async Task Running_read_does_not_delay_a_change()
    {
        var gate = new Gate();
        await using var session = new TestSession(
            s => s.Server.AddRequest<NoParams, string>("test/slow", async (_, state, token) =>
            {
                await gate.PassAsync(token);
                return state;
            }),
            new() { MaxConcurrentReads = 1 });
        session.Request(1, "test/slow");
        await gate.Reached;
        session.Set("two");

        // The answer comes from the dispatcher, behind the change, while the read still holds its place.
        session.Request(2, "test/unknown");
        await session.ReceiveErrorAsync("2", ErrorCodes.MethodNotFound);
        Assert.Equal("two", session.State);
        gate.Open();
        Assert.Equal("\"start\"", await session.ReceiveResultAsync(1));
    }

    [Fact]
    public async Task Changes_run_one_after_another_in_order_of_arrival()
    {
        var seen = new List<int>();
        await using var session = new TestSession(s =>
        {
            s.Server.AddNotification<WorkDoneProgressCancelParams>("test/number", p => seen.Add(int.Parse(p.Token.ToString(), System.Globalization.CultureInfo.InvariantCulture)));
            s.Server.AddOrderedRequest<NoParams, int>("test/count", async (_, _) =>
            {
                await Task.Yield();
                return seen.Count;
            });
        });
        for (var i = 0; i < 100; i++)
        {
            session.Notify("test/number", $$"""{"token":{{i}}}""");
            session.Request(i, "test/count");
        }

        for (var i = 0; i < 100; i++)
        {
            Assert.Equal($"{i + 1}", await session.ReceiveResultAsync(i));
        }

        Assert.Equal(Enumerable.Range(0, 100), seen);
    }

    [Fact]
    public async Task Reads_run_side_by_side_up_to_the_limit()
    {
        var running = 0;
        var most = 0;
        var both = new Gate();
        await using var session = new TestSession(
            s => s.Server.AddRequest<NoParams, string>("test/slow", async (_, _, token) =>
            {
                var now = Interlocked.Increment(ref running);
                InterlockedMax(ref most, now);
                if (now == 2)
                {
                    both.Open();
                }

                await both.PassAsync(token);
                await Task.Yield();
                Interlocked.Decrement(ref running);
                return "";
            }),
            new() { MaxConcurrentReads = 2 });
        for (var i = 0; i < 50; i++)
        {
            session.Request(i, "test/slow");
        }

        await JsonRpcTests.ReceiveByIdAsync(session, 50);
        Assert.Equal(2, most);
    }

    [Fact]
    public async Task Running_read_is_cancelled_at_once_though_it_does_not_look()
    {
        var gate = new Gate();
        await using var session = new TestSession(s => s.Server.AddRequest<NoParams, string>("test/stuck", async (_, _, token) =>
        {
            await gate.PassAsync(CancellationToken.None);
            Assert.True(token.IsCancellationRequested);
            return "late";
        }));
        session.Request(1, "test/stuck");
        await gate.Reached;
        session.Cancel(1);
        await session.ReceiveErrorAsync("1", ErrorCodes.RequestCancelled);
        gate.Open();
        session.Request(1, "test/get");
        Assert.Equal("\"start\"", await session.ReceiveResultAsync(1));
        Assert.Empty(await session.CloseAsync());
    }

    [Fact]
    public async Task Waiting_requests_are_cancelled_at_once_and_never_run()
    {
        var gate = new Gate();
        var ran = false;
        await using var session = new TestSession(
            s =>
            {
                s.Server.AddOrderedRequest<NoParams, string>("test/hold", async (_, token) =>
                {
                    await gate.PassAsync(token);
                    return "held";
                });
                s.Server.AddRequest<NoParams, string>("test/read", (_, _, _) => new(Run()));
                s.Server.AddOrderedRequest<NoParams, string>("test/change", (_, _) => new(Run()));
            },
            new() { MaxConcurrentReads = 1 });
        string Run()
        {
            ran = true;
            return "";
        }

        session.Request(1, "test/hold");
        session.Request(2, "test/read");
        session.Request(3, "test/change");
        await gate.Reached;
        session.Cancel(2);
        await session.ReceiveErrorAsync("2", ErrorCodes.RequestCancelled);
        session.Send("""{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":3}}""");
        await session.ReceiveErrorAsync("3", ErrorCodes.RequestCancelled);
        gate.Open();
        Assert.Equal("\"held\"", await session.ReceiveResultAsync(1));
        Assert.Empty(await session.CloseAsync());
        Assert.False(ran);
    }

    [Fact]
    public async Task Read_that_waits_for_its_place_is_cancelled_at_once()
    {
        var gate = new Gate();
        await using var session = new TestSession(
            s => s.Server.AddRequest<NoParams, string>("test/slow", async (_, _, token) =>
            {
                await gate.PassAsync(token);
                return "done";
            }),
            new() { MaxConcurrentReads = 1 });
        session.Request(1, "test/slow");
        await gate.Reached;
        session.Request(2, "test/get");
        session.Cancel(2);
        await session.ReceiveErrorAsync("2", ErrorCodes.RequestCancelled);
        gate.Open();
        Assert.Equal("\"done\"", await session.ReceiveResultAsync(1));
        Assert.Empty(await session.CloseAsync());
    }

    [Fact]
    public async Task Running_change_answers_a_cancellation_itself()
    {
        var gate = new Gate();
        await using var session = new TestSession(s => s.Server.AddOrderedRequest<NoParams, string>("test/hold", async (_, token) =>
        {
            var cancelled = new TaskCompletionSource();
            await using var registration = token.Register(cancelled.SetResult);
            gate.Reach();
            await cancelled.Task;
            return "undone";
        }));
        session.Request(1, "test/hold");
        await gate.Reached;
        session.Cancel(1);
        Assert.Equal("\"undone\"", await session.ReceiveResultAsync(1));
    }

    [Fact]
    public async Task Handler_that_heeds_its_token_answers_once()
    {
        var gate = new Gate();
        await using var session = new TestSession(s => s.Server.AddRequest<NoParams, string>("test/slow", async (_, _, token) =>
        {
            await gate.PassAsync(token);
            return "";
        }));
        session.Send("""{"jsonrpc":"2.0","id":"a","method":"test/slow"}""");
        await gate.Reached;
        session.Send("""{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":"\u0061"}}""");
        await session.ReceiveErrorAsync("\"a\"", ErrorCodes.RequestCancelled);
        Assert.Empty(await session.CloseAsync());
    }

    [Fact]
    public async Task Each_request_has_one_response_when_cancellation_races_with_completion()
    {
        await using var session = new TestSession(s => s.Server.AddRequest<NoParams, string>("test/quick", async (_, _, token) =>
        {
            await Task.Yield();
            token.ThrowIfCancellationRequested();
            return "";
        }));
        const int Count = 500;
        for (var i = 0; i < Count; i++)
        {
            session.Request(i, i % 2 == 0 ? "test/quick" : "test/get");
            session.Cancel(i % 3 == 0 ? i : Math.Max(0, i - 2));
        }

        var responses = await JsonRpcTests.ReceiveByIdAsync(session, Count);
        Assert.Equal(Count, responses.Count);
        Assert.All(responses.Values, response => Assert.True(
            response.TryGetProperty("result", out _) || response.GetProperty("error").GetProperty("code").GetInt32() == ErrorCodes.RequestCancelled));
        Assert.Empty(await session.CloseAsync());
    }

    [Fact]
    public async Task Stale_result_is_content_modified()
    {
        var gate = new Gate();
        await using var session = new TestSession(s =>
        {
            s.Server.IsStale = (method, snapshot) => method == "test/slow" && snapshot != s.State;
            s.Server.AddRequest<NoParams, string>("test/slow", async (_, state, token) =>
            {
                await gate.PassAsync(token);
                return state;
            });
        });
        session.Request(1, "test/slow");
        await gate.Reached;
        session.Set("two");
        session.Request(2, "test/get");
        Assert.Equal("\"two\"", await session.ReceiveResultAsync(2));
        gate.Open();
        await session.ReceiveErrorAsync("1", ErrorCodes.ContentModified);
    }

    [Fact]
    public async Task What_is_stale_before_its_turn_is_not_worked_out()
    {
        var runs = 0;
        await using var session = new TestSession(s =>
        {
            s.Server.IsStale = (method, _) => method == "test/slow";
            s.Server.AddRequest<NoParams, string>("test/slow", (_, state, _) =>
            {
                Interlocked.Increment(ref runs);
                return new(state);
            });
        });
        session.Request(1, "test/slow");
        await session.ReceiveErrorAsync("1", ErrorCodes.ContentModified);
        Assert.Equal(0, Volatile.Read(ref runs));
    }

    [Fact]
    public async Task Static_handlers_are_registered_by_their_methods()
    {
        await using var session = new TestSession(s =>
        {
            s.Server.AddDirectRequest<MessageActionItem, string>(EchoHandler.Method, EchoHandler.Handle);
            s.Server.AddRequest<MessageActionItem, string>(EchoLaterHandler.Method, EchoLaterHandler.HandleAsync);
        });
        session.Request(1, "test/echo", """{"title":"a"}""");
        Assert.Equal("\"start a\"", await session.ReceiveResultAsync(1));
        session.Request(2, "test/echoLater", """{"title":"b"}""");
        Assert.Equal("\"start b\"", await session.ReceiveResultAsync(2));
    }

    private static void InterlockedMax(ref int target, int value)
    {
        var seen = Volatile.Read(ref target);
        while (value > seen && Interlocked.CompareExchange(ref target, value, seen) is var found && found != seen)
        {
            seen = found;
        }
    }

    private sealed class EchoHandler : IRequestHandler<MessageActionItem, string, string>
    {
        public static string Method => "test/echo";

        public static string Handle(MessageActionItem request, string session, CancellationToken cancellationToken) =>
            $"{session} {request.Title}";
    }

    private sealed class EchoLaterHandler : IAsyncRequestHandler<MessageActionItem, string, string>
    {
        public static string Method => "test/echoLater";

        public static async ValueTask<string> HandleAsync(MessageActionItem request, string session, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return $"{session} {request.Title}";
        }
    }
}
