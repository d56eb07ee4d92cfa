using System.Globalization;
using System.Text;
using PyFrameworks.Catalog.Reading;

namespace PyFrameworks.Generators.Catalog;

/// <summary>A catalog file as the compiler hands it over.</summary>
/// <param name="Path">Its path, for errors.</param>
/// <param name="Text">Its text, or null where it can't be read.</param>
internal sealed record CatalogText(string Path, string? Text);

/// <summary>What the generator keeps of a catalog file: text and numbers only, so that equal files are equal.</summary>
/// <param name="FileName">The path below <c>catalog/</c>; decides the order.</param>
/// <param name="Method">The method that makes the entry.</param>
/// <param name="IsFramework">Whether it is a framework's file.</param>
/// <param name="Id">The framework's identifier; empty for companions.</param>
/// <param name="Code">The file with that method; null where the catalog file has an error.</param>
/// <param name="Names">The line of the name table, for a framework.</param>
/// <param name="Mentions">What concerns other files.</param>
/// <param name="Errors">What is wrong with the file by itself.</param>
internal sealed record CatalogFile(
    string FileName,
    string Method,
    bool IsFramework,
    string Id,
    string? Code,
    string Names,
    EquatableArray<CatalogMention> Mentions,
    EquatableArray<CatalogError> Errors)
{
    /// <summary>The path below the last folder called <c>catalog</c>, or null for a file that is not the catalog's.</summary>
    public static string? NameBelowCatalog(string path)
    {
        var parts = path.Replace('\\', '/').Split('/');
        var catalog = Array.LastIndexOf(parts, "catalog", parts.Length - 1);
        return catalog >= 0 && path.EndsWith(".yaml", StringComparison.Ordinal) ? string.Join("/", parts.Skip(catalog + 1)) : null;
    }

    public static CatalogFile Read(CatalogText file, CancellationToken cancellationToken)
    {
        var name = NameBelowCatalog(file.Path) ?? file.Path;
        if (file.Text is not { } text)
        {
            return Broken(file, name, CatalogErrorKind.Syntax, "the file can't be read");
        }

        var parts = name.Split('/');
        return parts switch
        {
            ["frameworks", var last] => ReadFramework(file.Path, text, name, last.Substring(0, last.Length - ".yaml".Length), cancellationToken),
            ["companions", _] => ReadCompanions(file.Path, text, name, cancellationToken),
            _ => Broken(file, name, CatalogErrorKind.Misplaced, "a catalog file has to lie directly in catalog/frameworks or catalog/companions: move it there"),
        };
    }

    private static CatalogFile ReadFramework(string path, string text, string name, string stem, CancellationToken cancellationToken)
    {
        var reading = CatalogReader.ReadFramework(path, text, isUserEntry: false, cancellationToken);
        var errors = reading.Errors;
        if (reading.Framework is { } read && read.Id != stem)
        {
            var at = reading.Mentions.First(mention => mention.Kind == MentionKind.Identity);
            errors = [new(CatalogErrorKind.FileName, path, at.Line, at.Column, $"the id \"{read.Id}\" and the file name differ: call the file {read.Id}.yaml", at.Span)];
        }

        var method = MethodName(name);
        if (reading.Framework is not { } framework || !errors.IsEmpty)
        {
            // The identifier still counts, so that a single error does not raise others wherever the entry is named.
            return new(name, method, true, stem, null, "", new(reading.Mentions), new(errors));
        }

        var names = string.Join("|",
            framework.Id,
            string.Join(" ", framework.Distributions),
            string.Join(" ", framework.Imports),
            string.Join(" ", framework.ImpliedBy.Select(addon => addon.Distribution)),
            string.Join(" ", framework.ImpliedBy.Select(addon => addon.Import).OfType<string>()));
        return new(name, method, true, stem, EntryWriter.Write(framework, method), names, new(reading.Mentions), default);
    }

    private static CatalogFile ReadCompanions(string path, string text, string name, CancellationToken cancellationToken)
    {
        var reading = CatalogReader.ReadCompanions(path, text, cancellationToken);
        var method = MethodName(name);
        return reading.Companions is { } companions
            ? new(name, method, false, "", EntryWriter.Write(companions, method), "", new(reading.Mentions), default)
            : new(name, method, false, "", null, "", default, new(reading.Errors));
    }

    private static CatalogFile Broken(CatalogText file, string name, CatalogErrorKind kind, string message) =>
        new(name, MethodName(name), false, "", null, "", default, new([new CatalogError(kind, file.Path, 1, 1, message, default)]));

    /// <summary>A C# name for a path; different paths give different names.</summary>
    private static string MethodName(string path)
    {
        var result = new StringBuilder();
        foreach (var c in path.EndsWith(".yaml", StringComparison.Ordinal) ? path.Substring(0, path.Length - ".yaml".Length) : path)
        {
            if (c is (>= 'a' and <= 'z') or (>= '0' and <= '9'))
            {
                result.Append(c);
            }
            else
            {
                result.Append(c switch
                {
                    '-' => "_",
                    '/' => "__",
                    _ => $"_x{((int)c).ToString("x", CultureInfo.InvariantCulture)}_",
                });
            }
        }

        return result.ToString();
    }
}
