using PyFrameworks.Syntax.Text;

namespace PyFrameworks.LanguageServer;

/// <summary>A document that is open in the editor.</summary>
/// <param name="Uri">As the client spelled it.</param>
/// <param name="Path">Absolute path.</param>
/// <param name="Version">The client's version.</param>
/// <param name="Text">The text without a byte order mark.</param>
/// <param name="HasMark">Whether the client's text begins with a byte order mark.</param>
internal sealed record Document(string Uri, string Path, int Version, SourceText Text, bool HasMark)
{
    private const char Mark = '\uFEFF';

    /// <summary>A document with the text as the client has it, a byte order mark included.</summary>
    public Document(string uri, string path, int version, string content)
        : this(uri, path, version, new SourceText(content), content is [Mark, ..])
    {
    }

    /// <summary>The text as the client has it, a byte order mark included.</summary>
    public string Content => HasMark ? Mark + Text.Content : Text.Content;
}
