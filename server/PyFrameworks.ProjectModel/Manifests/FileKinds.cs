using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>What a file is, by its name alone.</summary>
public static class FileKinds
{
    /// <summary>Python source: <c>.py</c>, <c>.pyw</c>.</summary>
    public static bool IsPython(string path) => path.EndsWith(".py", StringComparison.Ordinal) || path.EndsWith(".pyw", StringComparison.Ordinal);

    /// <summary>What macOS writes beside a file on other file systems, <c>._requirements.txt</c>: attributes, no text.</summary>
    public static bool IsAppleDouble(string path) => WorkspacePath.LastPart(path).StartsWith("._", StringComparison.Ordinal);

    /// <summary>A Jupyter notebook: <c>.ipynb</c>.</summary>
    public static bool IsNotebook(string path) => path.EndsWith(".ipynb", StringComparison.Ordinal);

    /// <summary>The format of a manifest in TOML, or null for another file.</summary>
    public static ManifestFormat? TomlFormat(string path) => WorkspacePath.LastPart(path) switch
    {
        "pyproject.toml" => ManifestFormat.Pyproject,
        "uv.lock" => ManifestFormat.UvLock,
        "poetry.lock" => ManifestFormat.PoetryLock,
        "pdm.lock" => ManifestFormat.PdmLock,
        "pylock.toml" => ManifestFormat.Pylock,
        "Pipfile" => ManifestFormat.Pipfile,
        "pixi.toml" => ManifestFormat.Conda,
        var name when name.StartsWith("pylock.", StringComparison.Ordinal) && name.EndsWith(".toml", StringComparison.Ordinal) => ManifestFormat.Pylock,
        _ => null,
    };

    /// <summary>The format of a manifest that is neither TOML nor pip's nor Python, or null for another file.</summary>
    public static ManifestFormat? TextFormat(string path) => WorkspacePath.LastPart(path) switch
    {
        "setup.cfg" => ManifestFormat.SetupCfg,
        "Pipfile.lock" => ManifestFormat.PipfileLock,
        var name when IsConda(name) => ManifestFormat.Conda,
        _ => null,
    };

    /// <summary>A file that may be a conda environment: <c>environment.yml</c>, <c>environment-dev.yaml</c>, <c>conda.yml</c>. Its content decides.</summary>
    private static bool IsConda(ReadOnlySpan<char> name) =>
        (name.EndsWith(".yml", StringComparison.Ordinal) || name.EndsWith(".yaml", StringComparison.Ordinal))
        && (name.StartsWith("environment", StringComparison.Ordinal) || name.StartsWith("conda", StringComparison.Ordinal)
            || name is "env.yml" or "env.yaml" || name.Contains("environment.y", StringComparison.Ordinal));

    /// <summary>A Procfile, Dockerfile or compose file: its commands say which server runs.</summary>
    public static bool IsCommands(string path)
    {
        var name = WorkspacePath.LastPart(path);
        return name is "Procfile" or "Dockerfile" or "Containerfile" || name.StartsWith("Dockerfile.", StringComparison.Ordinal)
            || name.EndsWith(".dockerfile", StringComparison.OrdinalIgnoreCase) || IsCompose(path);
    }

    /// <summary>A tox.ini: it says what the test sessions install.</summary>
    public static bool IsTox(string path) => WorkspacePath.LastPart(path) is "tox.ini";

    /// <summary>A compose file.</summary>
    public static bool IsCompose(string path)
    {
        var name = WorkspacePath.LastPart(path);
        return (name.EndsWith(".yml", StringComparison.Ordinal) || name.EndsWith(".yaml", StringComparison.Ordinal))
            && (name.StartsWith("docker-compose", StringComparison.Ordinal) || name.StartsWith("compose.", StringComparison.Ordinal) || name.StartsWith("compose-", StringComparison.Ordinal));
    }

    /// <summary>A requirements or constraints file: by its name, or by a folder <c>requirements/</c> or <c>reqs/</c>.</summary>
    public static bool IsRequirements(string path)
    {
        var name = WorkspacePath.LastPart(path);
        if (!name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase) && !name.EndsWith(".in", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        // Sphinx keeps the sources of its pages under such names.
        if (name.EndsWith(".rst.txt", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".md.txt", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        return name.Contains("requirements", StringComparison.OrdinalIgnoreCase)
            || name.Contains("constraints", StringComparison.OrdinalIgnoreCase)
            || WorkspacePath.FileName(WorkspacePath.Folder(path)) is "requirements" or "reqs";
    }

    /// <summary>A constraints file, by its name.</summary>
    public static bool IsConstraints(string path) => WorkspacePath.LastPart(path).Contains("constraints", StringComparison.OrdinalIgnoreCase);
}
