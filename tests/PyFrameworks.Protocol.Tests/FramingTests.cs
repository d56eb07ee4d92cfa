using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace PyFrameworks.Protocol.Tests;

public sealed class FramingTests
{
    [Fact]
    public void Any_split_of_the_bytes_gives_the_same_messages() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<NonNull<string>[]>(),
            ArbMap.Default.ArbFor<PositiveInt[]>(),
            (texts, sizes) =>
            {
                var bodies = texts.Select(text => text.Get + "é😀").ToArray();
                var stream = bodies.SelectMany(TestSession.Frame).ToArray();
                return ReadAll(stream, sizes.Select(size => size.Get)).SequenceEqual(bodies.Select(Sound));
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_bytes_between_two_messages_cost_at_most_the_first() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<byte[]>(),
            ArbMap.Default.ArbFor<PositiveInt[]>(),
            (garbage, sizes) =>
            {
                var stream = new[] { TestSession.Frame("{}"), garbage, TestSession.Frame("[1]"), TestSession.Frame("[2]") }.SelectMany(x => x).ToArray();
                var frames = ReadAll(stream, sizes.Select(size => size.Get));
                return frames[0] == "{}" && frames[^1] == "[2]";
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Content_length_counts_bytes() => CheckFrames("Content-Length: 6\r\n\r\né😀Content-Length: 2\r\n\r\n{}", "é😀", "{}");

    [Fact]
    public void Header_names_have_no_case_and_other_headers_are_passed_over() => CheckFrames(
        "content-LENGTH:2 \r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n{}X: y\nContent-Length: 2\n\n[]", "{}", "[]");

    [Fact]
    public void Line_ends_between_messages_are_passed_over() => CheckFrames("\r\n\nContent-Length: 2\r\n\r\n{}\r\n", "{}");

    [Fact]
    public void Header_section_without_a_length_is_reported_and_the_next_message_read() => CheckFrames(
        "Content-Type: x\r\n\r\n{}Content-Length: 2\r\n\r\n[]", "! The header section has no Content-Length", "[]");

    [Fact]
    public void Length_that_is_no_number_is_reported_and_the_next_message_read() => CheckFrames(
        "Content-Length: two\r\n\r\n{}Content-Length: 2\r\n\r\n[]", "! Content-Length is not a number of bytes", "[]");

    [Fact]
    public void Negative_length_is_reported() => CheckFrames("Content-Length: -1\r\n\r\n", "! Content-Length is not a number of bytes");

    [Fact]
    public void Two_lengths_that_differ_are_reported() => CheckFrames(
        "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", "! The header section has two different Content-Lengths");

    [Fact]
    public void Line_without_a_colon_is_reported_and_the_next_message_read() => CheckFrames(
        "hello\r\nContent-Length: 2\r\n\r\n{}", "! A line of the header section has no colon", "{}");

    [Fact]
    public void Length_that_is_too_short_loses_that_message_only() => CheckFrames(
        "Content-Length: 3\r\n\r\n{\"a\":1}Content-Length: 2\r\n\r\n[]", "{\"a", "! The header section has no Content-Length", "[]");

    [Fact]
    public void Header_section_over_the_limit_is_reported_and_the_next_message_read() => CheckFrames(
        new string('x', 9000) + "Content-Length: 2\r\n\r\n{}", "! The header section is longer than 8192 bytes", "{}");

    [Fact]
    public void Broken_header_section_after_line_ends_is_reported_once() => CheckFrames(
        "\r\n\nContent-Length: 2\r\nno colon\r\n{}Content-Length: 2\r\n\r\n[]", "! A line of the header section has no colon", "[]");

    [Fact]
    public void End_inside_a_message_is_an_end()
    {
        CheckFrames("Content-Length: 5\r\n\r\n{}");
        CheckFrames("Content-Le");
    }

    [Theory]
    [InlineData("67108865")]
    [InlineData("99999999999999999999999999")]
    public async Task Body_over_the_limit_is_fatal(string length)
    {
        var reader = new MessageReader(PipeReader.Create(new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes($"Content-Length: {length}\r\n\r\n{{}}"))));
        var e = await Assert.ThrowsAsync<InvalidDataException>(() => reader.ReadAsync(TestContext.Current.CancellationToken).AsTask());
        Assert.EndsWith("the limit is 67108864 bytes", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_posted_from_many_threads_do_not_mix()
    {
        var pipe = new Pipe();
        var writer = new MessageWriter(pipe.Writer);
        var bodies = Enumerable.Range(0, 200).Select(i => new string((char)('a' + (i % 26)), 1 + (i * 37 % 3000))).ToArray();
        Parallel.ForEach(bodies, body => Assert.True(writer.Post(Encoding.UTF8.GetBytes(body))));
        writer.Complete();
        var reader = new MessageReader(pipe.Reader);
        var read = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TestSession.Guard, TestContext.Current.CancellationToken) is { } frame)
        {
            read.Add(Encoding.UTF8.GetString(frame.Body.Span));
        }

        await writer.Completion.WaitAsync(TestSession.Guard, TestContext.Current.CancellationToken);
        Assert.Equal(bodies.Order(StringComparer.Ordinal), read.Order(StringComparer.Ordinal));
        Assert.False(writer.Post("{}"u8.ToArray()));
    }

    [Fact]
    public async Task Long_and_short_messages_keep_their_order()
    {
        using var output = new MemoryStream();
        var writer = new MessageWriter(PipeWriter.Create(output));
        var bodies = Enumerable.Range(0, 40).Select(i => new string((char)('a' + (i % 26)), i % 3 == 0 ? 100_000 + i : 10 + i)).ToArray();
        foreach (var (i, body) in bodies.Index())
        {
            var buffer = new MessageBuffer();
            foreach (var part in body.Chunk(1 + 77 * i))
            {
                Encoding.UTF8.GetBytes(part, buffer);
            }

            Assert.True(i % 2 == 0 ? writer.Post(buffer) : writer.Post(Encoding.UTF8.GetBytes(body)));
        }

        writer.Complete();
        await writer.Completion.WaitAsync(TestSession.Guard, TestContext.Current.CancellationToken);
        Assert.Equal(bodies, ReadAll(output.ToArray(), []));
        Assert.False(writer.Post(new MessageBuffer()));
    }

    private static void CheckFrames(string stream, params string[] expected)
    {
        Assert.Equal(expected, ReadAll(Encoding.UTF8.GetBytes(stream), []));
        Assert.Equal(expected, ReadAll(Encoding.UTF8.GetBytes(stream), [1]));
        Assert.Equal(expected, ReadAll(Encoding.UTF8.GetBytes(stream), [7, 3]));
    }

    /// <summary>The frames of a stream that arrives in pieces of the sizes, over and over; an error is marked with "! ".</summary>
    private static List<string> ReadAll(byte[] stream, IEnumerable<int> sizes)
    {
        var pieces = sizes.ToArray();
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        var reader = new MessageReader(pipe.Reader);
        var frames = new List<string>();
        var reading = Task.Run(async () =>
        {
            while (await reader.ReadAsync(CancellationToken.None) is { } frame)
            {
                frames.Add(frame.Error is { } error ? "! " + error : Encoding.UTF8.GetString(frame.Body.Span));
            }
        });
        for (int at = 0, i = 0; at < stream.Length; i++)
        {
            var size = Math.Min(stream.Length - at, pieces.Length == 0 ? stream.Length : pieces[i % pieces.Length]);
            pipe.Writer.Write(stream.AsSpan(at, size));
            _ = pipe.Writer.FlushAsync().AsTask();
            at += size;
        }

        pipe.Writer.Complete();
        Assert.True(reading.Wait(TestSession.Guard));
        return frames;
    }

    // Half a surrogate pair has no UTF-8; the encoder puts U+FFFD in its place.
    private static string Sound(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
