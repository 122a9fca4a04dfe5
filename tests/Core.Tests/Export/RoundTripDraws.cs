using CrmContacts.Core.Contacts;
using CrmContacts.Core.CustomFields;
using CsCheck;

namespace CrmContacts.Core.Tests.Export;

internal sealed record DrawnContact(ContactPatch Patch, int? Account, IReadOnlyList<int> Lists);

internal sealed record DrawnStore(IReadOnlyList<DrawnContact> Contacts);

/// <summary>Stores of hostile texts: what would run as a formula, break a CSV, or be taken for another program's way of writing.</summary>
internal static class RoundTripDraws
{
    public static readonly string[] Lists = ["Fair", "Berlin; Mitte", "\"quoted\"", "* starred ::: twice", "=SUM(A1)", "'apostrophe", "a,b|c\td", "\"", "a\";\"b"];
    public static readonly string[] Accounts = ["Acme", "=cmd|'/C calc'!A0", "Müller & Söhne; KG", " ::: ", "\"\"", "-1", "Line\r\nbreak"];
    public static readonly string[] Options = ["Gold", "=Silver", "Bron,ze; \"3\""];

    private static readonly string[] Pieces =
    [
        "=", "+", "-", "@", "'", "''", "'=", "\t", "\r", "\n", "\r\n", "\"", "\"\"", ",", ";", "|", " ::: ", "* ", " ", "  ", "\u00a0", "\uFEFF", "\u200b", "\u0085", "\u2028", "\u0001", "\u001f",
        "Ada", "Ünïcödé", "日本", "🎉", "ﷺ", "İ", "null", "NULL", "#N/A", "__proto__", "007", "1e5", "0x1F", "sep=;", "_id", "=1+1", "@SUM(1)", "+49 30 123456", "-2+3", "http://x.example/?a=b&c", "<b>", "\\", "%s", "{}", "Dr", "Mr",
    ];

    private static readonly Gen<string> Text = One(Pieces).Array[1, 5].Select(string.Concat);
    private static readonly string[] Emails = ["ada@example.com", "o'neil+tag@example.co.uk", "-dash@example.com", "=x@example.com", "ünï@exämple.de", "'quote@example.com"];
    private static readonly string[] Phones = ["+49 30 1234567", "030 1234567", "(212) 555-0100", "ext. 12", "call me", "=1234", "0049-30-99 ::: 12", "-", "ask Bob; then Eve", "+1 212 555 0199 x3"];
    private static readonly string[] Languages = ["en", "de-AT", "zh-Hant-TW", "EN-us", "sr-Latn"];
    private static readonly string[] Zones = ["Europe/Berlin", "America/Argentina/Buenos_Aires", "UTC", "Asia/Calcutta", "etc/gmt+3", "US/Eastern"];
    private static readonly decimal[] Numbers = [0, -1, 1.5m, -0.000001m, 999_999_999_999.999999m, 1000, 1_234.567m];
    private static readonly DateOnly[] Dates = [DateOnly.MinValue, new(2024, 2, 29), DateOnly.MaxValue, new(1970, 1, 1)];
    private static readonly string[] Tags = ["vip", "=cmd", "* star", "\"a\",\"b\"", "-x", "a ::: b", "Größe", "@home", "'", "tab\there", "new\nline"];

    private static Gen<T> One<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<Optional<string>> Maybe(Gen<string> text) => Gen.Frequency((1, Gen.Const(default(Optional<string>))), (2, text.Select(t => (Optional<string>)t)));

    private static Gen<Optional<T?>> MaybeOne<T>()
        where T : struct, Enum => Gen.Frequency((1, Gen.Const(default(Optional<T?>))), (2, One(Enum.GetValues<T>()).Select(v => (Optional<T?>)v)));

    private static readonly Gen<CustomValueInput[]> Custom = Gen.Select(
        One(Numbers).Select(n => new CustomValueInput("number") { Number = n }), One(Dates).Select(d => new CustomValueInput("date") { Date = d }), Gen.Bool.Select(b => new CustomValueInput("checkbox") { Flag = b }),
        One(Options).Select(o => new CustomValueInput("dropdown") { Text = o }), Text.Select(t => new CustomValueInput("text") { Text = t }), Text.Select(t => new CustomValueInput("textarea") { Text = t }), Gen.Int[0, 63])
        .Select((a, b, c, d, e, f, which) => (CustomValueInput[])[.. new[] { a, b, c, d, e, f }.Where((_, i) => (which & (1 << i)) != 0)]);

    private static readonly Gen<ContactPatch> Patch = Gen.Select(
        Maybe(Text).Array[7], Maybe(One(Emails)), Maybe(One(Phones)).Array[2], Gen.Select(Maybe(One(Languages)), Maybe(One(Zones)), Maybe(One("bob", "erin")), Maybe(One("sales", "support"))),
        Gen.Select(MaybeOne<ContactSource>(), MaybeOne<ContactStatus>(), MaybeOne<PreferredChannel>(), One(Enum.GetValues<ContactVisibility>())), One(Tags).Array[0, 5], Custom)
        .Select((texts, email, phones, keys, enums, tags, custom) => new ContactPatch
        {
            FirstName = texts[0], LastName = texts[1], Title = texts[2], Department = texts[3], Notes = texts[4], ExternalCrmId = texts[5], ExternalCrmProvider = texts[6], Email = email,
            Phone = phones[0], Mobile = phones[1], Language = keys.Item1, TimeZone = keys.Item2,
            AssignedToId = enums.Item4 == ContactVisibility.Owner ? "carol" : keys.Item3, AssignedQueueId = enums.Item4 == ContactVisibility.Queue ? "support" : keys.Item4,
            Source = enums.Item1, Status = enums.Item2, PreferredChannel = enums.Item3, Visibility = enums.Item4, Tags = new(true, tags), CustomFields = custom,
        });

    private static readonly Gen<DrawnContact> Contact = Gen.Select(Patch, Gen.Int[-1, Accounts.Length - 1], Gen.Int[0, (1 << Lists.Length) - 1], Gen.Bool)
        .Select((patch, account, lists, listed) => new DrawnContact(patch, account < 0 ? null : account, listed ? [.. Enumerable.Range(0, Lists.Length).Where(i => (lists & (1 << i)) != 0)] : []));

    public static readonly Gen<DrawnStore> Store = Contact.Array[25, 40].Select(contacts => new DrawnStore(contacts));
}
