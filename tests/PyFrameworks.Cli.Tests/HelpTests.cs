using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xunit.Sdk;

namespace PyFrameworks.Cli.Tests;

/// <summary>The help of the program and of every verb, as golden text: <c>PYFRAMEWORKS_UPDATE_GOLDEN=1</c> rewrites it.</summary>
public sealed class HelpTests
{
    private static readonly string[] s_verbs =
    [
        "", "check", "inspect", "suggest", "compare", "report", "migrate", "explain", "catalog", "catalog list", "catalog show", "catalog validate", "lsp", "completion",
    ];

    [Fact]
    public async Task Help_is_what_was_read_and_approved()
    {
        using var folder = new CliFolder();
        var pages = new List<string>();
        foreach (var verb in s_verbs)
        {
            var help = await folder.RunAsync([.. verb.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
            Assert.Equal((0, ""), (help.Code, help.Error));
            pages.Add($"$ pyframeworks {verb}{(verb.Length > 0 ? " " : "")}--help\n{help.Output.ReplaceLineEndings("\n")}");
        }

        // The parser calls the program as the process is called, here the tests.
        var text = Regex.Replace(string.Join("\n", pages), @"(?<=Usage:\n  )\S+", "pyframeworks", RegexOptions.None, TimeSpan.FromSeconds(5));
        text = Regex.Replace(text, "[ ]+\n", "\n", RegexOptions.None, TimeSpan.FromSeconds(5));
        var path = Path.Combine(Path.GetDirectoryName(Here())!, "help.txt");
        if (Environment.GetEnvironmentVariable("PYFRAMEWORKS_UPDATE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
            return;
        }

        Assert.Equal((await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n"), text);
    }

    [Fact]
    public async Task Every_verb_has_a_description_examples_that_parse_and_exit_codes()
    {
        using var folder = new CliFolder();
        foreach (var verb in s_verbs.Skip(1))
        {
            var help = (await folder.RunAsync([.. verb.Split(' '), "--help"])).Output;
            Assert.Matches(@"^Description:\n  [A-Z](.|\n  )*\.\n\n", help);
            Assert.Matches(@"Exit codes:\n  0  .+\n(  1  .+\n)?  2  .+\n  3  .+\n", help);
            var examples = Regex.Match(help, @"Examples:\n((?:  pyframeworks .+\n)+)", RegexOptions.None, TimeSpan.FromSeconds(5));
            Assert.True(examples.Success, verb);
            foreach (var example in examples.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                // Asking for the help of an example says whether its verb and options are known.
                string[] words = [.. example.Trim().Split(' ').Skip(1).TakeWhile(word => word is not (">" or ">>"))];
                Assert.StartsWith(verb, string.Join(' ', words), StringComparison.Ordinal);
                foreach (var option in words.Where(word => word.StartsWith('-')))
                {
                    Assert.True(help.Contains($"  {option} ", StringComparison.Ordinal) || help.Contains($"{option}, ", StringComparison.Ordinal), $"{verb} has no {option}");
                }
            }
        }
    }

    [Fact]
    public async Task The_list_of_verbs_names_every_page_that_is_held()
    {
        using var folder = new CliFolder();
        var missing = await folder.RunAsync();
        Assert.Contains(string.Join(", ", s_verbs.Where(verb => verb.Length > 0 && !verb.Contains(' ', StringComparison.Ordinal))), missing.Error, StringComparison.Ordinal);
    }

    private static string Here([CallerFilePath] string path = "") => path.Length > 0 ? path : throw new XunitException("the compiler names no file");
}
