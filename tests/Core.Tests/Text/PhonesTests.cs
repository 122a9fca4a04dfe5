using CrmContacts.Core.Text;
using CsCheck;
using PhoneNumbers;

namespace CrmContacts.Core.Tests.Text;

public class PhonesTests
{
    [Theory]
    [InlineData("+49 171 1234567", "US", "+491711234567")]
    [InlineData("0171 / 123 45 67", "DE", "+491711234567")]
    [InlineData("0049 (0)171 1234567", "DE", "+491711234567")]
    [InlineData("(212) 555-0100", "US", "+12125550100")]
    [InlineData("1-212-555-0100", "US", "+12125550100")]
    [InlineData("+1 (212) 555-0100 ext. 12", "DE", "+12125550100")]
    [InlineData("06 12 34 56 78", "FR", "+33612345678")]
    [InlineData("020 7946 0018", "GB", "+442079460018")]
    [InlineData("06 698 12345", "IT", "+390669812345")]
    [InlineData("98765 43210", "IN", "+919876543210")]
    [InlineData("１２３ ４５６ ７８９０", "US", "+11234567890")]
    public void A_number_as_people_write_it_becomes_E164(string raw, string country, string expected) =>
        Assert.Equal(expected, Phones.TryE164(raw, country));

    [Theory]
    [InlineData("", "US")]
    [InlineData("n/a", "US")]
    [InlineData("101", "US")]
    [InlineData("555-0100", "US")]
    [InlineData("0171 1234567", "")]
    [InlineData("0171 1234567", "ZZ")]
    [InlineData("+999 1234567", "DE")]
    [InlineData("+1 212 555 0100 212 555 0100 99", "US")]
    public void What_cannot_be_a_number_is_none(string raw, string country) => Assert.Null(Phones.TryE164(raw, country));

    [Fact]
    public void The_quick_way_agrees_with_the_library_in_every_region()
    {
        var regions = PhoneNumberUtil.GetInstance().GetSupportedRegions().Order(StringComparer.Ordinal).ToArray();
        var digits = Gen.Int[3, 15].SelectMany(length => Gen.Char['0', '9'].Array[length]).Select(chars => new string(chars));
        var lead = Gen.OneOf("", "", "", "+", "00", "011", "0", "1", "8", "+1", "+49", "+44 (0)", "+39", "+52", "+54", "(0", "49", "91", "1 ");
        Gen.Select(Gen.OneOf(regions), lead, digits).Sample((region, start, rest) =>
        {
            var raw = start + rest;
            return Phones.TryE164(raw, region) == Phones.ByLibrary(raw, region);
        }, iter: 20_000, print: t => $"{t.Item1} {t.Item2}{t.Item3}");
    }

    [Fact]
    public void The_quick_way_agrees_with_the_library_for_the_example_number_of_every_region()
    {
        var library = PhoneNumberUtil.GetInstance();
        foreach (var region in library.GetSupportedRegions())
            foreach (var type in new[] { PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE })
            {
                if (library.GetExampleNumberForType(region, type) is not { } number) continue;
                foreach (var format in Enum.GetValues<PhoneNumberFormat>())
                {
                    var raw = library.Format(number, format);
                    Assert.True(Phones.ByLibrary(raw, region) == Phones.TryE164(raw, region), $"{region} {raw}");
                }
            }
    }
}
