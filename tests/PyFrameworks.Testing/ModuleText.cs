using System.Globalization;
using System.Text;
using PyFrameworks.Syntax.Python;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Testing;

/// <summary>Everything that was read of a Python file, as text: two readings are the same when these are.</summary>
public static class ModuleText
{
    /// <summary>The whole module, a line for each thing in it.</summary>
    public static string Of(PythonModule module)
    {
        var text = new StringBuilder();
        void Line(params object?[] parts) => text.AppendJoin('|', parts.Select(part => part switch
        {
            null => "-",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => part.ToString(),
        })).Append('\n');

        Line("module", module.CodeLines, module.LooksLikePython2, module.AsyncFunctions, module.Script?.Content);
        foreach (var import in module.Imports)
        {
            Line("import", import.Kind, import.Module, import.ModuleSpan, import.Level, import.Alias, import.StatementSpan, import.Line, import.Context);
            foreach (var name in import.Names)
            {
                Line("  name", name.Name, name.Alias, name.NameSpan);
            }
        }

        foreach (var function in module.Functions)
        {
            Line("function", function.Name, function.NameSpan, function.IsAsync, function.IsGenerator, function.IsMethod, function.EnclosingClass, function.ClassIndex,
                function.EnclosingFunction, function.Depth, function.BodySpan, function.Line);
            Decorators(function.Decorators);
        }

        foreach (var type in module.Classes)
        {
            Line("class", type.Name, type.NameSpan, List(type.MethodNames), type.BodySpan, type.Line);
            foreach (var item in type.Bases)
            {
                Line("  base", item.Name, item.ResolvedName, item.Span);
            }

            Decorators(type.Decorators);
        }

        foreach (var call in module.Calls)
        {
            Line("call", call.Name, call.ResolvedName, call.Receiver, call.Origin, call.Span, call.FirstString, List(call.Keywords), List(call.Methods), call.IsImported, call.IsAwaited,
                call.IsChained, call.EnclosingFunction, call.EnclosingCall, call.InLambda, call.AssignedTo);
        }

        foreach (var use in module.Names)
        {
            Line("use", use.Name, use.Span);
        }

        foreach (var comment in module.Comments)
        {
            Line("comment", comment);
        }

        foreach (var assignment in module.ModuleAssignments)
        {
            Line("assignment", assignment.Name, assignment.NameSpan, assignment.IsAugmented);
            foreach (var item in assignment.Items)
            {
                Line("  item", item.Value, item.Span);
            }
        }

        foreach (var error in module.Errors)
        {
            Line("error", error.Span, error.Message);
        }

        Line("decorators of functions");
        Decorators(module.FunctionDecorators);
        Line("decorators of classes");
        Decorators(module.ClassDecorators);
        return text.ToString();

        void Decorators(IEnumerable<Decorator> decorators)
        {
            foreach (var decorator in decorators)
            {
                Line("  decorator", decorator.Name, decorator.ResolvedName, decorator.Receiver, decorator.Span, decorator.FirstString, decorator.FirstListItem, List(decorator.Methods));
            }
        }

        static string List(IEnumerable<string> names) => $"[{string.Join(',', names)}]";
    }

    /// <summary>The module as it is kept of a file on disk: packed, written out and read in.</summary>
    /// <exception cref="InvalidOperationException">The packed bytes are not taken for a module.</exception>
    public static PythonModule Kept(PythonModule module, SourceText text) =>
        module.Packed(text).Kept is not { } kept ? module
        : PythonModule.FromKept(kept with { Bytes = kept.Bytes.ToArray() }, text) ?? throw new InvalidOperationException("What was packed is no module");
}
