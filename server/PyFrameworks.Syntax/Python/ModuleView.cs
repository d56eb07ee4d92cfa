using System.Collections.Immutable;
using System.Runtime.InteropServices;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Python;

/// <summary>Reads the lists of a packed module, each when it is first asked for. Two threads may read the same list; either result will do.</summary>
internal sealed class ModuleView
{
    /// <summary>UTF-16 code units of an import statement's first line that are kept.</summary>
    public const int MaxFirstLine = 200;

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly ModuleHeader _header;
    private readonly int[] _starts;
    private ImmutableArray<ImportStatement> _imports;
    private ImmutableArray<FunctionDefinition> _functions;
    private ImmutableArray<ClassDefinition> _classes;
    private ImmutableArray<Decorator> _functionDecorators;
    private ImmutableArray<Decorator> _classDecorators;
    private ImmutableArray<CallExpression> _calls;
    private ImmutableArray<NameUse> _names;
    private ImmutableArray<TextSpan> _comments;
    private ImmutableArray<ModuleAssignment> _assignments;
    private ImmutableArray<SyntaxError> _errors;

    public ModuleView(ReadOnlyMemory<byte> bytes)
    {
        _bytes = bytes;
        _header = ModuleHeader.Read(bytes.Span);
        _starts = new int[_header.StringCount];
        var reader = new PackReader(bytes.Span, _header.Strings);
        for (var i = 0; i < _starts.Length; i++)
        {
            _starts[i] = reader.Position;
            reader.SkipText();
        }
    }

    public ImmutableArray<ImportStatement> Imports => Known(ref _imports, 0, ReadImports);

    public ImmutableArray<FunctionDefinition> Functions => Known(ref _functions, 1, ReadFunctions);

    public ImmutableArray<ClassDefinition> Classes => Known(ref _classes, 2, ReadClasses);

    /// <summary>The decorators of all functions, for which the functions need not be made.</summary>
    public ImmutableArray<Decorator> FunctionDecorators => Known(ref _functionDecorators, ReadFunctionDecorators);

    /// <summary>The decorators of all classes.</summary>
    public ImmutableArray<Decorator> ClassDecorators => Known(ref _classDecorators, ReadClassDecorators);

    public ImmutableArray<CallExpression> Calls => Known(ref _calls, 3, ReadCalls);

    public ImmutableArray<NameUse> Names => Known(ref _names, 4, ReadNames);

    public ImmutableArray<TextSpan> Comments => Known(ref _comments, 5, ReadComments);

    public ImmutableArray<ModuleAssignment> ModuleAssignments => Known(ref _assignments, 6, ReadAssignments);

    public ImmutableArray<SyntaxError> Errors => Known(ref _errors, 7, ReadErrors);

    private delegate void Read<T>(ref PackReader reader, T[] items);

    private ImmutableArray<T> Known<T>(ref ImmutableArray<T> known, int section, Read<T> read)
    {
        if (known.IsDefault)
        {
            var count = _header.Counts[section];
            if (count == 0)
            {
                return known = [];
            }

            var items = new T[count];
            var reader = Section(section);
            read(ref reader, items);
            known = ImmutableCollectionsMarshal.AsImmutableArray(items);
        }

        return known;
    }

    private PackReader Section(int section) => new(_bytes.Span, _header.Body + (section == 0 ? 0 : _header.Ends[section - 1]));

    private static ImmutableArray<Decorator> Known(ref ImmutableArray<Decorator> known, Func<ImmutableArray<Decorator>> read) => known.IsDefault ? known = read() : known;

    private void ReadImports(ref PackReader reader, ImportStatement[] items)
    {
        var last = 0;
        for (var i = 0; i < items.Length; i++)
        {
            var flags = reader.Integer();
            var module = Name(ref reader)!;
            var (level, line) = (reader.Integer(), reader.Integer());
            var alias = (flags & 4) == 0 ? null : Name(ref reader);
            var statement = Place(ref reader, ref last, 0);
            var start = statement.Start + reader.Signed();
            var moduleSpan = new TextSpan(start, (flags & 16) != 0 ? module.Length : reader.Integer());
            var names = new ImportedName[reader.Integer()];
            var at = statement.Start;
            for (var j = 0; j < names.Length; j++)
            {
                var (name, other) = (Name(ref reader)!, Name(ref reader));
                at += reader.Signed();
                names[j] = new(name, other, new(at, name.Length + reader.Signed()));
            }

            items[i] = new((ImportKind)(flags & 3), module, moduleSpan, level, ImmutableCollectionsMarshal.AsImmutableArray(names), alias, statement, line, (ImportContext)(flags >> 5))
            {
                HasPlainLine = (flags & 8) != 0,
                FirstLine = (flags & 8) != 0 ? null : Name(ref reader),
            };
        }
    }

    private void ReadFunctions(ref PackReader reader, FunctionDefinition[] items)
    {
        var (last, line) = (0, 0);
        for (var i = 0; i < items.Length; i++)
        {
            var flags = reader.Integer();
            var name = Name(ref reader)!;
            var span = Place(ref reader, ref last, name.Length, (flags & 16) == 0);
            var enclosingClass = Name(ref reader);
            var classIndex = reader.Integer() - 1;
            var enclosing = reader.Integer() is > 0 and var back ? i - back : -1;
            var depth = reader.Integer();
            var body = Within(ref reader, span.Start);
            line += reader.Signed();
            items[i] = new()
            {
                Name = name,
                NameSpan = span,
                IsAsync = (flags & 1) != 0,
                IsGenerator = (flags & 2) != 0,
                IsMethod = (flags & 4) != 0,
                EnclosingClass = enclosingClass,
                ClassIndex = classIndex,
                EnclosingFunction = enclosing,
                Depth = depth,
                BodySpan = body,
                Line = line,
                Decorators = (flags & 8) == 0 ? [] : Decorators(ref reader, span.Start),
            };
        }
    }

    // As above, but for what is not decorated nothing is made.
    private ImmutableArray<Decorator> ReadFunctionDecorators()
    {
        var found = ImmutableArray.CreateBuilder<Decorator>();
        var reader = Section(1);
        var last = 0;
        for (var i = 0; i < _header.Counts[1]; i++)
        {
            var flags = reader.Integer();

            // Of spans only the start matters here, and no length of a name.
            reader.Integer();
            var span = Place(ref reader, ref last, 0, (flags & 16) == 0);

            // The class and its number, the function around, the depth, the body, the line.
            reader.Skip(7);
            if ((flags & 8) != 0)
            {
                found.AddRange(Decorators(ref reader, span.Start));
            }
        }

        return found.DrainToImmutable();
    }

    private void ReadClasses(ref PackReader reader, ClassDefinition[] items)
    {
        var (last, line) = (0, 0);
        for (var i = 0; i < items.Length; i++)
        {
            var flags = reader.Integer();
            var name = Name(ref reader)!;
            var span = Place(ref reader, ref last, name.Length, (flags & 16) == 0);
            var bases = new ClassBase[reader.Integer()];
            for (var j = 0; j < bases.Length; j++)
            {
                bases[j] = new(Name(ref reader)!, Name(ref reader)!, Within(ref reader, span.Start));
            }

            var methods = NameList(ref reader);
            var body = Within(ref reader, span.Start);
            line += reader.Signed();
            items[i] = new()
            {
                Name = name,
                NameSpan = span,
                Bases = ImmutableCollectionsMarshal.AsImmutableArray(bases),
                MethodNames = methods,
                BodySpan = body,
                Line = line,
                Decorators = (flags & 8) == 0 ? [] : Decorators(ref reader, span.Start),
            };
        }
    }

    private ImmutableArray<Decorator> ReadClassDecorators()
    {
        var found = ImmutableArray.CreateBuilder<Decorator>();
        var reader = Section(2);
        var last = 0;
        for (var i = 0; i < _header.Counts[2]; i++)
        {
            var flags = reader.Integer();
            reader.Integer();
            var span = Place(ref reader, ref last, 0, (flags & 16) == 0);

            // Each base has two names and a place; the methods their names; then the body and the line.
            reader.Skip(4 * reader.Integer());
            reader.Skip(reader.Integer());
            reader.Skip(3);
            if ((flags & 8) != 0)
            {
                found.AddRange(Decorators(ref reader, span.Start));
            }
        }

        return found.DrainToImmutable();
    }

    private ImmutableArray<Decorator> Decorators(ref PackReader reader, int near)
    {
        var items = new Decorator[reader.Integer()];
        for (var i = 0; i < items.Length; i++)
        {
            var flags = reader.Integer();
            var (name, resolved) = (Name(ref reader)!, Name(ref reader)!);
            var span = Within(ref reader, near);
            items[i] = new()
            {
                Name = name,
                ResolvedName = resolved,
                Span = span,
                Receiver = (flags & 1) == 0 ? null : Name(ref reader),
                FirstString = (flags & 2) == 0 ? null : Argument(ref reader, span.Start),
                FirstListItem = (flags & 4) == 0 ? null : Argument(ref reader, span.Start),
                Methods = (flags & 8) == 0 ? [] : NameList(ref reader),
            };
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(items);
    }

    private void ReadCalls(ref PackReader reader, CallExpression[] items)
    {
        var (last, function) = (0, -1);
        for (var i = 0; i < items.Length; i++)
        {
            var flags = reader.Integer();
            var name = Name(ref reader)!;
            var span = Place(ref reader, ref last, name.Length, (flags & 8192) != 0);
            var resolved = (flags & 1) == 0 ? name : Name(ref reader)!;
            function = (flags & 2) == 0 ? function : reader.Integer() - 1;
            items[i] = new()
            {
                Name = name,
                ResolvedName = resolved,
                Span = span,
                EnclosingFunction = function,
                EnclosingCall = (flags & 4) == 0 ? -1 : i - reader.Integer(),
                IsImported = (flags & 8) != 0,
                FirstString = (flags & 16) == 0 ? null : Argument(ref reader, span.Start),
                Keywords = (flags & 32) == 0 ? [] : NameList(ref reader),
                AssignedTo = (flags & 64) == 0 ? null : Name(ref reader),
                IsAwaited = (flags & 128) != 0,
                IsChained = (flags & 256) != 0,
                InLambda = (flags & 512) != 0,
                Receiver = (flags & 1024) == 0 ? null : Name(ref reader),
                Origin = (flags & 2048) == 0 ? null : Name(ref reader),
                Methods = (flags & 4096) == 0 ? [] : NameList(ref reader),
            };
        }
    }

    private void ReadNames(ref PackReader reader, NameUse[] items)
    {
        var last = 0;
        for (var i = 0; i < items.Length; i++)
        {
            var name = Name(ref reader)!;
            items[i] = new(name, Place(ref reader, ref last, name.Length));
        }
    }

    private static void ReadComments(ref PackReader reader, TextSpan[] items)
    {
        var last = 0;
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = Place(ref reader, ref last, 0);
        }
    }

    private void ReadAssignments(ref PackReader reader, ModuleAssignment[] items)
    {
        var last = 0;
        for (var i = 0; i < items.Length; i++)
        {
            var flags = reader.Integer();
            var name = Name(ref reader)!;
            var span = Place(ref reader, ref last, name.Length, (flags & 16) == 0);
            var values = (flags & 2) == 0 ? [] : new StringItem[reader.Integer()];
            var at = span.Start;
            for (var j = 0; j < values.Length; j++)
            {
                var value = Name(ref reader)!;
                values[j] = new(value, Within(ref reader, at));
                at = values[j].Span.Start;
            }

            items[i] = new(name, span, (flags & 1) != 0, ImmutableCollectionsMarshal.AsImmutableArray(values));
        }
    }

    private void ReadErrors(ref PackReader reader, SyntaxError[] items)
    {
        var last = 0;
        for (var i = 0; i < items.Length; i++)
        {
            var span = Place(ref reader, ref last, 0);
            items[i] = new(span, Name(ref reader)!);
        }
    }

    private StringArgument Argument(ref PackReader reader, int near) => new(Name(ref reader)!, Within(ref reader, near), reader.Integer());

    private ImmutableArray<string> NameList(ref PackReader reader)
    {
        var names = new string[reader.Integer()];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = Name(ref reader)!;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(names);
    }

    private static TextSpan Place(ref PackReader reader, ref int last, int usualLength, bool isTold = true)
    {
        last += reader.Signed();
        return new(last, isTold ? usualLength + reader.Signed() : usualLength);
    }

    private static TextSpan Within(ref PackReader reader, int near) => new(near + reader.Signed(), reader.Integer());

    private string? Name(ref PackReader reader)
    {
        var number = reader.Integer();
        return number == 0 ? null : new PackReader(_bytes.Span, _starts[number - 1]).Text();
    }
}
