using System.Reflection;

namespace PyFrameworks.Precompiler.Tests;

/// <summary>Profiles of the assembly of these tests and of the library, read as crossgen2 does: by their tokens.</summary>
public sealed class ProfileTests
{
    /// <summary>What the names in the tests stand for.</summary>
    internal sealed class Subject<T>
    {
        internal struct Inner;

        public T? One { get; set; }

        public static ref readonly int Two<TOther>(in int number, ReadOnlySpan<TOther> others, T[,] table) => ref others.Length > table.Length ? ref number : ref number;

        public static unsafe void Three(int* pointer, delegate*<int, T> function, Inner[] inner)
        {
        }

        public static void Three(string text)
        {
        }

        public abstract class Four
        {
            public abstract void Open();
        }
    }

    /// <summary>What a beginning in the tests stands for.</summary>
    internal static class Plain
    {
        public static void Run()
        {
        }

        public static void Generic<T>()
        {
        }

        internal static class Inner
        {
            public static void Run()
            {
            }

            internal static class Of<T>
            {
                public static void Run()
                {
                }
            }
        }
    }

    private const string Name = "PyFrameworks.Precompiler.Tests.ProfileTests+Subject`1";

    [Theory]
    [InlineData($"{Name}[System.__Canon]:get_One", 1)]
    [InlineData($"{Name}[System.Collections.Generic.KeyValuePair`2[int,System.__Canon]]:Two[System.DateTime[]]", 1)]
    [InlineData($"{Name}[int]:Three", 2)]
    [InlineData($"{Name}[int]:Five", 0)]
    [InlineData($"{Name}[int]:Two", 0)]
    [InlineData($"{Name}[int,int]:Three", 0)]
    [InlineData($"{Name}[Not.There]:Three", 0)]
    [InlineData($"{Name}+Four[int]:Open", 0)]
    [InlineData("Not.There:Three", 0)]
    public void Name_stands_for_the_methods_that_are_there(string name, int count)
    {
        using var set = Assemblies();
        Assert.Equal(count, new Profile(set).Add(MethodName.Parse(name)!));
    }

    [Fact]
    public void Tokens_lead_to_the_methods()
    {
        var profile = Write(
            $"{Name}[int]:get_One",
            $"{Name}[System.Collections.Generic.KeyValuePair`2[int,System.DateTime]]:Two[System.DateTime[]]",
            $"{Name}[System.String]:Three",
            "System.Collections.Generic.List`1[System.DateTime]:AddRange",
            "System.Array:Empty[PyFrameworks.Precompiler.Tests.ProfileTests]");
        var methods = Loaded(profile).Select(method => $"{method.DeclaringType} {method}").Order(StringComparer.Ordinal);
        Assert.Equal(
            [
                "PyFrameworks.Precompiler.Tests.ProfileTests+Subject`1[System.Collections.Generic.KeyValuePair`2[System.Int32,System.DateTime]] Int32& Two[DateTime[]](Int32 ByRef, System.ReadOnlySpan`1[System.DateTime[]], System.Collections.Generic.KeyValuePair`2[System.Int32,System.DateTime][,])",
                "PyFrameworks.Precompiler.Tests.ProfileTests+Subject`1[System.Int32] Int32 get_One()",
                "PyFrameworks.Precompiler.Tests.ProfileTests+Subject`1[System.String] Void Three(Int32*, System.String(System.Int32), Inner[])",
                "PyFrameworks.Precompiler.Tests.ProfileTests+Subject`1[System.String] Void Three(System.String)",
                "System.Array PyFrameworks.Precompiler.Tests.ProfileTests[] Empty[ProfileTests]()",
                "System.Collections.Generic.List`1[System.DateTime] Void AddRange(System.Collections.Generic.IEnumerable`1[System.DateTime])",
            ],
            methods);
    }

    [Fact]
    public void Beginning_stands_for_what_has_no_type_parameters()
    {
        using var set = Assemblies();
        var profile = new Profile(set);
        Assert.Equal(2, profile.AddAll("PyFrameworks.Precompiler.Tests.ProfileTests+Pla"));
        Assert.Equal(0, profile.AddAll("PyFrameworks.Precompiler.Tests.ProfileTests+Subject"));
        using var bytes = new MemoryStream();
        profile.Write(bytes);
        Assert.Equal(["Plain.Inner.Run", "Plain.Run"], Loaded(bytes.ToArray()).Select(method => $"{method.DeclaringType!.FullName!.Split('+', 2)[1].Replace('+', '.')}.{method.Name}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Same_names_give_the_same_bytes()
    {
        string[] names = [$"{Name}[System.__Canon]:Three", "System.Array:Empty[int]"];
        Assert.Equal(Write(names), Write(names));
    }

    private static AssemblySet Assemblies() => new([typeof(ProfileTests).Assembly.Location, typeof(object).Assembly.Location]);

    private static byte[] Write(params string[] names)
    {
        using var set = Assemblies();
        var profile = new Profile(set);
        foreach (var name in names)
        {
            profile.Add(MethodName.Parse(name)!);
        }

        using var bytes = new MemoryStream();
        profile.Write(bytes);
        return bytes.ToArray();
    }

    /// <summary>The methods of all groups: each body is a row of "ldtoken method, pop", that of the dictionary one of "ldstr assemblies, ldtoken group, pop".</summary>
    private static List<MethodBase> Loaded(byte[] profile)
    {
        var module = Assembly.Load(profile).ManifestModule;
        var groups = Body(module.GetMethod("AssemblyDictionary")!);
        var methods = new List<MethodBase>();
        for (var at = 0; at < groups.Length; at += 11)
        {
            Assert.Equal((0x72, 0xd0, 0x26), (groups[at], groups[at + 5], groups[at + 10]));
            var assemblies = module.ResolveString(BitConverter.ToInt32(groups, at + 1));
            var tokens = Body(module.ResolveMethod(BitConverter.ToInt32(groups, at + 6))!);
            for (var token = 0; token < tokens.Length; token += 6)
            {
                Assert.Equal((0xd0, 0x26), (tokens[token], tokens[token + 5]));
                var method = module.ResolveMethod(BitConverter.ToInt32(tokens, token + 1))!;
                Assert.StartsWith(method.Module.Assembly.GetName().Name + ";", assemblies, StringComparison.Ordinal);
                methods.Add(method);
            }
        }

        return methods;
    }

    private static byte[] Body(MethodBase method) => method.GetMethodBody()!.GetILAsByteArray()!;
}
