using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using PhoneNumbers;

namespace CrmContacts.Core.Text;

/// <summary>
/// One region's numbering plan out of libphonenumber's metadata, read by the library's own rules but without its
/// regular expressions where the metadata needs none. Gives no answer where it is not sure; then the library decides.
/// </summary>
internal sealed class PhonePlan
{
#pragma warning disable MA0009 // The patterns are the library's own, the input is at most 17 digits.
    private const int MaxDigits = 17;
    private static readonly PhoneNumberUtil Library = PhoneNumberUtil.GetInstance();

    private static readonly FrozenDictionary<int, Lazy<PhonePlan?>> ByCallingCode =
        Library.GetSupportedCallingCodes().ToFrozenDictionary(code => code, code => new Lazy<PhonePlan?>(() => ForCallingCode(code)));

    private static readonly FrozenDictionary<string, Lazy<PhonePlan>> ByRegion =
        Library.GetSupportedRegions().ToFrozenDictionary(region => region, region => new Lazy<PhonePlan>(() => new(Library.GetMetadataForRegion(region))), StringComparer.OrdinalIgnoreCase);

    private readonly int callingCode;
    private readonly string callingCodeText;
    private readonly Prefix nationalPrefix;
    private readonly Prefix internationalPrefix;
    private readonly bool transforms;
    private readonly Regex national;
    private readonly int[] lengths;
    private readonly int[] localLengths;

    private PhonePlan(PhoneMetadata metadata)
    {
        callingCode = metadata.CountryCode;
        callingCodeText = callingCode.ToString(CultureInfo.InvariantCulture);
        nationalPrefix = new(metadata.NationalPrefixForParsing);
        internationalPrefix = new(metadata.InternationalPrefix);
        transforms = !string.IsNullOrEmpty(metadata.NationalPrefixTransformRule);
        national = new("^(?:" + metadata.GeneralDesc.NationalNumberPattern + ")$", RegexOptions.CultureInvariant);
        lengths = [.. metadata.GeneralDesc.PossibleLengthList];
        localLengths = [.. metadata.GeneralDesc.PossibleLengthLocalOnlyList];
    }

    /// <summary>The plan of a country by ISO code, or null.</summary>
    public static PhonePlan? Of(string country) => ByRegion.TryGetValue(country, out var plan) ? plan.Value : null;

    private static PhonePlan? ForCallingCode(int code)
    {
        var region = Library.GetRegionCodeForCountryCode(code);
        var metadata = region == "001" ? Library.GetMetadataForNonGeographicalRegion(code) : Library.GetMetadataForRegion(region);
        return metadata is null ? null : new(metadata);
    }

    /// <summary>False when the library has to be asked.</summary>
    public static bool TryRead(string raw, PhonePlan? home, out string? e164)
    {
        e164 = null;
        Span<char> buffer = stackalloc char[MaxDigits];
        if (!TryDigits(raw, buffer, out var count, out var international)) return false;
        ReadOnlySpan<char> digits = buffer[..count];
        var plan = home;
        if (!international && plan is not null)
        {
            var dialled = plan.internationalPrefix.MatchLength(digits);
            if (dialled > 0 && dialled < count && digits[dialled] != '0')
            {
                digits = digits[dialled..];
                international = true;
            }
        }
        if (international)
        {
            if (!TryCallingCode(ref digits, out plan)) return false;
        }
        else if (plan is null) return false;
        else if (digits.StartsWith(plan.callingCodeText, StringComparison.Ordinal))
        {
            if (!plan.TryLeaveOutOwnCode(ref digits, out var left)) return false;
            if (left && !ByCallingCode.TryGetValue(plan.callingCode, out _)) return false;
            if (left) plan = ByCallingCode[plan.callingCode].Value;
        }
        if (plan is null || !plan.TryStrip(digits, out var stripped)) return false;
        if (plan.Length(stripped.Length) is Fit.Possible or Fit.TooLong) digits = stripped;
        if (digits.Length is < 2 or > MaxDigits) return false;
        if (ByCallingCode.GetValueOrDefault(plan.callingCode)?.Value is not { } main) return false;
        e164 = main.Length(digits.Length) == Fit.Possible ? string.Concat("+", plan.callingCodeText, digits) : null;
        return true;
    }

    private static bool TryDigits(string raw, Span<char> digits, out int count, out bool international)
    {
        count = 0;
        international = false;
        foreach (var c in raw)
        {
            if (char.IsAsciiDigit(c))
            {
                if (count == MaxDigits) return false;
                digits[count++] = c;
            }
            else if (c == '+')
            {
                if (international || count > 0) return false;
                international = true;
            }
            else if (c is not (' ' or '-' or '.' or '(' or ')' or '/' or '\u00A0')) return false;
        }
        return count > 2;
    }

    /// <summary>Takes the calling code off an international number.</summary>
    private static bool TryCallingCode(ref ReadOnlySpan<char> digits, out PhonePlan? plan)
    {
        plan = null;
        if (digits.Length <= 3 || digits[0] == '0') return false;
        var code = 0;
        for (var length = 1; length <= 3; length++)
        {
            code = (code * 10) + (digits[length - 1] - '0');
            if (!ByCallingCode.TryGetValue(code, out var found)) continue;
            digits = digits[length..];
            plan = found.Value;
            return plan is not null;
        }
        return false;
    }

    /// <summary>People write their own calling code without a plus; it goes when the number makes sense only so.</summary>
    private bool TryLeaveOutOwnCode(ref ReadOnlySpan<char> digits, out bool left)
    {
        left = false;
        if (!TryStrip(digits[callingCodeText.Length..], out var potential)) return false;
        if ((!national.IsMatch(digits) && national.IsMatch(potential)) || Length(digits.Length) == Fit.TooLong)
        {
            digits = potential;
            left = true;
        }
        return true;
    }

    /// <summary>Takes the national prefix off. False when the metadata would rewrite the number.</summary>
    private bool TryStrip(ReadOnlySpan<char> digits, out ReadOnlySpan<char> stripped)
    {
        stripped = digits;
        var prefix = nationalPrefix.MatchLength(digits);
        if (prefix < 0) return true;
        if (transforms) return false;
        if (!national.IsMatch(digits) || national.IsMatch(digits[prefix..])) stripped = digits[prefix..];
        return true;
    }

    private enum Fit { Possible, LocalOnly, TooShort, TooLong, Never }

    private Fit Length(int length)
    {
        if (lengths.Length == 0 || lengths[0] == -1) return Fit.Never;
        if (localLengths.Contains(length)) return Fit.LocalOnly;
        if (lengths.Contains(length)) return Fit.Possible;
        return length < lengths[0] ? Fit.TooShort : length > lengths[^1] ? Fit.TooLong : Fit.Never;
    }

    /// <summary>A pattern at the start of a number; plain digits need no regular expression.</summary>
    private readonly struct Prefix(string pattern)
    {
        private readonly string text = pattern;
        private readonly Regex? regex = pattern.AsSpan().ContainsAnyExceptInRange('0', '9') ? new("^(?:" + pattern + ")", RegexOptions.CultureInvariant) : null;

        /// <summary>How many digits match, or -1.</summary>
        public int MatchLength(ReadOnlySpan<char> digits)
        {
            if (string.IsNullOrEmpty(text)) return -1;
            if (regex is null) return digits.StartsWith(text, StringComparison.Ordinal) ? text.Length : -1;
            foreach (var match in regex.EnumerateMatches(digits)) return match.Length;
            return -1;
        }
    }
}
