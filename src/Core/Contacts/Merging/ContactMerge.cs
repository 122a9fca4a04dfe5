namespace CrmContacts.Core.Contacts.Merging;

/// <summary>What several contacts become as one: pure, nothing is read or written.</summary>
internal static class ContactMerge
{
    /// <summary>The target keeps what it has; what it has not comes from the sources, in their order.</summary>
    public static Contact Filled(Contact target, IEnumerable<Contact> sources)
    {
        foreach (var source in sources)
        {
            foreach (var field in ContactFields.All)
            {
                // Who refused once has refused.
                if (field.With is { } with && ((IsBlank(field.Get(target)) && !IsBlank(field.Get(source))) || field.Get(source) is ConsentState.No))
                    target = with(target, field.Get(source));
            }

            target = target with
            {
                PhoneE164 = target.Phone == source.Phone ? source.PhoneE164 ?? target.PhoneE164 : target.PhoneE164,
                MobileE164 = target.Mobile == source.Mobile ? source.MobileE164 ?? target.MobileE164 : target.MobileE164,
            };
        }

        return target;
    }

    private static bool IsBlank(object? value) => value is null or "" or ConsentState.Unknown;
}
