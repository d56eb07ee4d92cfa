using PyFrameworks.Precompiler;

// dotnet PyFrameworks.Precompiler.dll profile LIST PROFILE ASSEMBLIES
// LIST names methods, one a line: "Type:Method", or "Prefix*" for all methods of all types of that beginning. ASSEMBLIES names the assemblies that the program is made of, one a line.
// PROFILE is written for crossgen2.
// dotnet PyFrameworks.Precompiler.dll used ASSEMBLIES TRACE...
// Prints the methods that are used in traces of the program.
return args switch
{
    ["profile", var list, var profile, var assemblies] => WriteProfile(list, profile, assemblies),
    ["used", var assemblies, .. var traces] => PrintUsed(assemblies, traces),
    _ => Fail("\"profile LIST PROFILE ASSEMBLIES\" or \"used ASSEMBLIES TRACE...\" is needed"),
};

static AssemblySet Assemblies(string list) => new(File.ReadLines(list).Where(line => line.Length > 0).Order(StringComparer.Ordinal));

static int WriteProfile(string list, string path, string assemblies)
{
    using var set = Assemblies(assemblies);
    var profile = new Profile(set);
    var (found, lines) = (0, 0);
    foreach (var line in File.ReadLines(list).Where(line => line.Length > 0 && line[0] != '#'))
    {
        lines++;
        if ((line[^1] == '*' ? profile.AddAll(line[..^1]) : MethodName.Parse(line) is { } method ? profile.Add(method) : 0) > 0)
        {
            found++;
        }
        else if (Environment.GetEnvironmentVariable("PYFRAMEWORKS_DEBUG") == "1")
        {
            Console.WriteLine($"not there: {line}");
        }
    }

    using (var output = File.Create(path))
    {
        profile.Write(output);
    }

    Console.WriteLine($"{found} of {lines} names of methods that are compiled beforehand stand for some of this program");
    return 0;
}

static int PrintUsed(string assemblies, string[] traces)
{
    using var set = Assemblies(assemblies);
    var used = new UsedMethods(set);
    foreach (var trace in traces)
    {
        try
        {
            used.Add(EventTrace.Read(File.ReadAllBytes(trace)));
        }
        catch (InvalidDataException exception)
        {
            return Fail($"{trace} can\'t be read: {exception.Message}");
        }
    }

    foreach (var name in used.Names)
    {
        Console.WriteLine(name);
    }

    return 0;
}

static int Fail(string what)
{
    Console.Error.WriteLine($"error: {what}");
    return 2;
}
