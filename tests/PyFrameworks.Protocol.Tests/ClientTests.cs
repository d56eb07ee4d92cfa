using System.Collections.Immutable;
using System.Text.Json;

namespace PyFrameworks.Protocol.Tests;

public sealed class ClientTests
{
    private static readonly ConfigurationParams Question = new() { Items = [new() { Section = "pyframeworks" }] };

    [Fact]
    public async Task Server_asks_and_the_client_answers()
    {
        await using var session = new TestSession();
        var answer = session.Server.SendRequestAsync<ConfigurationParams, ImmutableArray<JsonElement>>(
            "workspace/configuration", Question, TestContext.Current.CancellationToken);
        var request = await session.ReceiveAsync();
        Assert.Equal("workspace/configuration", request.GetProperty("method").GetString());
        Assert.Equal("""{"items":[{"section":"pyframeworks"}]}""", request.GetProperty("params").GetRawText());
        session.Send($$"""{"jsonrpc":"2.0","id":{{request.GetProperty("id").GetRawText()}},"result":[{"a":"é"}]}""");
        var result = await answer.WaitAsync(TestSession.Guard, TestContext.Current.CancellationToken);
        Assert.Equal("é", Assert.Single(result).GetProperty("a").GetString());
    }

    [Fact]
    public async Task Ordered_handler_may_await_the_client()
    {
        await using var session = new TestSession(s => s.Server.AddOrderedRequest<NoParams, string>("test/ask", async (_, token) =>
            (await s.Server.SendRequestAsync<NoParams, MessageActionItem>("test/question", new(), token))?.Title ?? "nothing"));
        session.Request(1, "test/ask");
        var request = await session.ReceiveAsync();
        Assert.False(request.TryGetProperty("params", out _));
        session.Send($$"""{"jsonrpc":"2.0","id":{{request.GetProperty("id")}},"result":null}""");
        Assert.Equal("\"nothing\"", await session.ReceiveResultAsync(1));
    }

    [Fact]
    public async Task Error_of_the_client_is_thrown()
    {
        await using var session = new TestSession();
        var answer = session.Server.SendRequestAsync<ConfigurationParams, RawJson>("workspace/configuration", Question, CancellationToken.None);
        var request = await session.ReceiveAsync();
        session.Send($$"""{"jsonrpc":"2.0","id":{{request.GetProperty("id")}},"error":{"code":-32601,"message":"no"} }""");
        var e = await Assert.ThrowsAsync<JsonRpcException>(() => answer.WaitAsync(TestSession.Guard, TestContext.Current.CancellationToken));
        Assert.Equal((ErrorCodes.MethodNotFound, "no"), (e.Code, e.Message));
    }

    [Fact]
    public async Task Answer_of_another_shape_is_an_error()
    {
        await using var session = new TestSession();
        var answer = session.Server.SendRequestAsync<NoParams, ImmutableArray<WorkspaceFolder>>("workspace/workspaceFolders", new(), CancellationToken.None);
        var request = await session.ReceiveAsync();
        session.Send($$"""{"jsonrpc":"2.0","id":{{request.GetProperty("id")}},"result":[{}]}""");
        await Assert.ThrowsAsync<JsonRpcException>(() => answer.WaitAsync(TestSession.Guard, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Responses_that_nobody_waits_for_are_passed_over()
    {
        await using var session = new TestSession();
        session.Send("""{"jsonrpc":"2.0","id":99,"result":null}""");
        session.Send("""{"jsonrpc":"2.0","id":"x","error":{"code":1,"message":"m"}}""");
        session.Request(1, "test/get");
        await session.ReceiveResultAsync(1);
    }

    [Fact]
    public async Task Cancelled_question_tells_the_client()
    {
        await using var session = new TestSession();
        using var cancel = new CancellationTokenSource();
        var answer = session.Server.SendRequestAsync<ConfigurationParams, RawJson>("workspace/configuration", Question, cancel.Token);
        var request = await session.ReceiveAsync();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer.WaitAsync(TestSession.Guard, TestContext.Current.CancellationToken));
        var notification = await session.ReceiveAsync();
        Assert.Equal("$/cancelRequest", notification.GetProperty("method").GetString());
        Assert.Equal(request.GetProperty("id").GetRawText(), notification.GetProperty("params").GetProperty("id").GetRawText());
    }

    [Fact]
    public async Task End_of_the_connection_fails_open_questions_and_later_ones()
    {
        await using var session = new TestSession();
        var answer = session.Server.SendRequestAsync<ConfigurationParams, RawJson>("workspace/configuration", Question, CancellationToken.None);
        await session.CloseAsync();
        await Assert.ThrowsAsync<ConnectionClosedException>(() => answer.WaitAsync(TestSession.Guard, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ConnectionClosedException>(() => session.Server.SendRequestAsync<NoParams, RawJson>("a", new(), CancellationToken.None));
        session.Server.Notify("window/logMessage", new LogMessageParams { Type = MessageType.Info, Message = "late" });
    }

    [Fact]
    public async Task Notifications_leave_in_the_order_of_the_calls()
    {
        await using var session = new TestSession();
        for (var i = 0; i < 50; i++)
        {
            session.Server.Notify("window/logMessage", new LogMessageParams { Type = MessageType.Info, Message = $"{i}" });
        }

        for (var i = 0; i < 50; i++)
        {
            var message = await session.ReceiveAsync();
            Assert.False(message.TryGetProperty("id", out _));
            Assert.Equal($$"""{"type":3,"message":"{{i}}"}""", message.GetProperty("params").GetRawText());
        }
    }

    [Fact]
    public async Task Posted_work_runs_on_the_dispatcher()
    {
        await using var session = new TestSession();
        Assert.True(session.Server.Post(() => session.State = "posted"));
        session.Request(1, "test/get");
        Assert.Equal("\"posted\"", await session.ReceiveResultAsync(1));
    }
}

public sealed class LifecycleTests
{
    [Fact]
    public async Task Life_goes_from_initialize_to_exit()
    {
        Lifecycle? life = null;
        await using var session = new TestSession(s => life = Register(s));
        session.Set("lost");
        session.Request(1, "test/get");
        await session.ReceiveErrorAsync("1", ErrorCodes.ServerNotInitialized);
        session.Request(2, "initialize", "{}");
        Assert.Equal("The member params.capabilities is missing", await session.ReceiveErrorAsync("2", ErrorCodes.InvalidParams));
        session.Request(3, "initialize", """{"processId":null,"rootUri":null,"capabilities":{}}""");
        Assert.Equal("""{"capabilities":{"hoverProvider":true}}""", await session.ReceiveResultAsync(3));
        session.Request(4, "initialize", """{"processId":null,"rootUri":null,"capabilities":{}}""");
        await session.ReceiveErrorAsync("4", ErrorCodes.InvalidRequest);
        session.Notify("initialized", "{}");
        session.Request(5, "test/get");
        Assert.Equal("\"start\"", await session.ReceiveResultAsync(5));
        session.Request(6, "shutdown");
        Assert.Equal("null", await session.ReceiveResultAsync(6));
        session.Request(7, "test/get");
        await session.ReceiveErrorAsync("7", ErrorCodes.InvalidRequest);
        session.Notify("exit");
        var end = await session.Running.WaitAsync(TestSession.Guard, TestContext.Current.CancellationToken);
        Assert.Equal((SessionEndReason.Stopped, 0), (end.Reason, life!.ExitCode));
    }

    [Fact]
    public async Task Exit_without_shutdown_is_code_1()
    {
        Lifecycle? life = null;
        await using var session = new TestSession(s => life = Register(s));
        session.Notify("exit");
        await session.Running.WaitAsync(TestSession.Guard, TestContext.Current.CancellationToken);
        Assert.Equal(1, life!.ExitCode);
    }

    [Fact]
    public async Task Exit_counts_though_the_input_ends_with_it()
    {
        Lifecycle? life = null;

        // What is asked is whether the last messages count, not how soon a busy machine comes to them.
        await using var session = new TestSession(s => life = Register(s), new JsonRpcServerOptions { EndGrace = TestSession.Guard });
        session.SendBytes([
            .. TestSession.Frame("""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}"""),
            .. TestSession.Frame("""{"jsonrpc":"2.0","id":2,"method":"shutdown"}"""),
            .. TestSession.Frame("""{"jsonrpc":"2.0","method":"exit"}""")]);
        Assert.Equal(2, (await session.CloseAsync()).Count);
        Assert.Equal(SessionEndReason.Stopped, (await session.Running).Reason);
        Assert.Equal(0, life!.ExitCode);
    }

    private static Lifecycle Register(TestSession session) => Lifecycle.Register(
        session.Server, (_, _) => new(new InitializeResult { Capabilities = new() { HoverProvider = true } }));
}
