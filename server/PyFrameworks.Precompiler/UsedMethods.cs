namespace PyFrameworks.Precompiler;

/// <summary>The methods that a program used, by what its runtime reported: those that it looked for in the program's compiled code, and those that it compiled itself.</summary>
/// <param name="assemblies">What the program was made of.</param>
internal sealed class UsedMethods(AssemblySet assemblies)
{
    // https://learn.microsoft.com/dotnet/fundamentals/diagnostics/runtime-events
    private const int BulkType = 15, MethodDetails = 72, ModuleLoad = 152, ModuleEnd = 154;

    private readonly SortedSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>As <c>precompiled.txt</c> names them.</summary>
    public IReadOnlyCollection<string> Names => _names;

    /// <summary>Takes up the methods of one process.</summary>
    public void Add(IReadOnlyList<TraceEvent> events)
    {
        var process = new TracedProcess(assemblies);
        foreach (var (provider, id, payload) in events)
        {
            if (provider is "Microsoft-Windows-DotNETRuntime" && id == BulkType)
            {
                process.AddTypes(new(payload.Span));
            }
            else if ((provider, id) is ("Microsoft-Windows-DotNETRuntime", ModuleLoad) or ("Microsoft-Windows-DotNETRuntimeRundown", ModuleEnd))
            {
                process.AddModule(new(payload.Span));
            }
        }

        foreach (var (provider, id, payload) in events)
        {
            if (provider is "Microsoft-Windows-DotNETRuntime" && id == MethodDetails && process.MethodName(new(payload.Span)) is { } name)
            {
                _names.Add(name);
            }
        }
    }

    /// <summary>The modules and types of a process, by the numbers that it gave them.</summary>
    private sealed class TracedProcess(AssemblySet assemblies)
    {
        private readonly Dictionary<ulong, string> _modules = [];
        private readonly Dictionary<ulong, LoadedType> _types = [];

        public void AddModule(PayloadReader payload)
        {
            var module = payload.UInt64();

            // The assembly and some flags.
            payload.Take(16);
            _modules[module] = Path.GetFileNameWithoutExtension(payload.Text());
        }

        public void AddTypes(PayloadReader payload)
        {
            var count = payload.Int32();

            // The number of the runtime.
            payload.Take(2);
            for (var i = 0; i < count; i++)
            {
                var (type, module, token, flags) = (payload.UInt64(), payload.UInt64(), payload.Int32(), payload.Int32());

                // The kind of element, and a name where there is no token.
                payload.Take(1);
                payload.Text();
                _types[type] = new(module, token, flags, payload.UInt64s(payload.Int32()));
            }
        }

        /// <summary>The name of a method, or <see langword="null"/> where the runtime made it up or did not say all of it.</summary>
        public string? MethodName(PayloadReader payload)
        {
            // The method's own number.
            payload.Take(8);
            var (type, token, count) = (payload.UInt64(), payload.Int32(), payload.Int32());

            // The module that holds its code.
            payload.Take(8);
            return _types.TryGetValue(type, out var declaring) && Definition(declaring) is { } definition && definition.MethodName(token) is { } name
                && TypeName(declaring, isArgument: false) is { } typeName && Arguments(payload.UInt64s(count)) is { } arguments
                ? $"{typeName}:{name}{arguments}" : null;
        }

        private DefinedType? Definition(LoadedType type) => _modules.TryGetValue(type.Module, out var module) ? assemblies.Find(module, type.Token) : null;

        private string? TypeName(LoadedType type, bool isArgument)
        {
            if (type.Rank is > 0 and var rank)
            {
                return type.Arguments is [var element] && _types.TryGetValue(element, out var of) && TypeName(of, isArgument: true) is { } name ? $"{name}[{new string(',', rank - 1)}]" : null;
            }

            return Definition(type) is { FullName: var full } && Arguments(type.Arguments) is { } arguments
                ? (isArgument ? Precompiler.TypeName.Keyword(full) ?? full : full) + arguments : null;
        }

        private string? Arguments(ulong[] types)
        {
            var names = new string[types.Length];
            for (var i = 0; i < types.Length; i++)
            {
                if (!_types.TryGetValue(types[i], out var type) || TypeName(type, isArgument: true) is not { } name)
                {
                    return null;
                }

                names[i] = name;
            }

            return names.Length == 0 ? "" : $"[{string.Join(',', names)}]";
        }
    }

    /// <param name="Module">The number of the module that defines it.</param>
    /// <param name="Token">Its definition there.</param>
    /// <param name="Flags">Whether it is an array (8), and of how many dimensions (bits 8 to 13; none are told for a vector).</param>
    /// <param name="Arguments">The numbers of what its type parameters stand for, or of an array's elements' type.</param>
    private sealed record LoadedType(ulong Module, int Token, int Flags, ulong[] Arguments)
    {
        /// <summary>The dimensions of an array; 0 for any other type.</summary>
        public int Rank => (Flags & 8) == 0 ? 0 : Math.Max(1, (Flags >> 8) & 0x3F);
    }
}
