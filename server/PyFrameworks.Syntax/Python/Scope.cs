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
internal readonly record struct Binding(BindingKind Kind, string Target);

/// <summary>The names of a module, class or function.</summary>
internal sealed class Scope(Scope? parent, bool isClass)
{
    private Dictionary<string, Binding>? _names;
    private Dictionary<string, string>? _attributes;

    public Scope? Parent { get; } = parent;

    public bool IsClass { get; } = isClass;

    private Scope Module
    {
        get
        {
            var scope = this;
            while (scope.Parent is not null)
            {
                scope = scope.Parent;
            }

            return scope;
        }
    }

    /// <summary>Binds a name here, or in the module where a <c>global</c> statement said so.</summary>
    public void Bind(string name, Binding binding)
    {
        _names ??= new(StringComparer.Ordinal);
        if (_names.TryGetValue(name, out var old))
        {
            if (old.Kind == BindingKind.Global && Parent is not null)
            {
                Module.Bind(name, binding);
                return;
            }

            // "try: import json … except ImportError: json = None" does not forget the import.
            if (old.Kind == BindingKind.Import && (binding.Kind is BindingKind.Unknown or BindingKind.Result))
            {
                return;
            }
        }

        _names[name] = binding;
    }

    /// <summary>What <paramref name="name"/> means in this scope's code: its own names, those of the functions around it and the module's, not those of a class around it.</summary>
    public Binding? Find(string name)
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            if ((scope == this || !scope.IsClass) && scope._names is not null && scope._names.TryGetValue(name, out var binding))
            {
                return binding.Kind == BindingKind.Global ? Module.FindHere(name) : binding;
            }
        }

        return null;
    }

    /// <summary>What <paramref name="name"/> means by this scope's own statements.</summary>
    public Binding? FindHere(string name) => _names is not null && _names.TryGetValue(name, out var binding) ? binding : null;

    /// <summary>Notes the constructor of <c>self.attribute</c>, for the class around; null forgets it.</summary>
    public void BindAttribute(string attribute, string? constructor)
    {
        if (InnermostClass is { } scope)
        {
            scope._attributes ??= new(StringComparer.Ordinal);
            if (constructor is not null)
            {
                scope._attributes[attribute] = constructor;
            }
            else
            {
                scope._attributes.Remove(attribute);
            }
        }
    }

    /// <summary>The constructor of <c>self.attribute</c>, or null.</summary>
    public string? FindAttribute(string attribute) =>
        InnermostClass?._attributes is { } attributes && attributes.TryGetValue(attribute, out var constructor) ? constructor : null;

    private Scope? InnermostClass
    {
        get
        {
            var scope = this;
            while (scope is { IsClass: false })
            {
                scope = scope.Parent;
            }

            return scope;
        }
    }
}
