using PyFrameworks.Syntax.Python;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>A requirement in a string, or a requirements file that is read.</summary>
/// <param name="Text">The requirement, or the last part of the file's name.</param>
/// <param name="Target">The file as the source names it; empty for a requirement.</param>
internal readonly record struct LiteralRequirement(MappedText Text, string Target)
{
    /// <summary>Whether it is a file.</summary>
    public bool IsFile => Target.Length > 0;
}

/// <summary>Follows expressions to the literal text that they come from.</summary>
internal sealed class LiteralReader(CancellationToken cancellationToken)
{
    // What stands in patterns, templates and several lines, and in no file's name.
    private static readonly AsciiSet s_noName = new("*?{}%<>|\r\n");

    // Keeps the walk through names and functions within a small stack.
    private const int MaxDepth = 200;

    // Names that stand for one another's values may multiply without end; real files take a few hundred steps.
    private int _steps = 20_000;

    // The same text may be met again and again, and be joined to itself.
    private int _room = 20_000;

    private const int MaxJoined = 10_000;

    private int _depth;

    private readonly HashSet<(PythonBindings Scope, string Name)> _open = [];

    /// <summary>The requirements that <paramref name="value"/> holds, one for each line of a string, and the files it is read from.</summary>
    public List<LiteralRequirement> Read(PythonExpression value, PythonBindings scope)
    {
        var found = new List<LiteralRequirement>();
        Read(value, scope, found);
        return found;
    }

    /// <summary>The string that <paramref name="value"/> is, or null.</summary>
    public MappedText? TextOf(PythonExpression value, PythonBindings scope)
    {
        if (!Enter())
        {
            return null;
        }

        var text = FindText(value, scope);
        _depth--;
        return text;
    }

    /// <summary>The keyword arguments of a call, those of dictionaries (<c>**info</c>) among them.</summary>
    public List<(MappedText Key, PythonExpression Value, PythonBindings Scope)> Arguments(InvocationExpression call, PythonBindings scope)
    {
        var found = new List<(MappedText, PythonExpression, PythonBindings)>();
        AddArguments(call, scope, found);
        return found;
    }

    /// <summary>The entries of a dictionary that have a string for a key.</summary>
    public List<(MappedText Key, PythonExpression Value, PythonBindings Scope)> Entries(PythonExpression value, PythonBindings scope)
    {
        var found = new List<(MappedText, PythonExpression, PythonBindings)>();
        AddEntries(value, scope, found);
        return found;
    }

    private MappedText? FindText(PythonExpression value, PythonBindings scope)
    {
        switch (value)
        {
            case StringExpression text:
                return text.Text;
            case ChainExpression { Operator: '+' } chain:
                var builder = new MappedText.Builder(chain.Span.Start);
                var length = 0;
                foreach (var operand in chain.Operands)
                {
                    if (TextOf(operand, scope) is not { } part)
                    {
                        return null;
                    }

                    length += part.Value.Length;
                    if (length > MaxJoined)
                    {
                        return null;
                    }

                    // What a name brings in stands where the name does.
                    _ = operand is StringExpression ? builder.Append(part) : builder.Append(part.Value, operand.Span.Start, operand.Span.Length);
                }

                return builder.ToText();
            case NameExpression name:
                var (values, owner) = scope.Find(name.Key);
                return values is [var only] ? Guarded(owner, name.Key, () => TextOf(only, owner)) : null;
            case InvocationExpression { Function: AttributeExpression { Name: "strip" or "rstrip" or "lstrip", Target: var target }, Arguments: [] }:
                return TextOf(target, scope);
            case InvocationExpression { FunctionName: "dedent" or "cleandoc", Arguments: [{ Value: var argument }] }:
                return TextOf(argument, scope);
            default:
                return null;
        }
    }

    private void AddArguments(InvocationExpression call, PythonBindings scope, List<(MappedText Key, PythonExpression Value, PythonBindings Scope)> found)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Name == "**")
            {
                AddEntries(argument.Value, scope, found);
            }
            else if (argument.Name is { } keyword)
            {
                found.Add((new MappedText.Builder(argument.NameSpan.Start).Append(keyword, argument.NameSpan.Start, argument.NameSpan.Length).ToText(), argument.Value, scope));
            }
        }
    }

    private void AddEntries(PythonExpression value, PythonBindings scope, List<(MappedText Key, PythonExpression Value, PythonBindings Scope)> found)
    {
        if (Enter())
        {
            VisitEntries(value, scope, found);
            _depth--;
        }
    }

    private void VisitEntries(PythonExpression value, PythonBindings scope, List<(MappedText Key, PythonExpression Value, PythonBindings Scope)> found)
    {
        switch (value)
        {
            case DictionaryExpression dictionary:
                foreach (var (key, item) in dictionary.Entries)
                {
                    if (key is null)
                    {
                        AddEntries(item, scope, found);
                    }
                    else if (TextOf(key, scope) is { } text)
                    {
                        found.Add((text, item, scope));
                    }
                }

                break;
            case InvocationExpression { FunctionName: "dict" or "OrderedDict" } call:
                foreach (var argument in call.Arguments.Where(argument => argument.Name is null))
                {
                    AddEntries(argument.Value, scope, found);
                }

                AddArguments(call, scope, found);
                break;
            case InvocationExpression { Function: AttributeExpression { Name: "copy", Target: var target } }:
                AddEntries(target, scope, found);
                break;
            case ChoiceExpression choice:
                foreach (var alternative in choice.Alternatives)
                {
                    AddEntries(alternative, scope, found);
                }

                break;
            case NameExpression name:
                EachValue(name, scope, (item, owner) => AddEntries(item, owner, found));
                break;
        }
    }

    private void Read(PythonExpression value, PythonBindings scope, List<LiteralRequirement> found)
    {
        if (Enter())
        {
            Visit(value, scope, found);
            _depth--;
        }
    }

    private void Visit(PythonExpression value, PythonBindings scope, List<LiteralRequirement> found)
    {
        switch (value)
        {
            case StringExpression text:
                AddLines(text.Text, found);
                break;
            case SequenceExpression sequence:
                foreach (var item in sequence.Items)
                {
                    Read(item, scope, found);
                }

                break;
            case NameExpression name:
                EachValue(name, scope, (item, owner) => Read(item, owner, found));
                break;
            case ChoiceExpression choice:
                foreach (var alternative in choice.Alternatives)
                {
                    Read(alternative, scope, found);
                }

                break;
            case ChainExpression { Operator: '+' } chain:
                ReadSum(chain, scope, found);
                break;
            case ComprehensionExpression { IsDictionary: false } comprehension when IsItem(comprehension.Element):
                Read(comprehension.Source, scope, found);
                break;
            case InvocationExpression call:
                ReadCall(call, scope, found);
                break;
            case SubscriptExpression { Index: { } index, Target: var target } when TextOf(index, scope) is { } key:
                foreach (var (_, item, owner) in Entries(target, scope).Where(entry => entry.Key.Value == key.Value))
                {
                    Read(item, owner, found);
                }

                break;
            case SubscriptExpression subscript:
                Read(subscript.Target, scope, found);
                break;
            default:
                AddFiles(value, scope, found);
                break;
        }
    }

    /// <summary>Lists are joined; of strings only a sum that is literal as a whole is a requirement.</summary>
    private void ReadSum(ChainExpression chain, PythonBindings scope, List<LiteralRequirement> found)
    {
        if (chain.Operands.Any(operand => TextOf(operand, scope) is not null || operand is OtherExpression))
        {
            if (TextOf(chain, scope) is { } text)
            {
                AddLines(text, found);
            }

            return;
        }

        foreach (var operand in chain.Operands)
        {
            Read(operand, scope, found);
        }
    }

    private void ReadCall(InvocationExpression call, PythonBindings scope, List<LiteralRequirement> found)
    {
        if (call.Function is AttributeExpression { Name: var method, Target: var target })
        {
            switch (method)
            {
                case "split" when TextOf(target, scope) is { } text:
                    AddPieces(text, call.Arguments is [{ Value: StringExpression { Text.Value: var separator } }, ..] ? separator : null, found);
                    return;
                case "split" or "splitlines" or "strip" or "rstrip" or "lstrip" or "copy" or "readlines" or "read" or "decode":
                    Read(target, scope, found);
                    return;
                case "format" or "replace":
                    return;
                default:
                    AddFiles(call, scope, found);
                    return;
            }
        }

        switch (call)
        {
            case { Function: NameExpression { Name: "list" or "tuple" or "set" or "sorted" or "str" or "iter" or "reversed" or "filter" or "map" }, Arguments: [.., { Name: null, Value: var last }] }:
                Read(last, scope, found);
                return;
            case { FunctionName: "dedent" or "cleandoc", Arguments: [{ Value: var only }] }:
                Read(only, scope, found);
                return;
        }

        var function = call.Function is NameExpression { Name: var name } ? scope.FindFunction(name) : null;
        var files = new List<LiteralRequirement>();
        foreach (var argument in call.Arguments)
        {
            AddFiles(argument.Value, scope, files);
        }

        if (function is null)
        {
            found.AddRange(files);
        }
        else if (files.Count > 0)
        {
            // The function may put a folder before the name: open(os.path.join(here, "requirements", name)).
            var folder = FolderOf(function);
            found.AddRange(folder is null ? files : files.Select(file => file with { Target = $"{folder}/{file.Target}" }));
        }
        else
        {
            Guarded(function, "()", () =>
            {
                foreach (var result in function.Results)
                {
                    Read(result, function, found);
                }

                return (object?)null;
            });
        }
    }

    /// <summary>The folder that a function puts before a name that it is given, or that a function which it calls does; null when it puts none.</summary>
    private string? FolderOf(PythonBindings function) =>
        Guarded(function, "/", () => function.Expressions.Select(expression => FolderIn(expression, function)).FirstOrDefault(folder => folder is not null));

    private string? FolderIn(PythonExpression expression, PythonBindings scope)
    {
        if (!Enter())
        {
            return null;
        }

        var folder = expression switch
        {
            InvocationExpression { FunctionName: "join" or "joinpath" or "Path" or "PurePath", Arguments: [.., { Value: not StringExpression }] } call =>
                Join(call.Arguments.Select(argument => argument.Value), scope),
            ChainExpression { Operator: '/', Operands: [.., not StringExpression] } chain => Join(chain.Operands, scope),
            ChainExpression { Operator: '+', Operands: [.., StringExpression { Text.Value: var text }, not StringExpression] } when text.EndsWith('/') => text.Trim('/'),
            InvocationExpression { Function: NameExpression { Name: var name } } when scope.FindFunction(name) is { } function => FolderOf(function) ?? "",
            _ => "",
        };
        if (folder.Length == 0)
        {
            folder = expression.Parts.Select(part => FolderIn(part, scope)).FirstOrDefault(found => found is not null) ?? "";
        }

        _depth--;
        return folder.Length == 0 ? null : folder;
    }

    /// <summary>Whether a comprehension's element is an item of its source: <c>x</c>, <c>x.strip()</c>, <c>str(x.req)</c>, <c>x.split("#")[0]</c>.</summary>
    private static bool IsItem(PythonExpression element) => element switch
    {
        NameExpression => true,
        AttributeExpression attribute => IsItem(attribute.Target),
        SubscriptExpression { Index: not StringExpression } subscript => IsItem(subscript.Target),
        InvocationExpression { Function: NameExpression { Name: "str" }, Arguments: [{ Value: var only }] } => IsItem(only),
        InvocationExpression { Function: AttributeExpression { Name: not "format", Target: var target } } => IsItem(target),
        _ => false,
    };

    private void AddLines(MappedText text, List<LiteralRequirement> found) => AddPieces(text.Split('\n', '\r'), found);

    /// <summary>The pieces of a text as <c>split</c> has them: at a sign, or at white space without one.</summary>
    private void AddPieces(MappedText text, string? separator, List<LiteralRequirement> found) => AddPieces(
        separator switch
        {
            [var single] => text.Split(single),
            null => text.Split(' ', '\t', '\r', '\n'),
            _ => text.Split('\n', '\r'),
        },
        found);

    private void AddPieces(IEnumerable<MappedText> pieces, List<LiteralRequirement> found)
    {
        foreach (var piece in pieces)
        {
            if (--_room < 0)
            {
                return;
            }

            found.Add(new(piece, ""));
        }
    }

    /// <summary>The requirements files that an expression names, wherever in it.</summary>
    private void AddFiles(PythonExpression value, PythonBindings scope, List<LiteralRequirement> found)
    {
        if (Enter())
        {
            VisitFiles(value, scope, found);
            _depth--;
        }
    }

    private void VisitFiles(PythonExpression value, PythonBindings scope, List<LiteralRequirement> found)
    {
        switch (value)
        {
            case StringExpression { Text: var text }:
                AddFile(text, text.Value, found);
                break;
            case NameExpression name:
                EachValue(name, scope, (item, owner) => AddFiles(item, owner, found));
                break;
            case ChainExpression { Operator: var op } path when path.Operands[^1] is StringExpression { Text: var last }:
                // With "+" the parts before are a folder, mostly the file's own.
                AddFile(last, op == '/' ? Join(path.Operands, scope) : last.Value.TrimStart('/'), found);
                break;
            case InvocationExpression { FunctionName: "join" or "joinpath" or "Path" or "PurePath", Arguments: [.., { Value: StringExpression { Text: var last } }] } call:
                AddFile(last, Join(call.Arguments.Select(argument => argument.Value), scope), found);
                break;
            default:
                foreach (var part in value.Parts)
                {
                    AddFiles(part, scope, found);
                }

                break;
        }
    }

    /// <summary>The literal parts of a path; what is no literal before them is taken for the folder of the file itself.</summary>
    private string Join(IEnumerable<PythonExpression> parts, PythonBindings scope)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return string.Join('/', parts.Select(part => TextOf(part, scope)?.Value.Trim('/')).Where(part => part is { Length: > 0 } and not "."));
    }

    private static void AddFile(MappedText text, string target, List<LiteralRequirement> found)
    {
        target = target.Trim();
        var isText = target.EndsWith(".txt", StringComparison.OrdinalIgnoreCase) || target.EndsWith(".in", StringComparison.OrdinalIgnoreCase);
        if (isText && !WorkspacePath.FileName(target).StartsWith('.') && s_noName.IndexIn(target) < 0)
        {
            found.Add(new(text.Trim(), target));
        }
    }

    private void EachValue(NameExpression name, PythonBindings scope, Action<PythonExpression, PythonBindings> visit)
    {
        var (values, owner) = scope.Find(name.Key);
        Guarded(owner, name.Key, () =>
        {
            foreach (var value in values)
            {
                visit(value, owner);
            }

            return (object?)null;
        });
    }

    /// <summary>Runs <paramref name="action"/> unless it runs already for that name, as it does where values refer to themselves.</summary>
    private T? Guarded<T>(PythonBindings scope, string name, Func<T?> action)
        where T : class
    {
        if (!_open.Add((scope, name)))
        {
            return null;
        }

        var result = action();
        _open.Remove((scope, name));
        return result;
    }

    /// <summary>Whether one more expression may be read; each that is entered has to be left.</summary>
    private bool Enter()
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_depth >= MaxDepth || --_steps <= 0)
        {
            return false;
        }

        _depth++;
        return true;
    }
}
