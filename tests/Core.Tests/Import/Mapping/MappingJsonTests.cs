using CrmContacts.Core.Errors;
using CrmContacts.Core.Import.Mapping;

namespace CrmContacts.Core.Tests.Import.Mapping;

public class MappingJsonTests
{
    private static readonly string[] Headers = ["First", "Last", "E-mail", "E-mail"];

    [Theory]
    [InlineData("""["first_name","last_name",null,""]""", "first_name|last_name||")]
    [InlineData("""["first_name"]""", "first_name|||")]
    [InlineData("""{"Last":"last_name","e-mail":"email"}""", "|last_name|email|")]
    [InlineData("""{"E-mail":null,"E-MAIL":"email"}""", "|||email")]
    [InlineData("""{}""", "|||")]
    public void A_mapping_is_an_array_or_an_object(string json, string expected) =>
        Assert.Equal(expected, string.Join('|', MappingJson.Parse(json, Headers).Targets.Select(t => t?.Key)));

    [Theory]
    [InlineData("[", "not valid JSON")]
    [InlineData("7", "array of targets")]
    [InlineData("""["first_name","first_name"]""", "entry 2 (column \"Last\")")]
    [InlineData("""["shoe_size"]""", "\"shoe_size\"")]
    [InlineData("""["custom:nope"]""", "\"custom:nope\"")]
    [InlineData("""[1]""", "entry 1")]
    [InlineData("""[null,null,null,null,null]""", "5 entries")]
    [InlineData("""{"Phone":"phone"}""", "\"Phone\"")]
    [InlineData("""{"__proto__":"phone"}""", "\"__proto__\"")]
    [InlineData("""[[[[[[[[]]]]]]]]""", "not valid JSON")]
    public void A_fault_names_its_entry(string json, string says)
    {
        var refused = Assert.Throws<CrmException>(() => MappingJson.Parse(json, Headers));
        Assert.Equal(ErrorCode.MappingInvalid, refused.Code);
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mapping_without_names_is_refused()
    {
        var refused = Assert.Throws<CrmException>(MappingJson.Parse("""[null,null,"email"]""", Headers).RequireNames);
        Assert.Equal(ErrorCode.MappingRequiredMissing, refused.Code);
        MappingJson.Parse("""["_full_name"]""", Headers).RequireNames();
    }

    [Fact]
    public void A_header_is_known_again_whatever_its_case()
    {
        var print = HeaderFingerprint.Of(["First name", "E-mail"]);
        Assert.Equal(32, print.Length);
        Assert.Equal(print, HeaderFingerprint.Of([" FIRST NAME", "e-mail "]));
        Assert.Equal(print, HeaderFingerprint.Of(["First name", "E-mail", "_row", "_code", "_message"]));
        Assert.NotEqual(print, HeaderFingerprint.Of(["E-mail", "First name"]));
        Assert.NotEqual(print, HeaderFingerprint.Of(["First nameE-mail"]));
    }
}
