using PyFrameworks.Precompiler;

// dotnet PyFrameworks.Precompiler.dll LIST PROFILE ASSEMBLIES
// LIST names methods, one a line; ASSEMBLIES names the assemblies that the program is made of, one a line. PROFILE is written for crossgen2.
if (args is not [var list, var profile, var assemblies])
{
    Console.Error.WriteLine("error: the names of the list, of the profile to write and of the list of assemblies are needed");
    return 2;
}

using var set = new AssemblySet(File.ReadLines(assemblies).Where(line => line.Length > 0).Order(StringComparer.Ordinal));
var result = new Profile(set);
var (found, lines) = (0, 0);
foreach (var line in File.ReadLines(list).Where(line => line.Length > 0 && line[0] != '#'))
{
    lines++;
    if (MethodName.Parse(line) is { } method && result.Add(method) > 0)
    {
        found++;
    }
    else if (Environment.GetEnvironmentVariable("PYFRAMEWORKS_DEBUG") == "1")
    {
        Console.WriteLine($"not there: {line}");
    }
}

using (var output = File.Create(profile))
{
    result.Write(output);
}

Console.WriteLine($"{found} of {lines} names of methods that are compiled beforehand stand for some of this program");
return 0;
