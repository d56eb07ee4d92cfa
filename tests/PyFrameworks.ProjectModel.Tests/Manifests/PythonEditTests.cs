using PyFrameworks.Syntax.Text;
using PyFrameworks.Testing;

namespace PyFrameworks.ProjectModel.Tests.Manifests;

/// <summary>Of a Python file that is being edited only what an edit reaches is read again; nobody may see that.</summary>
public sealed class PythonEditTests
{
    [Theory]
    [InlineData("main.py", "x = 1\n", "# PyFrameworks: ignore\n")]
    [InlineData("main.py", "x = 1  # pyframeworks\n$0", ": ignore")]
    [InlineData("main.py", "# /// script\n$0# ///\n", "# dependencies = ['flask']\n")]
    [InlineData("main.py", "$0# dependencies = ['flask']\n# ///\n", "# /// script\n")]
    [InlineData("setup.py", "from setuptools import setup\nsetup($0)\n", "install_requires=['flask']")]
    [InlineData("noxfile.py", "import nox\n@nox.session\ndef tests(session):\n    $0\n", "session.install('flask')")]
    public void What_is_typed_and_taken_back_is_seen(string path, string content, string typed)
    {
        var at = Math.Max(0, content.IndexOf("$0", StringComparison.Ordinal));
        content = content.Replace("$0", "", StringComparison.Ordinal);
        var edits = typed.Select((character, i) => (Text: character.ToString(), At: at + i, Length: 0));
        CheckEdits(path, content, edits.Concat(Enumerable.Range(1, typed.Length).Select(i => ("", at + typed.Length - i, 1))));
        CheckEdits(path, content, [(typed, at, 0), ("", at, typed.Length)]);
    }

    private static void CheckEdits(string path, string content, IEnumerable<(string Text, int At, int Length)> edits)
    {
        var text = new SourceText(content);
        var parsed = FileReader.ReadEdited(path, text, asRequirements: false, previous: null, CancellationToken.None)!;
        foreach (var edit in edits)
        {
            text = text.Replace(new(edit.At, edit.Length), edit.Text);
            parsed = FileReader.ReadEdited(path, text, asRequirements: false, parsed, CancellationToken.None)!;
            var fresh = FileReader.Read(path, new SourceText(text.Content), asRequirements: false, CancellationToken.None)!;
            Assert.Equal(ModuleText.Of(fresh.Module!), ModuleText.Of(parsed.Module!));
            Assert.Equal(fresh.MentionsProgram, parsed.MentionsProgram);
            Assert.Equal(fresh.Manifest?.Format, parsed.Manifest?.Format);
            Assert.Equal(fresh.Manifest?.Dependencies, parsed.Manifest?.Dependencies);
        }
    }
}
