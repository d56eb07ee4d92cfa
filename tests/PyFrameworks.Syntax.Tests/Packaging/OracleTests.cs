using PyFrameworks.Syntax.Packaging;
using Version = PyFrameworks.Syntax.Packaging.Version;

namespace PyFrameworks.Syntax.Tests.Packaging;

public sealed class OracleTests
{
    [Fact]
    public void Versions_agree_with_the_reference()
    {
        var wrong = new List<string>();
        foreach (var row in Oracle.Rows("versions.jsonl"))
        {
            var valid = Version.TryParse(row.Text("input"), out var version);
            var agrees = valid == row.Flag("valid") && (!valid
                || (version!.ToString() == row.Text("normalized") && version.Public == row.Text("public")
                    && version.IsPrerelease == row.Flag("isPrerelease") && version.IsPostrelease == row.Flag("isPostrelease")
                    && version.IsDevrelease == row.Flag("isDevrelease")));
            if (agrees && row.TryGetProperty("compare", out var compare))
            {
                agrees = Math.Sign(version!.CompareTo(Version.Parse(row.Text("other")!))) == compare.GetInt32();
            }

            if (!agrees)
            {
                wrong.Add($"{row} -> {version}");
            }
        }

        Oracle.AllAgree(wrong);
    }

    [Fact]
    public void Specifiers_agree_with_the_reference()
    {
        var wrong = new List<string>();
        foreach (var row in Oracle.Rows("specifiers.jsonl"))
        {
            var valid = VersionSpecifierSet.TryParse(row.Text("specifier"), out var set);
            var agrees = valid == row.Flag("valid");
            if (agrees && valid)
            {
                agrees = row.GetProperty("contains").EnumerateObject().All(pair => set!.Contains(pair.Name, true) == pair.Value.GetBoolean())
                    && row.GetProperty("containsDefault").EnumerateObject().All(pair => set!.Contains(pair.Name) == pair.Value.GetBoolean())
                    && (!row.TryGetProperty("never", out var never)
                        || never.EnumerateObject().All(pair => set!.Contains(pair.Name, false) == pair.Value.GetBoolean()))
                    && row.GetProperty("contains").EnumerateObject().All(pair => !Version.TryParse(pair.Name, out var version)
                        || row.Text("specifier")!.Contains("===", StringComparison.Ordinal)
                        || set!.Contains(version, true) == pair.Value.GetBoolean());
            }

            if (!agrees)
            {
                wrong.Add($"{row} -> {set}");
            }
        }

        Oracle.AllAgree(wrong);
    }

    [Fact]
    public void Requirements_agree_with_the_reference()
    {
        var wrong = new List<string>();
        foreach (var row in Oracle.Rows("requirements.jsonl"))
        {
            var requirement = Requirement.Parse(row.Text("input")!);
            var agrees = requirement.IsValid == row.Flag("valid") && (!requirement.IsValid
                || (requirement.Name == row.Text("name") && requirement.CanonicalName.Value == row.Text("canonicalName")
                    && requirement.Extras.Select(extra => extra.Name).Distinct().Order(StringComparer.Ordinal).SequenceEqual(row.Strings("extras"))
                    && requirement.Specifiers.Specifiers.Select(clause => clause.ToString()).Order(StringComparer.Ordinal).SequenceEqual(row.Strings("specifiers"))
                    && requirement.Url == row.Text("url") && requirement.Marker?.ToString() == row.Text("marker")));
            if (!agrees)
            {
                wrong.Add($"{row} -> {string.Join(' ', requirement.Errors)} {requirement.Specifiers} {requirement.Url} {requirement.Marker}");
            }
        }

        Oracle.AllAgree(wrong);
    }

    [Fact]
    public void Markers_agree_with_the_reference()
    {
        var environments = Oracle.Document("environments.json").EnumerateArray()
            .Select(row => new MarkerEnvironment(row.EnumerateObject().Select(pair => KeyValuePair.Create(pair.Name, pair.Value.GetString()!))))
            .ToArray();
        var wrong = new List<string>();
        foreach (var row in Oracle.Rows("markers.jsonl"))
        {
            var valid = Marker.TryParse(row.Text("input")!, out var marker);
            var agrees = valid == row.Flag("valid") && (!valid || marker!.ToString() == row.Text("normalized"));
            if (agrees && valid)
            {
                var results = environments.Select(marker!.Evaluate).ToArray();
                agrees = row.TryGetProperty("evaluateError", out var error)
                    ? results.Any(result => result.Error.ToString() == error.GetString())
                    : results.Select(result => result.Error is null ? result.Value : (bool?)null)
                        .SequenceEqual(row.GetProperty("evaluate").EnumerateArray().Select(value => (bool?)value.GetBoolean()));
            }

            if (!agrees)
            {
                wrong.Add($"{row} -> {marker}");
            }
        }

        Oracle.AllAgree(wrong);
    }
}
