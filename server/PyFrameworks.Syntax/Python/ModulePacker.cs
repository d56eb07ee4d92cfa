using System.Collections.Immutable;
using System.Text;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Python;

/// <summary>
/// Writes a module as bytes. Integers have seven bits a byte, names stand once in a table, places are told from the one before. The layout is known to
/// <see cref="ModuleView"/> alone and changes with <see cref="PackedModule.Layout"/>.
/// </summary>
internal sealed class ModulePacker
{
    [ThreadStatic]
    private static ModulePacker? t_packer;

    private readonly PackWriter _strings = new();
    private readonly PackWriter _body = new();
    private readonly Dictionary<string, int> _table = new(StringComparer.Ordinal);
    private readonly HashCollector _packages = new();
    private readonly HashCollector _words = new();
    private int _last;

    /// <summary>Packs <paramref name="module"/>, which was read from <paramref name="text"/>.</summary>
    public static PackedModule Pack(PythonModule module, SourceText text)
    {
        var packer = t_packer ?? new();
        t_packer = null;
        var packed = packer.Write(module, text.Content);

        // What an unusual module needed is not kept for the next one.
        t_packer = packed.Bytes.Length < 1 << 20 ? packer : null;
        return packed;
    }

    private PackedModule Write(PythonModule module, string text)
    {
        _strings.Clear();
        _body.Clear();
        _table.Clear();
        _packages.Clear();
        _words.Clear();
        Span<int> ends = stackalloc int[PackedModule.Sections];
        Imports(module.Imports, text);
        ends[0] = _body.Length;
        Functions(module.Functions);
        ends[1] = _body.Length;
        Classes(module.Classes);
        ends[2] = _body.Length;
        Calls(module.Calls);
        ends[3] = _body.Length;
        Begin();
        foreach (var use in module.Names)
        {
            Name(use.Name);
            Place(use.Span, use.Name.Length);
        }

        ends[4] = _body.Length;
        Begin();
        foreach (var comment in module.Comments)
        {
            Place(comment, 0);
        }

        ends[5] = _body.Length;
        Assignments(module.ModuleAssignments);
        ends[6] = _body.Length;
        Begin();
        foreach (var error in module.Errors)
        {
            Place(error.Span, 0);
            Name(error.Message);
        }

        ends[7] = _body.Length;
        return Finish(module, ends);
    }

    private PackedModule Finish(PythonModule module, ReadOnlySpan<int> ends)
    {
        var header = new PackWriter();
        header.Integer(module.CodeLines);
        header.Integer(module.AsyncFunctions);
        header.Integer((module.LooksLikePython2 ? 1 : 0) | (module.ModuleAssignments.Any(static assignment => PythonModule.IsSetting(assignment.Name)) ? 2 : 0) | (module.HasStarImport ? 4 : 0));
        header.Integer(_packages.Count);
        header.Integer(_words.Count);
        header.Integer(_table.Count);
        header.Integer(_strings.Length);
        header.Integer(module.Imports.Length);
        header.Integer(module.Functions.Length);
        header.Integer(module.Classes.Length);
        header.Integer(module.Calls.Length);
        header.Integer(module.Names.Length);
        header.Integer(module.Comments.Length);
        header.Integer(module.ModuleAssignments.Length);
        header.Integer(module.Errors.Length);
        foreach (var end in ends)
        {
            header.Integer(end);
        }

        var bytes = new byte[header.Length + ((_packages.Count + _words.Count) * sizeof(ushort)) + _strings.Length + _body.Length];
        _body.CopyTo(_strings.CopyTo(_words.CopyTo(_packages.CopyTo(header.CopyTo(bytes)))));
        return PackedModule.Read(bytes)!;
    }

    private void Imports(ImmutableArray<ImportStatement> imports, string text)
    {
        Begin();
        foreach (var import in imports)
        {
            var first = FirstLine(text, import.StatementSpan);
            var isPlain = first == import.PlainLine;
            _body.Integer((int)import.Kind | (import.Alias is null ? 0 : 4) | (isPlain ? 8 : 0) | (import.ModuleSpan.Length == import.Module.Length ? 16 : 0) | ((int)import.Context << 5));
            Name(import.Module);
            if (import.Level == 0)
            {
                PackageNames.Note(import.Module, _packages);
            }

            _body.Integer(import.Level);
            _body.Integer(import.Line);
            if (import.Alias is not null)
            {
                Name(import.Alias);
            }

            Place(import.StatementSpan, 0);
            _body.Signed(import.ModuleSpan.Start - import.StatementSpan.Start);
            if (import.ModuleSpan.Length != import.Module.Length)
            {
                _body.Integer(import.ModuleSpan.Length);
            }

            _body.Integer(import.Names.Length);
            var at = import.StatementSpan.Start;
            foreach (var name in import.Names)
            {
                Name(name.Name);
                Name(name.Alias);
                if (name.Name != "*")
                {
                    Word(name.Name, NamePlace.Import);
                }

                _body.Signed(name.NameSpan.Start - at);
                _body.Signed(name.NameSpan.Length - name.Name.Length);
                at = name.NameSpan.Start;
            }

            if (!isPlain)
            {
                Name(first);
            }
        }
    }

    /// <summary>The first line of a statement, at most 200 units of it.</summary>
    private static string FirstLine(string text, TextSpan span)
    {
        var line = text.AsSpan(span.Start, span.Length);
        var end = line.IndexOfAny('\r', '\n');
        line = end < 0 ? line : line[..end];
        return (line.Length > ModuleView.MaxFirstLine ? line[..ModuleView.MaxFirstLine] : line).ToString();
    }

    private void Functions(ImmutableArray<FunctionDefinition> functions)
    {
        Begin();
        var line = 0;
        for (var i = 0; i < functions.Length; i++)
        {
            var function = functions[i];
            _body.Integer((function.IsAsync ? 1 : 0) | (function.IsGenerator ? 2 : 0) | (function.IsMethod ? 4 : 0) | (function.Decorators.IsEmpty ? 0 : 8)
                | (function.NameSpan.Length == function.Name.Length ? 16 : 0));
            Name(function.Name);
            Place(function.NameSpan, function.Name.Length, isTold: function.NameSpan.Length != function.Name.Length);
            Name(function.EnclosingClass);
            _body.Integer(function.ClassIndex + 1);
            _body.Integer(function.EnclosingFunction < 0 ? 0 : i - function.EnclosingFunction);
            _body.Integer(function.Depth);
            Within(function.BodySpan, function.NameSpan.Start);
            _body.Signed(function.Line - line);
            line = function.Line;
            Decorators(function.Decorators, function.NameSpan.Start);
        }
    }

    private void Classes(ImmutableArray<ClassDefinition> classes)
    {
        Begin();
        var line = 0;
        foreach (var type in classes)
        {
            _body.Integer((type.Decorators.IsEmpty ? 0 : 8) | (type.NameSpan.Length == type.Name.Length ? 16 : 0));
            Name(type.Name);
            Place(type.NameSpan, type.Name.Length, isTold: type.NameSpan.Length != type.Name.Length);
            _body.Integer(type.Bases.Length);
            foreach (var item in type.Bases)
            {
                Name(item.Name);
                Name(item.ResolvedName);
                Word(item.Name, NamePlace.Base);
                Word(item.ResolvedName, NamePlace.Base);
                Within(item.Span, type.NameSpan.Start);
            }

            Names(type.MethodNames);
            Within(type.BodySpan, type.NameSpan.Start);
            _body.Signed(type.Line - line);
            line = type.Line;
            Decorators(type.Decorators, type.NameSpan.Start);
        }
    }

    private void Decorators(ImmutableArray<Decorator> decorators, int near)
    {
        if (decorators.IsEmpty)
        {
            return;
        }

        _body.Integer(decorators.Length);
        foreach (var decorator in decorators)
        {
            _body.Integer((decorator.Receiver is null ? 0 : 1) | (decorator.FirstString is null ? 0 : 2) | (decorator.FirstListItem is null ? 0 : 4) | (decorator.Methods.IsEmpty ? 0 : 8));
            Name(decorator.Name);
            Name(decorator.ResolvedName);
            Word(decorator.Name, NamePlace.Decorator);
            Word(decorator.ResolvedName, NamePlace.Decorator);
            Within(decorator.Span, near);
            if (decorator.Receiver is not null)
            {
                Name(decorator.Receiver);
            }

            Argument(decorator.FirstString, decorator.Span.Start);
            Argument(decorator.FirstListItem, decorator.Span.Start);
            if (!decorator.Methods.IsEmpty)
            {
                Names(decorator.Methods);
            }
        }
    }

    private void Calls(ImmutableArray<CallExpression> calls)
    {
        Begin();
        var function = -1;
        for (var i = 0; i < calls.Length; i++)
        {
            var call = calls[i];
            _body.Integer(
                (call.ResolvedName == call.Name ? 0 : 1)
                | (call.EnclosingFunction == function ? 0 : 2)
                | (call.EnclosingCall < 0 ? 0 : 4)
                | (call.IsImported ? 8 : 0)
                | (call.FirstString is null ? 0 : 16)
                | (call.Keywords.IsEmpty ? 0 : 32)
                | (call.AssignedTo is null ? 0 : 64)
                | (call.IsAwaited ? 128 : 0)
                | (call.IsChained ? 256 : 0)
                | (call.InLambda ? 512 : 0)
                | (call.Receiver is null ? 0 : 1024)
                | (call.Origin is null ? 0 : 2048)
                | (call.Methods.IsEmpty ? 0 : 4096)
                | (call.Span.Length == call.Name.Length ? 0 : 8192));
            Name(call.Name);
            Word(call.Name, NamePlace.Call);
            Place(call.Span, call.Name.Length, isTold: call.Span.Length != call.Name.Length);
            if (call.ResolvedName != call.Name)
            {
                Name(call.ResolvedName);
                Word(call.ResolvedName, NamePlace.Call);
            }

            if (call.EnclosingFunction != function)
            {
                _body.Integer(call.EnclosingFunction + 1);
                function = call.EnclosingFunction;
            }

            if (call.EnclosingCall >= 0)
            {
                _body.Integer(i - call.EnclosingCall);
            }

            Argument(call.FirstString, call.Span.Start);
            if (!call.Keywords.IsEmpty)
            {
                Names(call.Keywords);
            }

            Optional(call.AssignedTo);
            Optional(call.Receiver);
            Optional(call.Origin);
            if (!call.Methods.IsEmpty)
            {
                Names(call.Methods);
            }
        }
    }

    private void Assignments(ImmutableArray<ModuleAssignment> assignments)
    {
        Begin();
        foreach (var assignment in assignments)
        {
            _body.Integer((assignment.IsAugmented ? 1 : 0) | (assignment.NameSpan.Length == assignment.Name.Length ? 16 : 0) | (assignment.Items.IsEmpty ? 0 : 2));
            Name(assignment.Name);
            Place(assignment.NameSpan, assignment.Name.Length, isTold: assignment.NameSpan.Length != assignment.Name.Length);
            if (assignment.Items.IsEmpty)
            {
                continue;
            }

            _body.Integer(assignment.Items.Length);
            var at = assignment.NameSpan.Start;
            foreach (var item in assignment.Items)
            {
                Name(item.Value);
                Within(item.Span, at);
                at = item.Span.Start;
            }
        }
    }

    private void Argument(StringArgument? argument, int near)
    {
        if (argument is { } text)
        {
            Name(text.Value);
            Within(text.Span, near);
            _body.Integer(text.ArgumentIndex);
        }
    }

    private void Begin() => _last = 0;

    /// <summary>A place told from the last one of its section.</summary>
    private void Place(TextSpan span, int usualLength, bool isTold = true)
    {
        _body.Signed(span.Start - _last);
        _last = span.Start;
        if (isTold)
        {
            _body.Signed(span.Length - usualLength);
        }
    }

    private void Within(TextSpan span, int near)
    {
        _body.Signed(span.Start - near);
        _body.Integer(span.Length);
    }

    private void Names(ImmutableArray<string> names)
    {
        _body.Integer(names.Length);
        foreach (var name in names)
        {
            Name(name);
        }
    }

    private void Optional(string? name)
    {
        if (name is not null)
        {
            Name(name);
        }
    }

    /// <summary>The number of a name in the table, from 1; 0 for none.</summary>
    private void Name(string? name)
    {
        if (name is null)
        {
            _body.Integer(0);
            return;
        }

        if (!_table.TryGetValue(name, out var number))
        {
            _table[name] = number = _table.Count + 1;
            _strings.Text(name);
        }

        _body.Integer(number);
    }

    private void Word(string name, NamePlace place) => _words.Add(NameWords.Of(NameWords.LastPart(name), place));
}

/// <summary>Bytes that grow.</summary>
internal sealed class PackWriter
{
    private byte[] _bytes = new byte[256];

    public int Length { get; private set; }

    public void Clear() => Length = 0;

    /// <summary>Writes a number of 0 or more, seven bits a byte.</summary>
    public void Integer(int value)
    {
        Reserve(5);
        var rest = (uint)value;
        for (; rest >= 0x80; rest >>= 7)
        {
            _bytes[Length++] = (byte)(rest | 0x80);
        }

        _bytes[Length++] = (byte)rest;
    }

    /// <summary>Writes any number, small ones of both signs in one byte.</summary>
    public void Signed(int value) => Integer((value << 1) ^ (value >> 31));

    /// <summary>Writes a text: ASCII in a byte each, anything else as UTF-16, which keeps lone surrogates.</summary>
    public void Text(string text)
    {
        var isAscii = Ascii.IsValid(text);
        var length = isAscii ? text.Length : text.Length * 2;
        Integer((text.Length << 1) | (isAscii ? 0 : 1));
        Reserve(length);
        if (isAscii)
        {
            Encoding.ASCII.GetBytes(text, _bytes.AsSpan(Length));
        }
        else
        {
            for (var i = 0; i < text.Length; i++)
            {
                _bytes[Length + (2 * i)] = (byte)text[i];
                _bytes[Length + (2 * i) + 1] = (byte)(text[i] >> 8);
            }
        }

        Length += length;
    }

    /// <summary>Copies what was written to <paramref name="target"/> and returns the rest of that.</summary>
    public Span<byte> CopyTo(Span<byte> target)
    {
        _bytes.AsSpan(0, Length).CopyTo(target);
        return target[Length..];
    }

    private void Reserve(int length)
    {
        if (Length + length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + length));
        }
    }
}
