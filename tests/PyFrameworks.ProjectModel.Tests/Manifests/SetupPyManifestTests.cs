using System.Text;
using static PyFrameworks.ProjectModel.Tests.Manifests.Reading;

namespace PyFrameworks.ProjectModel.Tests.Manifests;

public sealed class SetupPyManifestTests
{
    private const string Path = "setup.py";

    [Theory]
    [InlineData("'Flask[async]>=2.3, <4'", "Flask", ">=2.3, <4", "Flask[async]>=2.3, <4")]
    [InlineData("\"flask >= 2 ; python_version < '3.13'\"", "flask", ">= 2", "flask >= 2 ; python_version < '3.13'")]
    [InlineData("'fl\\x61sk\\u003E=2'", "fl\\x61sk", "\\u003E=2", "fl\\x61sk\\u003E=2")]
    [InlineData("'flask'  # é\n    '>=2'", "flask", ">=2", "flask'  # é\n    '>=2")]
    [InlineData("'flask' + '>=2'", "flask", ">=2", "flask' + '>=2")]
    [InlineData("r'flask>=2'", "flask", ">=2", "flask>=2")]
    [InlineData("'flask\\\n>=2'", "flask", ">=2", "flask\\\n>=2")]
    public void Spans_of_a_requirement(string item, string name, string? specifier, string whole)
    {
        foreach (var newline in (string[])["\n", "\r\n"])
        {
            var content = $"# é 😀\nfrom setuptools import setup\nsetup(name='é😀', install_requires=[ # 😀\n\t{item},\n])\n".ReplaceLineEndings(newline);
            var manifest = ReadBytes(Path, content, new UTF8Encoding(true));
            Assert.Empty(manifest.Problems);
            Assert.Equal((name, specifier?.ReplaceLineEndings(newline), whole.ReplaceLineEndings(newline)), Slices(manifest, Assert.Single(manifest.Dependencies)));
            CheckSpans(manifest);
        }
    }

    [Theory]
    [InlineData("setup(install_requires=['flask', 'x'])")]
    [InlineData("import setuptools\nsetuptools.setup(install_requires=('flask', 'x'))")]
    [InlineData("r = ['flask']\nr.append('x')\nsetup(install_requires=r)")]
    [InlineData("r = ['flask']\nr += ['x']\nsetup(install_requires=r)")]
    [InlineData("r = ['flask']\nif old:\n    r.extend(['x'])\nsetup(install_requires=r)")]
    [InlineData("a = ['flask']\nb = ['x']\nsetup(install_requires=a + b)")]
    [InlineData("r = ['old']\nr = ['flask', 'x']\nsetup(install_requires=r)")]
    [InlineData("if old:\n    r = ['flask']\nelse:\n    r = ['x']\nsetup(install_requires=r)")]
    [InlineData("r = '''\nflask\n# comment\n  x  # why\n'''.splitlines()\nsetup(install_requires=r)")]
    [InlineData("setup(install_requires='flask\\nx'.split('\\n'))")]
    [InlineData("setup(install_requires='flask x'.split())")]
    [InlineData("setup(install_requires='flask, x'.split(','))")]
    [InlineData("setup(install_requires=\"\"\"\n  flask\n  x\n\"\"\")")]
    [InlineData("info = dict(name='a', install_requires=['flask', 'x'])\nsetup(**info)")]
    [InlineData("info = {'install_requires': ['flask']}\ninfo['install_requires'] += ['x']\nsetup(**info)")]
    [InlineData("info = {}\ninfo.update(install_requires=['flask', 'x'])\nsetup(**info)")]
    [InlineData("info = {}\ninfo['install_requires'] = ['flask', 'x']\nsetup(**dict(info, version='1'))")]
    [InlineData("def run():\n    r = ['flask', 'x']\n    setup(install_requires=r)\nrun()")]
    [InlineData("def requires():\n    r = ['flask']\n    r.append('x')\n    return r\nsetup(install_requires=requires())")]
    [InlineData("setup(install_requires=[r.strip() for r in ['flask ', 'x'] if r])")]
    [InlineData("setup(install_requires=[*['flask'], 'x'])")]
    [InlineData("setup(install_requires=['flask'] if new else ['x'])")]
    [InlineData("setup(install_requires=list(set(['flask', 'x'])))")]
    [InlineData("D = {'web': ['flask', 'x']}\nsetup(install_requires=D['web'])")]
    [InlineData("try:\n    from setuptools import setup\nexcept ImportError:\n    pass\nif __name__ == '__main__': setup(install_requires=['flask', 'x'])")]
    public void Requirements_in_literal_text(string content)
    {
        foreach (var newline in (string[])["\n", "\r\n"])
        {
            var manifest = Read(Path, $"# é 😀\n{content}\n".ReplaceLineEndings(newline));
            Assert.Equal(["flask||main", "x||main"], Summary(manifest).Order());
            Assert.Empty(manifest.Problems);
            Assert.All(manifest.Dependencies, dependency => Assert.Equal((dependency.Name, null, dependency.Name), Slices(manifest, dependency)));
        }
    }

    [Theory]
    [InlineData("setup(install_requires=open('requirements.txt').read().splitlines())")]
    [InlineData("setup(install_requires=Path('requirements.txt').read_text().split('\\n'))")]
    [InlineData("setup(install_requires=(here / 'requirements.txt').read_text())")]
    [InlineData("setup(install_requires=[l.strip() for l in open('requirements.txt')])")]
    [InlineData("setup(install_requires=read_requirements('requirements.txt'))")]
    [InlineData("setup(install_requires=[str(r.req) for r in parse_requirements('requirements.txt', session=False)])")]
    [InlineData("r = open(os.path.join(here, 'requirements.txt'), encoding='utf-8')\nsetup(install_requires=r.readlines())")]
    [InlineData("with open('requirements.txt') as f:\n    r = f.read().splitlines()\nsetup(install_requires=r)")]
    [InlineData("with io.open(path.join(here, 'requirements.txt')) as f, open('README.txt') as g:\n    r = [x for x in f]\nsetup(install_requires=r)")]
    [InlineData("r = []\nfor line in open('requirements.txt'):\n    r.append(line.strip())\nsetup(install_requires=r)")]
    [InlineData("def get():\n    with open('requirements.txt') as f:\n        return f.read().splitlines()\nsetup(install_requires=get())")]
    [InlineData("def get(name='requirements.txt'):\n    return open(name).readlines()\nsetup(install_requires=get())")]
    [InlineData("FILE = 'requirements.txt'\nsetup(install_requires=open(FILE).read().split())")]
    [InlineData("def get():\n    r = []\n    try:\n        with open('requirements.txt', 'r') as f:\n            lines = f.readlines()\n            for line in lines:\n                one = line.strip()\n                if one and one != '-e .':\n                    r.append(one)\n    except OSError:\n        print('no x.txt')\n    return r\nsetup(install_requires=get())")]
    [InlineData("def get(): return '\\n'.join(lines('requirements.txt'))\nsetup(install_requires=get())")]
    [InlineData("def read(name): return open(name).read()\nsetup(install_requires=read('requirements.txt'))")]
    public void Requirements_from_a_file(string content)
    {
        var manifest = Read(Path, $"# é 😀\n{content}\n");
        var include = Assert.Single(manifest.Includes);
        Assert.Equal(("requirements.txt", IncludeKind.File, "main"), (include.Target, include.Kind, include.Group.Name));
        Assert.Equal("requirements.txt", manifest.Text.Slice(include.Span));
        Assert.Empty(manifest.Dependencies);
        Assert.Empty(manifest.Problems);
    }

    [Theory]
    [InlineData("os.path.join(here, 'requirements', 'base.txt')", "requirements/base.txt")]
    [InlineData("here / 'requirements' / 'base.txt'", "requirements/base.txt")]
    [InlineData("here + '/requirements/base.txt'", "requirements/base.txt")]
    [InlineData("os.path.join('a.txt')", "a.txt")]
    public void Paths_are_put_together(string path, string expected) =>
        Assert.Equal(expected, Assert.Single(Read(Path, $"setup(install_requires=open({path}).read())").Includes).Target);

    [Theory]
    [InlineData("def get(name): return open('requirements/' + name).readlines()\nsetup(install_requires=get('base.txt'))")]
    [InlineData("def get(name):\n  with open(here / 'requirements' / name) as f: return f.read()\nsetup(install_requires=get('base.txt'))")]
    [InlineData("def _get(*f): return [strip(l) for l in open(os.path.join(os.getcwd(), 'requirements', *f)).readlines()]\ndef get(*f):\n  'base.txt'\n  return [r for s in _get(*f) for r in s]\ndef requires(): return get('base.txt')\nsetup(install_requires=requires())")]
    public void A_function_may_put_a_folder_before_the_name(string content)
    {
        var manifest = Read(Path, content);
        Assert.Equal("requirements/base.txt", Assert.Single(manifest.Includes).Target);
        Assert.Equal("base.txt", manifest.Text.Slice(manifest.Includes[0].Span));
    }

    [Fact]
    public void Variables_of_one_name_are_told_apart()
    {
        var manifest = Read(Path, """
            with open("requirements.txt") as f: a = f.read()
            with open("README.txt") as f:
                text = f.read()
            with open("dev.txt") as f:
                b = [x for x in f]
            c = []
            for line in open("HISTORY.txt"): text += line
            for line in open("docs.txt"):
                line = line.strip()
                c.append(line)
            setup(install_requires=a, extras_require={"dev": b, "docs": c}, long_description=text)
            """);
        Assert.Equal(["requirements.txt|main", "dev.txt|extra:dev", "docs.txt|extra:docs"], manifest.Includes.Select(include => $"{include.Target}|{include.Group}"));
    }

    [Fact]
    public void A_part_that_a_name_brings_in_stands_where_the_name_does()
    {
        var manifest = Read(Path, "WINDOWS = '; sys_platform == \"win32\"'\nsetup(install_requires=['flask>=2' + WINDOWS])");
        Assert.Equal(("flask", ">=2", "flask>=2' + WINDOWS"), Slices(manifest, manifest.Dependencies[0]));
        Assert.Equal("sys_platform == \"win32\"", manifest.Dependencies[0].Marker!.ToString());
        CheckSpans(manifest);
    }

    [Theory]
    [InlineData("setup(install_requires=find())")]
    [InlineData("setup(install_requires=['flask==%s' % v, f'flask=={v}', 'flask==' + v, 'flask=={}'.format(v)])")]
    [InlineData("setup(install_requires=['flask-' + x for x in ['a']])")]
    [InlineData("setup(install_requires=[b'flask'])")]
    [InlineData("setup(install_requires=None)")]
    [InlineData("setup(install_requires=[x for x in glob('*.txt')])")]
    [InlineData("setup(requires=['flask'])")]
    [InlineData("r = r\nsetup(install_requires=r)")]
    [InlineData("a = b\nb = a\nsetup(install_requires=a + b)")]
    [InlineData("def f(): return f()\nsetup(install_requires=f())")]
    public void What_cannot_be_told_is_passed_over(string content)
    {
        var manifest = Read(Path, content);
        Assert.Empty(manifest.Dependencies);
        Assert.Empty(manifest.Includes);
        Assert.Empty(manifest.Problems);
    }

    [Fact]
    public void Every_argument_has_its_group()
    {
        var manifest = Read(Path, """
            extras = {"Web": ["gunicorn"]}
            extras["test"] = ["pytest"]
            extras["all"] = extras["Web"] + extras["test"]
            setup(
                name="Shop", python_requires=">=3.9", install_requires=["flask"], setup_requires=["wheel"], tests_require=extras["test"] + ["nose"],
                extras_require=dict(extras, **{":sys_platform=='win32'": ["waitress"], "docs:os_name=='nt'": ["sphinx"]}),
            )
            """);
        Assert.Equal(
            ["gunicorn||extra:Web", "pytest||extra:test", "flask||main", "wheel||build", "nose||dev", "waitress||main", "sphinx||extra:docs"], Summary(manifest));
        Assert.Equal(["sys_platform == \"win32\"", "os_name == \"nt\""], manifest.Dependencies.Where(dependency => dependency.Marker is not null).Select(dependency => dependency.Marker!.ToString()));
        Assert.Equal(("Shop", ">=3.9"), (manifest.ProjectName, manifest.Text.Slice(manifest.RequiresPython!.At.Span)));
        Assert.Empty(manifest.Problems);
    }

    [Theory]
    [InlineData("['flask=>2', 'django']", "PF001|=>2|'=>' is no operator; write '>='", "flask||main,django||main")]
    [InlineData("['flask>=2' 'django']", "PF001|", "flask|>=2|main")]
    [InlineData("['-e .', 'django']", "PF001|", "django||main")]
    public void Errors_stand_at_their_place_and_the_rest_is_read(string list, string problem, string expected)
    {
        var manifest = Read(Path, $"# é 😀\nsetup(install_requires={list})\n");
        Assert.StartsWith(problem, Assert.Single(ProblemsOf(manifest)), StringComparison.Ordinal);
        Assert.Equal(expected, string.Join(',', Summary(manifest)));
        CheckSpans(manifest);
    }

    [Theory]
    [InlineData("django.setup()")]
    [InlineData("def setup(install_requires): pass\nsetup(install_requires=['flask'])")]
    [InlineData("x = 1")]
    public void A_module_of_that_name_is_no_manifest(string content) => Assert.Null(File(Path, content).Manifest);

    [Fact]
    public void A_comment_silences_and_a_broken_file_is_read_as_far_as_it_goes()
    {
        var manifest = Read(Path, "setup(install_requires=['flask', # é\n 'x'\nimport y\nprint 'z'");
        Assert.Equal(["flask||main", "x||main"], Summary(manifest));
        Assert.Equal(["# é"], manifest.Comments.Select(manifest.Text.Slice));
    }

    [Theory]
    [InlineData("__depends__ = {'cubicweb': '>= 3.36.0', 'six': None, 'pytz': ''}", "cubicweb|>=3.36.0|main,six||main,pytz||main")]
    [InlineData("__depends__ = dict(cubicweb='>= 3')", "cubicweb|>=3|main")]
    [InlineData("__depends_cubes__ = {'blog': '>= 1', 'cubicweb-card': None}", "cubicweb-blog|>=1|main,cubicweb-card||main")]
    [InlineData("install_requires = ['flask>=2']", "flask|>=2|main")]
    [InlineData("__depends__ = ['flask']", "flask||main")]
    [InlineData("__depends__ = {'a': '=> 1', 'b': '2'}", "a||main,b||main")]
    public void Package_metadata(string content, string expected)
    {
        var manifest = Read("cubicweb_é/__pkginfo__.py", $"# é 😀\nmodname = 'é'\ndistname = 'cubicweb-x'\n{content}\n");
        Assert.Equal(expected, string.Join(',', Summary(manifest)));
        Assert.Equal(("cubicweb-x", ManifestFormat.SetupPy), (manifest.ProjectName, manifest.Format));
        CheckSpans(manifest);
    }

    [Theory]
    [InlineData("modname = 'x'", "x")]
    [InlineData("modname = 'x'\ndistname = 'y'", "y")]
    [InlineData("modname = 'x'\ndistname = 'cubicweb-%s' % modname", null)]
    public void Names_in_package_metadata(string content, string? expected) =>
        Assert.Equal(expected, Read("__pkginfo__.py", $"{content}\n__depends__ = {{'a': None}}\n").ProjectName);

    [Fact]
    public void Spans_of_package_metadata()
    {
        var manifest = Read("__pkginfo__.py", "# é 😀\r\n__depends__ = {\r\n\t'cubicweb': '>= 3.36.0',\r\n\t'six': '=> 1',\r\n}\r\n");
        Assert.Equal(("cubicweb", ">= 3.36.0", "cubicweb': '>= 3.36.0"), Slices(manifest, manifest.Dependencies[0]));
        Assert.StartsWith("PF001|=> 1|", Assert.Single(ProblemsOf(manifest)), StringComparison.Ordinal);
        Assert.Null(File("a/__pkginfo__.py", "x = 1").Manifest);
    }

    [Fact]
    public void Hostile_files_are_survived()
    {
        Assert.NotNull(Read(Path, $"setup(install_requires={new string('[', 5_000)}'x'"));
        Assert.NotNull(Read(Path, $"setup(install_requires=x{string.Concat(Enumerable.Repeat(".a()", 5_000))})"));
        Assert.NotNull(Read(Path, $"setup(install_requires={string.Concat(Enumerable.Repeat("'x' + ", 20_000))}'x')"));
        var lines = string.Concat(Enumerable.Repeat("x\\n", 50_000));
        Assert.NotNull(Read(Path, $"a = '{lines}'\nsetup(install_requires=[{string.Concat(Enumerable.Repeat("a, ", 10_000))}])"));
        Assert.NotNull(Read(Path, $"a = '{lines}'\nsetup(install_requires=[{string.Concat(Enumerable.Repeat("a + ", 10_000))}a])"));
        var doubling = string.Join('\n', Enumerable.Range(0, 60).Select(i => $"a{i} = a{i + 1} + a{i + 1}"));
        Assert.NotNull(Read(Path, $"{doubling}\na60 = ['x']\nsetup(install_requires=a0)"));
    }

    [Fact]
    public void Every_beginning_of_a_file_can_be_read() => CheckPrefixes(Path, """
        # é 😀
        def get(name="requirements.txt", *, x={"a": 1}):
            with open(name) as f, open(os.path.join(here, "a.txt")) as g: return [l.strip() for l in f if l]
        a, b = ["x"], {"k": get()}; b["k"] += [f"{a!r:>{10}}", *a]
        info: dict = dict(install_requires=b["k"][1:] or a, **{":os_name=='nt'": lambda x: ['y']})
        setup(name='a' "b", **info, extras_require={k: v for k, v in b.items()}, python_requires=">=3" if a else '''2''')
        """);
}
