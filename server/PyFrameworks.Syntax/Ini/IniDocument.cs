using System.Collections.Immutable;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Ini;

/// <summary>An option and its value.</summary>
/// <param name="Key">As written.</param>
/// <param name="KeySpan">Where the key stands.</param>
/// <param name="Lines">The value's lines that hold something, without white space around them; the first may share its line with the key.</param>
public sealed record IniOption(string Key, TextSpan KeySpan, ImmutableArray<TextSpan> Lines);

/// <summary>A section.</summary>
/// <param name="Name">What stands between the brackets.</param>
/// <param name="NameSpan">Where it stands.</param>
/// <param name="Options">The options in file order, each key once: of several the first is kept.</param>
public sealed record IniSection(string Name, TextSpan NameSpan, ImmutableArray<IniOption> Options)
{
    /// <summary>The option called <paramref name="key"/>, or null; hyphens count as underscores, as setuptools has it.</summary>
    public IniOption? Find(string key) => Options.FirstOrDefault(option => option.Key.Replace('-', '_') == key);
}

/// <summary>
/// A file in the format of Python's configparser without interpolation: sections, options with <c>=</c> or <c>:</c>, values that go on in
/// lines of deeper indentation, comments that have a line for themselves.
/// </summary>
public sealed class IniDocument
{
    private const int MaxErrors = 100;

    private IniDocument(ImmutableArray<IniSection> sections, ImmutableArray<TextSpan> comments, ImmutableArray<SyntaxError> errors)
    {
        Sections = sections;
        Comments = comments;
        Errors = errors;
    }

    /// <summary>Sections in file order; of several with one name each is there.</summary>
    public ImmutableArray<IniSection> Sections { get; }

    /// <summary>Comments in file order, from <c>#</c> or <c>;</c> to the end of the line.</summary>
    public ImmutableArray<TextSpan> Comments { get; }

    /// <summary>What configparser refuses, in file order.</summary>
    public ImmutableArray<SyntaxError> Errors { get; }

    /// <summary>The first section called <paramref name="name"/>, or null.</summary>
    public IniSection? Find(string name) => Sections.FirstOrDefault(section => section.Name == name);

    /// <summary>Reads <paramref name="text"/>. What can't be read becomes an error; reading goes on after it.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static IniDocument Parse(SourceText text, CancellationToken cancellationToken) => new Reader(text, cancellationToken).Run();

    private sealed class Reader(SourceText text, CancellationToken cancellationToken)
    {
        private readonly ImmutableArray<IniSection>.Builder _sections = ImmutableArray.CreateBuilder<IniSection>();
        private readonly ImmutableArray<IniOption>.Builder _options = ImmutableArray.CreateBuilder<IniOption>();
        private readonly ImmutableArray<TextSpan>.Builder _lines = ImmutableArray.CreateBuilder<TextSpan>();
        private readonly ImmutableArray<TextSpan>.Builder _comments = ImmutableArray.CreateBuilder<TextSpan>();
        private readonly ImmutableArray<SyntaxError>.Builder _errors = ImmutableArray.CreateBuilder<SyntaxError>();
        private readonly HashSet<string> _sectionNames = new(StringComparer.Ordinal);
        private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
        private (string Name, TextSpan Span)? _section;
        private (string Key, TextSpan Span, bool IsRepeated)? _option;
        private bool _saidOutside;

        public IniDocument Run()
        {
            var indent = 0;
            for (var line = 0; line < text.Lines.Count; line++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var whole = TextSpan.FromBounds(text.Lines.Start(line), text.Lines.EndWithoutBreak(line));
                var content = text.AsSpan(whole);
                var depth = content.Length - content.TrimStart().Length;
                var span = new TextSpan(whole.Start + depth, content.Trim().Length);
                if (span.IsEmpty)
                {
                    continue;
                }

                if (text.Content[span.Start] is '#' or ';')
                {
                    _comments.Add(TextSpan.FromBounds(span.Start, whole.End));
                }
                else if (_option is not null && depth > indent)
                {
                    _lines.Add(span);
                }
                else
                {
                    indent = depth;
                    ReadHeader(span);
                }
            }

            EndSection();
            return new(_sections.ToImmutable(), _comments.ToImmutable(), _errors.ToImmutable());
        }

        /// <summary>A line that begins a section or an option.</summary>
        private void ReadHeader(TextSpan span)
        {
            var content = text.AsSpan(span);
            if (content[0] == '[' && content.LastIndexOf(']') is > 1 and var close)
            {
                EndSection();
                var nameSpan = new TextSpan(span.Start + 1, close - 1);
                _section = (text.Slice(nameSpan), nameSpan);
                if (!_sectionNames.Add(_section.Value.Name))
                {
                    Report(nameSpan, $"The section '[{_section.Value.Name}]' stands in the file already: merge the two");
                }

                return;
            }

            if (_section is null)
            {
                if (!_saidOutside)
                {
                    Report(span, "Expected a section such as [options] before this line");
                }

                _saidOutside = true;
                return;
            }

            EndOption();
            var delimiter = content.IndexOfAny('=', ':');
            if (delimiter <= 0)
            {
                Report(span, content[0] == '[' ? "Expected ']' at the end of the section's name" : "Expected 'key = value', or deeper indentation for a line that goes on");
                return;
            }

            var key = new TextSpan(span.Start, content[..delimiter].TrimEnd().Length);
            var name = text.Slice(key);
            _option = (name, key, !_keys.Add(name));
            if (_option.Value.IsRepeated)
            {
                Report(key, $"The option '{name}' stands in this section already: remove one");
            }

            var value = content[(delimiter + 1)..].Trim();
            if (!value.IsEmpty)
            {
                _lines.Add(new(span.End - value.Length, value.Length));
            }
        }

        private void EndOption()
        {
            if (_option is { IsRepeated: false } option)
            {
                _options.Add(new(option.Key, option.Span, _lines.ToImmutable()));
            }

            _lines.Clear();
            _option = null;
        }

        private void EndSection()
        {
            EndOption();
            if (_section is { } section)
            {
                _sections.Add(new(section.Name, section.Span, _options.ToImmutable()));
            }

            _options.Clear();
            _keys.Clear();
            _section = null;
        }

        private void Report(TextSpan span, string message)
        {
            if (_errors.Count < MaxErrors)
            {
                _errors.Add(new(span, message));
            }
        }
    }
}
