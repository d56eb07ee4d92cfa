using System.CommandLine;

namespace PyFrameworks.Cli;

/// <summary><c>completion</c>: the script by which a shell completes the program's command lines.</summary>
internal static class CompletionVerb
{
    private static readonly Dictionary<string, string> s_scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = """
            # Completion of pyframeworks in Bash. In ~/.bashrc: source <(pyframeworks completion bash)
            _pyframeworks() {
              local proposal
              COMPREPLY=()
              while IFS= read -r proposal; do
                COMPREPLY+=("$proposal")
              done < <(pyframeworks '[suggest]' "${COMP_WORDS[@]:1:COMP_CWORD}" 2> /dev/null)
            }
            complete -o default -F _pyframeworks pyframeworks

            """,
        ["zsh"] = """
            #compdef pyframeworks
            # Completion of pyframeworks in Zsh. In ~/.zshrc, after compinit: source <(pyframeworks completion zsh)
            _pyframeworks() {
              local -a proposals
              proposals=("${(@f)$(pyframeworks '[suggest]' "${(@)words[2,CURRENT]}" 2> /dev/null)}")
              if [[ -n "$proposals" ]]; then
                compadd -a proposals
              else
                _files
              fi
            }
            compdef _pyframeworks pyframeworks

            """,
        ["fish"] = """
            # Completion of pyframeworks in fish: pyframeworks completion fish > ~/.config/fish/completions/pyframeworks.fish
            function __pyframeworks_proposals
                set -l words (commandline -opc) (commandline -ct)
                pyframeworks '[suggest]' $words[2..-1] 2> /dev/null
            end
            complete -c pyframeworks -a '(__pyframeworks_proposals)'

            """,
        ["pwsh"] = """
            # Completion of pyframeworks in PowerShell. In $PROFILE: pyframeworks completion pwsh | Out-String | Invoke-Expression
            Register-ArgumentCompleter -Native -CommandName pyframeworks -ScriptBlock {
                param($word, $ast, $position)
                $words = @($ast.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.StartOffset -lt $position } | ForEach-Object { $_.Extent.Text })
                $directive = if ($word -eq '') { '[suggest:next]' } else { '[suggest]' }
                pyframeworks $directive @words 2> $null | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
            }

            """,
    };

    private static readonly string[] s_shells = ["bash", "zsh", "fish", "pwsh"];

    /// <summary>The verb.</summary>
    public static Command Create(Host host)
    {
        var command = new Verb("completion", "Write the script that completes command lines of this program in a shell. Its first line says where it goes.")
        {
            Examples = ["completion bash >> ~/.bashrc", "completion fish > ~/.config/fish/completions/pyframeworks.fish"],
        };
        var shell = new Argument<string>("SHELL") { HelpName = "bash|zsh|fish|pwsh", Description = "The shell; pwsh is PowerShell" };
        shell.CompletionSources.Add(s_shells);
        command.Arguments.Add(shell);
        command.SetAction(result =>
        {
            var name = result.GetValue(shell)!;
            host.Output.Write(s_scripts.TryGetValue(name, out var script)
                ? script.ReplaceLineEndings("\n")
                : throw new UsageException($"there is no completion for {name}{Closest.Hint(name, s_shells)}{(Closest.Find(name, s_shells) is null ? "; choose bash, zsh, fish or pwsh" : "")}"));
            return ExitCodes.Success;
        });
        return command;
    }
}
