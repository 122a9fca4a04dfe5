using System.Globalization;
using System.Text;
using CrmContacts.Core.Accounts;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Data;
using CrmContacts.Core.Import.Reading;
using CrmContacts.Core.Lists;
using CrmContacts.Core.Tags;
using CrmContacts.Core.Visibility;
using Microsoft.Extensions.Logging;

namespace CrmContacts.Core.Export;

/// <summary>
/// The door to contacts as a file that the import takes in again, unchanged. It is read in short slices by id, each a snapshot of its own: every
/// contact that is there all the while comes once, as it was when its slice was read; one that is made meanwhile may be in it, and the file
/// as a whole is no one moment of the store.
/// </summary>
public sealed partial class ExportReader
{
    /// <summary>How many contacts a slice looks at; fewer where their texts are long.</summary>
    internal const int LargestSlice = 500;
    private const int SmallestSlice = 16;

    /// <summary>About so many characters of a slice are held in memory.</summary>
    private const int SliceText = 512 * 1024;

    private readonly Store _store;
    private readonly ILogger<ExportReader> _log;

    internal ExportReader(Store store, ILogger<ExportReader> log) => (_store, _log) = (store, log);

    /// <summary>Looks at everything that could be refused, so that nothing is when the file has begun. Needs <c>crm.view</c>.</summary>
    /// <exception cref="Errors.CrmException">The list or a column does not exist.</exception>
    public async Task<ContactsCsv> OpenAsync(Viewer viewer, ExportQuery query, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.View);
        await using var session = await _store.ReadAsync(cancellation);
        var scope = await ExportScope.ResolveAsync(session, viewer, query, cancellation);
        var columns = ExportColumn.Of(query.Columns, await CustomFieldRows.AllAsync(session, viewer.Tenant.Key, cancellation));
        var name = string.Create(CultureInfo.InvariantCulture, $"contacts-{viewer.Tenant.Slug}-{_store.Clock.Now():yyyy-MM-dd}.csv");
        return new ContactsCsv(name, (to, stop) => WriteAsync(viewer, scope, columns, to, stop));
    }

    private async Task WriteAsync(Viewer viewer, ExportScope scope, IReadOnlyList<ExportColumn> columns, Stream to, CancellationToken cancellation)
    {
        // With a byte order mark: Excel takes a file without one for the code page of the country.
        await using var writer = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var text = new StringWriter(CultureInfo.InvariantCulture);
        CsvText.Write(text, columns.Select(c => c.Key));
        var (contacts, rows, after) = (0L, LargestSlice / 4, (Guid?)Guid.Empty);
        try
        {
            while (after is { } from)
            {
                (var slice, after) = await SliceAsync(viewer, scope, columns, from, rows, cancellation);
                foreach (var one in slice)
                    CsvText.Write(text, columns.Select(c => SafeCell.Protect(c.Cell(one) ?? "")));
                contacts += slice.Count;
                var length = text.GetStringBuilder().Length;
                rows = Math.Clamp((int)((long)rows * SliceText / Math.Max(1, length)), SmallestSlice, Math.Min(LargestSlice, rows * 2));
                // Nothing of the store is held while a slow client takes it.
                await writer.WriteAsync(text.GetStringBuilder(), cancellation);
                await writer.FlushAsync(cancellation);
                text.GetStringBuilder().Clear();
            }

            Ended(viewer.Tenant.Slug, viewer.AgentId, contacts);
        }
        catch
        {
            BrokenOff(viewer.Tenant.Slug, viewer.AgentId, contacts);
            throw;
        }
    }

    /// <returns>The contacts of the next slice, and where it ends; null with the last.</returns>
    private async Task<(List<ExportedContact> Contacts, Guid? End)> SliceAsync(Viewer viewer, ExportScope scope, IReadOnlyList<ExportColumn> columns, Guid after, int rows, CancellationToken cancellation)
    {
        await using var session = await _store.ReadAsync(cancellation);
        var end = await scope.EndAsync(session, after, rows, cancellation);
        var read = ContactColumns.Of(columns.SelectMany(c => c.Fields).Append(ContactFields.Id).ToHashSet());
        var contacts = await scope.ReadAsync(session, read, after, end ?? Guid.AllBitsSet, cancellation);
        return (contacts.Count == 0 ? [] : await BesideAsync(session, viewer.Tenant.Key, contacts, columns.Aggregate(ExportRelations.None, (all, c) => all | c.Needs), cancellation), end);
    }

    private static async Task<List<ExportedContact>> BesideAsync(Session session, long tenant, List<Contact> contacts, ExportRelations needs, CancellationToken cancellation)
    {
        var none = Array.Empty<string>().ToLookup(_ => Guid.Empty);
        var ids = contacts.ConvertAll(c => c.Id);
        var tags = needs.HasFlag(ExportRelations.Tags) ? await TagRows.OfContactsAsync(session, tenant, ids, cancellation) : none;
        var lists = needs.HasFlag(ExportRelations.Lists) ? await ListMembers.NamesAsync(session, tenant, ids, cancellation) : none;
        var accounts = needs.HasFlag(ExportRelations.Accounts)
            ? await AccountRows.NamesAsync(session, tenant, [.. contacts.Select(c => c.AccountId).OfType<Guid>().Distinct()], cancellation)
            : [];
        var custom = needs.HasFlag(ExportRelations.CustomFields)
            ? await CustomValueRows.OfContactsAsync(session, tenant, ids, cancellation)
            : Array.Empty<CustomValue>().ToLookup(_ => Guid.Empty);
        return contacts.ConvertAll(c => new ExportedContact(c, c.AccountId is { } id ? accounts.GetValueOrDefault(id)?.Name : null, tags[c.Id], lists[c.Id], custom[c.Id]));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Agent {Agent} of tenant {Tenant} exported {Contacts} contacts.")]
    private partial void Ended(string tenant, string agent, long contacts);

    [LoggerMessage(Level = LogLevel.Information, Message = "An export of agent {Agent} of tenant {Tenant} broke off after {Contacts} contacts.")]
    private partial void BrokenOff(string tenant, string agent, long contacts);
}
