using System.Text;
using PyFrameworks.Syntax.Toml;

namespace PyFrameworks.Syntax.Tests.Toml;

/// <summary>Errors that people make, the place and message of each, and what is still read.</summary>
public sealed class TomlRecoveryTests
{
    [Fact]
    public void Unterminated_string_ends_with_its_line() => Check("""""
        [project]
        name = "demo
               ^^^^^ Unterminated string: add a closing "
        version = "1.0"
        """"", """""{project={name="demo", version="1.0"}}""""");

    [Fact]
    public void Missing_comma_between_items_on_lines() => Check("""""
        [project]
        dependencies = [
            "flask>=3"
                     ^ Missing ',' between array items
            "django",
        ]
        version = "1.0"
        """"", """""{project={dependencies=["flask>=3", "django"], version="1.0"}}""""");

    [Fact]
    public void Unterminated_string_before_a_comma_keeps_the_next_item() => Check("""""
        [project]
        dependencies = [
            "flask>=3,
            ^^^^^^^^^ Unterminated string: add a closing "
            "django",
        ]
        version = "1.0"
        """"", """""{project={dependencies=["flask>=3", "django"], version="1.0"}}""""");

    [Fact]
    public void Unclosed_array_ends_before_the_next_key() => Check("""""
        [project]
        dependencies = ["flask", "django"
                       ^ Missing ']' to close this array
        version = "1.0"

        [tool.uv]
        a = 1
        """"", """""{project={dependencies=["flask", "django"], version="1.0"}, tool={uv={a=1}}}""""");

    [Fact]
    public void Unclosed_array_ends_before_the_next_header() => Check("""""
        [project]
        dependencies = [
                       ^ Missing ']' to close this array
            "flask",
            "django",

        [tool.uv]
        a = 1
        """"", """""{project={dependencies=["flask", "django"]}, tool={uv={a=1}}}""""");

    [Fact]
    public void Unterminated_string_before_a_bracket_closes_the_array() => Check("""""
        [project]
        dependencies = ["flask", "django]
                                 ^^^^^^^ Unterminated string: add a closing "
        version = "1.0"
        """"", """""{project={dependencies=["flask", "django"], version="1.0"}}""""");

    [Fact]
    public void Values_without_quotes() => Check("""""
        [project]
        name = demo
               ^^^^ This is no TOML value: a string needs quotes around it
        version = 1.2.3
                  ^^^^^ This is no number: put quotes around it
        requires-python = >=3.8
                          ^^^^^ This is no TOML value: a string needs quotes around it
        license = MIT # yes
                  ^^^ This is no TOML value: a string needs quotes around it
        dynamic = True
                  ^^^^ Write true in lower case
        readme = None
                 ^^^^ TOML has no null value: leave the key out
        x = 1
        """"", """""{project={x=1}}""""");

    [Fact]
    public void Header_with_a_bracket_too_few_or_too_many() => Check("""""
        [project
        ^^^^^^^^ Missing ']' to close the table header
        name = "demo"
        [tool.black]]
                    ^ Unexpected text: the line should end here
        line = 1
        """"", """""{project={name="demo"}, tool={black={line=1}}}""""");

    [Fact]
    public void Key_and_table_defined_twice() => Check("""""
        [project]
        name = "a"
        name = "b"
        ^^^^ Key 'name' is already defined on line 2
        [tool.x]
        y = 1
        [project]
         ^^^^^^^ Table 'project' is already defined on line 1
        version = "2"
        """"", """""{project={name="a", version="2"}, tool={x={y=1}}}""""");

    [Fact]
    public void Habits_of_other_formats() => Check("""""
        [project]
        name: "demo"
            ^ Expected '=' after the key, not ':'
        version == "1.0"
                 ^ One '=' goes between a key and its value
        "license": "MIT",
                 ^ Expected '=' after the key, not ':'
                        ^ Remove the ',': a line ends after its value
        description =
                    ^ Missing value after '='
        authors
        ^^^^^^^ Missing '=' and a value after key 'authors'
        urls = {a = 1}
        """"", """""{project={name="demo", version="1.0", license="MIT", urls={a=1}}}""""");

    [Fact]
    public void Unclosed_inline_table_ends_before_the_next_key() => Check("""""
        [tool.poetry.dependencies]
        python = "^3.9"
        flask = {version = "3", extras = ["async"]
                ^ Missing '}' to close this inline table
        django = "5"
        """"", """""{tool={poetry={dependencies={python="^3.9", flask={version="3", extras=["async"]}, django="5"}}}}""""");

    [Fact]
    public void Commas_and_values_missing_in_inline_tables() => Check("""""
        [tool.poetry.dependencies]
        flask = {version = "3" extras = ["async"]}
                             ^ Missing ',' between the pairs of an inline table
        django = {version = "5",, optional = true}
                                ^ Unexpected ',': there is no key before it
        quart = {version "3"}
                 ^^^^^^^ Missing '=' and a value after key 'version'
        last = {version = , x = 1}
                        ^ Missing value after '='
        ok = 1
        """"", """""{tool={poetry={dependencies={flask={version="3", extras=["async"]}, django={version="5", optional=true}, quart={}, last={x=1}, ok=1}}}}""""");

    [Fact]
    public void Inline_tables_over_several_lines_need_version_1_1() => Check("""""
        [tool.poetry.dependencies]
        flask = {
                ^ An inline table stays on one line before TOML 1.1
          version = "3",
                       ^ Remove the ',' before '}', which needs TOML 1.1
        }
        django = {version = "5",}
                               ^ Remove the ',' before '}', which needs TOML 1.1
        ok = 1
        """"", """""{tool={poetry={dependencies={flask={version="3"}, django={version="5"}, ok=1}}}}""""", TomlVersion.V10);

    [Fact]
    public void Windows_paths_in_basic_strings() => Check("""""
        path = "C:\Users\me"
                  ^^ Invalid escape: 8 hexadecimal digits follow \U; write \\ for a backslash, or use single quotes
                        ^^ Invalid escape '\m': write \\ for a backslash, or use single quotes
        other = "C:\dir"
                   ^^ Invalid escape '\d': write \\ for a backslash, or use single quotes
        good = 'C:\dir'
        """"", """""{path="C:\Users\me", other="C:\dir", good="C:\dir"}""""");

    [Fact]
    public void Unterminated_multi_line_string_ends_before_the_next_header() => Check("""""
        description = """
                      ^^^ Unterminated string: add a closing """
        A long text
        [project]
        name = "x"
        """"", """""{description="A long text", project={name="x"}}""""");

    [Fact]
    public void Keys_that_need_quotes_or_lack_parts() => Check("""""
        [project]
        my key = 1
           ^^^ Expected '=' after key 'my'; a key that holds spaces or signs needs quotes
        clé = 2
        ^^^ A bare key holds ASCII letters, digits, '_' and '-' only: put quotes around 'clé'
        a.b. = 3
           ^ Missing key after '.'
        .c = 4
        ^ Missing key before '.'
         = 5
         ^ Missing key before '='
        [tool.my tool]
                 ^^^^^ Expected ']' after the name of the table; a name that holds spaces or signs needs quotes
        z = 1
        [tool.ok]
        z = 1
        """"", """""{project={clé=2}, tool={ok={z=1}}}""""");

    [Fact]
    public void Merge_conflict() => Check("""""
        <<<<<<< HEAD
        ^^^^^^^^^^^^ This is the mark of a merge conflict: resolve it and remove the mark
        a = 1
        =======
        ^^^^^^^ This is the mark of a merge conflict: resolve it and remove the mark
        a = 2
        ^ Key 'a' is already defined on line 2
        >>>>>>> branch
        ^^^^^^^^^^^^^^ This is the mark of a merge conflict: resolve it and remove the mark
        b = 3
        """"", """""{a=1, b=3}""""");

    [Fact]
    public void Table_and_array_of_tables_of_one_name() => Check("""""
        [[tool.mypy.overrides]]
        module = "a"
        [tool.mypy.overrides]
         ^^^^^^^^^^^^^^^^^^^ 'tool.mypy.overrides' is an array of tables since line 1: write [[ ]] around its name
        strict = true
        [tool.mypy]
        x = 1
        """"", """""{tool={mypy={overrides=[{module="a"}], x=1}}}""""");

    [Fact]
    public void Inline_table_extended_by_a_header() => Check("""""
        a = { b = 1 }
        [a.c]
         ^ Inline table 'a' of line 1 is complete: add the key between its braces
        d = 1
        [e]
        f = 2
        """"", """""{a={b=1}, e={f=2}}""""");

    [Fact]
    public void Static_array_and_dotted_table_extended() => Check("""""
        a = [1]
        [[a]]
          ^ Array 'a' of line 1 is complete: add the table between its brackets
        b = 1
        [c]
        d.e = 1
        [c.d]
         ^^^ Table 'c.d' is already defined on line 5
        f = 2
        """"", """""{a=[1], c={d={e=1, f=2}}}""""");

    [Fact]
    public void Template_of_a_project_generator() => Check("""""
        {% if cookiecutter.x %}
        ^ Unexpected '{': a key or a [table] header should begin here
        name = "{{ cookiecutter.name }}"
        [{{ cookiecutter.name }}]
         ^ Unexpected '{': a key or a [table] header should begin here
        a = 1
        {% endif %}
        ^ Unexpected '{': a key or a [table] header should begin here
        [ok]
        x = 1
        """"", """""{name="{{ cookiecutter.name }}", ok={x=1}}""""");

    [Fact]
    public void Requirements_without_quotes() => Check("""""
        [project]
        dependencies = [
        flask==3.0,
        ^^^^^^^^^^ This is no TOML value: a string needs quotes around it
        django,
        ^^^^^^ This is no TOML value: a string needs quotes around it
            "quart",
        ]
        x = 1
        """"", """""{project={dependencies=["quart"], x=1}}""""");

    [Fact]
    public void Text_after_the_value() => Check("""""
        a = 1 b = 2
              ^^^^^ Unexpected text: the line should end here
        c = "it"s"
                ^^ Unexpected text: the line should end here
        d = [1, 2]]
                  ^ Unexpected text: the line should end here
        e = 'it's'
                ^^ Unexpected text: the line should end here
        f = 1,
             ^ Remove the ',': a line ends after its value
        g = 2
        """"", """""{a=1, c="it", d=[1, 2], e="it", f=1, g=2}""""");

    [Fact]
    public void Numbers_and_dates_out_of_their_rules() => Check("""""
        n = 007
            ^^^ A number can't begin with zeros: remove them, or put quotes around it
        m = 1__0
            ^^^^ An '_' in a number needs a digit on both sides
        o = 99999999999999999999
            ^^^^^^^^^^^^^^^^^^^^ This integer is beyond the range of 64 bits
        p = 0xZZ
            ^^^^ Invalid number: hexadecimal digits follow 0x, with single '_' between them
        q = 1.
            ^^ A float needs a digit on both sides of its '.'
        r = .5
            ^^ A float needs a digit on both sides of its '.'
        s = 2026-02-30
            ^^^^^^^^^^ Invalid date: this month has no such day
        t = 25:00:00
            ^^^^^^^^ Invalid time: hours are 00 to 23, minutes and seconds 00 to 59
        u = 1.e5
            ^^^^ A float needs a digit on both sides of its '.'
        v = 3.8, 3.9
               ^^^^^ Unexpected text: the line should end here
        w = 0X1F
            ^^^^ Invalid number: the prefixes are 0x, 0o and 0b, in lower case
        x = 2026-01-01T00:00:00+25:00
            ^^^^^^^^^^^^^^^^^^^^^^^^^ Invalid time: the offset has hours of 00 to 23 and minutes of 00 to 59
        """"", """""{v=3.8f}""""");

    [Fact]
    public void Dotted_keys_that_contradict() => Check("""""
        a.b = 1
        a = 2
        ^ Key 'a' is already defined on line 1
        a.b.c = 3
          ^ Key 'b' has a value since line 1, so it can't be a table too
        [a.b]
         ^^^ Key 'a.b' is already defined on line 1
        x = 1
        [d]
        e = 1
        """"", """""{a={b=1}, d={e=1}}""""");

    [Fact]
    public void Items_that_are_missing_or_no_values() => Check("""""
        deps = ["a", , "b"]
                     ^ Unexpected ',': there is no array item before it
        deps2 = [, "a"]
                 ^ Unexpected ',': there is no array item before it
        deps3 = [a]
                 ^ This is no TOML value: a string needs quotes around it
        deps4 = {"a", "b"}
                 ^^^ Missing '=' and a value after key 'a'
                      ^^^ Missing '=' and a value after key 'b'
        deps5 = ("a", "b")
                ^^^^^^^^^^ This is no TOML value: a string needs quotes around it
        x = 1
        """"", """""{deps=["a", "b"], deps2=["a"], deps3=[], deps4={}, x=1}""""");

    [Fact]
    public void Brackets_that_cross() => Check("""""
        a = [[1, 2
             ^ Missing ']' to close this array
        b = 3
        c = [1, {d = 2]
                ^ Missing '}' to close this inline table
        e = {f = [1, 2}
                 ^ Missing ']' to close this array
        g = 4
        """"", """""{a=[[1, 2]], b=3, c=[1, {d=2}], e={f=[1, 2]}, g=4}""""");

    [Fact]
    public void Headers_without_names_or_ends() => Check("""""
        []
        ^^ A table header needs a name between its brackets
        a = 1
        [
        ^ A table header needs a name and a closing ']'
        b = 2
        [[x]
        ^^^^ Missing ']]' to close the table header
        c = 3
        [y
        ^^ Missing ']' to close the table header
        z]
         ^ Expected '=' after key 'z'
        d = 4
        """"", """""{x=[{c=3}], y={d=4}}""""");

    [Fact]
    public void Unterminated_last_item_before_the_closing_bracket() => Check("""""
        [project]
        dependencies = [
            "flask",  # web
            "django
            ^^^^^^^ Unterminated string: add a closing "
        ]

        [project.optional-dependencies]
        dev = ["pytest"]
        """"", """""{project={dependencies=["flask", "django"], optional-dependencies={dev=["pytest"]}}}""""");

    [Fact]
    public void Stray_lines_before_the_first_key() => Check("""""
        ]
        ^ Unexpected ']': a key or a [table] header should begin here
        "stray",
               ^ Expected '=' after key 'stray'
        )
        ^ A bare key holds ASCII letters, digits, '_' and '-' only: put quotes around ')'
        x = 1
        [tool]
        """"", """""{x=1, tool={}}""""");

    [Fact]
    public void Unterminated_strings_stop_before_punctuation_and_comments() => Check("""""
        d = ["celery[redis], "x"]
                             ^ Missing ',' between array items
                              ^^ This is no TOML value: a string needs quotes around it
        e = [
          "celery[redis],  # queue
          ^^^^^^^^^^^^^^ Unterminated string: add a closing "
          "flask
          ^^^^^^ Unterminated string: add a closing "
          "django"
        ]
        f = {a = "b}
                 ^^ Unterminated string: add a closing "
        g = "demo  # name
            ^^^^^ Unterminated string: add a closing "
        h = {a = ["x}
                 ^ Missing ']' to close this array
                  ^^ Unterminated string: add a closing "
        i = 1
        """"", """""{d=["celery[redis], "], e=["celery[redis]", "flask", "django"], f={a="b"}, g="demo", h={a=["x"]}, i=1}""""");

    [Fact]
    public void Unterminated_multi_line_string_at_the_end_of_the_file() => Check("""""
        a = """
            ^^^ Unterminated string: add a closing """
        x
        """"", """""{a="x"}""""");

    [Fact]
    public void Unterminated_multi_line_string_in_an_array() => Check("""""
        a = ["b", """c
                  ^^^ Unterminated string: add a closing """
        d = 1
        """"", """""{a=["b", "c"], d=1}""""");

    [Fact]
    public void Escape_at_the_end_of_a_line() => Check("""""
        a = "\
            ^^ Unterminated string: add a closing "
        b = 1
        """"", """""{a="\", b=1}""""");

    [Fact]
    public void Multi_line_string_that_runs_into_the_next_one() => Check("""""
        a = """x""
            ^^^ Unterminated string: add a closing """
        b = 1
        [c]
        d = """y"""
        """"", """""{a="x""", b=1, c={d="y"}}""""");

    /// <summary>
    /// Compares the errors with the lines of <c>^^^ message</c> below the text that they mark, and what was read with
    /// <paramref name="survivors"/>.
    /// </summary>
    private static void Check(string annotated, string survivors, TomlVersion version = TomlVersion.V11)
    {
        annotated = annotated.ReplaceLineEndings("\n");
        var lines = annotated.Split('\n').Where(line => !line.TrimStart(' ').StartsWith('^'));
        var document = TomlInvariants.Parse(string.Join('\n', lines), version);
        TomlInvariants.Check(document);
        Assert.Equal(annotated, Annotate(document));
        Assert.Equal(survivors, TomlInvariants.Show(document.Root).Replace("\n", "\\n", StringComparison.Ordinal));
    }

    private static string Annotate(TomlDocument document)
    {
        var lines = document.Text.Lines;
        var annotated = new StringBuilder();
        for (var line = 0; line < lines.Count; line++)
        {
            var start = lines.Start(line);
            annotated.Append(document.Text.Content, start, lines.EndWithoutBreak(line) - start).Append('\n');
            foreach (var error in document.Errors.Where(e => lines.LineOf(e.Span.Start) == line))
            {
                annotated.Append(' ', error.Span.Start - start).Append('^', error.Span.Length).Append(' ').Append(error.Message).Append('\n');
            }
        }

        return annotated.ToString(0, annotated.Length - 1);
    }
}
