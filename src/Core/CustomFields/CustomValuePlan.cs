using CrmContacts.Core.Data;
using CrmContacts.Core.Errors;

namespace CrmContacts.Core.CustomFields;

/// <summary>What an input does to the custom values of one contact.</summary>
/// <param name="Changes">Values that become other ones.</param>
/// <param name="Faults">Everything that is wrong, all together.</param>
internal sealed record CustomValuePlan(IReadOnlyList<CustomChange> Changes, IReadOnlyList<FieldFault> Faults)
{
    public static readonly CustomValuePlan Nothing = new([], []);

    /// <summary>Lays the inputs over what the contact has; <paramref name="contact"/> is null for a new one, which needs every required field.</summary>
    public static async Task<CustomValuePlan> MakeAsync(WriteSession session, Guid? contact, IReadOnlyList<CustomValueInput> inputs, CancellationToken cancellation)
    {
        if (contact is not null && inputs.Count == 0)
            return Nothing;
        var fields = await CustomFieldRows.AllAsync(session, session.Tenant, cancellation);
        var held = contact is { } id
            ? (await CustomValueRows.OfContactsAsync(session, session.Tenant, [id], cancellation))[id].ToDictionary(v => v.Field.Id, v => v.Value)
            : [];
        return Make(fields, held, inputs, isNew: contact is null);
    }

    private static CustomValuePlan Make(IReadOnlyList<CustomField> fields, Dictionary<Guid, object> held, IReadOnlyList<CustomValueInput> inputs, bool isNew)
    {
        var changes = new List<CustomChange>();
        var faults = new List<FieldFault>();
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var input in inputs)
        {
            if (fields.FirstOrDefault(f => f.Key == input.Key) is not { } field)
                faults.Add(new("customFields", "CUSTOM_FIELD_UNKNOWN", "There is no custom field with this key."));
            else if (!named.Add(input.Key))
                faults.Add(CustomValueRules.Fault(field.Key, "REPEATED", $"{field.Name} stands in the input twice."));
            else if (input.Given is not [var given])
                faults.Add(CustomValueRules.Fault(field.Key, "ONE_VALUE", "Give exactly one of text, number, date and boolean; null clears."));
            else if (!CustomValueRules.TryRead(field, given, out var value, out var fault))
                faults.Add(fault);
            else if (held.GetValueOrDefault(field.Id) is var before && !Equals(before, value))
                changes.Add(new(field, before, value));
        }

        if (isNew)
            faults.AddRange(fields.Where(f => f.Required && !named.Contains(f.Key)).Select(f => CustomValueRules.Fault(f.Key, "REQUIRED", $"{f.Name} must have a value.")));
        return new(changes, faults);
    }
}
