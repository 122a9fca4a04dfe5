using CrmContacts.Core.Contacts;
using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Import.Runs;
using CrmContacts.Tests.Support.Stores;
using CsCheck;

namespace CrmContacts.Core.Tests.Import.Runs;

public class OverlayTests
{
    private static readonly Guid[] Ids = [.. Enumerable.Range(1, 6).Select(i => new Guid(i, 0, 0, [0, 0, 0, 0, 0, 0, 0, (byte)i]))];
    private static readonly MatchKey[] Keys = [.. Enumerable.Range(0, 8).Select(i => new MatchKey((MatchKind)(i % 3), "key " + i))];
    private static readonly CustomField Seats = new("seats", "Seats", CustomFieldKind.Number, []) { Id = Guid.CreateVersion7() };

    private static readonly Gen<(int Id, int[] Keys, int Title, bool NextBatch)> Step =
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 7].Array[0, 3], Gen.Int[0, 3], Gen.Bool);

    /// <summary>Where the rows of a dry run are kept changes nothing of what later rows find.</summary>
    [Fact]
    public void An_overlay_in_a_file_knows_what_one_in_memory_knows() => Step.Array[1, 30].Sample(steps =>
    {
        var folder = TestFolder.Create("overlay-");
        using var inFile = new Overlay(() => OverlayFile.Create(folder), mostInMemory: 1);
        using var inMemory = new Overlay();
        foreach (var (id, keys, title, next) in steps)
        {
            foreach (var overlay in new[] { inFile, inMemory })
            {
                if (next)
                    overlay.NextBatch();
                // The store knows the first three contacts and one key of each.
                overlay.Learn(Keys[id % 3], [Ids[id % 3]]);
                if (!overlay.Knows(Ids[id]) && id < 3)
                    overlay.Learn(new LoadedContact(new Contact { Id = Ids[id], FirstName = "Stored" }, [], []));
                overlay.Put(Change(overlay.Contact(Ids[id]), Ids[id], [.. keys.Distinct().Select(k => Keys[k])], title));
            }

            foreach (var one in Ids)
            {
                if (inFile.IsMine(one) != inMemory.IsMine(one) || Text(inFile.Contact(one)) != Text(inMemory.Contact(one)))
                    return false;
            }

            if (Keys.Any(key => !inFile.Holders(key).ToHashSet().SetEquals(inMemory.Holders(key))))
                return false;
        }

        return true;
    }, iter: 150);

    private static ContactChange Change(LoadedContact? before, Guid id, IReadOnlyList<MatchKey> keys, int title)
    {
        var after = (before?.Contact ?? new Contact { Id = id, Source = ContactSource.Manual, CreatedAt = DateTimeOffset.UnixEpoch.AddMilliseconds(7) }) with
        {
            Title = title == 0 ? null : "Title \"" + title, Status = (ContactStatus)(title % 3), Version = (before?.Contact.Version ?? 0) + 1,
        };
        var held = before?.Custom.GetValueOrDefault(Seats.Id);
        return new ContactChange(before, after, [Ids[title]], []) { Keys = keys, Custom = Equals(held, (decimal)title) ? [] : [new CustomChange(Seats, held, title + 0.5m)] };
    }

    private static string? Text(LoadedContact? one) => one is null
        ? null
        : $"{one.Contact} | {string.Join(',', one.Tags)} | {string.Join(',', one.Lists)} | {string.Join(',', one.Custom.OrderBy(c => c.Key).Select(c => $"{c.Key}={c.Value} {c.Value.GetType().Name}"))}";
}
