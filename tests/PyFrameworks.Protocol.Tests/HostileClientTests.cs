using System.Text;
using System.Text.Json;

namespace PyFrameworks.Protocol.Tests;

/// <summary>A client that breaks every habit: the session neither falls nor hangs, and each request has its one answer.</summary>
public sealed class HostileClientTests
{
    [Fact]
    public async Task A_session_may_be_cut_at_every_byte()
    {
        byte[] stream =
        [
            .. TestSession.Frame("""{"jsonrpc":"2.0","method":"test/set","params":{"value":"é😀"}}"""),
            .. TestSession.Frame("""{"jsonrpc":"2.0","id":1,"method":"test/get"}"""),
            .. TestSession.Frame("""{"jsonrpc":"2.0","id":2,"method":"test/unknown"}"""),
        ];
        for (var cut = 0; cut <= stream.Length; cut++)
        {
            await using var session = new TestSession();
            session.SendBytes(stream[..cut]);
            session.SendBytes(stream[cut..]);
            await CheckAsync(session);
        }

        await using var bytewise = new TestSession();
        foreach (var part in stream)
        {
            bytewise.SendBytes([part]);
        }

        await CheckAsync(bytewise);

        static async Task CheckAsync(TestSession session)
        {
            var responses = new[] { await session.ReceiveAsync(), await session.ReceiveAsync() }.ToDictionary(response => response.GetProperty("id").GetInt32());
            Assert.Equal("é😀", responses[1].GetProperty("result").GetString());
            Assert.Equal(ErrorCodes.MethodNotFound, responses[2].GetProperty("error").GetProperty("code").GetInt32());
        }
    }

    [Theory]
    [InlineData("""{"jsonrpc":"\ud800","id":1,"method":"test/get"}""", "1")]
    [InlineData("""{"\ud800":1,"jsonrpc":"2.0","id":1}""", "1")]
    [InlineData("""{"jsonrpc":"2.0","id":"\ud800","method":5}""", "\"\uFFFD\"")]
    public async Task Half_a_surrogate_pair_costs_its_message_alone(string body, string id)
    {
        await using var session = new TestSession();
        session.Send(body);
        await session.ReceiveErrorAsync(id, ErrorCodes.InvalidRequest);
        session.Request(2, "test/get");
        Assert.Equal("\"start\"", await session.ReceiveResultAsync(2));
    }

    [Fact]
    public async Task Ten_thousand_requests_that_wait_have_one_answer_each()
    {
        const int count = 10_000;
        var gate = new Gate();
        await using var session = new TestSession(s => s.Server.AddRequest<NoParams, string>("test/wait", async (_, state, token) =>
        {
            await gate.PassAsync(token);
            return state;
        }));
        for (var id = 1; id <= count; id++)
        {
            session.Request(id, "test/wait");
        }

        await gate.Reached;
        gate.Open();
        var seen = new HashSet<int>();
        for (var i = 0; i < count; i++)
        {
            var response = await session.ReceiveAsync();
            Assert.Equal("start", response.GetProperty("result").GetString());
            Assert.True(seen.Add(response.GetProperty("id").GetInt32()));
        }

        Assert.Empty(await session.CloseAsync());
    }

    [Fact]
    public async Task Everything_may_be_cancelled_again_and_again()
    {
        const int count = 1_000;
        await using var session = new TestSession(s => s.Server.AddRequest<NoParams, string>("test/wait", async (_, _, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return "";
        }));
        for (var id = 1; id <= count; id++)
        {
            session.Request(id, "test/wait");
        }

        for (var id = count + 5; id >= -5; id--)
        {
            session.Cancel(id);
            session.Cancel(id);
        }

        session.Notify("$/cancelRequest", """{"id":"\ud800"}""");
        session.Notify("$/cancelRequest", "[]");
        var seen = new HashSet<int>();
        for (var i = 0; i < count; i++)
        {
            var response = await session.ReceiveAsync();
            Assert.Equal(ErrorCodes.RequestCancelled, response.GetProperty("error").GetProperty("code").GetInt32());
            Assert.True(seen.Add(response.GetProperty("id").GetInt32()));
        }

        session.Request(count + 1, "test/get");
        Assert.Equal("\"start\"", await session.ReceiveResultAsync(count + 1));
    }

    [Fact]
    public async Task A_client_that_stops_reading_holds_up_neither_changes_nor_the_end()
    {
        var large = new string('x', 100_000);
        var reached = new Gate();
        await using var session = new TestSession(s =>
        {
            s.Server.AddRequest<NoParams, string>("test/large", (_, _, _) => new(large));
            s.Server.AddNotification<SetTraceParams>("test/reached", _ => reached.Reach());
        });
        for (var id = 1; id <= 200; id++)
        {
            session.Request(id, "test/large");
        }

        // The pipe to the client is full long since; what it sends is taken all the same.
        session.Set("changed");
        session.Request(1_000, "test/get");
        session.Notify("test/reached", """{"value":""}""");
        await reached.Reached;
        Assert.Equal("changed", session.State);
        await session.Output.CompleteAsync();
        await session.Input.CompleteAsync();
        await session.Running.WaitAsync(TestSession.Guard, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Ids_of_any_kind_that_come_twice_are_refused_while_the_first_runs()
    {
        var gate = new Gate();
        await using var session = new TestSession(s => s.Server.AddRequest<NoParams, string>("test/wait", async (_, _, token) =>
        {
            await gate.PassAsync(token);
            return "done";
        }));
        string[] ids = ["7", "\"7\"", "\"\"", "-1", "1e3", "\"é\""];
        foreach (var id in ids)
        {
            session.Send($$"""{"jsonrpc":"2.0","id":{{id}},"method":"test/wait"}""");
        }

        await gate.Reached;
        foreach (var id in ids)
        {
            session.Send($$"""{"jsonrpc":"2.0","id":{{id}},"method":"test/get"}""");
            var refused = await session.ReceiveAsync();
            Assert.Equal(ErrorCodes.InvalidRequest, refused.GetProperty("error").GetProperty("code").GetInt32());
        }

        gate.Open();
        for (var i = 0; i < ids.Length; i++)
        {
            Assert.Equal("done", (await session.ReceiveAsync()).GetProperty("result").GetString());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(1_000)]
    public async Task A_length_that_is_wrong_costs_no_later_message(int length)
    {
        // "Content-Length" stands in no body, so that the next header is found again.
        await using var session = new TestSession();
        var body = """{"jsonrpc":"2.0","id":1,"method":"test/get"}""";
        session.SendBytes([.. Encoding.ASCII.GetBytes($"Content-Length: {length}\r\n\r\n"), .. Encoding.UTF8.GetBytes(body), (byte)'\n']);
        session.SendBytes(Encoding.ASCII.GetBytes(new string(' ', Math.Max(0, length - body.Length - 1))));
        session.Request(2, "test/get");
        var last = default(JsonElement);
        do
        {
            last = await session.ReceiveAsync();
        }
        while (last.GetProperty("id").GetRawText() != "2");
        Assert.Equal("start", last.GetProperty("result").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("C")]
    [InlineData("Content-Length: 10\r\n")]
    [InlineData("Content-Length: 10\r\n\r\n")]
    [InlineData("Content-Length: 10\r\n\r\n{\"jsonr")]
    [InlineData("\r\n\r\n\r\n")]
    [InlineData("garbage without end")]
    public async Task An_input_that_ends_anywhere_ends_the_session(string bytes)
    {
        await using var session = new TestSession();
        session.SendBytes(Encoding.ASCII.GetBytes(bytes));
        await session.CloseAsync();
    }
}
