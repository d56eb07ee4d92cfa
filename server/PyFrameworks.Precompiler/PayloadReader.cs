using System.Buffers.Binary;
using System.Text;

namespace PyFrameworks.Precompiler;

/// <summary>Reads what an event tells, one part after the other.</summary>
internal ref struct PayloadReader(ReadOnlySpan<byte> payload)
{
    private ReadOnlySpan<byte> _rest = payload;

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    public ulong[] UInt64s(int count)
    {
        var numbers = new ulong[count];
        foreach (ref var number in numbers.AsSpan())
        {
            number = UInt64();
        }

        return numbers;
    }

    /// <summary>UTF-16 up to a zero.</summary>
    public string Text()
    {
        var text = new StringBuilder();
        while (BinaryPrimitives.ReadUInt16LittleEndian(Take(sizeof(char))) is not 0 and var unit)
        {
            text.Append((char)unit);
        }

        return text.ToString();
    }

    public ReadOnlySpan<byte> Take(int length)
    {
        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
