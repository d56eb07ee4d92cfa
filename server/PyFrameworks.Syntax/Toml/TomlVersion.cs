namespace PyFrameworks.Syntax.Toml;

/// <summary>The TOML standard a file is held to.</summary>
public enum TomlVersion
{
    /// <summary>TOML 1.0.0, which pyproject.toml asks for.</summary>
    V10,

    /// <summary>TOML 1.1.0: inline tables over several lines, <c>\e</c> and <c>\x</c> escapes, times without seconds.</summary>
    V11,
}
