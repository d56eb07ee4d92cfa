using System.Reflection;
using System.Text.RegularExpressions;
using PyFrameworks.ProjectModel;
using YamlDotNet.RepresentationModel;

namespace PyFrameworks.Cli.Tests;

/// <summary>What people copy to take the program up: the pre-commit hook, and the commands and snippets of the README.</summary>
public sealed partial class AdoptionTests
{
    private static readonly string s_root =
        typeof(AdoptionTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!;

    private static string Readme => File.ReadAllText(Path.Combine(s_root, "README.md")).ReplaceLineEndings("\n");

    private static YamlMappingNode Hook => (YamlMappingNode)((YamlSequenceNode)Yaml(File.ReadAllText(Path.Combine(s_root, ".pre-commit-hooks.yaml")))).Children.Single();

    [Fact]
    public async Task The_hook_runs_the_program_over_whole_projects()
    {
        Assert.Equal(("pyframeworks", "system", "false"), (Text(Hook, "id"), Text(Hook, "language"), Text(Hook, "pass_filenames")));
        using var folder = new CliFolder("#- requirements.txt\nflask\n");
        var command = Text(Hook, "entry").Split(' ');
        Assert.Equal("pyframeworks", command[0]);
        Assert.Equal(0, (await folder.RunAsync(command[1..])).Code);
    }

    [Theory]
    [InlineData("app.py", true)]
    [InlineData("bin/gui.pyw", true)]
    [InlineData("notes/a.ipynb", true)]
    [InlineData("requirements.txt", true)]
    [InlineData("deps/requirements_versions.txt", true)]
    [InlineData("dev-requirements.in", true)]
    [InlineData("constraints.txt", true)]
    [InlineData("requirements/base.txt", true)]
    [InlineData("a/reqs/base.in", true)]
    [InlineData("pyproject.toml", true)]
    [InlineData("a/pixi.toml", true)]
    [InlineData("pylock.toml", true)]
    [InlineData("pylock.dev.toml", true)]
    [InlineData("uv.lock", true)]
    [InlineData("poetry.lock", true)]
    [InlineData("pdm.lock", true)]
    [InlineData("Pipfile", true)]
    [InlineData("Pipfile.lock", true)]
    [InlineData("a/setup.cfg", true)]
    [InlineData("setup.py", true)]
    [InlineData("tox.ini", true)]
    [InlineData("environment.yml", true)]
    [InlineData("environment-dev.yaml", true)]
    [InlineData("my-environment.yml", true)]
    [InlineData("conda.yml", true)]
    [InlineData("env.yaml", true)]
    [InlineData("docker-compose.override.yml", true)]
    [InlineData("compose.yaml", true)]
    [InlineData("compose-dev.yml", true)]
    [InlineData("compose.prod.yml", true)]
    [InlineData("Procfile", true)]
    [InlineData("docker/Dockerfile", true)]
    [InlineData("Dockerfile.web", true)]
    [InlineData("web.dockerfile", true)]
    [InlineData("Containerfile", true)]
    [InlineData("README.md", false)]
    [InlineData("notes.txt", false)]
    [InlineData("robots.txt", false)]
    [InlineData("MANIFEST.in", false)]
    [InlineData("package.json", false)]
    [InlineData("Cargo.toml", false)]
    [InlineData("Cargo.lock", false)]
    [InlineData("yarn.lock", false)]
    [InlineData(".github/workflows/ci.yml", false)]
    [InlineData("mkdocs.yml", false)]
    [InlineData("requirements.md", false)]
    [InlineData("requirements.rst", false)]
    [InlineData("setup.cfg.bak", false)]
    [InlineData("app.pyc", false)]
    [InlineData("a/Pipfile.txt", false)]
    public void The_hook_wakes_for_what_the_program_reads_alone(string path, bool isRead)
    {
        Assert.Equal(isRead, FileReader.IsClaimed(path));
        Assert.Equal(isRead, Regex.IsMatch(path, Text(Hook, "files"), RegexOptions.None, TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task Every_command_of_the_readme_means_something()
    {
        using var folder = new CliFolder();
        var commands = Fences().SelectMany(fence => fence.Text.Split('\n')).Select(line => CommandLine().Match(line))
            .Where(match => match.Success).Select(match => match.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        Assert.True(commands.Count >= 10, "The README has lost its commands");
        foreach (var words in commands)
        {
            await CheckOptions(folder, words);
        }
    }

    [Fact]
    public async Task The_snippet_for_pre_commit_names_the_hook()
    {
        var snippet = Fences().Where(fence => fence.Language == "yaml").Select(fence => Yaml(fence.Text)).Single(node => ((YamlMappingNode)node).Children.ContainsKey("repos"));
        var hook = (YamlMappingNode)snippet["repos"][0]["hooks"][0];
        Assert.Equal(Text(Hook, "id"), Text(hook, "id"));
        using var folder = new CliFolder("#- requirements.txt\n-r gone.txt\n");
        string[] words = [.. Text(Hook, "entry").Split(' ')[1..], .. ((YamlSequenceNode)hook["args"]).Select(node => ((YamlScalarNode)node).Value!)];
        await CheckOptions(folder, words);
        await folder.RunAsync("check", "--write-baseline", "pyframeworks-baseline.json");
        Assert.Equal(0, (await folder.RunAsync(words)).Code);
    }

    [Fact]
    public void The_snippet_for_github_is_a_workflow()
    {
        var snippet = (YamlMappingNode)Fences().Where(fence => fence.Language == "yaml").Select(fence => Yaml(fence.Text)).Single(node => ((YamlMappingNode)node).Children.ContainsKey("jobs"));
        Assert.Equal("write", Text((YamlMappingNode)snippet["permissions"], "security-events"));
        var steps = ((YamlSequenceNode)snippet["jobs"]["check"]["steps"]).Cast<YamlMappingNode>().ToList();
        Assert.All(steps, step => Assert.True(step.Children.ContainsKey("uses") != step.Children.ContainsKey("run")));
        var written = Regex.Match(string.Join('\n', steps.Where(step => step.Children.ContainsKey("run")).Select(step => Text(step, "run"))), @"--format sarif .*> (\S+)", RegexOptions.None, TimeSpan.FromSeconds(5));
        Assert.Equal(written.Groups[1].Value, Text((YamlMappingNode)steps[^1]["with"], "sarif_file"));
    }

    /// <summary>Checks that the verb and each option of a command are in the program's help, and that a value of a closed list is one of it.</summary>
    private static async Task CheckOptions(CliFolder folder, string[] words)
    {
        var verbs = words.TakeWhile(word => CommandWord().IsMatch(word)).Take(words[0] == "catalog" ? 2 : 1).ToArray();
        var help = await folder.RunAsync([.. verbs, "--help"]);
        Assert.Equal(0, help.Code);
        foreach (var (index, word) in words.Index().Where(entry => entry.Item.StartsWith('-')))
        {
            var line = Assert.Single(help.Output.Split('\n'), line => Regex.IsMatch(line, $@"^\s+(-\S+, )*{Regex.Escape(word)}[ ,]", RegexOptions.None, TimeSpan.FromSeconds(5)));
            if (Regex.Match(line, @"<([a-z]+(?:\|[a-z]+)+)>", RegexOptions.None, TimeSpan.FromSeconds(5)) is { Success: true } values)
            {
                Assert.Contains(words[index + 1], values.Groups[1].Value.Split('|'));
            }
        }
    }

    private static IEnumerable<(string Language, string Text)> Fences() =>
        Fence().Matches(Readme).Select(match => (match.Groups[1].Value, match.Groups[2].Value));

    private static YamlNode Yaml(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return Assert.Single(stream.Documents).RootNode;
    }

    private static string Text(YamlMappingNode node, string key) => ((YamlScalarNode)node[key]).Value!;

    [GeneratedRegex(@"^```(\w+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^(?:\s*(?:- )?run: )?\s*pyframeworks ([^#>]+)")]
    private static partial Regex CommandLine();

    [GeneratedRegex("^[a-z]+$")]
    private static partial Regex CommandWord();
}
