using System.Collections.Concurrent;
using PhoneNumbers;

namespace CrmContacts.Core.Text;

/// <summary>Telephone numbers, as libphonenumber understands them.</summary>
public static class Phones
{
    private const int MaxRaw = 250;
    private const int MaxRemembered = 20_000;
    private static readonly PhoneNumberUtil Library = PhoneNumberUtil.GetInstance();
    private static readonly ConcurrentDictionary<(string Raw, string Country), string?> Remembered = new();
    private static int remembered;

    /// <summary>The number in E.164 (<c>+4917112345678</c>; an extension is left out), or null when this cannot be one: no digits, too short, too long, or of a country that nothing names.</summary>
    /// <param name="raw">As people write it.</param>
    /// <param name="country">ISO code of the country for numbers without one; empty for none.</param>
    /// <remarks>
    /// A number counts when its length is possible, not only when its range is assigned: numbering plans change faster than
    /// any library, and the numbers of examples are never assigned. Ordinary spellings take <see cref="PhonePlan"/>,
    /// several times as fast; a test holds the two equal.
    /// </remarks>
    public static string? TryE164(string raw, string country)
    {
        var plan = PhonePlan.Of(country);
        if (PhonePlan.TryRead(raw, plan, out var e164)) return e164;
        if (raw.Length is 0 or > MaxRaw) return null;
        if (Remembered.TryGetValue((raw, country), out var known)) return known;
        var answer = ByLibrary(raw, country);
        if (Interlocked.Increment(ref remembered) > MaxRemembered)
        {
            Remembered.Clear();
            Interlocked.Exchange(ref remembered, 0);
        }
        return Remembered[(raw, country)] = answer;
    }

    /// <summary>The digits of an E.164 number behind its country's code: <c>1712345678</c> of <c>+491712345678</c>.</summary>
    public static string National(string e164)
    {
        try
        {
            return Library.GetNationalSignificantNumber(Library.Parse(e164, null));
        }
        catch (NumberParseException)
        {
            return e164.TrimStart('+');
        }
    }

    /// <summary>The definition that <see cref="TryE164"/> is a quick way to.</summary>
    internal static string? ByLibrary(string raw, string country)
    {
        try
        {
            var number = Library.Parse(raw, country.Trim().ToUpperInvariant());
            return Library.IsPossibleNumberWithReason(number) == PhoneNumberUtil.ValidationResult.IS_POSSIBLE
                ? Library.Format(number, PhoneNumberFormat.E164)
                : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }
}
