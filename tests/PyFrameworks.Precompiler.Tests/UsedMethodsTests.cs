using System.Reflection;

namespace PyFrameworks.Precompiler.Tests;

/// <summary>What traces tell of the methods that a program used.</summary>
public sealed class UsedMethodsTests
{
    /// <summary>What the traces tell of.</summary>
    internal sealed class Subject<T>
    {
        internal enum Kind
        {
            One,
        }

        public static TOther? Make<TOther>(T? value) => value is TOther other ? other : default;
    }

    private const ulong Tests = 1, Core = 2, Nowhere = 3, Subjects = 10, Canon = 11, Kinds = 12, Number = 13, Numbers = 14, Table = 15, Text = 16, SubjectOfKinds = 17;
    private const string Name = "PyFrameworks.Precompiler.Tests.UsedMethodsTests+Subject`1";
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;

    private static readonly int s_make = typeof(Subject<>).GetMethod("Make")!.MetadataToken;

    [Fact]
    public void Methods_are_told_with_what_their_type_parameters_stand_for()
    {
        Assert.Equal(
            [
                $"{Name}[{Name}+Kind[System.__Canon]]:Make[int]",
                $"{Name}[System.__Canon]:Make[System.__Canon]",
                $"{Name}[System.__Canon]:Make[int[,]]",
                $"{Name}[System.__Canon]:Make[int[]]",
                "System.Int32:CompareTo",
                "System.String:.ctor",
            ],
            Names(Types()
                .Method(Subjects, s_make, Canon)
                .Method(Subjects, s_make, Numbers)
                .Method(Subjects, s_make, Table)
                .Method(SubjectOfKinds, s_make, Number)
                .Method(Number, typeof(int).GetMethod("CompareTo", [typeof(int)])!.MetadataToken)
                .Method(Text, typeof(string).GetConstructors(All)[0].MetadataToken)
                .Method(Subjects, s_make, Canon)));
    }

    [Fact]
    public void Names_lead_back_to_the_methods()
    {
        using var assemblies = Assemblies();
        var profile = new Profile(assemblies);
        foreach (var name in Names(Types().Method(SubjectOfKinds, s_make, Table)))
        {
            Assert.Equal(1, profile.Add(MethodName.Parse(name)!));
        }
    }

    [Fact]
    public void Modules_are_known_from_the_end_of_a_trace_too() =>
        Assert.Equal([$"{Name}[System.__Canon]:Make[System.__Canon]"], Names(Types(TraceWriter.Rundown, 154).Method(Subjects, s_make, Canon)));

    [Fact]
    public void What_the_runtime_made_up_or_did_not_explain_has_no_name() => Assert.Empty(Names(Types()
        .Type(20, Nowhere, typeof(Subject<>).MetadataToken, 0, Canon)
        .Type(21, Tests, typeof(Subject<>).MetadataToken, 0, 99)
        .Type(22, Tests, 0x02FFFFFF)
        .Type(23, 0, 0, 8, 99)
        .Method(20, s_make, Canon)
        .Method(21, s_make, Canon)
        .Method(22, s_make, Canon)
        .Method(23, s_make, Canon)
        .Method(99, s_make, Canon)
        .Method(Subjects, s_make, 99)
        .Method(Subjects, 0x06000000, Canon)
        .Method(Subjects, 0x06FFFFFF, Canon)
        .Method(Subjects, 0x0A000001, Canon)));

    [Fact]
    public void Numbers_of_two_processes_are_told_apart()
    {
        using var assemblies = Assemblies();
        var used = new UsedMethods(assemblies);
        used.Add(EventTrace.Read(Types().Write()));
        used.Add(EventTrace.Read(new TraceWriter().Method(Subjects, s_make, Canon).Write()));
        Assert.Empty(used.Names);
    }

    [Fact]
    public void Trace_of_a_killed_process_is_read_up_to_where_it_ends()
    {
        var whole = Types().Method(Subjects, s_make, Canon).Method(Subjects, s_make, Numbers).Write();
        Assert.Equal(2, Names(whole).Count);
        for (var length = 8; length < whole.Length; length++)
        {
            Assert.InRange(Names(whole[..length]).Count, 0, 2);
        }

        Assert.Single(Names(whole[..^3]));
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9 })]
    public void Something_else_is_no_trace(byte[] file) => Assert.Throws<InvalidDataException>(() => EventTrace.Read(file));

    [Fact]
    public void Events_are_told_in_order()
    {
        var events = EventTrace.Read(new TraceWriter().Event("A", 300, [1]).Event("A", 300, [2]).Event("B", 4, [3, 4]).Event("A", 300, []).Write());
        Assert.Equal(["A 300 01", "A 300 02", "B 4 0304", "A 300 "], events.Select(taken => $"{taken.Provider} {taken.Id} {Convert.ToHexString(taken.Payload.Span)}"));
    }

    private static TraceWriter Types(string provider = TraceWriter.Runtime, int id = 152) => new TraceWriter()
        .Module(Tests, "/somewhere/PyFrameworks.Precompiler.Tests.dll", provider, id)
        .Module(Core, "/somewhere/System.Private.CoreLib.dll", provider, id)
        .Type(Canon, Core, typeof(object).Assembly.GetType("System.__Canon")!.MetadataToken)
        .Type(Number, Core, typeof(int).MetadataToken)
        .Type(Text, Core, typeof(string).MetadataToken)
        .Type(Numbers, 0, 0, 8, Number)
        .Type(Table, 0, 0, 8 | (2 << 8), Number)
        .Type(Kinds, Tests, typeof(Subject<>.Kind).MetadataToken, 0, Canon)
        .Type(Subjects, Tests, typeof(Subject<>).MetadataToken, 0, Canon)
        .Type(SubjectOfKinds, Tests, typeof(Subject<>).MetadataToken, 0, Kinds);

    private static List<string> Names(TraceWriter trace) => Names(trace.Write());

    private static List<string> Names(byte[] trace)
    {
        using var assemblies = Assemblies();
        var used = new UsedMethods(assemblies);
        used.Add(EventTrace.Read(trace));
        return [.. used.Names];
    }

    private static AssemblySet Assemblies() => new([typeof(UsedMethodsTests).Assembly.Location, typeof(object).Assembly.Location]);
}
