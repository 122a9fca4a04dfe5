using CrmContacts.Core.Contacts;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Filters;

namespace CrmContacts.Core.Tests.Filters;

public sealed class FilterJsonTests
{
    [Theory]
    [InlineData("""{"activityCount":{"gt":0}}""")]
    [InlineData("""{"status":{"in":["ACTIVE","DO_NOT_CONTACT"]},"tags":{"some":{"contains":"vip"}}}""")]
    [InlineData("""{"createdAt":{"gte":"2026-01-01T00:00:00.000Z","lt":"2026-02-01T00:00:00.000Z"}}""")]
    [InlineData("""{"customFields":{"some":{"key":{"eq":"size"},"number":{"gte":42.5}}}}""")]
    [InlineData("""{"customFields":{"some":{"key":{"eq":"since"},"date":{"lt":"2026-03-01"}},"none":{"boolean":{"eq":true}}}}""")]
    [InlineData("""{"consent":{"email":{"eq":"YES"},"sms":{"neq":"NO"}}}""")]
    [InlineData("""{"or":[{"email":{"eq":null}},{"lists":{"any":false}}],"account":{"name":{"startsWith":"a"}}}""")]
    [InlineData("""{"tags":{"none":{"or":[{"eq":"a"},{"in":["b","c"]}]}}}""")]
    public void What_was_stored_is_written_as_people_write_it(string json) =>
        Assert.Equal(json, FilterJson.Write(FilterJson.Parse(json)));

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    public void Nothing_said_is_no_filter(string json) => Assert.Null(FilterJson.Parse(json));

    [Fact]
    public void What_never_holds_still_never_holds_when_it_is_read_again()
    {
        Filter never = new Filter.AnyOf([]);
        foreach (var filter in (Filter[])[never, .. Enum.GetValues<FilterSet>().Select(set => new Filter.Over(set, Quantifier.Some, never)), new Filter.OfAccount(never)])
        {
            var again = FilterPredicate.Compile(FilterJson.Parse(FilterJson.Write(filter))!);
            Assert.False(again(new(new Contact()) { Tags = ["a"], Lists = [new(Guid.Empty, "a")], CustomValues = [new(Draws.Fields[0], "a")], AccountName = "a" }));
        }
    }

    [Theory]
    [InlineData("""{"activityCount":{"gt":0.5}}""", "where.activityCount.gt")]
    [InlineData("""{"activityCount":{"gt":1e400}}""", "where.activityCount.gt")]
    [InlineData("""{"customFields":{"some":{"number":{"eq":0.0000001}}}}""", "where.customFields.some.number.eq")]
    [InlineData("""{"customFields":{"some":{"number":{"eq":1000000000000}}}}""", "where.customFields.some.number.eq")]
    [InlineData("""{"customFields":{"some":{"date":{"eq":"tomorrow"}}}}""", "where.customFields.some.date.eq")]
    [InlineData("""{"createdAt":{"gt":"10:00"}}""", "where.createdAt.gt")]
    [InlineData("""{"createdAt":{"gt":"2026-01-01T00:00:00"}}""", "where.createdAt.gt")]
    [InlineData("""{"email":{"contains":"a\u0000b"}}""", "where.email.contains")]
    [InlineData("""{"lists":{"some":{"name":{"eq":null}}}}""", "where.lists.some.name.eq")]
    [InlineData("""{"consentEmail":{"eq":"YES"}}""", "where.consentEmail")]
    [InlineData("""{"status":{"eq":"' OR 1=1 --"}}""", "where.status.eq")]
    [InlineData("""{"tags":{"sum":{}}}""", "where.tags.sum")]
    [InlineData("""[]""", "where")]
    public void What_is_no_filter_is_refused_with_its_place(string json, string where)
    {
        var refusal = Assert.Throws<CrmException>(() => FilterJson.Parse(json));
        Assert.Equal((ErrorCode.FilterInvalid, where), (refusal.Code, refusal.Where));
    }

    [Fact]
    public void Half_a_character_is_refused()
    {
        var refusal = Assert.Throws<CrmException>(() => FilterParser.Parse(new Dictionary<string, object?> { ["email"] = new Dictionary<string, object?> { ["eq"] = "a\uD83D" } }));
        Assert.Equal(ErrorCode.FilterInvalid, refusal.Code);
    }

    [Fact]
    public void A_filter_neither_nests_nor_grows_without_end()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"and":[""", 30)) + "{}" + string.Concat(Enumerable.Repeat("]}", 30));
        var wide = """{"or":[""" + string.Join(',', Enumerable.Repeat("""{"email":{"eq":"a"}}""", 400)) + "]}";
        foreach (var json in (string[])[deep, wide])
            Assert.Equal(ErrorCode.FilterInvalid, Assert.Throws<CrmException>(() => FilterJson.Parse(json)).Code);
    }
}
