using System.CommandLine;
using System.Globalization;

namespace PyFrameworks.Fuzz;

/// <summary>Looks for inputs that break the program: readers, the upkeep of the index, a long day.</summary>
internal static class Program
{
    /// <summary>Every reader, by name.</summary>
    public static IReadOnlyList<FuzzTarget> Targets { get; } = [.. Packaging.All, .. Trees.All, .. Manifests.All, .. Messages.All, .. Projects.All];

    private static async Task<int> Main(string[] args) =>
        await new RootCommand("Feeds mutated inputs to every reader and asks oracles about what they make of them.") { Readers(), Upkeep(), Endurance() }.Parse(args).InvokeAsync();

    private static Command Readers()
    {
        var target = new Option<string[]>("--target") { Description = "A reader by name; all of them in turns when left out", AllowMultipleArgumentsPerToken = true };
        var seconds = new Option<int>("--seconds") { Description = "Time for each turn", DefaultValueFactory = _ => 10 };
        var executions = new Option<long>("--executions") { Description = "The most inputs for each turn", DefaultValueFactory = _ => long.MaxValue / 2 };
        var turns = new Option<int>("--turns") { Description = "How often each reader has its turn; 0 for ever", DefaultValueFactory = _ => 1 };
        var seed = new Option<int>("--seed") { Description = "From which all random numbers follow", DefaultValueFactory = _ => 1 };
        var workers = new Option<int>("--workers") { Description = "Threads; with one, time is compared beside memory", DefaultValueFactory = _ => 1 };
        var state = new Option<string>("--state") { Description = "File in which a run goes on where the last one ended", DefaultValueFactory = _ => Path.Combine(Repository.Root, "artifacts", "fuzz", "state.json") };
        var list = new Option<bool>("--list") { Description = "Name the readers and what is known of them, run nothing" };
        var replay = new Option<string?>("--replay") { Description = "Run the one saved input in this file, with --target" };
        var command = new Command("readers", "Mutate inputs for the readers") { target, seconds, executions, turns, seed, workers, state, list, replay };
        command.SetAction((parsed, cancellationToken) => Task.Run(() =>
        {
            var names = parsed.GetValue(target) ?? [];
            var chosen = names.Length == 0 ? Targets : [.. names.Select(name => Targets.FirstOrDefault(one => one.Name == name) ?? throw new ArgumentException($"There is no target {name}; --list names them"))];
            if (parsed.GetValue(replay) is { } file)
            {
                var failure = chosen.Select(one => Fuzzer.Failure(one, SavedInput.Read(File.ReadAllText(file)), parsed.GetValue(seed))).FirstOrDefault(text => text is not null);
                Console.WriteLine(failure ?? "No oracle objects");
                return failure is null ? 0 : 1;
            }

            var path = parsed.GetValue(state)!;
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            var known = FuzzState.Load(path);
            var found = 0;
            for (var turn = 0; !parsed.GetValue(list) && !cancellationToken.IsCancellationRequested && (parsed.GetValue(turns) == 0 || turn < parsed.GetValue(turns)); turn++)
            {
                foreach (var one in chosen)
                {
                    if (cancellationToken.IsCancellationRequested)
                    {
                        break;
                    }

                    var of = known.Targets.TryGetValue(one.Name, out var before) ? before : known.Targets[one.Name] = new();
                    var (executionsBefore, secondsBefore) = (of.Executions, of.Seconds);
                    var request = new FuzzRequest(
                        parsed.GetValue(seed), parsed.GetValue(executions), TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(workers), Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, "findings"));
                    var isNew = new Fuzzer(one, of, request, Console.Out).Run(cancellationToken);
                    found += isNew;
                    known.Save(path);
                    var (done, took) = (of.Executions - executionsBefore, of.Seconds - secondsBefore);
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{one.Name,-20} {done,12:N0} executions {done / Math.Max(took, 0.001),12:N0}/s {of.Corpus.Count,6} shapes {isNew,3} new findings"));
                }
            }

            Console.WriteLine();
            foreach (var one in chosen)
            {
                var of = known.Targets.GetValueOrDefault(one.Name) ?? new();
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{one.Name,-20} {of.Executions,14:N0} executions {of.Executions / Math.Max(of.Seconds, 0.001),10:N0}/s {of.GrowthChecks,7:N0} doublings {of.Findings.Count,3} findings"));
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"all",-20} {chosen.Sum(one => known.Targets.GetValueOrDefault(one.Name)?.Executions ?? 0),14:N0} executions"));
            return found == 0 ? 0 : 1;
        }));
        return command;
    }

    private static Command Upkeep()
    {
        var onDisk = new Option<bool>("--disk") { Description = "Keep up an index of a folder on disk instead of an assembly in memory" };
        var seconds = new Option<int>("--seconds") { Description = "Time", DefaultValueFactory = _ => 60 };
        var steps = new Option<long>("--steps") { Description = "The most steps", DefaultValueFactory = _ => 1_000_000 };
        var seed = new Option<int>("--seed") { Description = "From which all random numbers follow", DefaultValueFactory = _ => 1 };
        var first = new Option<int>("--first") { Description = "The number of the first script", DefaultValueFactory = _ => 0 };
        var command = new Command("upkeep", "Compare what is kept up through random edits with what is made afresh") { onDisk, seconds, steps, seed, first };
        command.SetAction((parsed, cancellationToken) => Task.Run(() =>
        {
            var (done, difference) = UpkeepRunner.Run(
                parsed.GetValue(onDisk), parsed.GetValue(seed), parsed.GetValue(first), parsed.GetValue(steps), TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                (script, count) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count,12:N0} steps{(script < 0 ? "" : $", next script {script}")}")), cancellationToken);
            Console.WriteLine(difference is null ? $"{done} steps, no difference" : $"A difference after {done} steps: {difference}");
            return difference is null ? 0 : 1;
        }));
        return command;
    }

    private static Command Endurance()
    {
        var edits = new Option<int>("--edits") { Description = "Keystrokes", DefaultValueFactory = _ => 100_000 };
        var hovers = new Option<int>("--hovers") { Description = "Hovers", DefaultValueFactory = _ => 20_000 };
        var switches = new Option<int>("--switches") { Description = "Changes of branch", DefaultValueFactory = _ => 500 };
        var files = new Option<int>("--files") { Description = "Files that a change of branch writes anew", DefaultValueFactory = _ => 1_000 };
        var command = new Command("endurance", "Work through an editor's day and compare what is held after a tenth of it with what is held at the end") { edits, hovers, switches, files };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new DayRequest(parsed.GetValue(edits), parsed.GetValue(hovers), parsed.GetValue(switches), parsed.GetValue(files));
            var (warm, end, messages) = await Day.RunAsync(request, seed: 1, cancellationToken);
            Console.Write(Day.Table(request, warm, end, messages));
            return 0;
        });
        return command;
    }
}
