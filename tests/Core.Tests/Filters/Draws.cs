using CrmContacts.Core.Contacts;
using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Filters;
using CsCheck;

namespace CrmContacts.Core.Tests.Filters;

/// <summary>Random contacts and random filters, from pools so small that they meet.</summary>
internal static class Draws
{
    public static readonly DateTimeOffset Start = new(2026, 1, 31, 23, 59, 59, 999, TimeSpan.Zero);

    /// <summary>Cases that fold, marks that reorder, letters of two characters, patterns and quotes of SQL.</summary>
    private static readonly string[] Pieces =
    [
        "", " ", "a", "A", "b", "é", "e\u0301", "E", "ß", "ss", "SS", "ẞ", "ı", "I", "İ", "i", "i\u0307", "ﬁ", "fi", "ø", "O", "Ł", "æ", "😀", "👩‍👩‍👧", "%", "_", "'", "\"", "\\", "*",
        "a\u0327\u0301", "a\u0301\u0327", "\u0301", "\u00A0", "´", "ΣΑΣ", "σας", "Ａ", "²", "中", "--", "x", "\u200D", "が", "か\u3099", "ｶﾞ", "Ω", "Å", "ſ", "ǆ",
    ];

    public static readonly Gen<string> Text = One(Pieces).Array[0, 3].Select(string.Concat);

    private static readonly string[] Agents = ["alice", "bob", "Bob", "böb", "a b"];

    public static readonly Guid[] Ids = [.. Enumerable.Range(0, 120).Select(i => Ids7(i * 7919 % 120))];
    public static readonly ListFact[] Lists = [.. new[] { "VIP", "vip kunden", "Straße", "😀" }.Select((n, i) => new ListFact(Ids7(1000 + i), n))];
    public static readonly ListFact[] Tags = [.. new[] { "vip", "VIP2", "größe", "İ", "x%", "ﬁ" }.Select((n, i) => new ListFact(Ids7(2000 + i), n))];
    public static readonly ListFact[] Accounts = [.. new[] { "Acme", "ÄCME", "%_", "ßtein" }.Select((n, i) => new ListFact(Ids7(3000 + i), n))];
    public static readonly CustomField[] Fields =
    [
        .. Enum.GetValues<CustomFieldKind>().Select((kind, i) => new CustomField("f_" + kind.ToString().ToLowerInvariant(), "F " + kind, kind, []) { Id = Ids7(4000 + i) }),
    ];

    private static readonly decimal[] Numbers = [0, -1, 0.000001m, 42.5m, 42.500001m, 999_999_999_999.999_999m, -999_999_999_999.999_999m];
    private static readonly DateOnly[] Dates = [DateOnly.MinValue, new(2024, 2, 29), new(2026, 1, 31), DateOnly.MaxValue];
    private static readonly DateTimeOffset[] Instants = [Start, Start.AddMilliseconds(1), Start.AddDays(-400), DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddMilliseconds(-1)];

    /// <summary>Ids that differ in their first bytes and in their last.</summary>
    private static Guid Ids7(int i) => new((uint)i * 0x9E3779B9u, (ushort)i, 0x7000, 0x80, 1, 2, 3, 4, 5, (byte)(i >> 8), (byte)i);

    private static Gen<T> One<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<T[]> Each<T>(Gen<T>[] gens) =>
        gens.Aggregate(Gen.Const(Array.Empty<T>()), (all, one) => Gen.Select(all, one, (before, last) => (T[])[.. before, last]));

    private static Gen<T?> Maybe<T>(Gen<T> gen)
        where T : class => Gen.Frequency((1, Gen.Const(() => (T?)null)), (3, gen.Select(v => (T?)v)));

    private static Gen<T?> MaybeValue<T>(Gen<T> gen)
        where T : struct => Gen.Frequency((1, Gen.Const(() => (T?)null)), (3, gen.Select(v => (T?)v)));

    private static Gen<object> Value(CustomFieldKind kind) => kind switch
    {
        CustomFieldKind.Number => One(Numbers).Select(n => (object)n),
        CustomFieldKind.Date => One(Dates).Select(d => (object)d),
        CustomFieldKind.Checkbox => Gen.Bool.Select(b => (object)b),
        _ => Text.Select(t => (object)t),
    };

    /// <summary>A contact under a given id.</summary>
    public static Gen<ContactFacts> Contact(Guid id) =>
        Gen.Select(Text.Array[2], Maybe(Text).Array[11], Maybe(One(Agents)).Array[2], Gen.Int[0, 100].Array[8], MaybeValue(One(Instants)), One(Instants).Array[2], Gen.Select(Gen.Bool.Array[Lists.Length + Tags.Length], Each([.. Fields.Select(f => Maybe(Value(f.Kind)))])))
            .Select((names, texts, keys, numbers, last, instants, beside) =>
            {
                var account = numbers[0] % (Accounts.Length + 1) is > 0 and var a ? Accounts[a - 1] : null;
                return new ContactFacts(new Contact
                {
                    Id = id, FirstName = names[0], LastName = names[1], Email = texts[0], Phone = texts[1], PhoneE164 = texts[2], Mobile = texts[3], MobileE164 = texts[4],
                    Title = texts[5], Department = texts[6], Language = texts[7], TimeZone = texts[8], ExternalCrmId = texts[9], ExternalCrmProvider = texts[10], Notes = texts[5],
                    AssignedQueueId = keys[0], AssignedToId = keys[1], AccountId = account?.Id,
                    Source = (ContactSource)(numbers[1] % 11), Status = (ContactStatus)(numbers[2] % 3), PreferredChannel = numbers[3] % 6 is < 5 and var c ? (PreferredChannel)c : null,
                    ConsentEmail = (ConsentState)(numbers[4] % 3), ConsentSms = (ConsentState)(numbers[5] % 3), ConsentWhatsapp = (ConsentState)(numbers[6] % 3),
                    ActivityCount = numbers[7] % 4, LastActivityAt = last, CreatedAt = instants[0], UpdatedAt = instants[1], Version = 1 + (numbers[0] % 3),
                })
                {
                    Lists = [.. Lists.Where((_, i) => beside.Item1[i])],
                    Tags = [.. Tags.Where((_, i) => beside.Item1[Lists.Length + i]).Select(t => t.Name)],
                    CustomValues = [.. Fields.Zip(beside.Item2).Where(v => v.Second is not null).Select(v => new CustomValue(v.First, v.Second!))],
                    AccountName = account?.Name,
                };
            });

    private static Gen<object> Operand(ContactField field) => field.Kind switch
    {
        FieldKind.Text when field == FilterFields.CustomKey => One([.. Fields.Select(f => (object)f.Key), "F_Text", "none"]),
        FieldKind.Text => Gen.Frequency((4, Text), (1, One([.. Lists.Concat(Tags).Concat(Accounts).Select(l => l.Name), "vip", "ACME", "strasse"]))).Select(t => (object)t),
        FieldKind.Key => One([.. Agents, "b", ""]).Select(t => (object)t),
        FieldKind.Enum => One([.. Enum.GetValues(field.EnumType!).Cast<object>()]),
        FieldKind.Int => One([-1L, 0L, 1L, 2L, long.MaxValue]).Select(n => (object)n),
        FieldKind.Uuid => One([.. Ids.Take(9), .. Lists.Concat(Accounts).Select(l => l.Id), Guid.Empty]).Select(i => (object)i),
        FieldKind.Instant => One(Instants).Select(i => (object)i),
        FieldKind.Number => One(Numbers).Select(n => (object)n),
        FieldKind.Date => One(Dates).Select(d => (object)d),
        _ => Gen.Bool.Select(b => (object)b),
    };

    private static Gen<Filter> Test(ContactField field)
    {
        var operand = Operand(field);
        Gen<object?> nullable = field.Nullable ? Gen.Frequency((1, Gen.Const(() => (object?)null)), (3, operand.Select(o => (object?)o))) : operand.Select(o => (object?)o);
        return Gen.OneOf([.. FilterOps.Of(field.Kind).Select(op => op switch
        {
            FilterOp.In or FilterOp.Nin => nullable.Array[0, 4].Select(many => (Filter)new Filter.Test(field, op, many)),
            FilterOp.Eq or FilterOp.Neq => nullable.Select(one => (Filter)new Filter.Test(field, op, one)),
            _ => operand.Select(one => (Filter)new Filter.Test(field, op, one)),
        })]);
    }

    private static Gen<Filter> Over(FilterSet set, Gen<Filter> inner) => Gen.OneOf(
        Gen.Bool.Select(exists => (Filter)new Filter.Over(set, Quantifier.Any, null, exists)),
        Gen.Select(One(Quantifier.All, Quantifier.None, Quantifier.Some), inner).Select((q, f) => (Filter)new Filter.Over(set, q, f)));

    private static Gen<Filter> Nested(Gen<Filter> leaf, int depth) => depth == 0
        ? leaf
        : Gen.Frequency(
            (4, leaf),
            (1, Nested(leaf, depth - 1).Array[0, 3].Select(parts => (Filter)new Filter.AllOf(parts))),
            (1, Nested(leaf, depth - 1).Array[0, 3].Select(parts => (Filter)new Filter.AnyOf(parts))));

    private static ContactField Typed(object value) => value switch
    {
        decimal => FilterFields.CustomNumber,
        DateOnly => FilterFields.CustomDate,
        bool => FilterFields.CustomFlag,
        _ => FilterFields.CustomText,
    };

    private static Gen<Filter> Tests(params ContactField[] fields) => Gen.OneOf([.. fields.Select(Test)]);

    /// <summary>A filter over contacts: every field, every operation, every quantifier.</summary>
    public static readonly Gen<Filter> Filter = Nested(
        Gen.Frequency(
            (6, Tests([.. ContactFields.All])),
            (1, Over(FilterSet.Tags, Nested(Tests(FilterFields.TagName), 1))),
            (1, Over(FilterSet.Lists, Nested(Tests(FilterFields.ListId, FilterFields.ListName), 1))),
            (2, Over(FilterSet.CustomFields, Nested(Tests(FilterFields.CustomKey, FilterFields.CustomText, FilterFields.CustomNumber, FilterFields.CustomDate, FilterFields.CustomFlag), 2))),
            (1, Gen.OneOf([.. Fields.Select(field => Value(field.Kind).Select(value => (Filter)new Filter.Over(FilterSet.CustomFields, Quantifier.Some, new Filter.AllOf(
                [new Filter.Test(FilterFields.CustomKey, FilterOp.Eq, field.Key), new Filter.Test(Typed(value), FilterOp.Eq, value)]))))])),
            (1, Nested(Tests(FilterFields.AccountId, FilterFields.AccountName), 1).Select(f => (Filter)new Filter.OfAccount(f)))),
        2);
}
