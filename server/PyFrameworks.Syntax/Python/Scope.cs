namespace PyFrameworks.Syntax.Python;

/// <summary>What a name stands for.</summary>
internal enum BindingKind : byte
{
    /// <summary>Something that tokens don't tell, which hides what the name means further out.</summary>
    Unknown,

    /// <summary>Something imported; the target is its dotted name.</summary>
    Import,

    /// <summary>The result of a constructor; the target is the constructor's dotted name.</summary>
    Instance,

    /// <summary>What a method of a known object gave; the target is the object's class, a dot and the method.</summary>
    Result,

    /// <summary>A name for an annotated class (PEP 593); the target is the class's dotted name.</summary>
    TypeAlias,

    /// <summary>The module's name, by a <c>global</c> statement.</summary>
    Global,
}

/// <summary>What a name stands for in one scope.</summary>
/// <param name="Kind">How it came to it.</param>
/// <param name="Target">A number of the <see cref="NameTable"/>; <see cref="NameTable.Empty"/> where the kind has none.</param>
internal readonly record struct Binding(BindingKind Kind, int Target);

/// <summary>
/// The scopes that are open: the module is scope 0, a class or function within scope n is n + 1. As scopes end in the reverse order of their beginning, every name has
/// one list of its bindings, the innermost first, that is found without search by way of <see cref="NameTable.NotesOf"/>.
/// </summary>
internal sealed class ScopeStack(NameTable names)
{
    /// <summary>The module's scope.</summary>
    public const int Module = 0;

    private readonly RefList<Entry> _entries = new(1024);
    private readonly RefList<Scope> _scopes = new(512);

    // The first entry that is free, linked by NextInScope.
    private int _free;

    /// <summary>Where it is to be noted what the module's names are bound to, each time that they are.</summary>
    public List<(int Name, Binding Binding)>? ModuleBindings { get; set; }

    /// <summary>Begins with a module that binds nothing.</summary>
    public void Start()
    {
        _entries.Recycle();
        _scopes.Recycle();
        _free = 0;

        // Entry 0 is none.
        _entries.Add(default);
        _scopes.Add(new() { Class = -1 });
    }

    /// <summary>Opens a scope within the innermost one and returns its number.</summary>
    public int Open(bool isClass)
    {
        var number = _scopes.Count;
        _scopes.Add(new() { IsClass = isClass, Class = isClass ? number : _scopes[number - 1].Class });
        return number;
    }

    /// <summary>Closes the innermost scope and forgets what it binds.</summary>
    public void Close()
    {
        for (var i = _scopes.Last.First; i != 0;)
        {
            // As the scope is the innermost one, its binding of a name comes first.
            ref var entry = ref _entries[i];
            ref var notes = ref names.NotesOf(entry.Name);
            (entry.IsAttribute ? ref notes.AttributeBinding : ref notes.Binding) = entry.NextOfName;
            var next = entry.NextInScope;
            entry.NextInScope = _free;
            _free = i;
            i = next;
        }

        _scopes.RemoveLast();
    }

    /// <summary>Whether the scope is that of a class.</summary>
    public bool IsClass(int scope) => _scopes[scope].IsClass;

    /// <summary>Binds a name in a scope, or in the module where a <c>global</c> statement said so.</summary>
    public void Bind(int scope, int name, Binding binding)
    {
        if (scope == Module)
        {
            ModuleBindings?.Add((name, binding));
        }

        ref var entry = ref EntryOf(scope, name, isAttribute: false, out var isNew);
        if (!isNew)
        {
            if (entry.Binding.Kind == BindingKind.Global && scope != Module)
            {
                Bind(Module, name, binding);
                return;
            }

            // "try: import json … except ImportError: json = None" does not forget the import.
            if (entry.Binding.Kind == BindingKind.Import && (binding.Kind is BindingKind.Unknown or BindingKind.Result))
            {
                return;
            }
        }

        entry.Binding = binding;
    }

    /// <summary>What <paramref name="name"/> means in the scope's code: its own names, those of the functions around it and the module's, not those of a class around it.</summary>
    public bool TryFind(int scope, int name, out Binding binding)
    {
        for (var i = names.NotesOf(name).Binding; i != 0; i = _entries[i].NextOfName)
        {
            ref readonly var entry = ref _entries[i];

            // A function's parameters are bound before its scope is entered.
            if (entry.Scope == scope || (entry.Scope < scope && !_scopes[entry.Scope].IsClass))
            {
                binding = entry.Binding;
                return binding.Kind != BindingKind.Global || TryFindHere(Module, name, out binding);
            }
        }

        binding = default;
        return false;
    }

    /// <summary>What <paramref name="name"/> means by the scope's own statements.</summary>
    public bool TryFindHere(int scope, int name, out Binding binding)
    {
        for (var i = names.NotesOf(name).Binding; i != 0; i = _entries[i].NextOfName)
        {
            if (_entries[i].Scope == scope)
            {
                binding = _entries[i].Binding;
                return true;
            }
        }

        binding = default;
        return false;
    }

    /// <summary>Notes the constructor of <c>self.attribute</c>, for the class around; <see cref="NameTable.None"/> forgets it.</summary>
    public void BindAttribute(int scope, int attribute, int constructor)
    {
        if (_scopes[scope].Class is >= 0 and var classScope)
        {
            EntryOf(classScope, attribute, isAttribute: true, out _).Binding = new(BindingKind.Instance, constructor);
        }
    }

    /// <summary>The constructor of <c>self.attribute</c>, or <see cref="NameTable.None"/>.</summary>
    public int FindAttribute(int scope, int attribute)
    {
        if (_scopes[scope].Class is >= 0 and var classScope)
        {
            for (var i = names.NotesOf(attribute).AttributeBinding; i != 0; i = _entries[i].NextOfName)
            {
                if (_entries[i].Scope == classScope)
                {
                    return _entries[i].Binding.Target;
                }
            }
        }

        return NameTable.None;
    }

    /// <summary>The entry of a name in a scope, which is made where there is none.</summary>
    private ref Entry EntryOf(int scope, int name, bool isAttribute, out bool isNew)
    {
        ref var notes = ref names.NotesOf(name);
        ref var head = ref isAttribute ? ref notes.AttributeBinding : ref notes.Binding;
        var before = 0;
        var at = head;
        while (at != 0 && _entries[at].Scope > scope)
        {
            before = at;
            at = _entries[at].NextOfName;
        }

        isNew = at == 0 || _entries[at].Scope != scope;
        if (!isNew)
        {
            return ref _entries[at];
        }

        var made = _free;
        if (made != 0)
        {
            _free = _entries[made].NextInScope;
        }
        else
        {
            made = _entries.Count;
            _entries.Add(default);
        }

        ref var entry = ref _entries[made];
        entry = new() { Name = name, Scope = scope, IsAttribute = isAttribute, NextOfName = at, NextInScope = _scopes[scope].First };
        _scopes[scope].First = made;
        (before == 0 ? ref head : ref _entries[before].NextOfName) = made;
        return ref entry;
    }

    private struct Scope
    {
        /// <summary>The first entry, linked by NextInScope.</summary>
        public int First;

        /// <summary>The innermost class that the scope is or lies in, or -1.</summary>
        public int Class;
        public bool IsClass;
    }

    private struct Entry
    {
        public int Name;
        public int Scope;
        public Binding Binding;
        public bool IsAttribute;

        /// <summary>The binding of the same name in the next scope further out, or 0.</summary>
        public int NextOfName;

        /// <summary>Another binding of the same scope, or 0.</summary>
        public int NextInScope;
    }
}
