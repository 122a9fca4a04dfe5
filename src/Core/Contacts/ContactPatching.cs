using CrmContacts.Core.Errors;
using CrmContacts.Core.Text;

namespace CrmContacts.Core.Contacts;

/// <summary>Lays an input over a contact.</summary>
internal static class ContactPatching
{
    /// <summary>The contact as the input wants it: texts trimmed, blank is null, numbers read with the tenant's country, languages and time zones in their standard spelling.</summary>
    public static Contact Apply(this ContactPatch patch, Contact to, string country)
    {
        var phone = Text(patch.Phone, to.Phone);
        var mobile = Text(patch.Mobile, to.Mobile);
        return to with
        {
            FirstName = Text(patch.FirstName, to.FirstName) ?? "",
            LastName = Text(patch.LastName, to.LastName) ?? "",
            Email = Text(patch.Email, to.Email),
            Phone = phone,
            PhoneE164 = phone == to.Phone ? to.PhoneE164 : Number(phone, country),
            Mobile = mobile,
            MobileE164 = mobile == to.Mobile ? to.MobileE164 : Number(mobile, country),
            Title = Text(patch.Title, to.Title),
            Department = Text(patch.Department, to.Department),
            AccountId = patch.AccountId.IsSet ? patch.AccountId.Value : to.AccountId,
            Source = patch.Source.Value ?? to.Source,
            Status = patch.Status.Value ?? to.Status,
            Visibility = patch.Visibility.Value ?? to.Visibility,
            AssignedQueueId = Text(patch.AssignedQueueId, to.AssignedQueueId),
            AssignedToId = Text(patch.AssignedToId, to.AssignedToId),
            PreferredChannel = patch.PreferredChannel.IsSet ? patch.PreferredChannel.Value : to.PreferredChannel,
            Language = patch.Language.IsSet ? Normal(patch.Language, Languages.Normalize) : to.Language,
            TimeZone = patch.TimeZone.IsSet ? Normal(patch.TimeZone, TimeZones.Normalize) : to.TimeZone,
            ConsentEmail = patch.ConsentEmail.Value ?? to.ConsentEmail,
            ConsentSms = patch.ConsentSms.Value ?? to.ConsentSms,
            ConsentWhatsapp = patch.ConsentWhatsapp.Value ?? to.ConsentWhatsapp,
            Notes = Text(patch.Notes, to.Notes),
            ExternalCrmId = Text(patch.ExternalCrmId, to.ExternalCrmId),
            ExternalCrmProvider = Text(patch.ExternalCrmProvider, to.ExternalCrmProvider),
        };
    }

    /// <summary>Null where a value is required: absent would have meant "as it is".</summary>
    public static IEnumerable<FieldFault> NullFaults(this ContactPatch patch)
    {
        if (patch.FirstName is { IsSet: true, Value: null })
            yield return Required("firstName");
        if (patch.LastName is { IsSet: true, Value: null })
            yield return Required("lastName");
        if (patch.Source is { IsSet: true, Value: null })
            yield return Required("source");
        if (patch.Status is { IsSet: true, Value: null })
            yield return Required("status");
        if (patch.Visibility is { IsSet: true, Value: null })
            yield return Required("visibility");
        if (patch.ConsentEmail is { IsSet: true, Value: null } || patch.ConsentSms is { IsSet: true, Value: null } || patch.ConsentWhatsapp is { IsSet: true, Value: null })
            yield return Required("consent");
        if (patch.Tags is { IsSet: true, Value: null })
            yield return Required("tags");
    }

    private static FieldFault Required(string field) => new(field, "REQUIRED", $"{field} must not be null.");

    private static string? Text(Optional<string> input, string? current)
    {
        if (!input.IsSet)
            return current;
        var text = input.Value?.Trim();
        return string.IsNullOrEmpty(text) ? null : text;
    }

    /// <summary>In the spelling of its standard; what has none stays for the rules to refuse.</summary>
    private static string? Normal(Optional<string> input, Func<string, string?> normalize) =>
        Text(input, null) is { } text ? normalize(text) ?? text : null;

    private static string? Number(string? raw, string country) => raw is null ? null : Phones.TryE164(raw, country);
}
