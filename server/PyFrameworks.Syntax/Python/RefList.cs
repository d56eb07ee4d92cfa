using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PyFrameworks.Syntax.Python;

/// <summary>A list whose elements are changed in place, and whose room is used again for the next text.</summary>
/// <param name="maxKept">Elements for which room is kept at most when the list is emptied for the next text.</param>
internal sealed class RefList<T>(int maxKept)
{
    private const int FirstCapacity = 16;

    private T[] _items = new T[FirstCapacity];

    // Number of places that may hold something, past the end of the list too.
    private int _used;

    /// <summary>Number of elements.</summary>
    public int Count { get; private set; }

    /// <summary>The element at <paramref name="index"/>, less than <see cref="Count"/>; the reference holds until one is added.</summary>
    public ref T this[int index] => ref _items[index];

    /// <summary>The last element; the reference holds until one is added.</summary>
    public ref T Last => ref _items[Count - 1];

    /// <summary>Adds an element and returns the reference to it.</summary>
    public ref T Add(scoped in T item)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, Count * 2);
        }

        ref T added = ref _items[Count++];
        added = item;
        return ref added;
    }

    /// <summary>Takes the last element off.</summary>
    public void RemoveLast()
    {
        _used = Math.Max(_used, Count);
        Count--;
    }

    /// <summary>Takes all elements off; those that the list is not filled with again stay referenced until <see cref="Recycle"/>.</summary>
    public void Clear()
    {
        _used = Math.Max(_used, Count);
        Count = 0;
    }

    /// <summary>The elements, as long as none is added.</summary>
    public ReadOnlySpan<T> AsSpan() => _items.AsSpan(0, Count);

    /// <summary>The elements as an array of their number.</summary>
    public ImmutableArray<T> ToImmutable() => Count == 0 ? [] : ImmutableCollectionsMarshal.AsImmutableArray(_items.AsSpan(0, Count).ToArray());

    /// <summary>Empties the list for the next text: nothing that it held stays referenced, and room beyond the limit is given back.</summary>
    public void Recycle()
    {
        Clear();
        if (_items.Length > maxKept)
        {
            _items = new T[FirstCapacity];
        }
        else if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            Array.Clear(_items, 0, _used);
        }

        _used = 0;
    }
}
