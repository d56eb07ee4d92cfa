using System.Collections.Immutable;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Python;

/// <summary>
/// What a Python file says, as far as tokens and indentation tell: a tolerant reading of Python 2 and 3 alike, in the order of the text.
/// Offsets are UTF-16 code units of the decoded text, lines count from 0.
/// </summary>
public sealed class PythonModule
{
    private readonly ModuleGlance? _glance;
    private readonly SourceText? _source;

    // What an initialiser fills; shared by all that are packed or were glanced at, which are many.
    private readonly Lists _lists;

    // Of a module that was glanced at, what a full reading gave, once somebody has asked for more.
    private volatile PackedModule? _packed;

    /// <summary>A module that is filled by its initialiser.</summary>
    public PythonModule() => _lists = new();

    private PythonModule(PackedModule packed) => (_packed, _lists) = (packed, Lists.None);

    private PythonModule(ModuleGlance glance, SourceText source) => (_glance, _source, _lists) = (glance, source, Lists.None);

    /// <summary>A module without text.</summary>
    public static PythonModule Empty { get; } = new();

    /// <summary>Import statements, and dynamic imports of a literal name.</summary>
    public ImmutableArray<ImportStatement> Imports { get => Contents is { } packed ? packed.View.Imports : _lists.Imports; init => _lists.Imports = value; }

    /// <summary>Functions and methods, nested ones too; a function stands before those within it.</summary>
    public ImmutableArray<FunctionDefinition> Functions { get => Contents is { } packed ? packed.View.Functions : _lists.Functions; init => _lists.Functions = value; }

    /// <summary>Classes, nested ones too.</summary>
    public ImmutableArray<ClassDefinition> Classes { get => Contents is { } packed ? packed.View.Classes : _lists.Classes; init => _lists.Classes = value; }

    /// <summary>The decorators of <see cref="Functions"/>, in their order; of many modules these are the only part of the functions that is asked for.</summary>
    public ImmutableArray<Decorator> FunctionDecorators => Contents is { } packed ? packed.View.FunctionDecorators : [.. _lists.Functions.SelectMany(function => function.Decorators)];

    /// <summary>The decorators of <see cref="Classes"/>, in their order.</summary>
    public ImmutableArray<Decorator> ClassDecorators => Contents is { } packed ? packed.View.ClassDecorators : [.. _lists.Classes.SelectMany(type => type.Decorators)];

    /// <summary>Calls of dotted names, those of decorators and f-strings among them; a call stands before those in its arguments.</summary>
    public ImmutableArray<CallExpression> Calls { get => Contents is { } packed ? packed.View.Calls : _lists.Calls; init => _lists.Calls = value; }

    /// <summary>Distinct dotted names used through imports, resolved, each with its first use; sorted (ordinal).</summary>
    public ImmutableArray<NameUse> Names { get => Contents is { } packed ? packed.View.Names : _lists.Names; init => _lists.Names = value; }

    /// <summary>Comments from <c>#</c> to the end of the line, the line end excluded.</summary>
    public ImmutableArray<TextSpan> Comments { get => Contents is { } packed ? packed.View.Comments : _lists.Comments; init => _lists.Comments = value; }

    /// <summary>Assignments of simple names at module level, also below an <c>if</c> or <c>try</c>.</summary>
    public ImmutableArray<ModuleAssignment> ModuleAssignments { get => Contents is { } packed ? packed.View.ModuleAssignments : _lists.ModuleAssignments; init => _lists.ModuleAssignments = value; }

    /// <summary>What the text breaks of Python's lexical rules, at most 100 entries; informative only, as templates and Python 2 are read too.</summary>
    public ImmutableArray<SyntaxError> Errors { get => Contents is { } packed ? packed.View.Errors : _lists.Errors; init => _lists.Errors = value; }

    /// <summary>Number of lines that are neither blank, comment only nor docstring.</summary>
    public int CodeLines { get => _glance?.CodeLines ?? _packed?.CodeLines ?? _lists.CodeLines; init => _lists.CodeLines = value; }

    /// <summary>The metadata of a script (PEP 723), or null.</summary>
    public ScriptBlock? Script { get; init; }

    /// <summary>Whether a statement is met that only Python 2 allows: <c>print "x"</c>, <c>exec "x"</c> or <c>except E, e</c>.</summary>
    public bool LooksLikePython2 { get => Contents?.LooksLikePython2 ?? _lists.LooksLikePython2; init => _lists.LooksLikePython2 = value; }

    /// <summary>The parts of the text that can be read by themselves, of a module that is being edited; null for others.</summary>
    internal ModuleParts? Parts { get; init; }

    /// <summary>Number of functions that are <c>async def</c>.</summary>
    public int AsyncFunctions => _glance?.AsyncFunctions ?? _packed?.AsyncFunctions ?? _lists.Functions.Count(function => function.IsAsync);

    /// <summary>Whether there may be imports: a quick look that is never wrong when it says no.</summary>
    public bool HasImports => _glance?.HasImports ?? !Imports.IsEmpty;

    /// <summary>Whether there may be an import of everything, so that a name may mean what another module imports: a quick look that is never wrong when it says no.</summary>
    public bool HasStarImport => _glance?.HasStarImport ?? _packed?.HasStarImport ?? _lists.Imports.Any(import => import.Names.Any(name => name.Name == "*"));

    /// <summary>Whether there may be an assignment to a name for which <see cref="IsSetting"/> holds: a quick look that is never wrong when it says no.</summary>
    public bool MayAssignSettings => _glance?.MayAssignSettings ?? _packed?.MayAssignSettings ?? _lists.ModuleAssignments.Any(assignment => IsSetting(assignment.Name));

    /// <summary>
    /// The same module in about a tenth of the memory; what is asked of it is made anew from the packed form and lives as long as somebody uses it. For the many files of
    /// which nobody asks anything for long. Itself where it is packed, or holds a script's metadata.
    /// </summary>
    /// <param name="text">The text that it was read from, which the packed form does not need again.</param>
    public PythonModule Packed(SourceText text) => _packed is not null || _glance is not null || Script is not null ? this : new(ModulePacker.Pack(this, text));

    /// <summary>What is to be kept of the module in a file; null for one that is neither packed nor glanced at.</summary>
    public KeptModule? Kept => _packed is { } packed ? new(packed.Bytes, IsGlance: false) : _glance is { } glance ? new(glance.Bytes, IsGlance: true) : null;

    /// <summary>The module of which <paramref name="kept"/> was kept; null where the bytes are none.</summary>
    /// <param name="kept">The bytes.</param>
    /// <param name="source">The text that the module was read from, as it is found later.</param>
    public static PythonModule? FromKept(KeptModule kept, SourceText source) =>
        kept.IsGlance
            ? ModuleGlance.Read(kept.Bytes) is { } glance ? new(glance, source) : null
            : PackedModule.Read(kept.Bytes) is { } packed ? new(packed) : null;

    /// <summary>
    /// The module of <paramref name="text"/> as far as a glance tells, which takes about a fifth of the time of a full reading; null where a glance is not enough. Lists that are
    /// asked for are read from <paramref name="source"/> then, in full and once.
    /// </summary>
    /// <param name="text">The text, in valid UTF-8.</param>
    /// <param name="source">The same text, as it is found later.</param>
    /// <param name="telling">Packages whose imports tell so much that the module is to be read in full where there may be one; null for none.</param>
    public static PythonModule? Glance(ReadOnlySpan<byte> text, SourceText source, PackageNames? telling = null) =>
        GlanceReader.Read(text, telling) is { } glance ? new(glance, source) : null;

    /// <summary>
    /// Whether an import, relative ones aside, may be of one of <paramref name="packages"/>: a quick look that is never wrong when it says no.
    /// </summary>
    public bool MayImportAny(PackageNames packages) => _packed is { } packed ? packed.MayImportAny(packages) : _glance?.MayImportAny(packages) ?? true;

    /// <summary>Whether an import, relative ones aside, may be of the package of <paramref name="module"/>: as <see cref="MayImportAny"/> for one that is asked for once.</summary>
    public bool MayImport(string module) => _packed is { } packed ? packed.MayImport(module) : _glance?.MayImport(module) ?? true;

    /// <summary>
    /// Whether the last part of a call, a decorator, the base of a class or an imported name may be one of <paramref name="words"/>, as written or through imports: a quick look that
    /// is never wrong when it says no.
    /// </summary>
    public bool MayUseAny(NameWords words) => _packed is { } packed ? packed.MayUseAny(words) : _glance?.MayUseAny(words) ?? true;

    /// <summary>Whether a module's variable of this name lists modules by their names: Django's <c>INSTALLED_APPS</c> and <c>MIDDLEWARE</c>, and what is called like them.</summary>
    public static bool IsSetting(string name) => name.EndsWith("_APPS", StringComparison.Ordinal) || name.StartsWith("MIDDLEWARE", StringComparison.Ordinal);

    /// <summary>What an initialiser fills.</summary>
    private sealed class Lists
    {
        public static Lists None { get; } = new();

        public ImmutableArray<ImportStatement> Imports { get; set; } = [];

        public ImmutableArray<FunctionDefinition> Functions { get; set; } = [];

        public ImmutableArray<ClassDefinition> Classes { get; set; } = [];

        public ImmutableArray<CallExpression> Calls { get; set; } = [];

        public ImmutableArray<NameUse> Names { get; set; } = [];

        public ImmutableArray<TextSpan> Comments { get; set; } = [];

        public ImmutableArray<ModuleAssignment> ModuleAssignments { get; set; } = [];

        public ImmutableArray<SyntaxError> Errors { get; set; } = [];

        public int CodeLines { get; set; }

        public bool LooksLikePython2 { get; set; }
    }

    /// <summary>The packed form, read from the text where there was only a glance; null for a module that was filled.</summary>
    private PackedModule? Contents
    {
        get
        {
            if (_packed is null && _glance is not null)
            {
                // Where two ask at once both read the same, and one stays. The source may give the text only once in a while.
                var text = new SourceText(_source!.Content);
                _packed = ModulePacker.Pack(PythonScanner.Scan(text, CancellationToken.None), text);
            }

            return _packed;
        }
    }

    /// <summary>
    /// The first use of <paramref name="dottedName"/> or of something in it through an import: <c>flask.request</c> is used by <c>flask.request.args</c>; null when there is none.
    /// </summary>
    public NameUse? FindUse(string dottedName)
    {
        NameUse? first = null;
        if (!MayImport(dottedName))
        {
            return null;
        }

        foreach (var use in Names)
        {
            if (use.Name.StartsWith(dottedName, StringComparison.Ordinal)
                && (use.Name.Length == dottedName.Length || use.Name[dottedName.Length] == '.')
                && (first is not { } found || use.Span.Start < found.Span.Start))
            {
                first = use;
            }
        }

        return first;
    }
}

/// <summary>A module as bytes.</summary>
/// <param name="Bytes">Of a layout that this build of the program knows.</param>
/// <param name="IsGlance">Whether they hold only what a glance told.</param>
public readonly record struct KeptModule(ReadOnlyMemory<byte> Bytes, bool IsGlance);

/// <summary>A dotted name used through an import.</summary>
/// <param name="Name">With aliases resolved: <c>numpy.array</c> for <c>np.array</c>; leading dots for a relative import.</param>
/// <param name="Span">Of the first use, as written.</param>
public readonly record struct NameUse(string Name, TextSpan Span);

/// <summary>A use of a dotted name in an expression.</summary>
/// <param name="Name">As written, blanks removed: <c>session.get</c>.</param>
/// <param name="ResolvedName">Through imports; as written where none applies.</param>
/// <param name="Receiver">The class of the object on which the name hangs, where that is plain.</param>
/// <param name="IsImported">Whether the name leads to an import.</param>
/// <param name="Span">The dotted name.</param>
/// <param name="EnclosingFunction">Index of the function whose body it runs in, or -1.</param>
public readonly record struct DottedUse(string Name, string ResolvedName, string? Receiver, bool IsImported, TextSpan Span, int EnclosingFunction);

/// <summary>The value of a string literal, adjacent literals joined.</summary>
/// <param name="Value">The text, escapes resolved.</param>
/// <param name="Span">The literal with prefix and quotes.</param>
/// <param name="ArgumentIndex">Its place among the positional arguments, from 0.</param>
public readonly record struct StringArgument(string Value, TextSpan Span, int ArgumentIndex);

/// <summary>An element of a list, or a value, that is a plain string.</summary>
/// <param name="Value">The text, escapes resolved.</param>
/// <param name="Span">The literal with prefix and quotes.</param>
public readonly record struct StringItem(string Value, TextSpan Span);

/// <summary><c>NAME = …</c> at module level.</summary>
/// <param name="Name">The name.</param>
/// <param name="NameSpan">Where it stands.</param>
/// <param name="IsAugmented">Whether the operator is <c>+=</c>.</param>
/// <param name="Items">
/// The plain strings of a list, tuple or set, of several joined by <c>+</c>, or the string itself; other elements are left out.
/// </param>
public sealed record ModuleAssignment(string Name, TextSpan NameSpan, bool IsAugmented, ImmutableArray<StringItem> Items);

/// <summary>A function or method.</summary>
public sealed record FunctionDefinition
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Where the name stands.</summary>
    public required TextSpan NameSpan { get; init; }

    /// <summary>Whether it is <c>async def</c>.</summary>
    public required bool IsAsync { get; init; }

    /// <summary>Whether its body yields, so that a call of it only makes an iterator.</summary>
    public required bool IsGenerator { get; init; }

    /// <summary>Its decorators from top to bottom.</summary>
    public required ImmutableArray<Decorator> Decorators { get; init; }

    /// <summary>Name of the innermost class around it, or null.</summary>
    public required string? EnclosingClass { get; init; }

    /// <summary>Index of that class, or -1.</summary>
    public required int ClassIndex { get; init; }

    /// <summary>Index of the innermost function around it, or -1.</summary>
    public required int EnclosingFunction { get; init; }

    /// <summary>Whether it stands directly in a class.</summary>
    public required bool IsMethod { get; init; }

    /// <summary>Number of functions and classes around it.</summary>
    public required int Depth { get; init; }

    /// <summary>From the first statement of the body to the end of the last; empty past the header when there is none.</summary>
    public required TextSpan BodySpan { get; init; }

    /// <summary>Line of the <c>def</c>, from 0.</summary>
    public required int Line { get; init; }
}

/// <summary>A class.</summary>
public sealed record ClassDefinition
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Where the name stands.</summary>
    public required TextSpan NameSpan { get; init; }

    /// <summary>Bases that are dotted names, subscripts dropped (<c>Generic[T]</c>); keywords and calls are left out.</summary>
    public required ImmutableArray<ClassBase> Bases { get; init; }

    /// <summary>Its decorators from top to bottom.</summary>
    public required ImmutableArray<Decorator> Decorators { get; init; }

    /// <summary>Names of its methods in file order.</summary>
    public required ImmutableArray<string> MethodNames { get; init; }

    /// <summary>From the first statement of the body to the end of the last; empty past the header when there is none.</summary>
    public required TextSpan BodySpan { get; init; }

    /// <summary>Line of the <c>class</c>, from 0.</summary>
    public required int Line { get; init; }
}

/// <summary>A base of a class.</summary>
/// <param name="Name">As written, blanks removed.</param>
/// <param name="ResolvedName">Through imports; as written where none applies.</param>
/// <param name="Span">The dotted name.</param>
public readonly record struct ClassBase(string Name, string ResolvedName, TextSpan Span);

/// <summary>A decorator that begins with a dotted name.</summary>
public sealed record Decorator
{
    /// <summary>The dotted name as written, blanks removed: <c>app.route</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The name through imports; as written where none applies.</summary>
    public required string ResolvedName { get; init; }

    /// <summary>The class of the object on which the name hangs, where that is plain: <c>flask.Flask</c> for <c>@app.route</c>.</summary>
    public required string? Receiver { get; init; }

    /// <summary>The dotted name.</summary>
    public required TextSpan Span { get; init; }

    /// <summary>The first positional argument that is a plain string.</summary>
    public required StringArgument? FirstString { get; init; }

    /// <summary>The plain string with which a list or tuple begins that is the first argument.</summary>
    public StringArgument? FirstListItem { get; init; }

    /// <summary>The strings of <c>methods=[…]</c>.</summary>
    public required ImmutableArray<string> Methods { get; init; }
}

/// <summary>A call of a dotted name.</summary>
public sealed record CallExpression
{
    /// <summary>The dotted name as written, blanks removed: <c>time.sleep</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The name through imports; as written where none applies.</summary>
    public required string ResolvedName { get; init; }

    /// <summary>The class of the object on which the name hangs, where that is plain: <c>app = Flask(…)</c> makes it <c>flask.Flask</c> for <c>app.run</c>.</summary>
    public required string? Receiver { get; init; }

    /// <summary>
    /// What gave the object on which the name hangs, where that was a method of an object whose class is plain: after <c>cur = con.cursor()</c> it is
    /// <c>sqlite3.connect.cursor</c> for <c>cur.execute</c>.
    /// </summary>
    public string? Origin { get; init; }

    /// <summary>The dotted name.</summary>
    public required TextSpan Span { get; init; }

    /// <summary>The first positional argument that is a plain string.</summary>
    public required StringArgument? FirstString { get; init; }

    /// <summary>Names of the keyword arguments in order.</summary>
    public required ImmutableArray<string> Keywords { get; init; }

    /// <summary>The strings of <c>methods=[…]</c>.</summary>
    public required ImmutableArray<string> Methods { get; init; }

    /// <summary>Whether the name leads to an import.</summary>
    public required bool IsImported { get; init; }

    /// <summary>Whether <c>await</c> stands before it.</summary>
    public required bool IsAwaited { get; init; }

    /// <summary>Whether its result is used on the spot: <c>f().x</c>, <c>f()()</c>, <c>f()[0]</c>.</summary>
    public required bool IsChained { get; init; }

    /// <summary>Index of the function whose body it runs in, or -1; a decorator or default runs outside of its function.</summary>
    public required int EnclosingFunction { get; init; }

    /// <summary>Index of the call among whose arguments it stands, or -1.</summary>
    public required int EnclosingCall { get; init; }

    /// <summary>Whether it stands in a lambda, so that it runs later.</summary>
    public required bool InLambda { get; init; }

    /// <summary><c>name</c> or <c>self.name</c> when the call is all that is assigned to it, also by <c>with … as name</c>; or null.</summary>
    public required string? AssignedTo { get; init; }
}
