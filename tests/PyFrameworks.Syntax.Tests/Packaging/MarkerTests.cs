using System.Collections.Frozen;
using PyFrameworks.Syntax.Packaging;
using Version = PyFrameworks.Syntax.Packaging.Version;

namespace PyFrameworks.Syntax.Tests.Packaging;

public sealed class MarkerTests
{
    private static readonly MarkerEnvironment s_linux = new(
    [
        new("python_version", "3.12"),
        new("python_full_version", "3.12.1"),
        new("os_name", "posix"),
        new("sys_platform", "linux"),
        new("platform_release", "6.1.0-generic"),
        new("platform_python_implementation", "CPython"),
        new("extra", "Test_Extra"),
    ]);

    [Theory]
    [InlineData("os.name=='posix'", "os_name == \"posix\"")]
    [InlineData("python_implementation == 'x' and (sys.platform == \"a\")", "platform_python_implementation == \"x\" and sys_platform == \"a\"")]
    [InlineData("((os_name == 'a' and os_name == 'b'))", "os_name == \"a\" and os_name == \"b\"")]
    [InlineData("(os_name == 'a' or os_name == 'b') and os_name == 'c'", "(os_name == \"a\" or os_name == \"b\") and os_name == \"c\"")]
    [InlineData("os_name not  in 'a'", "os_name not in \"a\"")]
    [InlineData("extra == 'A._b'", "extra == \"a-b\"")]
    [InlineData("'\u0130' in extra", "\"i\u0307\" in extra")]
    [InlineData("os_name == 'a\"b'", "os_name == 'a\"b'")]
    [InlineData("os_name == '\\x41'", "os_name == \"A\"")]
    public void Normal_form(string text, string expected)
    {
        Assert.True(Marker.TryParse(text, out var marker));
        Assert.Equal(expected, marker.ToString());
    }

    [Theory]
    [InlineData("python_version >= '3.9'", true)]
    [InlineData("'3.9' <= python_version", true)]
    [InlineData("python_version < '3.9' or os_name == 'posix'", true)]
    [InlineData("python_version in '3.11 3.12'", true)]
    [InlineData("sys_platform > 'a'", false)]
    [InlineData("platform_release >= '6.1'", false)]
    [InlineData("extra == 'test.extra'", true)]
    [InlineData("python_full_version == '3.12.*'", true)]
    [InlineData("os_name == 'nt' and python_version < '4' or sys_platform == 'linux'", true)]
    public void Value_in_an_environment(string text, bool expected)
    {
        Assert.True(Marker.TryParse(text, out var marker));
        Assert.Equal(new(expected, null), marker.Evaluate(s_linux));
    }

    [Theory]
    [InlineData("os_name ~= 'posix'", MarkerError.UndefinedComparison)]
    [InlineData("os_name == 'posix' or os_name === 'x'", MarkerError.UndefinedComparison)]
    [InlineData("platform_machine == 'x'", MarkerError.UndefinedEnvironmentName)]
    [InlineData("'a' == 'b'", MarkerError.UndefinedEnvironmentName)]
    [InlineData("'a' in extras", MarkerError.UndefinedEnvironmentName)]
    public void What_has_no_value(string text, MarkerError expected)
    {
        Assert.True(Marker.TryParse(text, out var marker));
        Assert.Equal(new(false, expected), marker.Evaluate(s_linux));
    }

    [Fact]
    public void Sets_of_extras_are_asked_for_members()
    {
        var environment = new MarkerEnvironment([], new[] { NormalizedName.From("a-b") }.ToFrozenSet(), FrozenSet<NormalizedName>.Empty);

        Assert.True(Marker.TryParse("'A_b' in extras and 'x' not in dependency_groups", out var marker));
        Assert.Equal(new(true, null), marker.Evaluate(environment));
        Assert.True(Marker.TryParse("extras == 'a'", out var wrong));
        Assert.Equal(MarkerError.UndefinedComparison, wrong.Evaluate(environment).Error);
    }

    [Theory]
    [InlineData("python_version >= '3.9'", "3.8", false)]
    [InlineData("python_version >= '3.9'", "3.10", true)]
    [InlineData("python_version < '3.9' and os_name == 'nt'", "3.10", false)]
    [InlineData("python_version < '3.9' and os_name == 'nt'", "3.8", null)]
    [InlineData("python_version < '3.9' or extra == 'x'", "3.8", true)]
    [InlineData("python_version < '3.9' or extra == 'x'", "3.10", null)]
    [InlineData("python_full_version >= '3.12.3'", "3.12", null)]
    [InlineData("python_full_version >= '3.12.3'", "3.12.4", true)]
    [InlineData("python_full_version >= '3.12.3'", "3.13", true)]
    [InlineData("python_full_version >= '3.12.3'", "3.11", false)]
    [InlineData("'3.12.3' <= python_full_version", "3.13", true)]
    [InlineData("python_version in '2.7 3.6'", "3.6", true)]
    [InlineData("sys_platform == 'win32'", "3.6", null)]
    public void Value_for_a_Python_alone(string text, string python, bool? expected)
    {
        Assert.True(Marker.TryParse(text, out var marker));
        Assert.Equal(expected, marker.EvaluatePython(Version.Parse(python)));
        Assert.Equal(expected != false, marker.MayHoldFor(Version.Parse(python)));
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    [InlineData(100_000, false)]
    public void Parentheses_nest_only_so_deep(int depth, bool valid)
    {
        var text = new string('(', depth) + "os_name == 'nt'" + new string(')', depth);

        var (marker, error) = Marker.Parse(text, 0);

        Assert.Equal(valid, marker is not null);
        Assert.Equal(valid ? null : "Parentheses nest deeper than 100 levels", error?.Message);
    }
}
