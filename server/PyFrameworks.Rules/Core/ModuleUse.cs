using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Python;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Rules;

/// <summary>Whether code uses a module, as far as its text tells.</summary>
internal static class ModuleUse
{
    /// <summary>Calls that import what only runs know, unless their first argument is a plain string.</summary>
    private static readonly ImmutableHashSet<string> s_dynamic = ImmutableHashSet.Create(
        StringComparer.Ordinal,
        "importlib.import_module", "__import__", "importlib.__import__", "importlib.util.spec_from_file_location", "imp.load_source", "imp.load_module", "imp.find_module",
        "pkgutil.iter_modules", "pkgutil.walk_packages", "runpy.run_module", "runpy.run_path", "exec", "execfile", "werkzeug.utils.import_string", "werkzeug.utils.find_modules",
        "django.utils.module_loading.import_string", "django.utils.module_loading.import_module", "pkg_resources.iter_entry_points", "importlib.metadata.entry_points", "dynaconf.DjangoDynaconf");

    private static readonly NameWords s_dynamicWords = new(calls: s_dynamic);

    // The text of a file may have to be read from disk for it; what was found stays true for as long as the module does.
    private static readonly ConditionalWeakTable<PythonModule, ConcurrentDictionary<string, bool>> s_named = [];

    /// <summary>Whether <paramref name="file"/> imports modules whose names its text does not give, or takes its list of applications from somewhere else.</summary>
    public static bool IsComputed(PythonFile file) =>
        (file.Module.MayUseAny(s_dynamicWords) && file.Module.Calls.Any(call => s_dynamic.Contains(call.ResolvedName) && call.FirstString is null))
        || (file.Module.MayAssignSettings && file.Module.ModuleAssignments.Any(assignment => PythonModule.IsSetting(assignment.Name) && HasCallAfter(file.Text, assignment.NameSpan.End)));

    /// <summary>Whether an import names <paramref name="module"/>, something in it, or a package by which it is reached.</summary>
    public static bool IsImported(PythonFile file, string module) => file.Module.MayImport(module) && file.Module.Imports.Any(import =>
        import.Level == 0
        && (IsOrIsIn(import.Module, module) || (IsOrIsIn(module, import.Module) && import.Names.Any(name => name.Name == "*" || IsOrIsIn($"{import.Module}.{name.Name}", module)))));

    /// <summary>Whether the word stands in the code, a string or documentation, comments aside.</summary>
    public static bool IsNamed(PythonFile file, string module) =>
        s_named.GetOrCreateValue(file.Module).GetOrAdd(module, static (word, file) => FindsName(file, word), file);

    private static bool FindsName(PythonFile file, string module)
    {
        foreach (var at in Words(file.Text.Content, module))
        {
            if (!file.Module.Comments.Any(comment => comment.Start <= at && at < comment.End))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Where <paramref name="word"/> stands in <paramref name="text"/> as a word.</summary>
    public static IEnumerable<int> Words(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + word.Length, StringComparison.Ordinal))
        {
            if ((at == 0 || !IsWordCharacter(text[at - 1])) && (at + word.Length == text.Length || !IsWordCharacter(text[at + word.Length])))
            {
                yield return at;
            }
        }
    }

    /// <summary>Whether <paramref name="module"/> is <paramref name="outer"/> or lies in it.</summary>
    public static bool IsOrIsIn(string module, string outer) =>
        module.StartsWith(outer, StringComparison.Ordinal) && (module.Length == outer.Length || module[outer.Length] == '.');

    private static bool IsWordCharacter(char character) => char.IsLetterOrDigit(character) || character == '_';

    private static bool HasCallAfter(SourceText text, int offset)
    {
        var line = text.AsSpan(TextSpan.FromBounds(offset, text.Lines.EndWithoutBreak(text.Lines.LineOf(offset)))).TrimStart(" +=\t(");
        var open = line.IndexOf('(');
        return open > 0 && (char.IsLetterOrDigit(line[open - 1]) || line[open - 1] == '_');
    }
}
