namespace CrmContacts.Core.CustomFields;

/// <summary>Numbers of custom fields have at most 12 digits before the point and 6 behind it.</summary>
public static class CustomNumbers
{
    public const int Decimals = 6;
    public const decimal Largest = 999_999_999_999.999_999m;

    private const decimal Unit = 1_000_000m;

    /// <summary>True when the number is kept as it is, to the last digit.</summary>
    public static bool Fits(decimal number) => Math.Abs(number) <= Largest && decimal.Round(number, Decimals) == number;

    /// <summary>The number without zeros at its end, so that it reads alike wherever it was kept.</summary>
    public static decimal Plain(decimal number) => number / 1.000_000_000_000_000_000_000_000_000_0m;

    /// <summary>As a whole number of millionths.</summary>
    internal static long Millionths(decimal number) => (long)(number * Unit);

    internal static decimal FromMillionths(long millionths) => Plain(millionths / Unit);
}
