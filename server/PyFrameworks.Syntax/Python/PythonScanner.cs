using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Python;

/// <summary>Reads Python source without a full parse, so that what a newer or older version allows, and what is broken, is read as well.</summary>
public static class PythonScanner
{
    /// <summary>
    /// Reads a file in time linear in its length; never throws but for cancellation. Nesting beyond 200 brackets or blocks is read as if it were flat.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static PythonModule Scan(SourceText text, CancellationToken cancellationToken) => new ModuleScan(text, cancellationToken).Run();
}
