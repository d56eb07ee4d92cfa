using System.Collections.Frozen;
using System.Collections.Immutable;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Python;

namespace PyFrameworks.Features;

/// <summary>Classes that derive from known ones, also by way of classes in other modules of the project.</summary>
internal sealed class DerivedClasses
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>The classes with their files.</summary>
    public ImmutableArray<(PythonFile File, ClassDefinition Type)> All { get; private init; }

    /// <summary>Whether a class of that name is among them.</summary>
    public bool Contains(string name) => _names.Contains(name);

    /// <summary>The classes of <paramref name="files"/> that derive from <paramref name="bases"/>.</summary>
    /// <param name="files">Where to look.</param>
    /// <param name="bases">Dotted names of known classes.</param>
    /// <param name="ownNames">Names of the project's modules and packages: only what comes from them can be one of its classes.</param>
    public static DerivedClasses Of(IEnumerable<PythonFile> files, ImmutableArray<string> bases, FrozenSet<string> ownNames)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var found = new List<(PythonFile File, ClassDefinition Type)>();
        var waiting = files.SelectMany(file => file.Module.Classes.Select(type => (File: file, Type: type))).Where(entry => !entry.Type.Bases.IsEmpty).ToList();
        for (var count = -1; count != found.Count;)
        {
            count = found.Count;
            waiting.RemoveAll(entry =>
            {
                if (!entry.Type.Bases.Any(@base => bases.Any(known => RouteCounter.IsName(@base.ResolvedName, known)) || IsOfProject(@base)))
                {
                    return false;
                }

                names.Add(entry.Type.Name);
                found.Add(entry);
                return true;
            });
        }

        var derived = new DerivedClasses { All = [.. found.OrderBy(entry => entry.File.Path, StringComparer.Ordinal).ThenBy(entry => entry.Type.NameSpan)] };
        derived._names.UnionWith(names);
        return derived;

        bool IsOfProject(ClassBase @base)
        {
            var dot = @base.ResolvedName.IndexOf('.', StringComparison.Ordinal);
            return names.Contains(@base.Name[(@base.Name.LastIndexOf('.') + 1)..]) && (dot <= 0 || ownNames.Contains(@base.ResolvedName[..dot]));
        }
    }
}
