using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;

namespace PyFrameworks.Precompiler;

/// <summary>
/// A profile as crossgen2 reads it (".mibc"): an assembly whose global method <c>AssemblyDictionary</c> leads, by the names of the assemblies that are concerned,
/// to methods that do nothing but load the tokens of other methods. Crossgen2 compiles each of those, where it would otherwise take only what code calls directly.
/// </summary>
internal sealed class Profile
{
    private readonly AssemblySet _assemblies;
    private readonly References _references;
    private readonly MetadataBuilder _metadata = new();
    private readonly SortedDictionary<string, InstructionEncoder> _groups = new(StringComparer.Ordinal);

    public Profile(AssemblySet assemblies)
    {
        _assemblies = assemblies;
        _references = new(_metadata);
    }

    /// <summary>Takes up the methods that a name stands for, and says how many these are: none where a type of the name is not there.</summary>
    public int Add(MethodName method)
    {
        var count = 0;
        foreach (var type in _assemblies.Find(method.Type.Name))
        {
            var concerned = new SortedSet<string>(StringComparer.Ordinal);
            if (Arguments(method.Type.Arguments, concerned) is not { } typeArguments || Arguments(method.Arguments, concerned) is not { } arguments
                || type.Definition.GetGenericParameters().Count != typeArguments.Count)
            {
                continue;
            }

            concerned.Remove(type.Assembly);
            var parent = Parent(type, typeArguments);
            foreach (var handle in type.Definition.GetMethods())
            {
                var definition = type.Reader.GetMethodDefinition(handle);
                if (definition.RelativeVirtualAddress != 0 && type.Reader.StringComparer.Equals(definition.Name, method.Name)
                    && definition.GetGenericParameters().Count == arguments.Count)
                {
                    Load(string.Join(';', [type.Assembly, .. concerned]) + ";", Token(type, parent, definition, arguments));
                    count++;
                }
            }
        }

        return count;
    }

    /// <summary>Takes up the methods of all types whose full names begin with <paramref name="prefix"/>, but for those with type parameters, and says how many these are.</summary>
    public int AddAll(string prefix)
    {
        var count = 0;
        foreach (var type in _assemblies.StartingWith(prefix))
        {
            var parent = Parent(type, []);
            foreach (var handle in type.Definition.GetMethods())
            {
                var definition = type.Reader.GetMethodDefinition(handle);
                if (definition.RelativeVirtualAddress != 0 && definition.GetGenericParameters().Count == 0)
                {
                    Load(type.Assembly + ";", Token(type, parent, definition, []));
                    count++;
                }
            }
        }

        return count;
    }

    /// <summary>Writes the profile; the same methods in the same order give the same bytes.</summary>
    public void Write(Stream output)
    {
        var code = new BlobBuilder();
        var bodies = new MethodBodyStreamEncoder(code);
        var signature = new BlobBuilder();
        new BlobEncoder(signature).MethodSignature().Parameters(0, returned => returned.Void(), _ => { });
        var nothing = _metadata.GetOrAddBlob(signature);
        MethodDefinitionHandle Define(string name, InstructionEncoder body) => _metadata.AddMethodDefinition(
            MethodAttributes.Public | MethodAttributes.Static, MethodImplAttributes.IL, _metadata.GetOrAddString(name), nothing, bodies.AddMethodBody(body), default);

        _metadata.AddModule(0, _metadata.GetOrAddString("precompiled"), default, default, default);
        _metadata.AddAssembly(_metadata.GetOrAddString("precompiled"), new(0, 0, 0, 0), default, default, default, default);
        _metadata.AddTypeDefinition(default, default, _metadata.GetOrAddString("<Module>"), default, MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
        var dictionary = new InstructionEncoder(new BlobBuilder());
        foreach (var (assemblies, body) in _groups)
        {
            dictionary.LoadString(_metadata.GetOrAddUserString(assemblies));
            dictionary.OpCode(ILOpCode.Ldtoken);
            dictionary.Token(Define($"Methods{_metadata.GetRowCount(TableIndex.MethodDef)}", body));
            dictionary.OpCode(ILOpCode.Pop);
        }

        Define("AssemblyDictionary", dictionary);
        var image = new BlobBuilder();
        new ManagedPEBuilder(PEHeaderBuilder.CreateLibraryHeader(), new(_metadata), code, deterministicIdProvider: Digest).Serialize(image);
        image.WriteContentTo(output);
    }

    private static BlobContentId Digest(IEnumerable<Blob> content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var blob in content)
        {
            hash.AppendData(blob.GetBytes());
        }

        return BlobContentId.FromHash(hash.GetHashAndReset());
    }

    private void Load(string assemblies, EntityHandle method)
    {
        if (!_groups.TryGetValue(assemblies, out var body))
        {
            _groups.Add(assemblies, body = new(new BlobBuilder()));
        }

        body.OpCode(ILOpCode.Ldtoken);
        body.Token(method);
        body.OpCode(ILOpCode.Pop);
    }

    private EntityHandle Parent(DefinedType type, List<SignaturePart> arguments)
    {
        var reference = _references.Of(type.Reader, type.Assembly, type.Handle);
        if (arguments.Count == 0)
        {
            return reference;
        }

        var blob = new BlobBuilder();
        SignatureParts.Instance(SignatureParts.Named(reference, type.IsValueType), [.. arguments])(blob);
        return _metadata.AddTypeSpecification(_metadata.GetOrAddBlob(blob));
    }

    private EntityHandle Token(DefinedType type, EntityHandle parent, MethodDefinition definition, List<SignaturePart> arguments)
    {
        var blob = new BlobBuilder();
        SignatureParts.Method(definition.DecodeSignature(new SignatureParts(_references, type.Assembly), null))(blob);
        var member = _metadata.AddMemberReference(parent, _metadata.GetOrAddString(type.Reader.GetString(definition.Name)), _metadata.GetOrAddBlob(blob));
        if (arguments.Count == 0)
        {
            return member;
        }

        var instance = new BlobBuilder();
        instance.WriteByte((byte)SignatureKind.MethodSpecification);
        instance.WriteCompressedInteger(arguments.Count);
        arguments.ForEach(argument => argument(instance));
        return _metadata.AddMethodSpecification(member, _metadata.GetOrAddBlob(instance));
    }

    private List<SignaturePart>? Arguments(IReadOnlyList<TypeName> names, SortedSet<string> concerned)
    {
        var parts = new List<SignaturePart>();
        foreach (var name in names)
        {
            if (Argument(name, concerned) is not { } part)
            {
                return null;
            }

            parts.Add(part);
        }

        return parts;
    }

    private SignaturePart? Argument(TypeName name, SortedSet<string> concerned)
    {
        SignaturePart? part;
        if (name.Name == "System.__Canon")
        {
            // What all reference types share has no definition outside of the compiler.
            part = SignatureParts.Named(_references.Canon, isValueType: false);
        }
        else if (TypeName.Primitive(name.Name) is { } primitive)
        {
            part = SignatureParts.Primitive(primitive);
        }
        else if (_assemblies.Find(name.Name) is [var type] && Arguments(name.Arguments, concerned) is { } arguments
            && type.Definition.GetGenericParameters().Count == arguments.Count)
        {
            concerned.Add(type.Assembly);
            part = SignatureParts.Named(_references.Of(type.Reader, type.Assembly, type.Handle), type.IsValueType);
            part = arguments.Count == 0 ? part : SignatureParts.Instance(part, [.. arguments]);
        }
        else
        {
            return null;
        }

        foreach (var rank in name.Ranks)
        {
            part = rank == 1 ? SignatureParts.Vector(part) : SignatureParts.Array(part, new(rank, [], []));
        }

        return part;
    }
}
