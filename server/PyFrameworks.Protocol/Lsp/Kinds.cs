namespace PyFrameworks.Protocol;

/// <summary>How grave a diagnostic is. Numbers that LSP 3.17 does not know are kept as they are.</summary>
public enum DiagnosticSeverity
{
    /// <summary>Error.</summary>
    Error = 1,

    /// <summary>Warning.</summary>
    Warning = 2,

    /// <summary>Information.</summary>
    Information = 3,

    /// <summary>Hint.</summary>
    Hint = 4,
}

/// <summary>How the text of a diagnostic is shown. Numbers that LSP 3.17 does not know are kept as they are.</summary>
public enum DiagnosticTag
{
    /// <summary>Unnecessary.</summary>
    Unnecessary = 1,

    /// <summary>Deprecated.</summary>
    Deprecated = 2,
}

/// <summary>What happened to a file. Numbers that LSP 3.17 does not know are kept as they are.</summary>
public enum FileChangeType
{
    /// <summary>Created.</summary>
    Created = 1,

    /// <summary>Changed.</summary>
    Changed = 2,

    /// <summary>Deleted.</summary>
    Deleted = 3,
}

/// <summary>Which events of files are watched; a set. Numbers that LSP 3.17 does not know are kept as they are.</summary>
[Flags]
public enum WatchKind
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Create.</summary>
    Create = 1,

    /// <summary>Change.</summary>
    Change = 2,

    /// <summary>Delete.</summary>
    Delete = 4,
}

/// <summary>Why code actions are asked for. Numbers that LSP 3.17 does not know are kept as they are.</summary>
public enum CodeActionTriggerKind
{
    /// <summary>Invoked.</summary>
    Invoked = 1,

    /// <summary>Automatic.</summary>
    Automatic = 2,
}

/// <summary>Why completion is asked for. Numbers that LSP 3.17 does not know are kept as they are.</summary>
public enum CompletionTriggerKind
{
    /// <summary>Invoked.</summary>
    Invoked = 1,

    /// <summary>Trigger character.</summary>
    TriggerCharacter = 2,

    /// <summary>Trigger for incomplete completions.</summary>
    TriggerForIncompleteCompletions = 3,
}

/// <summary>The icon of a proposal. Numbers that LSP 3.17 does not know are kept as they are.</summary>
public enum CompletionItemKind
{
    /// <summary>Text.</summary>
    Text = 1,

    /// <summary>Method.</summary>
    Method = 2,

    /// <summary>Function.</summary>
    Function = 3,

    /// <summary>Constructor.</summary>
    Constructor = 4,

    /// <summary>Field.</summary>
    Field = 5,

    /// <summary>Variable.</summary>
    Variable = 6,

    /// <summary>Class.</summary>
    Class = 7,

    /// <summary>Interface.</summary>
    Interface = 8,

    /// <summary>Module.</summary>
    Module = 9,

    /// <summary>Property.</summary>
    Property = 10,

    /// <summary>Unit.</summary>
    Unit = 11,

    /// <summary>Value.</summary>
    Value = 12,

    /// <summary>Enum.</summary>
    Enum = 13,

    /// <summary>Keyword.</summary>
    Keyword = 14,

    /// <summary>Snippet.</summary>
    Snippet = 15,

    /// <summary>Color.</summary>
    Color = 16,

    /// <summary>File.</summary>
    File = 17,

    /// <summary>Reference.</summary>
    Reference = 18,

    /// <summary>Folder.</summary>
    Folder = 19,

    /// <summary>Enum member.</summary>
    EnumMember = 20,

    /// <summary>Constant.</summary>
    Constant = 21,

    /// <summary>Struct.</summary>
    Struct = 22,

    /// <summary>Event.</summary>
    Event = 23,

    /// <summary>Operator.</summary>
    Operator = 24,

    /// <summary>Type parameter.</summary>
    TypeParameter = 25,
}

/// <summary>How a proposal is shown. Numbers that LSP 3.17 does not know are kept as they are.</summary>
public enum CompletionItemTag
{
    /// <summary>Deprecated.</summary>
    Deprecated = 1,
}

/// <summary>How inserted text is read. Numbers that LSP 3.17 does not know are kept as they are.</summary>
public enum InsertTextFormat
{
    /// <summary>Plain text.</summary>
    PlainText = 1,

    /// <summary>Snippet.</summary>
    Snippet = 2,
}

/// <summary>What an inlay hint is about. Numbers that LSP 3.17 does not know are kept as they are.</summary>
public enum InlayHintKind
{
    /// <summary>Type.</summary>
    Type = 1,

    /// <summary>Parameter.</summary>
    Parameter = 2,
}

/// <summary>The icon of a symbol. Numbers that LSP 3.17 does not know are kept as they are.</summary>
public enum SymbolKind
{
    /// <summary>File.</summary>
    File = 1,

    /// <summary>Module.</summary>
    Module = 2,

    /// <summary>Namespace.</summary>
    Namespace = 3,

    /// <summary>Package.</summary>
    Package = 4,

    /// <summary>Class.</summary>
    Class = 5,

    /// <summary>Method.</summary>
    Method = 6,

    /// <summary>Property.</summary>
    Property = 7,

    /// <summary>Field.</summary>
    Field = 8,

    /// <summary>Constructor.</summary>
    Constructor = 9,

    /// <summary>Enum.</summary>
    Enum = 10,

    /// <summary>Interface.</summary>
    Interface = 11,

    /// <summary>Function.</summary>
    Function = 12,

    /// <summary>Variable.</summary>
    Variable = 13,

    /// <summary>Constant.</summary>
    Constant = 14,

    /// <summary>String.</summary>
    String = 15,

    /// <summary>Number.</summary>
    Number = 16,

    /// <summary>Boolean.</summary>
    Boolean = 17,

    /// <summary>Array.</summary>
    Array = 18,

    /// <summary>Object.</summary>
    Object = 19,

    /// <summary>Key.</summary>
    Key = 20,

    /// <summary>Null.</summary>
    Null = 21,

    /// <summary>Enum member.</summary>
    EnumMember = 22,

    /// <summary>Struct.</summary>
    Struct = 23,

    /// <summary>Event.</summary>
    Event = 24,

    /// <summary>Operator.</summary>
    Operator = 25,

    /// <summary>Type parameter.</summary>
    TypeParameter = 26,
}

/// <summary>How a symbol is shown. Numbers that LSP 3.17 does not know are kept as they are.</summary>
public enum SymbolTag
{
    /// <summary>Deprecated.</summary>
    Deprecated = 1,
}

/// <summary>How grave a message is. Numbers that LSP 3.17 does not know are kept as they are.</summary>
public enum MessageType
{
    /// <summary>Error.</summary>
    Error = 1,

    /// <summary>Warning.</summary>
    Warning = 2,

    /// <summary>Info.</summary>
    Info = 3,

    /// <summary>Log.</summary>
    Log = 4,
}

/// <summary>How changes of documents are sent. Numbers that LSP 3.17 does not know are kept as they are.</summary>
public enum TextDocumentSyncKind
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Full.</summary>
    Full = 1,

    /// <summary>Incremental.</summary>
    Incremental = 2,
}

/// <summary>Units of Position.Character.</summary>
public static class PositionEncodingKind
{
    /// <summary>Bytes of UTF-8.</summary>
    public const string Utf8 = "utf-8";

    /// <summary>Code units of UTF-16; every client knows it.</summary>
    public const string Utf16 = "utf-16";

    /// <summary>Code points.</summary>
    public const string Utf32 = "utf-32";
}

/// <summary>Formats of MarkupContent.</summary>
public static class MarkupKind
{
    /// <summary>Plain text.</summary>
    public const string PlainText = "plaintext";

    /// <summary>Markdown.</summary>
    public const string Markdown = "markdown";
}

/// <summary>Kinds of DocumentDiagnosticReport.</summary>
public static class DocumentDiagnosticReportKind
{
    /// <summary>With all items.</summary>
    public const string Full = "full";

    /// <summary>The client still has it.</summary>
    public const string Unchanged = "unchanged";
}

/// <summary>Kinds of code actions; a kind holds those that go on with a dot.</summary>
public static class CodeActionKind
{
    /// <summary>Every kind.</summary>
    public const string Empty = "";

    /// <summary>Mends a diagnostic.</summary>
    public const string QuickFix = "quickfix";

    /// <summary>Changes the shape.</summary>
    public const string Refactor = "refactor";

    /// <summary>Takes a part out.</summary>
    public const string RefactorExtract = "refactor.extract";

    /// <summary>Puts a part in.</summary>
    public const string RefactorInline = "refactor.inline";

    /// <summary>Writes it otherwise.</summary>
    public const string RefactorRewrite = "refactor.rewrite";

    /// <summary>Concerns the whole file.</summary>
    public const string Source = "source";

    /// <summary>Mends the whole file.</summary>
    public const string SourceFixAll = "source.fixAll";

    /// <summary>Sorts imports.</summary>
    public const string SourceOrganizeImports = "source.organizeImports";
}
