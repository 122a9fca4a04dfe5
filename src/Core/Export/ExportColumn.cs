using CrmContacts.Core.Contacts;
using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Import.Mapping;

namespace CrmContacts.Core.Export;

/// <summary>What a column needs besides the contact's own row; each is one statement a slice.</summary>
[Flags]
internal enum ExportRelations { None = 0, Tags = 1, Lists = 2, Accounts = 4, CustomFields = 8 }

/// <summary>One column of an export. Its header is the key of the mapping target that takes it in again.</summary>
/// <param name="Fields">What is read of the contact for it.</param>
/// <param name="Cell">The cell as the import reads it; null is an empty one.</param>
internal sealed record ExportColumn(string Key, IReadOnlyList<ContactField> Fields, ExportRelations Needs, Func<ExportedContact, string?> Cell)
{
    private static readonly ExportColumn[] Fixed =
    [
        Of(MappingTarget.Id, ContactFields.Id, c => c.Id.ToString()),
        Of(MappingTarget.FirstName, ContactFields.FirstName, c => c.FirstName),
        Of(MappingTarget.LastName, ContactFields.LastName, c => c.LastName),
        Of(MappingTarget.FullName, ContactFields.FullName, c => c.FullName),
        Of(MappingTarget.Email, ContactFields.Email, c => c.Email),
        Of(MappingTarget.Phone, ContactFields.Phone, c => c.Phone),
        Of(MappingTarget.Mobile, ContactFields.Mobile, c => c.Mobile),
        Of(MappingTarget.Title, ContactFields.Title, c => c.Title),
        Of(MappingTarget.Department, ContactFields.Department, c => c.Department),
        new(MappingTarget.Account.Key, [ContactFields.AccountId], ExportRelations.Accounts, c => c.Account),
        Of(MappingTarget.Status, ContactFields.Status, c => EnumText<ContactStatus>.CodeOf(c.Status)),
        Of(MappingTarget.Source, ContactFields.Source, c => EnumText<ContactSource>.CodeOf(c.Source)),
        Of(MappingTarget.PreferredChannel, ContactFields.PreferredChannel, c => c.PreferredChannel is { } channel ? EnumText<PreferredChannel>.CodeOf(channel) : null),
        Of(MappingTarget.Language, ContactFields.Language, c => c.Language),
        Of(MappingTarget.TimeZone, ContactFields.TimeZone, c => c.TimeZone),
        Of(MappingTarget.Notes, ContactFields.Notes, c => c.Notes),
        // Ids, not names: a name may be changed or be given twice before the file comes back.
        Of(MappingTarget.AssignedTo, ContactFields.AssignedToId, c => c.AssignedToId),
        Of(MappingTarget.AssignedQueue, ContactFields.AssignedQueueId, c => c.AssignedQueueId),
        Of(MappingTarget.Visibility, ContactFields.Visibility, c => EnumText<ContactVisibility>.CodeOf(c.Visibility)),
        Of(MappingTarget.ExternalCrmId, ContactFields.ExternalCrmId, c => c.ExternalCrmId),
        Of(MappingTarget.ExternalCrmProvider, ContactFields.ExternalCrmProvider, c => c.ExternalCrmProvider),
        new(MappingTarget.Tag.Key, [], ExportRelations.Tags, c => Import.Reading.ManyCell.Join(c.Tags)),
        new(MappingTarget.List.Key, [], ExportRelations.Lists, c => Import.Reading.ManyCell.Join(c.Lists)),
    ];

    /// <summary>The columns with these keys; of none, all but the full name, which the two names say already.</summary>
    /// <exception cref="CrmException"><see cref="ErrorCode.OptionInvalid"/>: a key is unknown or comes twice.</exception>
    public static IReadOnlyList<ExportColumn> Of(IReadOnlyList<string> keys, IReadOnlyList<CustomField> customFields)
    {
        ExportColumn[] all = [.. Fixed, .. customFields.Select(Of)];
        if (keys.Count == 0)
            return [.. all.Where(c => c.Key != MappingTarget.FullName.Key)];
        var columns = new List<ExportColumn>(keys.Count);
        foreach (var key in keys)
        {
            var column = Array.Find(all, c => c.Key == key)
                ?? throw Invalid($"columns names '{(key.Length <= 64 ? key : key[..63] + "…")}', which does not exist. There are {string.Join(", ", all.Select(c => c.Key))}.");
            if (columns.Contains(column))
                throw Invalid($"columns names '{key}' twice.");
            columns.Add(column);
        }

        return columns;
    }

    private static ExportColumn Of(MappingTarget target, ContactField field, Func<Contact, string?> value) => new(target.Key, [field], ExportRelations.None, c => value(c.Contact));

    private static ExportColumn Of(CustomField field) =>
        new(MappingTarget.CustomPrefix + field.Key, [], ExportRelations.CustomFields, c => c.Custom.FirstOrDefault(v => v.Field.Id == field.Id) is { } one ? CustomCells.Write(one.Value) : null);

    private static CrmException Invalid(string message) => new(ErrorCode.OptionInvalid, message, "columns");
}

/// <summary>A contact with what stands beside it.</summary>
internal sealed record ExportedContact(Contact Contact, string? Account, IEnumerable<string> Tags, IEnumerable<string> Lists, IEnumerable<CustomValue> Custom);
