using CrmContacts.Core.Errors;

namespace CrmContacts.Core.Import.Mapping;

/// <summary>Which column goes where.</summary>
/// <param name="Targets">One entry per column of the file, in order; null for a column that is not imported.</param>
public sealed record ColumnMapping(IReadOnlyList<MappingTarget?> Targets)
{
    /// <summary>The index of the column that is imported as <paramref name="target"/>, or -1.</summary>
    public int ColumnOf(MappingTarget target)
    {
        for (var i = 0; i < Targets.Count; i++)
            if (Targets[i]?.Key == target.Key) return i;
        return -1;
    }

    public bool Has(MappingTarget target) => ColumnOf(target) >= 0;

    /// <summary>A contact has a name: some column must give it, unless contacts are found by our own id.</summary>
    /// <exception cref="CrmException"><see cref="ErrorCode.MappingRequiredMissing"/>.</exception>
    public void RequireNames()
    {
        if (!Has(MappingTarget.FirstName) && !Has(MappingTarget.LastName) && !Has(MappingTarget.FullName) && !Has(MappingTarget.Id))
            throw new CrmException(ErrorCode.MappingRequiredMissing, "No column is imported as a name. Map a column to first_name, last_name or _full_name.");
    }

    /// <summary>As <c>mapping_json</c> has it: an array in column order.</summary>
    public string ToJson() => System.Text.Json.JsonSerializer.Serialize(Targets.Select(t => t?.Key));
}
