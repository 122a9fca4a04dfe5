using CrmContacts.Core.Data;
using CrmContacts.Core.Events;
using CrmContacts.Core.Filters;
using CrmContacts.Core.Lists.Dynamic;
using CrmContacts.Core.Text;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.CustomFields;

/// <summary>The door through which custom fields change. All of it needs <c>crm.manage</c>.</summary>
public sealed class CustomFieldWriter
{
    private const int PurgeSlice = 500;

    private readonly Store _store;
    private readonly CrmEvents _events;

    internal CustomFieldWriter(Store store, CrmEvents events) => (_store, _events) = (store, events);

    /// <summary>Makes a field; its key is made from its name, and never changes.</summary>
    public async Task<CustomFieldWriteResult> CreateAsync(Viewer viewer, CustomFieldPatch input, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.Manage);
        await using var session = await WriteAsync(viewer, cancellation);
        var now = _store.Clock.Now();
        var field = CustomFieldRules.Apply(input, new CustomField("", "", CustomFieldKind.Text, []) { Id = Ids.New(now) });
        var others = await CustomFieldRows.AllAsync(session, session.Tenant, cancellation);
        var faults = CustomFieldRules.Faults(input, field).ToList();
        if (others.Count >= CustomFieldRules.MaxFields)
            faults.Add(new(null, "TOO_MANY", $"There are {others.Count} custom fields; at most {CustomFieldRules.MaxFields} are kept."));
        if (faults.Count > 0)
            return new() { Faults = faults };
        if (IsTaken(field, others))
            return new() { NameTaken = field.Name };
        field = field with { Key = CustomFieldRules.KeyOf(field.Name, [.. others.Select(o => o.Key)]) };
        await session.ExecuteAsync(
            "INSERT INTO crm_custom_fields (tenant, id, key, name, name_fold, kind, required, sort_order, options, created_at, updated_at) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p9)",
            [session.Tenant, field.Id, field.Key, field.Name, TextFold.ForFilter(field.Name), (long)field.Kind, field.Required, (long)field.SortOrder, CustomFieldRows.OptionsOf(field), now], cancellation);
        await session.CommitAsync(cancellation);
        return new() { Field = field };
    }

    /// <summary>Changes a field. Its kind changes only while no contact has a value; values whose option goes stay as they are.</summary>
    public async Task<CustomFieldWriteResult> UpdateAsync(Viewer viewer, Guid id, CustomFieldPatch input, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.Manage);
        await using var session = await WriteAsync(viewer, cancellation);
        var all = await CustomFieldRows.AllAsync(session, session.Tenant, cancellation);
        if (all.Find(f => f.Id == id) is not { } before)
            return new() { NotFound = true };
        var field = CustomFieldRules.Apply(input, before);
        // The options go with the kind that had them.
        if (field.Kind != CustomFieldKind.Dropdown && before.Kind == CustomFieldKind.Dropdown && !input.Options.IsSet)
            field = field with { Options = [] };
        var faults = CustomFieldRules.Faults(input, field).ToList();
        if (field.Kind != before.Kind && await HasValuesAsync(session, before, cancellation))
            faults.Add(new("kind", "KIND_HAS_VALUES", "Contacts have values of this field: its kind stays as it is."));
        if (faults.Count > 0)
            return new() { Faults = faults };
        if (IsTaken(field, all))
            return new() { NameTaken = field.Name };
        await session.ExecuteAsync(
            "UPDATE crm_custom_fields SET name = @p2, name_fold = @p3, kind = @p4, required = @p5, sort_order = @p6, options = @p7, updated_at = @p8 WHERE tenant = @p0 AND id = @p1",
            [session.Tenant, id, field.Name, TextFold.ForFilter(field.Name), (long)field.Kind, field.Required, (long)field.SortOrder, CustomFieldRows.OptionsOf(field), _store.Clock.Now()], cancellation);
        await session.CommitAsync(cancellation);
        return new() { Field = field };
    }

    /// <summary>Deletes a field with its values. The definition goes first, and with it the values are out of sight; they follow in slices, so that nobody waits long. Dynamic lists that ask about custom fields are counted again.</summary>
    public async Task<CustomFieldWriteResult> DeleteAsync(Viewer viewer, Guid id, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.Manage);
        CustomField? field;
        await using (var session = await WriteAsync(viewer, cancellation))
        {
            field = (await CustomFieldRows.AllAsync(session, session.Tenant, cancellation)).Find(f => f.Id == id);
            if (field is null)
                return new() { NotFound = true };
            await session.ExecuteAsync("DELETE FROM crm_custom_fields WHERE tenant = @p0 AND id = @p1", [session.Tenant, id], cancellation);
            var aftermath = new Aftermath();
            await DynamicListCounts.AgainAsync(session, FieldBits.CustomFields, aftermath, cancellation);
            await _events.CommitAsync(session, viewer.Tenant, aftermath, cancellation);
        }

        while (await PurgeAsync(viewer, field, cancellation) == PurgeSlice)
        {
        }

        return new() { Field = field };
    }

    private async Task<int> PurgeAsync(Viewer viewer, CustomField field, CancellationToken cancellation)
    {
        await using var session = await _store.WriteAsync(viewer.Tenant.Key, WriteKind.Contacts, WriteLane.Background, cancellation);
        var gone = await session.ExecuteAsync(
            $"DELETE FROM crm_custom_values WHERE tenant = @p0 AND field = @p1 AND contact IN (SELECT v.contact FROM crm_custom_values v WHERE v.tenant = @p0 AND v.field = @p1 AND v.{CustomValueRows.ColumnOf(field.Kind)} IS NOT NULL LIMIT {PurgeSlice})",
            [session.Tenant, field.Id], cancellation);
        await session.CommitAsync(cancellation);
        return gone;
    }

    private static async Task<bool> HasValuesAsync(WriteSession session, CustomField field, CancellationToken cancellation) =>
        await session.ScalarAsync<long>(
            $"SELECT count(*) FROM (SELECT 1 FROM crm_custom_values v WHERE v.tenant = @p0 AND v.field = @p1 AND v.{CustomValueRows.ColumnOf(field.Kind)} IS NOT NULL LIMIT 1) one",
            [session.Tenant, field.Id], cancellation) > 0;

    private static bool IsTaken(CustomField field, List<CustomField> all)
    {
        var fold = TextFold.ForFilter(field.Name);
        return all.Exists(other => other.Id != field.Id && TextFold.ForFilter(other.Name) == fold);
    }

    /// <summary>Alone with the tenant's definitions: no contact is written while one changes.</summary>
    private ValueTask<WriteSession> WriteAsync(Viewer viewer, CancellationToken cancellation) =>
        _store.WriteAsync(viewer.Tenant.Key, WriteKind.ListDefinition, WriteLane.Interactive, cancellation);
}
