using CrmContacts.Core.CustomFields;

namespace CrmContacts.Core.Import.Mapping;

/// <summary>What a column can be imported as.</summary>
/// <param name="Key">As mappings name it: <c>first_name</c>, <c>_tag</c>, <c>custom:shoe_size</c>.</param>
/// <param name="Label">As people read it.</param>
public sealed record MappingTarget(string Key, string Label)
{
    /// <summary>Prefix of the keys of custom fields.</summary>
    public const string CustomPrefix = "custom:";

    public static readonly MappingTarget FirstName = new("first_name", "First name");
    public static readonly MappingTarget LastName = new("last_name", "Last name");
    public static readonly MappingTarget FullName = new("_full_name", "Full name");
    public static readonly MappingTarget Email = new("email", "E-mail");
    public static readonly MappingTarget Phone = new("phone", "Phone");
    public static readonly MappingTarget Mobile = new("mobile", "Mobile");
    public static readonly MappingTarget Title = new("title", "Job title");
    public static readonly MappingTarget Department = new("department", "Department");
    public static readonly MappingTarget Account = new("_account", "Company");
    public static readonly MappingTarget Status = new("status", "Status");
    public static readonly MappingTarget Source = new("source", "Source");
    public static readonly MappingTarget PreferredChannel = new("preferred_channel", "Preferred channel");
    public static readonly MappingTarget Language = new("language", "Language");
    public static readonly MappingTarget TimeZone = new("timezone", "Time zone");
    public static readonly MappingTarget Notes = new("notes", "Notes");
    public static readonly MappingTarget AssignedTo = new("assigned_to", "Assigned to");
    public static readonly MappingTarget AssignedQueue = new("assigned_queue", "Assigned queue");
    public static readonly MappingTarget Visibility = new("visibility", "Visibility");
    public static readonly MappingTarget ExternalCrmId = new("external_crm_id", "External CRM id");
    public static readonly MappingTarget ExternalCrmProvider = new("external_crm_provider", "External CRM");
    public static readonly MappingTarget Tag = new("_tag", "Tags");
    public static readonly MappingTarget List = new("_list", "List");
    public static readonly MappingTarget Id = new("_id", "CrmContacts id");

    /// <summary>Every target but the custom fields, in the order that people choose from.</summary>
    public static readonly IReadOnlyList<MappingTarget> All =
    [
        FirstName, LastName, FullName, Email, Phone, Mobile, Title, Department, Account, Status, Source, PreferredChannel, Language,
        TimeZone, Notes, AssignedTo, AssignedQueue, Visibility, ExternalCrmId, ExternalCrmProvider, Tag, List, Id,
    ];

    private static readonly Dictionary<string, MappingTarget> ByKey = All.ToDictionary(t => t.Key, StringComparer.Ordinal);

    /// <summary>Columns that our error file adds; they go nowhere when it comes back.</summary>
    public static readonly IReadOnlyList<string> ErrorColumns = ["_row", "_code", "_message"];

    /// <summary>The target with this key, or null.</summary>
    public static MappingTarget? Find(string key, IReadOnlyList<CustomField> customFields)
    {
        if (ByKey.TryGetValue(key, out var target)) return target;
        if (!key.StartsWith(CustomPrefix, StringComparison.Ordinal)) return null;
        var name = key[CustomPrefix.Length..];
        foreach (var field in customFields)
            if (string.Equals(field.Key, name, StringComparison.Ordinal)) return new(key, field.Name);
        return null;
    }
}
