using System.Text.Json;

namespace PyFrameworks.Protocol.Tests;

public sealed class JsonRpcTests
{
    [Theory]
    [InlineData("7")]
    [InlineData("9007199254740993")]
    [InlineData("-3")]
    [InlineData("1.5")]
    [InlineData("\"seven\"")]
    [InlineData("\"é😀\"")]
    [InlineData("null")]
    public async Task Id_returns_as_it_came(string id)
    {
        await using var session = new TestSession();
        session.Send($$"""{"jsonrpc":"2.0","id":{{id}},"method":"test/get"}""");
        var response = await session.ReceiveAsync();
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(id).RootElement, response.GetProperty("id")));
        Assert.Equal("start", response.GetProperty("result").GetString());
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("{} {}")]
    [InlineData("{\"jsonrpc\":\"2.0\",}")]
    [InlineData("nonsense")]
    public async Task Bad_json_is_a_parse_error_and_the_next_message_is_read(string body)
    {
        await using var session = new TestSession();
        session.Send(body);
        session.Request(1, "test/get");
        Assert.StartsWith("The message is not JSON: line 1", await session.ReceiveErrorAsync("null", ErrorCodes.ParseError), StringComparison.Ordinal);
        Assert.Equal("\"start\"", await session.ReceiveResultAsync(1));
    }

    [Fact]
    public async Task Deeply_nested_json_is_a_parse_error_and_the_next_message_is_read()
    {
        await using var session = new TestSession();
        session.Notify("test/set", new string('[', 100_000) + new string(']', 100_000));
        session.Request(1, "test/get");
        await session.ReceiveErrorAsync("null", ErrorCodes.ParseError);
        await session.ReceiveResultAsync(1);
    }

    [Fact]
    public async Task Broken_frame_is_a_parse_error_and_the_next_message_is_read()
    {
        await using var session = new TestSession();
        session.SendBytes("Content-Length: x\r\n\r\n{}"u8.ToArray());
        session.Request(1, "test/get");
        await session.ReceiveErrorAsync("null", ErrorCodes.ParseError);
        await session.ReceiveResultAsync(1);
    }

    [Theory]
    [InlineData("1", "null")]
    [InlineData("\"text\"", "null")]
    [InlineData("""[{"jsonrpc":"2.0","id":1,"method":"test/get"}]""", "null")]
    [InlineData("{}", "null")]
    [InlineData("""{"jsonrpc":"2.0","id":4}""", "4")]
    [InlineData("""{"jsonrpc":"2.0","id":4,"method":5}""", "4")]
    [InlineData("""{"jsonrpc":"2.0","id":{},"method":"test/get"}""", "null")]
    [InlineData("""{"jsonrpc":"1.0","id":4,"method":"test/get"}""", "4")]
    [InlineData("""{"id":4,"method":"test/get"}""", "4")]
    public async Task Json_that_is_no_request_is_an_invalid_request(string body, string id)
    {
        await using var session = new TestSession();
        session.Send(body);
        session.Request(1, "test/get");
        await session.ReceiveErrorAsync(id, ErrorCodes.InvalidRequest);
        await session.ReceiveResultAsync(1);
    }

    [Fact]
    public async Task Unknown_request_has_an_error_and_unknown_notifications_none()
    {
        await using var session = new TestSession();
        session.Notify("$/unknown", "{}");
        session.Notify("test/unknown", "[1]");
        session.Request(2, "$/unknown");
        session.Request(1, "test/unknown");
        Assert.Equal("The method $/unknown is not known", await session.ReceiveErrorAsync("2", ErrorCodes.MethodNotFound));
        Assert.Equal("The method test/unknown is not known", await session.ReceiveErrorAsync("1", ErrorCodes.MethodNotFound));
    }

    [Theory]
    [InlineData(null, "The params are missing")]
    [InlineData("null", "The params are missing")]
    [InlineData("[]", "The params have the wrong type")]
    [InlineData("{}", "The member params.textDocument is missing")]
    [InlineData("""{"textDocument":{},"position":{"line":1,"character":2}}""", "The member params.textDocument.uri is missing")]
    [InlineData("""{"textDocument":{"uri":"a"},"position":{"line":1}}""", "The member params.position.character is missing")]
    [InlineData("""{"textDocument":{"uri":null},"position":{"line":1,"character":2}}""", "The member params.textDocument.uri has the wrong type")]
    [InlineData("""{"textDocument":{"uri":"a"},"position":{"line":"1","character":2}}""", "The member params.position.line has the wrong type")]
    [InlineData("""{"textDocument":{"uri":"a"},"position":{"line":-1,"character":2}}""", "The member params.position.line has the wrong type")]
    [InlineData("""{"textDocument":{"uri":"a"},"position":null}""", "The member params.position has the wrong type")]
    public async Task Params_of_another_shape_name_the_member(string? parameters, string message)
    {
        await using var session = new TestSession(s => s.Server.AddRequest<HoverParams, Hover?>("textDocument/hover", (_, _, _) => default));
        session.Request(1, "textDocument/hover", parameters);
        session.Request(2, "textDocument/hover", """{"textDocument":{"uri":"a"},"position":{"line":1,"character":2}}""");
        var responses = await ReceiveByIdAsync(session, 2);
        var error = responses["1"].GetProperty("error");
        Assert.Equal(ErrorCodes.InvalidParams, error.GetProperty("code").GetInt32());
        Assert.Equal(message, error.GetProperty("message").GetString());
        Assert.Equal(JsonValueKind.Null, responses["2"].GetProperty("result").ValueKind);
    }

    [Fact]
    public async Task Missing_member_inside_an_array_is_named_with_its_index()
    {
        await using var session = new TestSession(s => s.Server.AddRequest<DidChangeTextDocumentParams, string>("test/edit", (_, _, _) => new("")));
        session.Request(1, "test/edit", """{"textDocument":{"uri":"a","version":1},"contentChanges":[{"text":"a"},{}]}""");
        Assert.Equal("The member params.contentChanges[1].text is missing", await session.ReceiveErrorAsync("1", ErrorCodes.InvalidParams));
        session.Request(2, "test/edit", """{"textDocument":{"uri":"a","version":1},"contentChanges":null}""");
        Assert.Equal("The member params.contentChanges has the wrong type", await session.ReceiveErrorAsync("2", ErrorCodes.InvalidParams));
    }

    [Fact]
    public async Task Failing_handler_is_an_internal_error_and_the_server_stays_up()
    {
        await using var session = new TestSession(s =>
        {
            s.Server.AddRequest<NoParams, string>("test/fail", (_, _, _) => throw new InvalidOperationException("no such luck"));
            s.Server.AddOrderedRequest<NoParams, string>("test/failOrdered", (_, _) => throw new InvalidOperationException("no such luck"));
        });
        session.Request(1, "test/fail");
        Assert.Equal("test/fail failed: no such luck", await session.ReceiveErrorAsync("1", ErrorCodes.InternalError));
        session.Request(2, "test/failOrdered");
        await session.ReceiveErrorAsync("2", ErrorCodes.InternalError);
        session.Request(3, "test/get");
        await session.ReceiveResultAsync(3);
        Assert.Contains(session.Log, line => line.Contains("test/fail", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Result_that_cannot_be_written_is_an_internal_error()
    {
        await using var session = new TestSession(s => s.Server.AddRequest<NoParams, RawJson>("test/raw", (_, _, _) => new(new RawJson("{\"a\":"))));
        session.Request(1, "test/raw");
        await session.ReceiveErrorAsync("1", ErrorCodes.InternalError);
    }

    [Fact]
    public async Task Handler_chooses_its_error()
    {
        await using var session = new TestSession(s => s.Server.AddRequest<NoParams, string>(
            "test/fail", (_, _, _) => throw new JsonRpcException(ErrorCodes.RequestFailed, "The argument to is missing")));
        session.Request(1, "test/fail");
        Assert.Equal("The argument to is missing", await session.ReceiveErrorAsync("1", ErrorCodes.RequestFailed));
    }

    [Fact]
    public async Task Raw_json_is_written_through()
    {
        await using var session = new TestSession(s => s.Server.AddRequest<ExecuteCommandParams, RawJson>(
            "workspace/executeCommand", (_, _, _) => new(new RawJson("""{"é": [1, 2.50]}"""))));
        session.Request(1, "workspace/executeCommand", """{"command":"x","arguments":[{"a":1}]}""");
        Assert.Equal("""{"é": [1, 2.50]}""", await session.ReceiveResultAsync(1));
    }

    [Fact]
    public async Task Id_in_use_is_refused()
    {
        var gate = new Gate();
        await using var session = new TestSession(s => s.Server.AddRequest<NoParams, string>("test/wait", async (_, _, token) =>
        {
            await gate.PassAsync(token);
            return "done";
        }));
        session.Request(1, "test/wait");
        session.Request(1, "test/wait");
        await session.ReceiveErrorAsync("1", ErrorCodes.InvalidRequest);
        gate.Open();
        Assert.Equal("\"done\"", await session.ReceiveResultAsync(1));
        session.Request(1, "test/get");
        Assert.Equal("\"start\"", await session.ReceiveResultAsync(1));
    }

    [Fact]
    public async Task Non_ascii_text_goes_both_ways()
    {
        await using var session = new TestSession();
        session.Set("é😀 Content-Length: 3");
        session.Request(1, "test/get");
        Assert.Equal("é😀 Content-Length: 3", (await session.ReceiveAsync()).GetProperty("result").GetString());
    }

    [Fact]
    public async Task Message_over_the_limit_ends_the_session_and_says_so()
    {
        await using var session = new TestSession(options: new() { MaxBodyBytes = 1000 });
        session.SendBytes("Content-Length: 1001\r\n\r\n"u8.ToArray());
        var end = await session.Running.WaitAsync(TestSession.Guard, TestContext.Current.CancellationToken);
        Assert.Equal(new SessionEnd(SessionEndReason.InputFailed, "A message claims a body of 1001 bytes; the limit is 1000 bytes"), end);
        Assert.Contains(end.Message, session.Log);
        Assert.Equal(end.Message, await session.ReceiveErrorAsync("null", ErrorCodes.InvalidRequest));
    }

    [Fact]
    public async Task Lost_output_ends_the_session()
    {
        await using var session = new TestSession();
        await session.Output.CompleteAsync();
        session.Request(1, "test/get");
        var end = await session.Running.WaitAsync(TestSession.Guard, TestContext.Current.CancellationToken);
        Assert.Equal(SessionEndReason.OutputFailed, end.Reason);
    }

    [Fact]
    public async Task Closed_input_ends_the_session_though_a_handler_is_stuck()
    {
        var gate = new Gate();
        await using var session = new TestSession(s =>
        {
            s.Server.AddRequest<NoParams, string>("test/stuck", async (_, _, _) =>
            {
                await gate.PassAsync(CancellationToken.None);
                return "";
            });
        });
        session.Request(1, "test/stuck");
        await gate.Reached;
        var rest = await session.CloseAsync();
        Assert.Equal(new SessionEnd(SessionEndReason.InputClosed), await session.Running);
        Assert.Equal(ErrorCodes.RequestCancelled, Assert.Single(rest).GetProperty("error").GetProperty("code").GetInt32());
        gate.Open();
    }

    [Fact]
    public async Task Closed_input_ends_the_session_though_a_change_is_stuck()
    {
        var gate = new Gate();
        await using var session = new TestSession(s => s.Server.AddOrderedRequest<NoParams, string>("test/stuck", async (_, _) =>
        {
            await gate.PassAsync(CancellationToken.None);
            return "";
        }));
        session.Request(1, "test/stuck");
        session.Request(2, "test/get");
        await gate.Reached;
        var rest = await session.CloseAsync();
        Assert.Equal(["1", "2"], rest.Select(message => message.GetProperty("id").GetRawText()).Order());
        Assert.All(rest, message => Assert.Equal(ErrorCodes.RequestCancelled, message.GetProperty("error").GetProperty("code").GetInt32()));
        gate.Open();
    }

    [Fact]
    public async Task Failed_change_ends_the_session_unless_told_otherwise()
    {
        static void Register(TestSession s) => s.Server.AddNotification<NoParams>("test/break", _ => throw new InvalidOperationException("broken"));
        await using (var session = new TestSession(Register))
        {
            session.Notify("test/break");
            var end = await session.Running.WaitAsync(TestSession.Guard, TestContext.Current.CancellationToken);
            Assert.Equal(SessionEndReason.ChangeFailed, end.Reason);
        }

        await using (var session = new TestSession(Register, new() { EndsOnFailedChange = false }))
        {
            session.Notify("test/break");
            session.Request(1, "test/get");
            await session.ReceiveResultAsync(1);
            Assert.Contains("test/break failedbroken", session.Log);
        }
    }

    [Fact]
    public async Task Notification_with_bad_params_is_logged_and_changes_nothing()
    {
        await using var session = new TestSession();
        session.Notify("test/set", "{}");
        session.Notify("$/cancelRequest", """{"id":[]}""");
        session.Request(1, "test/get");
        Assert.Equal("\"start\"", await session.ReceiveResultAsync(1));
        Assert.Contains("test/set: The member params.value is missing", session.Log);
        Assert.Contains("$/cancelRequest: The member params.id has the wrong type", session.Log);
    }

    internal static async Task<Dictionary<string, JsonElement>> ReceiveByIdAsync(TestSession session, int count)
    {
        var responses = new Dictionary<string, JsonElement>();
        for (var i = 0; i < count; i++)
        {
            var response = await session.ReceiveAsync();
            responses.Add(response.GetProperty("id").GetRawText(), response);
        }

        return responses;
    }
}
