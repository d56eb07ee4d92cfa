using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace PyFrameworks.Precompiler;

/// <summary>A type where it is defined.</summary>
internal sealed record DefinedType(string Assembly, MetadataReader Reader, TypeDefinitionHandle Handle)
{
    public TypeDefinition Definition => Reader.GetTypeDefinition(Handle);

    /// <summary>The name with namespace and outer types, as in <c>Outer`1+Inner</c>.</summary>
    public string FullName => AssemblySet.FullName(Reader, Handle);

    /// <summary>Enumerations are value types too.</summary>
    public bool IsValueType => Definition.BaseType is { IsNil: false, Kind: HandleKind.TypeReference or HandleKind.TypeDefinition } parent
        && NameOf(parent) is "System.ValueType" or "System.Enum" && NameOf(Handle) != "System.Enum";

    /// <summary>The name of the method with a token of the assembly, or <see langword="null"/> where there is none.</summary>
    public string? MethodName(int token)
    {
        var handle = MetadataTokens.EntityHandle(token);
        return handle.Kind == HandleKind.MethodDefinition && MetadataTokens.GetRowNumber(handle) is > 0 and var row && row <= Reader.MethodDefinitions.Count
            ? Reader.GetString(Reader.GetMethodDefinition((MethodDefinitionHandle)handle).Name) : null;
    }

    private string NameOf(EntityHandle type)
    {
        var (space, name) = type.Kind == HandleKind.TypeReference
            ? (Reader.GetTypeReference((TypeReferenceHandle)type).Namespace, Reader.GetTypeReference((TypeReferenceHandle)type).Name)
            : (Reader.GetTypeDefinition((TypeDefinitionHandle)type).Namespace, Reader.GetTypeDefinition((TypeDefinitionHandle)type).Name);
        return $"{Reader.GetString(space)}.{Reader.GetString(name)}";
    }
}

/// <summary>The types of the assemblies that are compiled together, by their names.</summary>
internal sealed class AssemblySet : IDisposable
{
    private readonly List<PEReader> _files = [];
    private readonly Dictionary<string, MetadataReader> _readers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<DefinedType>> _types = new(StringComparer.Ordinal);

    /// <param name="paths">The assemblies; what has no metadata is left out.</param>
    public AssemblySet(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            var file = new PEReader(File.OpenRead(path));
            _files.Add(file);
            if (!file.HasMetadata)
            {
                continue;
            }

            var reader = file.GetMetadataReader();
            var assembly = reader.GetString(reader.GetAssemblyDefinition().Name);
            _readers[assembly] = reader;
            foreach (var handle in reader.TypeDefinitions)
            {
                var name = FullName(reader, handle);
                if (!_types.TryGetValue(name, out var types))
                {
                    _types.Add(name, types = []);
                }

                types.Add(new(assembly, reader, handle));
            }
        }
    }

    /// <summary>The types of that name: one, save for those that the C# compiler puts into every assembly.</summary>
    public IReadOnlyList<DefinedType> Find(string name) => _types.TryGetValue(name, out var types) ? types : [];

    /// <summary>The type with a token of an assembly, or <see langword="null"/> where there is none.</summary>
    public DefinedType? Find(string assembly, int token)
    {
        var handle = MetadataTokens.EntityHandle(token);
        return _readers.TryGetValue(assembly, out var reader) && handle.Kind == HandleKind.TypeDefinition && MetadataTokens.GetRowNumber(handle) is > 0 and var row
            && row <= reader.TypeDefinitions.Count ? new(assembly, reader, (TypeDefinitionHandle)handle) : null;
    }

    /// <summary>The types without type parameters whose full names begin with <paramref name="prefix"/>.</summary>
    public IEnumerable<DefinedType> StartingWith(string prefix) =>
        from entry in _types
        where entry.Key.StartsWith(prefix, StringComparison.Ordinal)
        from type in entry.Value
        where type.Definition.GetGenericParameters().Count == 0
        select type;

    public void Dispose() => _files.ForEach(file => file.Dispose());

    internal static string FullName(MetadataReader reader, TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        var name = reader.GetString(type.Name);
        return type.GetDeclaringType() is { IsNil: false } outer ? $"{FullName(reader, outer)}+{name}"
            : type.Namespace.IsNil ? name
            : $"{reader.GetString(type.Namespace)}.{name}";
    }
}
