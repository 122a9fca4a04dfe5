using CrmContacts.Core.Import.Reading;
using CsCheck;

namespace CrmContacts.Core.Tests.Import.Reading;

public sealed class ManyCellTests
{
    [Fact]
    public void Names_come_back_as_they_were_joined() =>
        Gen.Char["ab;\" ,'"].Array[1, 6].Select(chars => new string(chars).Trim()).Where(name => name.Length > 0).Array[0, 5].Sample(names =>
            Assert.Equal(names, ManyCell.Split(ManyCell.Join(names))));

    [Theory]
    [InlineData("vip; new ;;vip", "vip|new|vip")]
    [InlineData("\"Berlin; Mitte\"; \"say \"\"hi\"\"\"", "Berlin; Mitte|say \"hi\"")]
    [InlineData("12\" pipes;b", "12\" pipes|b")]
    [InlineData("\"never closed;b", "never closed;b")]
    [InlineData("\"a\"x;b", "ax|b")]
    [InlineData(" ; ", "")]
    public void Hands_may_write_it_too(string cell, string names) =>
        Assert.Equal(names, string.Join('|', ManyCell.Split(cell)));
}
