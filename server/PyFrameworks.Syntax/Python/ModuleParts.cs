namespace PyFrameworks.Syntax.Python;

/// <summary>
/// A module's text as parts that can each be read by themselves, given what the parts before bind. A part begins with a statement of the module, which decorators, an
/// <c>else</c> and the like don't part from what they belong to.
/// </summary>
/// <param name="Items">The parts in the order of the text; the first begins with the text.</param>
/// <param name="Shortest">UTF-16 code units that a part has at least, save the last.</param>
internal sealed record ModuleParts(ModulePart[] Items, int Shortest);

/// <summary>A part of a module.</summary>
/// <param name="Start">Where it begins, with what stands between the statements.</param>
/// <param name="Line">The line of its start, from 0.</param>
/// <param name="Before">How much was read of the parts before.</param>
/// <param name="CodeLines">Number of its lines of code.</param>
/// <param name="LooksLikePython2">Whether a statement of Python 2 is met.</param>
/// <param name="Bindings">What it binds the module's names to, in order.</param>
/// <param name="Uses">The first use in the part of each name that imports lead to; places count from its start.</param>
internal readonly record struct ModulePart(
    int Start, int Line, ModuleCounts Before, int CodeLines, bool LooksLikePython2, PartBinding[] Bindings, NameUse[] Uses);

/// <summary>What a statement binds a name of the module to.</summary>
/// <param name="Name">The name.</param>
/// <param name="Kind">How.</param>
/// <param name="Target">A dotted name; empty where the kind has none.</param>
internal readonly record struct PartBinding(string Name, BindingKind Kind, string Target);

/// <summary>How many there are of each.</summary>
internal readonly record struct ModuleCounts(int Imports, int Functions, int Classes, int Calls, int Comments, int Assignments, int Errors)
{
    /// <summary>What there is of each in <paramref name="module"/>.</summary>
    public static ModuleCounts Of(PythonModule module) => new(
        module.Imports.Length, module.Functions.Length, module.Classes.Length, module.Calls.Length, module.Comments.Length, module.ModuleAssignments.Length, module.Errors.Length);

    public static ModuleCounts operator +(ModuleCounts a, ModuleCounts b) => new(
        a.Imports + b.Imports, a.Functions + b.Functions, a.Classes + b.Classes, a.Calls + b.Calls, a.Comments + b.Comments, a.Assignments + b.Assignments, a.Errors + b.Errors);

    public static ModuleCounts operator -(ModuleCounts a, ModuleCounts b) => new(
        a.Imports - b.Imports, a.Functions - b.Functions, a.Classes - b.Classes, a.Calls - b.Calls, a.Comments - b.Comments, a.Assignments - b.Assignments, a.Errors - b.Errors);
}
