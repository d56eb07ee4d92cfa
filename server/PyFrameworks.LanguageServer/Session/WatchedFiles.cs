using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.Protocol;
using FileSystemWatcher = PyFrameworks.Protocol.FileSystemWatcher;

namespace PyFrameworks.LanguageServer;

/// <summary>The files whose changes on disk matter.</summary>
internal static class WatchedFiles
{
    private static readonly string[] s_patterns =
    [
        "**/*.{py,pyw,ipynb,txt,in}",
        "**/{pyproject,pixi,pylock,pylock.*}.toml",
        "**/{uv,poetry,pdm,Pipfile}.lock",
        "**/{setup.cfg,Pipfile,Procfile,.gitignore}",
        "**/{*environment,environment*,env,conda*,compose*,docker-compose*}.{yml,yaml}",
        "**/{Dockerfile,Dockerfile.*,Containerfile,*.dockerfile}",
    ];

    /// <summary>What the client is asked to watch.</summary>
    public static ImmutableArray<FileSystemWatcher> For(FrameworkCatalog catalog) =>
    [
        .. s_patterns.Concat(catalog.Frameworks.SelectMany(framework => framework.Markers).Select(marker => $"**/{marker.Path}"))
            .Distinct(StringComparer.Ordinal)
            .Select(pattern => new FileSystemWatcher { GlobPattern = new(pattern) }),

        // A folder that goes is reported by its own name alone.
        new() { GlobPattern = new("**"), Kind = WatchKind.Delete },
    ];
}
