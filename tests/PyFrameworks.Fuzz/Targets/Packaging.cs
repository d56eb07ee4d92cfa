using System.Collections.Immutable;
using PyFrameworks.Syntax.Packaging;
using PyFrameworks.Syntax.Requirements;
using PyFrameworks.Syntax.Text;
using Version = PyFrameworks.Syntax.Packaging.Version;

namespace PyFrameworks.Fuzz;

/// <summary>Names, versions, specifiers, requirements and markers (PEP 503, 440, 508).</summary>
internal static class Packaging
{
    private static readonly ImmutableArray<string> s_versionTokens =
        ["1.0", "2!", "v", "a1", "b", "rc1", ".post1", "-1", ".dev0", "+local.1", "+2", "alpha", "preview", "c", "r", "rev", "_", "-", ".", "0", "01", "20231231235959123456789", "1.0.0.0"];

    private static readonly ImmutableArray<string> s_specifierTokens =
        ["==", ">=", "<=", "!=", "~=", "===", "<", ">", ",", " ", ".*", "==1.*", "~=1.1", "=== weird", .. s_versionTokens];

    private static readonly ImmutableArray<string> s_markerTokens =
    [
        "python_version", "os.name", "sys_platform", "extra", "python_implementation", "platform_release", "implementation_version", "dependency_groups", " and ", " or ", " in ", " not in ", "(", ")", "'", "\"", "'3.8'", "\"win32\"", "==", "===", "~=", ">=", "<", "!=",
        "platform_python_implementation", "os_name == 'nt'", "python_full_version < '3.7.1'", "'linux' in sys_platform", "extra == 'a'",
    ];

    private static readonly ImmutableArray<string> s_requirementTokens =
        ["flask", "[async, dotenv]", "(>=1)", " @ ", "https://h/x.whl", "git+ssh://g/h", ";", "; ", " ;", "os_name=='nt'", "-", "_", ".", .. s_specifierTokens];

    private static readonly ImmutableArray<Version> s_versions =
        [.. "0 1 1.0 1.1 1.1.0 1.2a1 1.2rc1.dev1 1.2 1.2.post1 2 2.0+local 10.3 1!0.5 2024.1 1.0.dev3 20231231235959123456789".Split(' ').Select(Version.Parse)];

    private static readonly MarkerEnvironment s_environment = new(
        new Dictionary<string, string>
        {
            ["python_version"] = "3.12",
            ["python_full_version"] = "3.12.1",
            ["os_name"] = "posix",
            ["sys_platform"] = "linux",
            ["platform_system"] = "Linux",
            ["platform_machine"] = "x86_64",
            ["platform_release"] = "6.1.0-13-amd64",
            ["platform_version"] = "#1 SMP",
            ["platform_python_implementation"] = "CPython",
            ["implementation_name"] = "cpython",
            ["implementation_version"] = "3.12.1",
        });

    /// <summary>The targets.</summary>
    public static IEnumerable<FuzzTarget> All { get; } =
    [
        new()
        {
            Name = "names",
            Seeds = () => ["flask", "Flask-Login", "a.b_c--d", "é", ""],
            Tokens = ["-", "_", ".", "A", "flask", "--", "._-"],
            MaxLength = 80,
            Check = CheckName,
            Grow = text => NormalizedName.From(text),
        },
        new()
        {
            Name = "versions",
            Seeds = () => s_versions.Select(version => version.ToString()).Concat(s_versionTokens),
            Tokens = s_versionTokens,
            MaxLength = 120,
            Check = CheckVersion,
            Grow = text => Version.TryParse(text, out _),
        },
        new()
        {
            Name = "specifiers",
            Seeds = () => [">=1,<2", "==1.*", "~=1.1", "!=1.0.*,>0.5", "===any", "", " >= 1 , < 2 "],
            Tokens = s_specifierTokens,
            MaxLength = 160,
            Check = CheckSpecifiers,
            Grow = text => VersionSpecifierSet.TryParse(text, out _),
        },
        new()
        {
            Name = "markers",
            Seeds = () => s_markerTokens.Concat(["python_version < '3.8' and (os_name == 'nt' or extra == 'x')", "'a' not in sys_platform"]),
            Tokens = s_markerTokens,
            MaxLength = 300,
            Check = CheckMarker,
            Grow = text => Marker.TryParse(text, out _),
        },
        new()
        {
            Name = "pep508",
            Seeds = () => ["flask", "flask[a,b]>=1,<2 ; python_version < '3'", "x @ https://h/x.whl ; os_name == 'nt'", "flask (>=1)", "a===1", ""],
            Tokens = [.. s_requirementTokens, .. s_markerTokens],
            MaxLength = 300,
            Check = CheckRequirement,
            Grow = text => Requirement.Parse(text),
        },
        new()
        {
            Name = "requirements-lines",
            Seeds = () => Manifests.Fixtures("requirements.txt").Concat(["flask \\\n >=1 # c\n-r 'a b.txt'\n--hash=sha256:a \\\r\n", "-e git+https://h/o/r@v#egg=x[a]\n"]),
            Tokens = ["flask", "==1.0", "[a,b]", "\\\n", " \\\r\n", "#", " # via x", "-r base.txt", "-c", " --hash=sha256:ab", "-e .", "'", "\"", ";", "@", "git+https://h/o/r@v#egg=x", "./p[q]", "${A}", "x-1.0.tar.gz", "--no-index", "--find-links=", "a.whl", "\n", "-"],
            Check = CheckFile,
            Grow = text => RequirementsFile.Parse(new(text), CancellationToken.None),
        },
    ];

    private static ulong CheckName(string text, int choice)
    {
        var name = NormalizedName.From(text);
        var again = NormalizedName.From(name.ToString());
        Expect.That(name.Equals(again) && name.ToString() == again.ToString() && name.GetHashCode() == again.GetHashCode() && name.CompareTo(again) == 0);
        var isValid = NormalizedName.IsValid(text);
        Expect.That(!isValid || (NormalizedName.IsValid(name.ToString()) && name.ToString().AsSpan().IndexOfAnyExceptInRange('-', 'z') < 0));
        var shape = default(Shape);
        shape.Add(isValid);
        shape.AddSize(name.ToString().Length);
        shape.AddSize(text.Length - name.ToString().Length);
        return shape.Value;
    }

    private static ulong CheckVersion(string text, int choice)
    {
        var shape = default(Shape);
        if (!Version.TryParse(text, out var version))
        {
            return 0;
        }

        var normal = version.ToString();
        Expect.That(Version.TryParse(normal, out var again), normal);
        Expect.That(again!.Equals(version) && again.CompareTo(version) == 0 && again.GetHashCode() == version.GetHashCode() && again.ToString() == normal, normal);
        var other = s_versions[(choice & int.MaxValue) % s_versions.Length];
        Expect.That(Math.Sign(version.CompareTo(other)) == -Math.Sign(other.CompareTo(version)), $"{version} and {other}");
        Expect.That(version.Equals(other) == (version.CompareTo(other) == 0), $"{version} and {other}");
        var third = s_versions[((choice >> 8) & 0xFFFF) % s_versions.Length];
        Expect.That(version.CompareTo(other) > 0 || other.CompareTo(third) > 0 || version.CompareTo(third) <= 0, $"{version}, {other}, {third}");
        foreach (var part in normal)
        {
            shape.Add(char.IsAsciiDigit(part) ? 1 : part);
        }

        return shape.Value;
    }

    private static ulong CheckSpecifiers(string text, int choice)
    {
        var shape = default(Shape);
        var error = VersionSpecifierSet.FindError(text, 0);
        if (error is { } found)
        {
            Expect.Within(text.Length, found.Span);
            shape.AddMessage(found.Message);
        }

        if (!VersionSpecifierSet.TryParse(text, out var set))
        {
            return shape.Value;
        }

        Expect.That(error is null);
        var normal = set.ToString();
        Expect.That(VersionSpecifierSet.TryParse(normal, out var again), normal);
        Expect.That(set.Equals(again) && again!.ToString() == normal && again.GetHashCode() == set.GetHashCode(), normal);
        var any = false;
        foreach (var version in s_versions)
        {
            var contains = set.Contains(version);
            any |= contains && !version.IsPrerelease;
            Expect.That(contains == again!.Contains(version), $"{version} in {normal}");
            Expect.That(!contains || version.IsPrerelease || set.MayContainSeries(new(version.Epoch, [version.Major, version.Minor])), $"{version} in {normal}");
            Expect.That(contains || version.IsPrerelease || !set.ContainsWholeSeries(new(version.Epoch, [version.Major, version.Minor])), $"{version} in {normal}");
            shape.Add(contains);
        }

        Expect.That(!any || !set.IsUnsatisfiable || set.Specifiers.Any(specifier => specifier.Version is null), normal);
        Expect.That(!any || set.Overlaps(set), normal);
        _ = (set.LowerBound, set.UpperBound, set.PinnedVersion, set.AllowsPrereleases);
        shape.AddSize(set.Specifiers.Length);
        return shape.Value;
    }

    private static ulong CheckMarker(string text, int choice)
    {
        var shape = default(Shape);
        var (marker, error) = Marker.Parse(text, 0);
        Expect.That(marker is null != error is null);
        Expect.That(Marker.TryParse(text, out _) == (error is null));
        if (error is { } found)
        {
            Expect.Within(text.Length, found.Span);
            shape.AddMessage(found.Message);
            return shape.Value;
        }

        // As the reference prints it: what an escape stood for is not escaped again.
        var normal = marker!.ToString();
        if (normal.AsSpan().IndexOfAny("\\\n\r\0") >= 0 || (normal.Contains('"') && normal.Contains('\'')))
        {
            return 0;
        }

        Expect.That(Marker.TryParse(normal, out var again), normal);
        Expect.That(again!.ToString() == normal && again.Equals(marker) && again.GetHashCode() == marker.GetHashCode(), normal);
        var result = marker.Evaluate(s_environment);
        Expect.That(result == again.Evaluate(s_environment), normal);
        shape.Add(result.Value);
        shape.Add((int?)result.Error ?? -1);
        shape.Add(marker.EvaluatePython(s_versions[(choice & int.MaxValue) % s_versions.Length]) is null);
        shape.AddSize(normal.Length);
        return shape.Value;
    }

    private static ulong CheckRequirement(string text, int choice)
    {
        var shape = default(Shape);
        foreach (var requirement in (Requirement[])[Requirement.Parse(text), Requirement.ParseLine(text, OffsetMap.Shift(0))])
        {
            Check(requirement, text, ref shape);
        }

        // What stands elsewhere is found there.
        const int Far = 1_000;
        var shifted = Requirement.Parse(text, Far);
        var near = Requirement.Parse(text);
        Expect.That(shifted.NameSpan.Start == near.NameSpan.Start + Far && shifted.Span.Start == near.Span.Start + Far && shifted.Span.Length == near.Span.Length);
        if (near is { IsValid: true, Url: null })
        {
            var written = $"{near.Name}{(near.Extras.IsEmpty ? "" : $"[{string.Join(',', near.Extras.Select(extra => extra.Name))}]")}{near.Specifiers}{(near.Marker is { } marker ? $" ; {marker}" : "")}";
            var again = Requirement.Parse(written);
            Expect.That(again.IsValid && again.CanonicalName == near.CanonicalName && again.Specifiers.Equals(near.Specifiers) && Equals(again.Marker, near.Marker), written);
        }

        return shape.Value;
    }

    private static void Check(Requirement requirement, string text, ref Shape shape)
    {
        Expect.Within(text.Length, requirement.Span);
        Expect.Within(text.Length, requirement.NameSpan);
        Expect.That(text.AsSpan(requirement.NameSpan.Start, requirement.NameSpan.Length).SequenceEqual(requirement.Name));
        Expect.That(requirement.ClauseSpans.Length == requirement.Specifiers.Specifiers.Length);
        foreach (var span in requirement.ClauseSpans)
        {
            Expect.Within(text.Length, span);
        }

        foreach (var extra in requirement.Extras)
        {
            Expect.Within(text.Length, extra.Span);
            Expect.That(text.AsSpan(extra.Span.Start, extra.Span.Length).SequenceEqual(extra.Name));
        }

        if (requirement.UrlSpan is { } url)
        {
            Expect.Within(text.Length, url);
            Expect.That(text.AsSpan(url.Start, url.Length).SequenceEqual(requirement.Url));
        }

        if (requirement.MarkerSpan is { } marker)
        {
            Expect.Within(text.Length, marker);
        }

        Expect.That(requirement.Errors.Length <= 1);
        foreach (var error in requirement.Errors)
        {
            Expect.Within(text.Length, error.Span);
            shape.AddMessage(error.Message);
        }

        shape.AddSize(requirement.ClauseSpans.Length);
        shape.AddSize(requirement.Extras.Length);
        shape.Add(requirement.Url is not null);
        shape.Add(requirement.Marker is not null);
    }

    private static ulong CheckFile(string input, int choice)
    {
        var shape = default(Shape);
        var text = new SourceText(input);
        var content = text.Content;
        var file = RequirementsFile.Parse(text, CancellationToken.None);
        var previous = 0;
        foreach (var line in file.Lines)
        {
            Expect.That(line.Span.Start >= previous && !line.Span.IsEmpty);
            Expect.Within(content.Length, line.Span);
            previous = line.Span.End;
            foreach (var option in line.Options)
            {
                Expect.Within(line.Span, option.NameSpan);
                Expect.Within(line.Span, option.ValueSpan ?? option.NameSpan);
                shape.AddMessage(option.Name);
            }

            switch (line)
            {
                case RequirementLine { Requirement: var requirement }:
                    Expect.Within(line.Span, requirement.Span);
                    Expect.Within(line.Span, requirement.NameSpan);
                    shape.Add(1);
                    break;
                case UrlLine { Reference: var reference }:
                    Expect.Within(line.Span, reference.TargetSpan);
                    shape.Add(2 + (int)reference.NameSource);
                    break;
                case EditableLine { Reference: var reference }:
                    Expect.Within(line.Span, reference.TargetSpan);
                    shape.Add(20 + (int)reference.NameSource);
                    break;
            }
        }

        previous = 0;
        foreach (var comment in file.Comments)
        {
            Expect.Within(content.Length, comment.Span);
            Expect.That(comment.Span.Start >= previous && content[comment.Span.Start] == '#');
            previous = comment.Span.End;
        }

        foreach (var error in file.Errors)
        {
            Expect.Within(content.Length, error.Span);
            shape.AddMessage(error.Message);
        }

        return shape.Value;
    }
}
