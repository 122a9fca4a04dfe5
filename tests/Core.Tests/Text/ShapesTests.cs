using CrmContacts.Core.Text;

namespace CrmContacts.Core.Tests.Text;

public class ShapesTests
{
    [Theory]
    [InlineData("jane@example.com")]
    [InlineData(" jane.doe+crm@mail.example.co.uk ")]
    [InlineData("o'neil@example.ie")]
    [InlineData("jürgen@müller.de")]
    [InlineData("a@b-c.io")]
    public void An_address_passes(string text) => Assert.True(Emails.IsValid(text));

    [Theory]
    [InlineData("")]
    [InlineData("jane")]
    [InlineData("jane@")]
    [InlineData("@example.com")]
    [InlineData("jane@example")]
    [InlineData("jane@example.c")]
    [InlineData("jane@@example.com")]
    [InlineData("jane@exa mple.com")]
    [InlineData("jane doe@example.com")]
    [InlineData("jane@example..com")]
    [InlineData("jane@-example.com")]
    [InlineData("jane@example.com, joe@example.com")]
    [InlineData("<jane@example.com>")]
    public void What_is_no_address_does_not(string text) => Assert.False(Emails.IsValid(text));

    [Fact]
    public void Addresses_match_without_case() => Assert.Equal("jane@example.com", Emails.Normalize(" Jane@Example.COM"));

    [Theory]
    [InlineData("Europe/Berlin", "Europe/Berlin")]
    [InlineData(" europe/berlin ", "Europe/Berlin")]
    [InlineData("UTC", "UTC")]
    [InlineData("America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires")]
    [InlineData("Asia/Calcutta", "Asia/Calcutta")]
    [InlineData("W. Europe Standard Time", null)]
    [InlineData("Mars/Olympus", null)]
    [InlineData("../../etc/passwd", null)]
    [InlineData("", null)]
    public void Time_zones_are_those_of_IANA(string text, string? expected) => Assert.Equal(expected, TimeZones.Normalize(text));

    [Theory]
    [InlineData("de", "de")]
    [InlineData("DE_at", "de-AT")]
    [InlineData("zh-hant-tw", "zh-Hant-TW")]
    [InlineData("es-419", "es-419")]
    [InlineData("en-US-x-CRM", "en-US-x-crm")]
    [InlineData("gsw", "gsw")]
    [InlineData("english", null)]
    [InlineData("d", null)]
    [InlineData("de-", null)]
    [InlineData("12", null)]
    public void Languages_have_the_shape_of_BCP_47(string text, string? expected) => Assert.Equal(expected, Languages.Normalize(text));

    [Fact]
    public void Countries_are_those_of_ISO()
    {
        Assert.True(Countries.IsValid("de"));
        Assert.True(Countries.IsValid("US"));
        Assert.False(Countries.IsValid("UK"));
        Assert.False(Countries.IsValid("Germany"));
    }
}
