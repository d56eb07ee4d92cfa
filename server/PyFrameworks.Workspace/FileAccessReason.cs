namespace PyFrameworks.Workspace;

/// <summary>Why a file or folder could not be read, in words that lead to the mend.</summary>
internal static class FileAccessReason
{
    /// <summary>A clause for <paramref name="exception"/>.</summary>
    public static string Of(Exception exception) => exception switch
    {
        UnauthorizedAccessException => "permission denied",
        FileNotFoundException or DirectoryNotFoundException => "it does not exist",
        PathTooLongException => "its path is too long",
        _ => $"it can't be read ({exception.Message.TrimEnd('.')})",
    };
}
