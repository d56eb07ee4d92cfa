namespace PyFrameworks.Precompiler.Tests;

public sealed class MethodNameTests
{
    [Theory]
    [InlineData("A.B:C", "A.B", "C")]
    [InlineData("A.B+D:.ctor", "A.B+D", ".ctor")]
    [InlineData("A`1+B`1[int,A.C]:M", "A`1+B`1<int A.C>", "M")]
    [InlineData("A`2[B`1[int],C]:M[D`1[E],long]", "A`2<B`1<int> C>", "M<D`1<E> long>")]
    [InlineData("A`1[int[]]:M[B[,][]]", "A`1<int(1)>", "M<B(2)(1)>")]
    [InlineData("A`1[B`1[int][]]:System.Collections.Generic.IEnumerable<T>.GetEnumerator", "A`1<B`1<int>(1)>", "System.Collections.Generic.IEnumerable<T>.GetEnumerator")]
    [InlineData("A`1[B]:System.Collections.Generic.IEnumerable<T[]>.GetEnumerator", "A`1<B>", "System.Collections.Generic.IEnumerable<T[]>.GetEnumerator")]
    [InlineData("A:I<T[]>.<M>g__N|1_0[int]", "A", "I<T[]>.<M>g__N|1_0<int>")]
    public void Name_is_taken_apart(string text, string type, string method)
    {
        var name = MethodName.Parse(text);
        Assert.NotNull(name);
        Assert.Equal(type, Show(name.Type));
        Assert.Equal(method, name.Name + Show(name.Arguments));
    }

    [Theory]
    [InlineData("")]
    [InlineData("A.B.C")]
    [InlineData(":M")]
    [InlineData("A`1[int:M")]
    [InlineData("A`1[int]]:M")]
    [InlineData("A:M[int")]
    [InlineData("A:M[int]x")]
    public void Something_else_is_no_name(string text) => Assert.Null(MethodName.Parse(text));

    private static string Show(TypeName type) => type.Name + Show(type.Arguments) + string.Concat(type.Ranks.Select(rank => $"({rank})"));

    private static string Show(IReadOnlyList<TypeName> arguments) => arguments.Count == 0 ? "" : $"<{string.Join(' ', arguments.Select(Show))}>";
}
