using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using PyFrameworks.Testing;

namespace PyFrameworks.Cli.Tests;

/// <summary>
/// What the program asks the system for, seen from outside: no socket, no other process, no file of the user's but those of the workspace. The published program is looked at
/// where <c>PYFRAMEWORKS_SERVER</c> names it or a build has left it, else the one that was built for the tests.
/// </summary>
public sealed partial class PrivacyTests
{
    private const string Tracer = "/usr/bin/strace";

    [Theory]
    [InlineData("check .")]
    [InlineData("inspect . --format json")]
    [InlineData("suggest .")]
    [InlineData("compare flask quart --project .")]
    [InlineData("migrate . --to quart")]
    [InlineData("report . -o -")]
    [InlineData("lsp")]
    public async Task The_program_reads_the_workspace_and_nothing_else(string arguments)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(Tracer), $"There is no {Tracer} here to look on");
        using var outer = new TestFolder("#- secret.txt\ndjango==3.2\n#- home/.netrc\nsecret\n#- home/.config/pip/pip.conf\nsecret\n#- home/.gitignore\n*.py\n#- secret.yaml\nid: secret\n");
        outer.Write("inner/requirements.txt", "flask==2.3\n-r ../secret.txt\n-r link.txt\n-r ~/.netrc\n-e git+https://example.org/a/b#egg=c\n--index-url https://example.org/simple\n");
        outer.Write("inner/app.py", "import os\nfrom flask import Flask\napp = Flask(__name__)\nos.system('touch ran')\n");
        outer.Write("inner/setup.py", "import os\nos.system('touch ran')\nfrom setuptools import setup\nsetup(install_requires=open('../secret.txt').read())\n");
        outer.Write("inner/pyproject.toml", "[tool.pyframeworks]\ncatalogs = ['../secret.yaml', 'link.yaml']\n");
        outer.Write("inner/.git/config", "[core]\n\tfsmonitor = touch ran\n");
        outer.Link("inner/link.txt", outer.FullPath("secret.txt"));
        outer.Link("inner/link.yaml", outer.FullPath("secret.yaml"));
        var calls = await TraceAsync(outer, arguments);

        Assert.DoesNotContain(calls, call => NetworkCall().IsMatch(call));
        Assert.DoesNotContain(calls, call => call.Contains("flock(", StringComparison.Ordinal));
        Assert.Single(calls, call => call.Contains("execve", StringComparison.Ordinal));
        Assert.False(File.Exists(outer.FullPath("inner/ran")));
        var opened = calls.Select(call => OpenedFile().Match(call)).Where(match => match.Success).Select(match => match.Groups[1].Value).ToList();
        Assert.Contains(opened, path => path.EndsWith("inner/requirements.txt", StringComparison.Ordinal));
        Assert.DoesNotContain(opened, path => path.Contains("secret", StringComparison.Ordinal) || path.Contains("/home/.", StringComparison.Ordinal));
        var program = Path.GetDirectoryName(ProgramPath())!;
        string[] own = [outer.FullPath("inner"), program, Path.GetDirectoryName(DotnetRoot())!, "/usr/share/dotnet", "/usr/lib", "/usr/local/lib", "/lib", "/proc", "/sys", "/dev", "/etc/ld.so", "/etc/localtime", "/usr/share/zoneinfo", "/usr/share/icu", "/etc/dotnet"];
        Assert.DoesNotContain(opened, path => path.StartsWith('/') && !Array.Exists(own, path.StartsWith));
    }

    [Theory]
    [InlineData("check . --format json", true)]
    [InlineData("check . --format json --no-cache", false)]
    [InlineData("lsp", true)]
    [InlineData("lsp --no-cache", false)]
    public async Task Of_a_large_folder_it_keeps_what_it_read_in_its_own_cache_alone(string arguments, bool keeps)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(Tracer), $"There is no {Tracer} here to look on");
        using var outer = new TestFolder();
        for (var i = 0; i < 250; i++)
        {
            var path = $"inner/module_{i}.py";
            outer.Write(path, "import flask\n");
            File.SetLastWriteTimeUtc(outer.FullPath(path), DateTime.UtcNow.AddDays(-1));
        }

        var calls = await TraceAsync(outer, arguments);
        var changed = calls.Where(call => WrittenFile().IsMatch(call)).Select(call => OpenedFile().Match(call)).Where(match => match.Success).Select(match => match.Groups[1].Value)
            .Where(path => path.StartsWith(outer.Root, StringComparison.Ordinal)).Distinct().ToList();
        if (keeps)
        {
            Assert.StartsWith(outer.FullPath("cache/pyframeworks/scan-"), Assert.Single(changed), StringComparison.Ordinal);
            Assert.Single(Directory.EnumerateFiles(outer.FullPath("cache/pyframeworks")));
        }
        else
        {
            Assert.Empty(changed);
            Assert.False(Directory.Exists(outer.FullPath("cache")));
        }
    }

    /// <summary>The calls of the program that open files, sockets or processes, one a line.</summary>
    private static async Task<string[]> TraceAsync(TestFolder outer, string arguments)
    {
        var log = outer.FullPath("calls");
        var start = new ProcessStartInfo(Tracer)
        {
            WorkingDirectory = outer.FullPath("inner"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var program = ProgramPath();
        string[] command = program.EndsWith(".dll", StringComparison.Ordinal) ? [DotnetRoot(), program] : [program];
        foreach (var argument in (string[])["-f", "-qq", "-s", "300", "-o", log, "-e", "trace=%network,execve,execveat,openat,open,flock", .. command, .. arguments.Split(' ')])
        {
            start.ArgumentList.Add(argument);
        }

        // The runtime's own port for debuggers, a socket of this user in the temporary folder, is no part of the program.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["HOME"] = outer.FullPath("home");
        start.Environment["XDG_CACHE_HOME"] = outer.FullPath("cache");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = new StringBuilder();
        if (arguments.StartsWith("lsp", StringComparison.Ordinal))
        {
            await process.StandardInput.WriteAsync(Messages(
                """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"rootUri":"$ROOT","capabilities":{}}}""".Replace("$ROOT", new Uri(outer.FullPath("inner")).AbsoluteUri, StringComparison.Ordinal),
                """{"jsonrpc":"2.0","method":"initialized","params":{}}""",
                """{"jsonrpc":"2.0","id":2,"method":"workspace/executeCommand","params":{"command":"pyframeworks.server.report"}}"""));
            await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);

            // The report waits for the scan, and "shutdown" does not.
            var buffer = new char[4096];
            while (!output.ToString().Contains("\"id\":2,", StringComparison.Ordinal) && await process.StandardOutput.ReadAsync(buffer, TestContext.Current.CancellationToken) is > 0 and var count)
            {
                output.Append(buffer, 0, count);
            }

            await process.StandardInput.WriteAsync(Messages(
                """{"jsonrpc":"2.0","id":3,"method":"shutdown"}""",
                """{"jsonrpc":"2.0","method":"exit"}"""));
            await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        }

        output.Append(await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode is 0 or 1, await errors);
        Assert.NotEmpty(output.ToString());
        return await File.ReadAllLinesAsync(log, TestContext.Current.CancellationToken);
    }

    private static string ProgramPath()
    {
        var published = Environment.GetEnvironmentVariable("PYFRAMEWORKS_SERVER") ?? Path.Combine(RepositoryRoot(), "artifacts", "server", "linux-x64", "pyframeworks");
        return File.Exists(published) ? published : Path.Combine(AppContext.BaseDirectory, "pyframeworks.dll");
    }

    private static string RepositoryRoot() =>
        typeof(PrivacyTests).Assembly.GetCustomAttributes(typeof(System.Reflection.AssemblyMetadataAttribute), inherit: false)
            .Cast<System.Reflection.AssemblyMetadataAttribute>().First(attribute => attribute.Key == "RepositoryRoot").Value!;

    private static string DotnetRoot() =>
        Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path
        : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "/usr/bin/dotnet";

    private static string Messages(params string[] bodies) => string.Concat(bodies.Select(body => $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"));

    [GeneratedRegex(@"\b(socket|connect|bind|listen|sendto|sendmsg|accept4?)\(")]
    private static partial Regex NetworkCall();

    [GeneratedRegex(@"\bO_(WRONLY|RDWR|CREAT)\b")]
    private static partial Regex WrittenFile();

    // An attempt that fails reads nothing. A call that another thread's comes between is told in two halves; it counts.
    [GeneratedRegex(@"\bopen(?:at)?\([^""]*""([^""]*)""(?!.* = -1 )")]
    private static partial Regex OpenedFile();
}
