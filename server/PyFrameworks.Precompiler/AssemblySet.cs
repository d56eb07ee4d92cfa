using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace PyFrameworks.Precompiler;

/// <summary>A type where it is defined.</summary>
internal sealed record DefinedType(string Assembly, MetadataReader Reader, TypeDefinitionHandle Handle)
{
    public TypeDefinition Definition => Reader.GetTypeDefinition(Handle);

    /// <summary>Enumerations are value types too.</summary>
    public bool IsValueType => Definition.BaseType is { IsNil: false, Kind: HandleKind.TypeReference or HandleKind.TypeDefinition } parent
        && NameOf(parent) is "System.ValueType" or "System.Enum" && NameOf(Handle) != "System.Enum";

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

    public void Dispose() => _files.ForEach(file => file.Dispose());

    private static string FullName(MetadataReader reader, TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        var name = reader.GetString(type.Name);
        return type.GetDeclaringType() is { IsNil: false } outer ? $"{FullName(reader, outer)}+{name}"
            : type.Namespace.IsNil ? name
            : $"{reader.GetString(type.Namespace)}.{name}";
    }
}
