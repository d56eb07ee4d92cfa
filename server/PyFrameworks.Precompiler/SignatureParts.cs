using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace PyFrameworks.Precompiler;

/// <summary>Writes one part of a signature (ECMA-335 II.23.2).</summary>
internal delegate void SignaturePart(BlobBuilder blob);

/// <summary>References to types, each once.</summary>
internal sealed class References(MetadataBuilder metadata)
{
    private readonly Dictionary<string, AssemblyReferenceHandle> _assemblies = new(StringComparer.Ordinal);
    private readonly Dictionary<(EntityHandle Scope, string Namespace, string Name), TypeReferenceHandle> _types = [];

    /// <summary>What crossgen2 calls the type that stands for every reference type.</summary>
    public TypeReferenceHandle Canon => Type(Assembly("System.Private.Canon"), "System", "__Canon");

    public TypeReferenceHandle Of(MetadataReader reader, string assembly, TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        EntityHandle scope = type.GetDeclaringType() is { IsNil: false } outer ? Of(reader, assembly, outer) : Assembly(assembly);
        return Type(scope, reader.GetString(type.Namespace), reader.GetString(type.Name));
    }

    public TypeReferenceHandle Of(MetadataReader reader, string assembly, TypeReferenceHandle handle)
    {
        var type = reader.GetTypeReference(handle);
        EntityHandle scope = type.ResolutionScope.Kind switch
        {
            HandleKind.TypeReference => Of(reader, assembly, (TypeReferenceHandle)type.ResolutionScope),
            HandleKind.AssemblyReference => Assembly(reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name)),
            _ => Assembly(assembly),
        };
        return Type(scope, reader.GetString(type.Namespace), reader.GetString(type.Name));
    }

    private AssemblyReferenceHandle Assembly(string name)
    {
        if (!_assemblies.TryGetValue(name, out var handle))
        {
            _assemblies.Add(name, handle = metadata.AddAssemblyReference(metadata.GetOrAddString(name), new(0, 0, 0, 0), default, default, default, default));
        }

        return handle;
    }

    private TypeReferenceHandle Type(EntityHandle scope, string @namespace, string name)
    {
        if (!_types.TryGetValue((scope, @namespace, name), out var handle))
        {
            _types.Add((scope, @namespace, name), handle = metadata.AddTypeReference(scope, metadata.GetOrAddString(@namespace), metadata.GetOrAddString(name)));
        }

        return handle;
    }
}

/// <summary>Carries a signature over from the assembly that it stands in to the profile, where other tokens name its types.</summary>
internal sealed class SignatureParts(References references, string assembly) : ISignatureTypeProvider<SignaturePart, object?>
{
    public static SignaturePart Primitive(PrimitiveTypeCode code) => blob => blob.WriteByte((byte)code);

    public static SignaturePart Named(EntityHandle type, bool isValueType) => Named(type, isValueType ? SignatureTypeKind.ValueType : SignatureTypeKind.Class);

    public static SignaturePart Instance(SignaturePart generic, ImmutableArray<SignaturePart> arguments) => blob =>
    {
        blob.WriteByte((byte)SignatureTypeCode.GenericTypeInstance);
        generic(blob);
        blob.WriteCompressedInteger(arguments.Length);
        foreach (var argument in arguments)
        {
            argument(blob);
        }
    };

    public static SignaturePart Vector(SignaturePart element) => Prefixed(SignatureTypeCode.SZArray, element);

    public static SignaturePart Array(SignaturePart element, ArrayShape shape) => blob =>
    {
        blob.WriteByte((byte)SignatureTypeCode.Array);
        element(blob);
        blob.WriteCompressedInteger(shape.Rank);
        blob.WriteCompressedInteger(shape.Sizes.Length);
        foreach (var size in shape.Sizes)
        {
            blob.WriteCompressedInteger(size);
        }

        blob.WriteCompressedInteger(shape.LowerBounds.Length);
        foreach (var bound in shape.LowerBounds)
        {
            blob.WriteCompressedSignedInteger(bound);
        }
    };

    public static SignaturePart Method(MethodSignature<SignaturePart> signature) => blob =>
    {
        blob.WriteByte(signature.Header.RawValue);
        if (signature.GenericParameterCount > 0)
        {
            blob.WriteCompressedInteger(signature.GenericParameterCount);
        }

        blob.WriteCompressedInteger(signature.ParameterTypes.Length);
        signature.ReturnType(blob);
        foreach (var parameter in signature.ParameterTypes)
        {
            parameter(blob);
        }
    };

    public SignaturePart GetPrimitiveType(PrimitiveTypeCode typeCode) => Primitive(typeCode);

    public SignaturePart GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        Named(references.Of(reader, assembly, handle), (SignatureTypeKind)rawTypeKind);

    public SignaturePart GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
        Named(references.Of(reader, assembly, handle), (SignatureTypeKind)rawTypeKind);

    public SignaturePart GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public SignaturePart GetGenericInstantiation(SignaturePart genericType, ImmutableArray<SignaturePart> typeArguments) => Instance(genericType, typeArguments);

    public SignaturePart GetGenericTypeParameter(object? genericContext, int index) => Numbered(SignatureTypeCode.GenericTypeParameter, index);

    public SignaturePart GetGenericMethodParameter(object? genericContext, int index) => Numbered(SignatureTypeCode.GenericMethodParameter, index);

    public SignaturePart GetSZArrayType(SignaturePart elementType) => Vector(elementType);

    public SignaturePart GetArrayType(SignaturePart elementType, ArrayShape shape) => Array(elementType, shape);

    public SignaturePart GetByReferenceType(SignaturePart elementType) => Prefixed(SignatureTypeCode.ByReference, elementType);

    public SignaturePart GetPointerType(SignaturePart elementType) => Prefixed(SignatureTypeCode.Pointer, elementType);

    public SignaturePart GetPinnedType(SignaturePart elementType) => Prefixed(SignatureTypeCode.Pinned, elementType);

    public SignaturePart GetFunctionPointerType(MethodSignature<SignaturePart> signature) => Prefixed(SignatureTypeCode.FunctionPointer, Method(signature));

    public SignaturePart GetModifiedType(SignaturePart modifier, SignaturePart unmodifiedType, bool isRequired) => blob =>
    {
        // A modifier is a token alone, without the byte that says whether it is a class.
        var token = new BlobBuilder();
        modifier(token);
        blob.WriteByte((byte)(isRequired ? SignatureTypeCode.RequiredModifier : SignatureTypeCode.OptionalModifier));
        blob.WriteBytes(token.ToArray(1, token.Count - 1));
        unmodifiedType(blob);
    };

    private static SignaturePart Named(EntityHandle type, SignatureTypeKind kind) => blob =>
    {
        blob.WriteByte((byte)(kind == SignatureTypeKind.ValueType ? SignatureTypeKind.ValueType : SignatureTypeKind.Class));
        blob.WriteCompressedInteger(CodedIndex.TypeDefOrRef(type));
    };

    private static SignaturePart Prefixed(SignatureTypeCode code, SignaturePart inner) => blob =>
    {
        blob.WriteByte((byte)code);
        inner(blob);
    };

    private static SignaturePart Numbered(SignatureTypeCode code, int index) => blob =>
    {
        blob.WriteByte((byte)code);
        blob.WriteCompressedInteger(index);
    };
}
