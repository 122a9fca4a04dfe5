using CrmContacts.Core.Contacts;

namespace CrmContacts.Core.Filters;

/// <summary>What a filter asks of a contact, or a change touches, as bits: one for each field, and one for each set that stands beside it.</summary>
internal static class FieldBits
{
    private static readonly Dictionary<string, int> ByName = ContactFields.All.Select((f, i) => (f.Name, i)).ToDictionary(f => f.Name, f => f.i, StringComparer.Ordinal);

    public static readonly int Count = ContactFields.All.Count;

    public static readonly ulong Tags = 1UL << Count;
    public static readonly ulong Lists = 1UL << (Count + 1);
    public static readonly ulong CustomFields = 1UL << (Count + 2);

    public static int Of(ContactField field) => ByName[field.Name];

    /// <summary>The fields in which two states of a contact differ, derived ones too.</summary>
    public static ulong Differing(Contact before, Contact after)
    {
        var bits = 0UL;
        for (var i = 0; i < Count; i++)
        {
            if (!Equals(ContactFields.All[i].Get(before), ContactFields.All[i].Get(after)))
                bits |= 1UL << i;
        }

        return bits;
    }

    /// <summary>Everything that decides whether a contact passes.</summary>
    public static ulong Asked(Filter filter) => filter switch
    {
        Filter.AllOf all => all.Parts.Aggregate(0UL, (bits, part) => bits | Asked(part)),
        Filter.AnyOf any => any.Parts.Aggregate(0UL, (bits, part) => bits | Asked(part)),
        Filter.Test test => 1UL << Of(test.Field),
        Filter.Over over => over.Set switch { FilterSet.Tags => Tags, FilterSet.Lists => Lists, _ => CustomFields },
        // The company's name is another's to change: lists may not ask for it, and a predicate knows it by its id.
        Filter.OfAccount => 1UL << Of(ContactFields.AccountId),
        _ => throw new ArgumentOutOfRangeException(nameof(filter)),
    };
}
