using System.Text;

namespace PyFrameworks.Cli;

/// <summary>The program: a process around <see cref="RunAsync"/>.</summary>
internal static class Program
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private static Task<int> Main(string[] args)
    {
        if (!LspVerb.IsPlain(args))
        {
            return RunProcessAsync((host, token) => CommandTree.RunAsync(args, host, token));
        }

        // A client waits for its first answer before it does anything else, so that this comes before all that is not needed for it.
        var opening = LspVerb.Open();
        return RunProcessAsync((host, token) => LspVerb.RunPlainAsync(opening, host, token));
    }

    private static async Task<int> RunProcessAsync(Func<Host, CancellationToken, Task<int>> run)
    {
        using var cancellation = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration(cancellation);
        var output = new StreamWriter(Console.OpenStandardOutput(), s_utf8, bufferSize: 1 << 16) { NewLine = "\n" };
        var error = new StreamWriter(Console.OpenStandardError(), s_utf8, bufferSize: 1 << 10) { NewLine = "\n", AutoFlush = true };
        return await GuardAsync(run, new(output, error, Surroundings.OfProcess()), cancellation.Token).ConfigureAwait(false);
    }

    /// <summary>Runs the program and flushes both writers.</summary>
    /// <param name="args">The arguments, without the program's name.</param>
    /// <param name="output">Takes the result.</param>
    /// <param name="error">Takes messages.</param>
    /// <param name="surroundings">What the program may know of the world outside.</param>
    /// <param name="cancellationToken">Ends the run with <see cref="ExitCodes.Interrupted"/>.</param>
    /// <returns>An exit code.</returns>
    public static Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, Surroundings surroundings, CancellationToken cancellationToken) =>
        GuardAsync((host, token) => CommandTree.RunAsync(args, host, token), new(output, error, surroundings), cancellationToken);

    private static async Task<int> GuardAsync(Func<Host, CancellationToken, Task<int>> run, Host host, CancellationToken cancellationToken)
    {
        var (output, error, surroundings) = host;
        try
        {
            var code = await run(host, cancellationToken).ConfigureAwait(false);
            await output.FlushAsync(cancellationToken).ConfigureAwait(false);
            return code;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
        catch (UsageException exception)
        {
            // What was written before belongs to the result: catalog errors stand before the line that sums them up.
            await output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            await error.WriteLineAsync($"error: {SafeText.Of(exception.Message)}").ConfigureAwait(false);
            return ExitCodes.Usage;
        }
        catch (Exception exception) when (!surroundings.IsDebugging)
        {
            var message = SafeText.Of($"{exception.GetType().Name}: {exception.Message}");
            await error.WriteLineAsync($"error: the program failed ({message}); run it again with PYFRAMEWORKS_DEBUG=1 for the details and report them").ConfigureAwait(false);
            return ExitCodes.Fault;
        }
        catch (Exception exception)
        {
            await error.WriteLineAsync(exception.ToString()).ConfigureAwait(false);
            return ExitCodes.Fault;
        }
    }

    private static System.Runtime.InteropServices.PosixSignalRegistration PosixSignalRegistration(CancellationTokenSource cancellation) =>
        System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGINT, context =>
        {
            // A second Ctrl+C ends the process at once, should nothing have noticed the first.
            context.Cancel = !cancellation.IsCancellationRequested;
            cancellation.Cancel();
        });
}
