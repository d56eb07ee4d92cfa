using System.Collections.Immutable;
using PyFrameworks.Syntax.Python;
using PyFrameworks.Syntax.Text;
using PyFrameworks.Syntax.Toml;

namespace PyFrameworks.ProjectModel;

/// <summary>Reads one file by itself: a pure function of its path and content.</summary>
public static class FileReader
{
    /// <summary>Whether the file at <paramref name="path"/> is read because of its name.</summary>
    public static bool IsClaimed(string path) => (IsPython(path) || IsManifest(path)) && !FileKinds.IsAppleDouble(path);

    /// <summary>Whether the file at <paramref name="path"/> is Python source, or a notebook.</summary>
    public static bool IsPython(string path) => FileKinds.IsPython(path) || FileKinds.IsNotebook(path);

    /// <summary>Reads the bytes of a file, decoded as its own readers do it; null when it is neither claimed nor wanted as requirements.</summary>
    public static ParsedFile? Read(string path, ReadOnlySpan<byte> bytes, bool asRequirements, CancellationToken cancellationToken)
    {
        if (FileKinds.IsPython(path))
        {
            return Read(path, new SourceText(PythonDecoder.Decode(bytes).Text), asRequirements, cancellationToken);
        }

        if (FileKinds.TomlFormat(path) is { } format)
        {
            var document = TomlDocument.Parse(bytes, TomlVersion.V11, cancellationToken);
            return FromToml(path, format, document, cancellationToken);
        }

        return asRequirements || IsManifest(path) || FileKinds.IsNotebook(path)
            ? Read(path, new SourceText(RequirementsDecoder.Decode(bytes).Text), asRequirements, cancellationToken)
            : null;
    }

    /// <summary>The text of a Python file or notebook, as <see cref="Read(string, ReadOnlySpan{byte}, bool, CancellationToken)"/> decodes it.</summary>
    public static string DecodePython(string path, ReadOnlySpan<byte> bytes) =>
        FileKinds.IsPython(path) ? PythonDecoder.Decode(bytes).Text : RequirementsDecoder.Decode(bytes).Text;

    /// <summary>
    /// A Python file as far as a glance tells, so that nothing more need be read of most; null for one that is to be read in full, and for any other file. What is asked
    /// of it later is the same.
    /// </summary>
    /// <param name="path">Workspace path.</param>
    /// <param name="bytes">The whole file.</param>
    /// <param name="origin">Gives its text once more.</param>
    /// <param name="telling">Packages that make a file which imports them worth a full reading; null for none.</param>
    public static ParsedFile? Glance(string path, ReadOnlySpan<byte> bytes, TextOrigin origin, PackageNames? telling = null)
    {
        if (!FileKinds.IsPython(path) || PythonManifestReader(path) is not null || !PythonDecoder.IsPlain(bytes, out var length))
        {
            return null;
        }

        var text = new SourceText(origin, length);
        return PythonModule.Glance(bytes, text, telling) is { } module ? new() { Path = path, Text = text, Module = module, MentionsProgram = ProgramMark.IsIn(bytes) } : null;
    }

    /// <summary>Reads a decoded text, which the result keeps as it is; null when it is neither claimed nor wanted as requirements.</summary>
    public static ParsedFile? Read(string path, SourceText text, bool asRequirements, CancellationToken cancellationToken)
    {
        if (FileKinds.IsPython(path))
        {
            var module = PythonScanner.Scan(text, cancellationToken);
            return FromPython(path, text, module) with { Manifest = ReadPythonManifest(path, text, module, cancellationToken) };
        }

        if (FileKinds.TomlFormat(path) is { } format)
        {
            return FromToml(path, format, TomlDocument.Parse(text, TomlVersion.V11, cancellationToken), cancellationToken);
        }

        if (FileKinds.IsNotebook(path))
        {
            return FromPython(path, text, PythonScanner.Scan(Notebook.ReadCode(text, cancellationToken), cancellationToken));
        }

        if (FileKinds.TextFormat(path) is { } textFormat)
        {
            return new() { Path = path, Text = text, Manifest = ReadText(path, textFormat, text, cancellationToken) };
        }

        if (FileKinds.IsCommands(path))
        {
            return new() { Path = path, Text = text, Manifest = CommandManifest.Read(path, text, cancellationToken) };
        }

        if (FileKinds.IsTox(path))
        {
            return new() { Path = path, Text = text, Manifest = SessionManifest.ReadTox(path, text, cancellationToken) };
        }

        return asRequirements || FileKinds.IsRequirements(path)
            ? new() { Path = path, Text = text, Manifest = RequirementsManifest.Read(path, text, cancellationToken) }
            : null;
    }

    /// <summary>
    /// The same for the text of an open editor. Of <paramref name="previous"/>, an earlier reading of the file, is taken over what did not change, where its format allows it;
    /// the result is what reading it afresh gives.
    /// </summary>
    public static ParsedFile? ReadEdited(string path, SourceText text, bool asRequirements, ParsedFile? previous, CancellationToken cancellationToken) =>
        FileKinds.TomlFormat(path) == ManifestFormat.Pyproject
            ? new() { Path = path, Text = text, Manifest = ReadEditedPyproject(path, text, previous?.Manifest, cancellationToken) }
            : IsPlainText(path) && (asRequirements || FileKinds.IsRequirements(path))
            ? new() { Path = path, Text = text, Manifest = RequirementsManifest.ReadEdited(path, text, previous?.Manifest, cancellationToken) }
            : FileKinds.IsPython(path) ? ReadEditedPython(path, text, previous, cancellationToken)
            : Read(path, text, asRequirements, cancellationToken);

    private static ParsedFile ReadEditedPython(string path, SourceText text, ParsedFile? previous, CancellationToken cancellationToken)
    {
        var module = PythonScanner.ScanEdited(text, previous?.Module, previous?.Text, cancellationToken);
        return new()
        {
            Path = path,
            Text = text,
            Module = module,
            MentionsProgram = previous is { MentionsProgram: false } ? ProgramMark.ComesInto(text, previous.Text) : ProgramMark.IsIn(text.Content),
            Manifest = ReadPythonManifest(path, text, module, cancellationToken),
        };
    }

    private static Manifest ReadEditedPyproject(string path, SourceText text, Manifest? previous, CancellationToken cancellationToken) =>
        PyprojectBlocks.Apply(previous, path, text, cancellationToken)
        ?? PyprojectEdit.Apply(previous, path, text)
        ?? PyprojectBlocks.Part(PyprojectManifest.ReadEdited(path, TomlDocument.Parse(text, TomlVersion.V11, cancellationToken), previous, cancellationToken));

    /// <summary>Whether the file has no format of its own, so that it may hold requirements.</summary>
    private static bool IsPlainText(string path) =>
        !FileKinds.IsPython(path) && FileKinds.TomlFormat(path) is null && !FileKinds.IsNotebook(path) && FileKinds.TextFormat(path) is null
        && !FileKinds.IsCommands(path) && !FileKinds.IsTox(path);

    /// <summary>A file that could not be read: a manifest says so as a problem of its own.</summary>
    /// <param name="path">Workspace path.</param>
    /// <param name="reason">Why, as a clause.</param>
    public static ParsedFile Unreadable(string path, string reason)
    {
        var text = new SourceText("");
        return new()
        {
            Path = path,
            Text = text,
            Unreadable = reason,
            Manifest = IsManifest(path) ? new()
            {
                Path = path,
                Format = FileKinds.TomlFormat(path) ?? FileKinds.TextFormat(path) ?? (FileKinds.IsCommands(path) || FileKinds.IsTox(path) ? ManifestFormat.Commands : FileKinds.IsConstraints(path) ? ManifestFormat.Constraints : ManifestFormat.Requirements),
                Text = text,
                Problems = [new("PF002", $"This file can't be read: {reason}", default)],
            } : null,
        };
    }

    /// <summary>Workspace paths of the files that <paramref name="file"/> includes and that are to be read as requirements.</summary>
    public static IEnumerable<string> IncludeTargets(ParsedFile file) =>
        from include in file.Manifest?.Includes ?? ImmutableArray<Include>.Empty
        where include.Kind is IncludeKind.Requirement or IncludeKind.Constraint or IncludeKind.File && !include.IsOpaque
        let target = Includes.Resolve(file.Path, include.Target)
        where target is not null
        select target;

    /// <summary>The most catalog files that one settings table puts in force.</summary>
    public const int MostCatalogs = 32;

    /// <summary>Catalog files that the settings in <paramref name="file"/> name, in their order: as written, and as a workspace path. They are not read here.</summary>
    public static IEnumerable<(string Name, string Path)> CatalogTargets(ParsedFile file) =>
        from name in (file.Manifest is { Format: ManifestFormat.Pyproject, Settings: { } settings } ? settings.Catalogs : []).Take(MostCatalogs)
        let path = WorkspacePath.Resolve(WorkspacePath.Folder(file.Path), name)
        where path is not null
        select (name, path);

    private static bool IsManifest(string path) => FileKinds.IsRequirements(path) || FileKinds.TomlFormat(path) is not null || FileKinds.TextFormat(path) is not null || FileKinds.IsCommands(path) || FileKinds.IsTox(path);

    private static ParsedFile FromPython(string path, SourceText text, PythonModule module) => new() { Path = path, Text = text, Module = module, MentionsProgram = ProgramMark.IsIn(text.Content) };

    private static ParsedFile FromToml(string path, ManifestFormat format, TomlDocument document, CancellationToken cancellationToken) => new()
    {
        Path = path,
        Text = document.Text,
        Manifest = format switch
        {
            ManifestFormat.Pyproject => PyprojectManifest.Read(path, document, cancellationToken),
            ManifestFormat.Pipfile => PyprojectManifest.ReadPipfile(path, document, cancellationToken),
            ManifestFormat.Conda => PyprojectManifest.ReadPixiFile(path, document, cancellationToken),
            _ => LockManifest.Read(path, format, document, cancellationToken),
        },
    };

    private static Manifest? ReadText(string path, ManifestFormat format, SourceText text, CancellationToken cancellationToken) => format switch
    {
        ManifestFormat.SetupCfg => SetupCfgManifest.Read(path, text, cancellationToken),
        ManifestFormat.Conda => CondaManifest.Read(path, text, cancellationToken),
        _ => PipfileLock.Read(path, text, cancellationToken),
    };

    /// <summary>The packaging's metadata by the file's name, else a PEP 723 block.</summary>
    private static Manifest? ReadPythonManifest(string path, SourceText text, PythonModule module, CancellationToken cancellationToken) =>
        PythonManifestReader(path)?.Invoke(path, text, cancellationToken) ?? ReadScript(path, text, module, cancellationToken);

    /// <summary>Reads the manifest that a Python file of this name holds; null for other names.</summary>
    private static Func<string, SourceText, CancellationToken, Manifest?>? PythonManifestReader(string path) => WorkspacePath.LastPart(path) switch
    {
        "setup.py" => SetupPyManifest.Read,
        "__pkginfo__.py" => SetupPyManifest.ReadPackageInfo,
        "noxfile.py" => SessionManifest.ReadNox,
        _ => null,
    };

    private static Manifest? ReadScript(string path, SourceText text, PythonModule module, CancellationToken cancellationToken)
    {
        if (module.Script is not { } script)
        {
            return null;
        }

        var document = TomlDocument.Parse(new SourceText(script.Content), TomlVersion.V11, cancellationToken);
        return PyprojectManifest.ReadScript(path, text, document, script.SourceSpan, cancellationToken);
    }
}
