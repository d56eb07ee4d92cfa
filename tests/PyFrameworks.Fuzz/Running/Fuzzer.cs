using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace PyFrameworks.Fuzz;

/// <summary>What a run is asked for.</summary>
/// <param name="Seed">From which all random numbers follow.</param>
/// <param name="Executions">The most inputs.</param>
/// <param name="Time">The most time.</param>
/// <param name="Workers">Threads.</param>
/// <param name="FindingsFolder">Where failing inputs are saved, or null.</param>
internal sealed record FuzzRequest(int Seed, long Executions, TimeSpan Time, int Workers, string? FindingsFolder);

/// <summary>Runs one target: mutates the corpus, keeps what is of a new shape, minimises and saves what fails.</summary>
internal sealed class Fuzzer(FuzzTarget target, TargetState state, FuzzRequest request, TextWriter log)
{
    private const int RoundLength = 10_000;
    private const int MaxCorpus = 3_000;
    private const int GrowthEvery = 20_000;

    // A reader of small inputs needs some microseconds; what takes this long on any machine does not end by itself.
    private static readonly TimeSpan s_hang = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly List<string> _corpus = [];
    private long _left = request.Executions;
    private int _newFindings;

    /// <summary>Runs until the time or the number is reached; the number of findings that are new.</summary>
    public int Run(CancellationToken cancellationToken)
    {
        _corpus.AddRange(state.Corpus.Select(SavedInput.Read));
        if (_corpus.Count == 0)
        {
            foreach (var seed in target.Seeds().Append(""))
            {
                Execute(seed.Length > target.MaxLength * 2 ? seed[..(target.MaxLength * 2)] : seed, 0);
            }
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ending.CancelAfter(request.Time);
        var slots = Enumerable.Range(0, request.Workers).Select(_ => new Slot()).ToList();
        var workers = slots.Select(slot =>
        {
            var thread = new Thread(() => Work(slot, ending.Token));
            thread.Start();
            return thread;
        }).ToList();
        using var watching = new CancellationTokenSource();
        var watchdog = new Thread(() => Watch(slots, watching.Token));
        watchdog.Start();
        workers.ForEach(worker => worker.Join());
        watching.Cancel();
        watchdog.Join();
        state.Corpus.Clear();
        state.Corpus.AddRange(_corpus.Select(SavedInput.Write));
        return _newFindings;
    }

    /// <summary>Runs one input and gives what is wrong, or null.</summary>
    public static string? Failure(FuzzTarget target, string input, int choice)
    {
        try
        {
            Measured(target, input, choice);
            return null;
        }
        catch (Exception exception)
        {
            return Describe(exception);
        }
    }

    private void Work(Slot slot, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested && Interlocked.Add(ref _left, -RoundLength) is > -RoundLength and var left)
        {
            var length = (int)Math.Min(RoundLength, left + RoundLength);
            int round;
            lock (_lock)
            {
                round = ++state.Rounds;
            }

            var random = new Random(HashCode(request.Seed, round));
            var mutator = new Mutator(target, random, () => Pick(random));
            var watch = Stopwatch.StartNew();
            var done = 0;
            for (; done < length && !cancellationToken.IsCancellationRequested; done++)
            {
                var input = mutator.Mutate(Pick(random));
                slot.Begin(input);
                Execute(input, random.Next());
                slot.Input = null;
                if (random.Next(GrowthEvery) == 0)
                {
                    CheckGrowth(Pick(random), random);
                }
            }

            lock (_lock)
            {
                state.Executions += done;
                state.Seconds += watch.Elapsed.TotalSeconds;
            }
        }
    }

    // The same numbers on every machine and in every run.
    private static int HashCode(int seed, int round) => unchecked((seed * 486_187_739) + (round * 16_777_619));

    private string Pick(Random random)
    {
        lock (_lock)
        {
            return _corpus.Count == 0 ? "" : _corpus[random.Next(_corpus.Count)];
        }
    }

    private void Execute(string input, int choice)
    {
        ulong shape;
        try
        {
            shape = Measured(target, input, choice);
        }
        catch (Exception exception)
        {
            Report(input, choice, exception);
            return;
        }

        lock (_lock)
        {
            if (!state.Shapes.Add(shape))
            {
                return;
            }

            if (_corpus.Count < MaxCorpus)
            {
                _corpus.Add(input);
            }
            else
            {
                _corpus[(int)(shape % MaxCorpus)] = input;
            }
        }
    }

    private static ulong Measured(FuzzTarget target, string input, int choice)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var shape = target.Check(input, choice);
        var used = GC.GetAllocatedBytesForCurrentThread() - before;
        var allowed = target.BaseBytes + (target.BytesPerUnit * input.Length);
        if (used > allowed)
        {
            // What is made once and kept counts for nothing.
            before = GC.GetAllocatedBytesForCurrentThread();
            target.Check(input, choice);
            used = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Expect.That(used <= allowed, $"{used} bytes for {input.Length} units");
        return shape;
    }

    private void CheckGrowth(string input, Random random)
    {
        if (input.Length == 0)
        {
            return;
        }

        var start = random.Next(input.Length);
        var unit = input.Substring(start, 1 + random.Next(Math.Min(input.Length - start, 40)));
        lock (_lock)
        {
            state.GrowthChecks++;
        }

        try
        {
            Growth.Check(target, unit, request.Workers == 1);
        }
        catch (Exception exception)
        {
            Save(unit, exception, "growth-");
        }
    }

    private void Report(string input, int choice, Exception exception)
    {
        var key = Key(exception);
        lock (_lock)
        {
            if (state.Findings.ContainsKey(key))
            {
                return;
            }
        }

        Save(Minimiser.Run(input, smaller => FailsWith(smaller, choice, key)), exception, "");
    }

    private bool FailsWith(string input, int choice, string key)
    {
        try
        {
            Measured(target, input, choice);
            return false;
        }
        catch (Exception exception)
        {
            return Key(exception) == key;
        }
    }

    private void Save(string input, Exception exception, string prefix)
    {
        var key = prefix + Key(exception);
        lock (_lock)
        {
            if (!state.Findings.TryAdd(key, Describe(exception)))
            {
                return;
            }

            _newFindings++;
            log.WriteLine($"  FINDING {target.Name} {prefix}: {Describe(exception)}\n    input: {SavedInput.Write(input)}    {exception.StackTrace?.ReplaceLineEndings("\n    ")}");
            if (request.FindingsFolder is { } folder)
            {
                Directory.CreateDirectory(Path.Combine(folder, target.Name));
                var name = prefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..12];
                File.WriteAllText(Path.Combine(folder, target.Name, name + ".txt"), SavedInput.Write(input));
                File.WriteAllBytes(Path.Combine(folder, target.Name, name + ".log"), Encoding.UTF8.GetBytes(exception.ToString()));
            }
        }
    }

    private static string Describe(Exception exception) => $"{exception.GetType().Name}: {exception.Message}";

    // The place where it was thrown tells two findings apart; what the message quotes does not.
    private static string Key(Exception exception)
    {
        var lines = (exception.StackTrace ?? "").Split('\n', StringSplitOptions.TrimEntries);
        var places = exception is BrokenExpectationException
            ? [exception.Message.Split(':')[0].Split(" is ")[0]]
            : lines.Where(line => line.Contains("PyFrameworks.", StringComparison.Ordinal)).Take(2);
        return $"{exception.GetType().Name} {string.Join(' ', places)}";
    }

    /// <summary>Ends the process with the input in a file when one execution goes on without end: no thread can be stopped from outside.</summary>
    private void Watch(IReadOnlyList<Slot> slots, CancellationToken cancellationToken)
    {
        while (!cancellationToken.WaitHandle.WaitOne(1_000))
        {
            foreach (var slot in slots)
            {
                if (slot.Input is { } input && Environment.TickCount64 - slot.Began > s_hang.TotalMilliseconds && ReferenceEquals(input, slot.Input))
                {
                    Save(input, new BrokenExpectationException($"an execution takes more than {s_hang.TotalSeconds} s"), "hang-");
                    Environment.FailFast($"An input of {target.Name} hangs");
                }
            }
        }
    }

    /// <summary>What a worker is at.</summary>
    private sealed class Slot
    {
        public volatile string? Input;

        public long Began;

        public void Begin(string input)
        {
            Volatile.Write(ref Began, Environment.TickCount64);
            Input = input;
        }
    }
}
