using System.Reflection.Metadata;

namespace PyFrameworks.Precompiler;

/// <summary>A type as the runtime's compiler writes it: <c>System.ValueTuple`2[int,System.__Canon]</c>.</summary>
/// <param name="Name">The name with namespace and outer types, as in <c>Outer`1+Inner</c>; for an array the name of the elements' type.</param>
/// <param name="Arguments">What its type parameters stand for, those of outer types first.</param>
/// <param name="Ranks">The dimensions of each array around the type, the innermost first.</param>
internal sealed record TypeName(string Name, IReadOnlyList<TypeName> Arguments, IReadOnlyList<int> Ranks)
{
    private static readonly (string Keyword, string Type)[] s_keywords =
    [
        ("void", "System.Void"), ("bool", "System.Boolean"), ("char", "System.Char"), ("sbyte", "System.SByte"), ("byte", "System.Byte"), ("short", "System.Int16"), ("ushort", "System.UInt16"),
        ("int", "System.Int32"), ("uint", "System.UInt32"), ("long", "System.Int64"), ("ulong", "System.UInt64"), ("float", "System.Single"), ("double", "System.Double"),
        ("string", "System.String"), ("nint", "System.IntPtr"), ("nuint", "System.UIntPtr"),
    ];

    /// <summary>How the runtime's compiler writes a primitive type among arguments; <see langword="null"/> for any other.</summary>
    public static string? Keyword(string type) => Array.Find(s_keywords, known => known.Type == type).Keyword;

    /// <summary>The code of a primitive type in a signature, by its keyword; <see langword="null"/> for any other.</summary>
    public static PrimitiveTypeCode? Primitive(string keyword) => Array.FindIndex(s_keywords, known => known.Keyword == keyword) switch
    {
        -1 => null,
        14 => PrimitiveTypeCode.IntPtr,
        15 => PrimitiveTypeCode.UIntPtr,
        var index => (PrimitiveTypeCode)(index + 1),
    };
}

/// <summary>A method of a type, without its parameters: all of that name are meant.</summary>
/// <param name="Type">The type that declares it.</param>
/// <param name="Name">Its own name.</param>
/// <param name="Arguments">What its type parameters stand for.</param>
internal sealed record MethodName(TypeName Type, string Name, IReadOnlyList<TypeName> Arguments)
{
    /// <summary>Reads <c>Type:Method</c>, or gives <see langword="null"/> where the text is something else.</summary>
    public static MethodName? Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
        {
            return null;
        }

        var at = 0;
        var type = ParseType(text.AsSpan(0, colon), ref at);
        var method = text.AsSpan(colon + 1);
        var bracket = ArgumentsAt(method);
        var after = bracket < 0 ? method.Length : bracket;
        var arguments = bracket < 0 ? [] : ParseArguments(method, ref after);
        return at == colon && after == method.Length ? new(type, (bracket < 0 ? method : method[..bracket]).ToString(), arguments) : null;
    }

    // Where the arguments begin. What stands in pointed brackets is the name of an interface, as the C# compiler writes it: IEnumerable<T[]>.GetEnumerator.
    private static int ArgumentsAt(ReadOnlySpan<char> method)
    {
        var depth = 0;
        for (var i = 0; i < method.Length; i++)
        {
            depth += method[i] switch { '<' => 1, '>' => -1, _ => 0 };
            if (method[i] == '[' && depth == 0)
            {
                return i;
            }
        }

        return -1;
    }

    private static TypeName ParseType(ReadOnlySpan<char> text, ref int at)
    {
        var start = at;
        while (at < text.Length && text[at] is not ('[' or ']' or ','))
        {
            at++;
        }

        var name = text[start..at].ToString();
        IReadOnlyList<TypeName> arguments = at < text.Length && text[at] == '[' && !IsRank(text, at) ? ParseArguments(text, ref at) : [];
        var ranks = new List<int>();
        while (at < text.Length && text[at] == '[' && IsRank(text, at))
        {
            var end = at + text[at..].IndexOf(']');
            ranks.Add(end - at);
            at = end + 1;
        }

        return new(name, arguments, ranks);
    }

    private static bool IsRank(ReadOnlySpan<char> text, int at) => at + 1 < text.Length && text[at + 1] is ']' or ',';

    private static List<TypeName> ParseArguments(ReadOnlySpan<char> text, ref int at)
    {
        var arguments = new List<TypeName>();
        do
        {
            // Behind the bracket, and behind each comma.
            at++;
            arguments.Add(ParseType(text, ref at));
        }
        while (at < text.Length && text[at] == ',');
        at++;
        return arguments;
    }
}
