using System.Collections.Immutable;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Python;

/// <summary>Reads Python source without a full parse, so that what a newer or older version allows, and what is broken, is read as well.</summary>
public static class PythonScanner
{
    /// <summary>
    /// Reads a file in time linear in its length; never throws but for cancellation. Nesting beyond 200 brackets or blocks is read as if it were flat.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static PythonModule Scan(SourceText text, CancellationToken cancellationToken) => ModuleScan.Read(text, cancellationToken);

    /// <summary>
    /// Every use of a dotted name in the file's expressions, by place: what <see cref="PythonModule.Names"/> holds the first of, and names that no import leads to as
    /// well. Functions are counted as by <see cref="Scan"/>.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ImmutableArray<DottedUse> Uses(SourceText text, CancellationToken cancellationToken) => ModuleScan.ReadUses(text, cancellationToken);
}
