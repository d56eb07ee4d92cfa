using System.Collections.Immutable;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Python;

/// <summary>
/// What the names of a module or a function are bound to, as far as the text tells without running it. Statements under a condition or in a
/// loop count like any other, so that a name has all the values that it may get.
/// </summary>
public sealed class PythonBindings
{
    private readonly Dictionary<string, List<PythonExpression>> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PythonBindings> _functions = new(StringComparer.Ordinal);
    private readonly List<PythonExpression> _expressions = [];
    private readonly List<PythonExpression> _results = [];
    private readonly List<PythonBindings> _children = [];

    internal PythonBindings(PythonBindings? parent)
    {
        Parent = parent;
        parent?._children.Add(this);
    }

    /// <summary>The function or module around it; null for a module.</summary>
    public PythonBindings? Parent { get; }

    /// <summary>Comments of the whole file, from <c>#</c> to the end of the line; empty for a function.</summary>
    public ImmutableArray<TextSpan> Comments { get; internal set; } = [];

    /// <summary>The expressions of its statements in file order, those of functions within it left out.</summary>
    public IReadOnlyList<PythonExpression> Expressions => _expressions;

    /// <summary>What it returns or yields.</summary>
    public IReadOnlyList<PythonExpression> Results => _results;

    /// <summary>Functions and classes directly within it.</summary>
    public IReadOnlyList<PythonBindings> Children => _children;

    /// <summary>Reads a file.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static PythonBindings Read(SourceText text, CancellationToken cancellationToken) => new BindingsReader(text, cancellationToken).Run();

    /// <summary>
    /// The values of <paramref name="name"/>, a name or the key of one, where it is bound nearest, with what is appended to it, and the scope of that binding. A list's
    /// <c>append(x)</c> gives <c>[x]</c>, <c>name["k"] = x</c> gives <c>{"k": x}</c>.
    /// </summary>
    public (IReadOnlyList<PythonExpression> Values, PythonBindings Scope) Find(string name)
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            if (scope._values.TryGetValue(name, out var values))
            {
                return (values, scope);
            }
        }

        return ([], this);
    }

    /// <summary>The function of that name that is nearest, or null.</summary>
    public PythonBindings? FindFunction(string name)
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            if (scope._functions.TryGetValue(name, out var function))
            {
                return function;
            }
        }

        return null;
    }

    internal void AddExpression(PythonExpression expression) => _expressions.Add(expression);

    internal void AddResult(PythonExpression expression) => _results.Add(expression);

    internal void AddFunction(string name, PythonBindings function) => _functions[name] = function;

    /// <summary>Binds a name: in place of what it had, or besides.</summary>
    internal void Bind(string name, PythonExpression value, bool replaces)
    {
        if (!_values.TryGetValue(name, out var values))
        {
            _values[name] = values = [];
        }
        else if (replaces && !Mentions(value, name))
        {
            values.Clear();
        }

        values.Add(value);
    }

    /// <summary>Adds to a name where it is bound: <c>requires.append(…)</c> in a function may mean the module's list.</summary>
    internal void Extend(string name, PythonExpression value) => Find(name).Scope.Bind(name, value, replaces: false);

    private static bool Mentions(PythonExpression expression, string name) =>
        expression is NameExpression other ? other.Key == name : expression.Parts.Any(part => Mentions(part, name));
}
