using static PyFrameworks.ProjectModel.Tests.Manifests.Reading;

namespace PyFrameworks.ProjectModel.Tests.Manifests;

/// <summary>Programs and plug-ins that a distribution offers.</summary>
public sealed class EntryPointTests
{
    [Fact]
    public void Pyproject_names_them_in_four_tables() => Check("pyproject.toml", """
        [project]
        name = "é😀"
        [project.scripts]
        shop = "shop.cli:main"
        [project.gui-scripts]
        shop-gui = " shop.gui:main "
        [project.entry-points."paste.app_factory"]
        main = 'shop:main'
        [tool.poetry.scripts]
        old = { reference = "shop.old:main", type = "console" }
        odd = 3
        """, "console_scripts shop.cli:main", "gui_scripts shop.gui:main", "paste.app_factory shop:main", "console_scripts shop.old:main");

    [Fact]
    public void Setup_cfg_has_one_a_line() => Check("setup.cfg", """
        [metadata]
        name = shop
        [options.entry_points]
        console_scripts =
            shop = shop.cli:main
            serve = shop.server:run [server]
            nonsense
        paste.app_factory = main = shop:main
        """, "console_scripts shop.cli:main", "console_scripts shop.server:run", "paste.app_factory shop:main");

    [Fact]
    public void Setup_py_has_a_dictionary() => Check("setup.py", """
        from setuptools import setup
        setup(name="shop", entry_points={
            "console_scripts": ["shop=shop.cli:main"],
            "paste.app_factory": "main = shop:main",
        })
        """, "console_scripts shop.cli:main", "paste.app_factory shop:main");

    [Fact]
    public void Setup_py_has_a_text() => Check("setup.py", """"
        from setuptools import setup
        setup(name="shop", entry_points="""\
            [paste.app_factory]
            main = shop:main
            [console_scripts]
            shop = shop.cli:main
        """)
        """", "paste.app_factory shop:main", "console_scripts shop.cli:main");

    private static void Check(string path, string content, params string[] expected)
    {
        var manifest = Read(path, content);

        Assert.Equal(expected, manifest.EntryPoints.Select(entry => $"{entry.Group} {entry.Target}"));
        Assert.All(manifest.EntryPoints, entry => Assert.Equal(entry.Target, manifest.Text.Slice(entry.Span)));
    }
}
