using BenchmarkDotNet.Running;
using PyFrameworks.Benchmarks.Scenarios;

// `-- counts` counts work that no noise changes, and fails where it is too much.
if (args is ["counts"])
{
    return WorkCounts.Run();
}

// `-- scenarios [--small] [--server FILE] [--only NAME]` measures whole processes; anything else goes to BenchmarkDotNet: `-- --filter '*'`.
if (args is ["scenarios", ..])
{
    return await ScenarioRunner.RunAsync(args[1..]);
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
