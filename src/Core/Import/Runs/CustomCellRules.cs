using CrmContacts.Core.CustomFields;

namespace CrmContacts.Core.Import.Runs;

/// <summary>
/// What cells do to the custom values of a contact, by the tenant's fields as a batch finds them. A field that was deleted
/// since the run was started takes nothing; one that was changed has the last word.
/// </summary>
internal sealed class CustomCellRules(IReadOnlyList<CustomField> fields)
{
    /// <summary>The values of a new contact, which needs one for every required field.</summary>
    public List<CustomChange> OfNew(IReadOnlyList<(Guid Field, object? Value)> cells, out List<RowProblem> faults)
    {
        var changes = Of(cells, null, out faults);
        foreach (var field in fields)
        {
            if (field.Required && !cells.Any(c => c.Field == field.Id && c.Value is not null))
                faults.Add(new("required", $"{field.Name} must have a value."));
        }

        return changes;
    }

    /// <summary>What becomes other than the contact has it; a blank cell over a blank value is nothing, required or not.</summary>
    public List<CustomChange> Of(IReadOnlyList<(Guid Field, object? Value)> cells, IReadOnlyDictionary<Guid, object>? held, out List<RowProblem> faults)
    {
        var changes = new List<CustomChange>();
        faults = [];
        foreach (var (id, cell) in cells)
        {
            var before = held?.GetValueOrDefault(id);
            if ((cell is null && before is null) || fields.FirstOrDefault(f => f.Id == id) is not { } field)
                continue;
            if (!CustomValueRules.TryRead(field, cell, out var after, out var fault))
                faults.Add(new(fault.Code.ToLowerInvariant(), fault.Message));
            else if (!Equals(before, after))
                changes.Add(new(field, before, after));
        }

        return changes;
    }
}
