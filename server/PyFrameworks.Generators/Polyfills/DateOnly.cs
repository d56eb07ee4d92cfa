using System.Globalization;

// The type belongs to .NET 6 and later, and the compiler's host asks for netstandard2.0; the model needs no more of it than this.
namespace System;

/// <summary>A day of the Gregorian calendar.</summary>
public readonly record struct DateOnly(int Year, int Month, int Day) : IComparable<DateOnly>
{
    /// <inheritdoc/>
    public int CompareTo(DateOnly other) => Number.CompareTo(other.Number);

    /// <summary>ISO 8601: <c>yyyy-MM-dd</c>.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0:0000}-{1:00}-{2:00}", Year, Month, Day);

    private int Number => (Year * 10000) + (Month * 100) + Day;

    /// <summary>Order by day.</summary>
    public static bool operator <(DateOnly left, DateOnly right) => left.CompareTo(right) < 0;

    /// <summary>Order by day.</summary>
    public static bool operator >(DateOnly left, DateOnly right) => left.CompareTo(right) > 0;

    /// <summary>Order by day.</summary>
    public static bool operator <=(DateOnly left, DateOnly right) => left.CompareTo(right) <= 0;

    /// <summary>Order by day.</summary>
    public static bool operator >=(DateOnly left, DateOnly right) => left.CompareTo(right) >= 0;
}
