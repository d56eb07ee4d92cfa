using System.Collections.Immutable;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Toml;

/// <summary>
/// An array. One that <c>[[name]]</c> headers make spans from the first of its headers to the end of its last item.
/// </summary>
public sealed class TomlArray : TomlValue
{
    private ImmutableArray<TomlValue>.Builder? _building;

    internal TomlArray(TextSpan span, ImmutableArray<TomlValue> items)
        : base(span) => Items = items;

    /// <summary>Begins an array of tables, which grows until <see cref="Seal"/>.</summary>
    internal TomlArray(TextSpan span)
        : base(span)
    {
        _building = ImmutableArray.CreateBuilder<TomlValue>();
        IsArrayOfTables = true;
    }

    /// <summary>The items in file order; those that can't be read are left out.</summary>
    public ImmutableArray<TomlValue> Items { get; private set; } = [];

    /// <summary>Whether <c>[[name]]</c> headers make the array; all items are then tables.</summary>
    public bool IsArrayOfTables { get; }

    internal TomlTable LastTable => (TomlTable)_building![^1];

    internal void Add(TomlTable table) => _building!.Add(table);

    internal void Seal()
    {
        if (_building is not null)
        {
            Items = _building.DrainToImmutable();
            _building = null;
        }
    }
}
