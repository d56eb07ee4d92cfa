using System.Collections.Immutable;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Python;

/// <summary>Reads Python source without a full parse, so that what a newer or older version allows, and what is broken, is read as well.</summary>
public static class PythonScanner
{
    private const int ShortestPart = 1 << 8;

    /// <summary>
    /// Reads a file in time linear in its length; never throws but for cancellation. Nesting beyond 200 brackets or blocks is read as if it were flat.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static PythonModule Scan(SourceText text, CancellationToken cancellationToken) => ModuleScan.Read(text, cancellationToken);

    /// <summary>
    /// The same for a text that is being edited: of <paramref name="previous"/>, what was read of the text <paramref name="before"/>, is taken over what the edit did not reach.
    /// What comes out is what reading it afresh gives.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static PythonModule ScanEdited(SourceText text, PythonModule? previous, SourceText? before, CancellationToken cancellationToken) =>
        ScanEdited(text, previous, before, ShortestPart, cancellationToken);

    /// <summary>The same, with parts of at least <paramref name="shortestPart"/> UTF-16 code units, which an edit is read with.</summary>
    internal static PythonModule ScanEdited(SourceText text, PythonModule? previous, SourceText? before, int shortestPart, CancellationToken cancellationToken) =>
        (previous?.Parts is not null && before is not null ? ModuleEdit.Apply(previous, before, text, cancellationToken) : null)
        ?? ModuleScan.ReadInParts(text, shortestPart, cancellationToken);

    /// <summary>
    /// Every use of a dotted name in the file's expressions, by place: what <see cref="PythonModule.Names"/> holds the first of, and names that no import leads to as
    /// well. Functions are counted as by <see cref="Scan"/>.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ImmutableArray<DottedUse> Uses(SourceText text, CancellationToken cancellationToken) => ModuleScan.ReadUses(text, cancellationToken);
}
