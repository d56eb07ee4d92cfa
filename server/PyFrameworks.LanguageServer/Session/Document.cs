using PyFrameworks.Syntax.Text;

namespace PyFrameworks.LanguageServer;

/// <summary>A document that is open in the editor.</summary>
/// <param name="Uri">As the client spelled it.</param>
/// <param name="Path">Absolute path.</param>
/// <param name="Version">The client's version.</param>
/// <param name="Content">The text as the client has it, a byte order mark included.</param>
internal sealed record Document(string Uri, string Path, int Version, string Content)
{
    /// <summary>The text without a byte order mark.</summary>
    public SourceText Text { get; } = new(Content);

    /// <summary>Whether the client's text begins with a byte order mark.</summary>
    public bool HasMark => Content is ['\uFEFF', ..];
}
