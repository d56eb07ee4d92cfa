using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;

namespace PyFrameworks.Rules;

/// <summary>Which interface the code of a framework with several shows.</summary>
internal static class Flavours
{
    /// <summary>Whether application code uses the names of the use's flavour and none of the other's.</summary>
    public static bool IsOnlyOne(FrameworkUse use, ProjectSnapshot project)
    {
        var code = use.Framework.Code;
        var (own, other) = use.Interface == ServerInterface.Wsgi ? (code.WsgiNames, code.AsgiNames) : (code.AsgiNames, code.WsgiNames);
        return own.Any(name => UsesName(project, name)) && !other.Any(name => UsesName(project, name));
    }

    /// <summary>Whether the framework is served as WSGI for certain.</summary>
    public static bool IsWsgi(FrameworkUse use, ProjectSnapshot project) =>
        use.Interface == ServerInterface.Wsgi && (use.Framework.Interfaces.Length == 1 || IsOnlyOne(use, project));

    /// <summary>Whether code uses the name through an import, or imports it.</summary>
    public static bool UsesName(ProjectSnapshot project, string dottedName)
    {
        var dot = dottedName.LastIndexOf('.');
        var (module, name) = dot < 0 ? (dottedName, "") : (dottedName[..dot], dottedName[(dot + 1)..]);
        return project.Files.Any(file => file.Module.MayImport(dottedName)
            && (file.Module.FindUse(dottedName) is not null
            || file.Module.Imports.Any(import => import.Level == 0
                && (import.Module == dottedName || (import.Module == module && import.Names.Any(imported => imported.Name == name || imported.Name == "*"))))));
    }
}
