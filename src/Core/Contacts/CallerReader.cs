using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Search;
using CrmContacts.Core.Text;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Contacts;

/// <summary>The door to whoever may be calling.</summary>
public sealed class CallerReader(Snapshot snapshot)
{
    /// <summary>At most this many are found: a switchboard's number may be everybody's.</summary>
    public const int Most = 50;

    /// <summary>So many last digits name a line well enough to be shown.</summary>
    private const int LastDigits = 7;

    /// <summary>
    /// The visible contacts whose phone or mobile is this number, best first: the same number in E.164, then the same number
    /// within a country, then the same last digits. One statement of index probes, whoever asks and whatever is found.
    /// </summary>
    /// <param name="viewer">Who asks.</param>
    /// <param name="number">In any spelling.</param>
    /// <param name="country">ISO code for a number without one; null is the tenant's.</param>
    /// <param name="fields">The fields to read; null is all.</param>
    /// <param name="cancellation">Ends the read.</param>
    public async Task<IReadOnlyList<Contact>> ByNumberAsync(Viewer viewer, string number, string? country = null, IReadOnlySet<ContactField>? fields = null, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.View);
        var digits = SearchTokens.Digits(number);
        var e164 = Phones.TryE164(number, country ?? viewer.Tenant.DefaultCountry);
        if (SearchTokens.OfLastDigits(viewer.Tenant.Key, digits) is null || !UnicodeText.IsStorable(number))
            return [];

        var session = await snapshot.SessionAsync(cancellation);
        var columns = ContactColumns.Of(fields);
        var (sql, dialect) = (new SqlText(), session.Dialect);
        var parts = new List<string>();
        if (e164 is not null)
            Part($"crm_match_keys m {dialect.ThenJoin} crm_contacts c ON c.tenant = m.tenant AND c.id = m.contact", $" AND m.tenant = {sql.Arg(viewer.Tenant.Key)} AND m.kind = {sql.Arg((long)MatchKind.Phone)} AND m.value = {sql.Arg(e164)}", " ORDER BY m.contact");
        var national = e164 is null ? digits.TrimStart('0') : Phones.National(e164);
        if (national.Length >= LastDigits)
            Part(EndingWith(national, digits));
        if (digits.Length >= LastDigits)
            Part(EndingWith(digits[^LastDigits..]));
        if (e164 is null && digits.Length < LastDigits)
            Part(EndingWith(digits), $" AND (c.phone = {sql.Arg(number.Trim())} OR c.mobile = {sql.Arg(number.Trim())})");
        sql.Add(string.Join(" UNION ALL ", parts.Select((p, i) => $"SELECT * FROM ({p}) p{i}")));

        session.Last();
        // A better way of being found comes first; within one the older contact, for ids grow with time.
        var found = await session.ListAsync(sql, row => (Way: row.GetInt32(columns.Count), Contact: columns.Read(row, dialect)), cancellation);
        return [.. found.OrderBy(f => f.Way).ThenBy(f => f.Contact.Id.ToString("N"), StringComparer.Ordinal).Select(f => f.Contact).DistinctBy(c => c.Id).Take(Most)];

        string EndingWith(params string[] ends) =>
            dialect.Found(sql.Arg(dialect.SearchWholeValue([.. ends.Select(e => SearchTokens.OfLastDigits(viewer.Tenant.Key, e)).OfType<string>().Distinct(StringComparer.Ordinal)])));

        void Part(string from, string which = "", string order = "")
        {
            var visible = viewer.SeesAll ? "" : " AND " + dialect.In("c.bucket", [.. viewer.Buckets], sql);
            parts.Add($"SELECT {columns.Sql}, {parts.Count} AS way FROM {from} WHERE c.tenant = {sql.Arg(viewer.Tenant.Key)} AND c.deleted_at IS NULL{which}{visible}{order} LIMIT {Most}");
        }
    }
}
