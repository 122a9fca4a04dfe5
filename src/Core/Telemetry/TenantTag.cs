using CrmContacts.Core.Directory;

namespace CrmContacts.Core.Telemetry;

/// <summary>The tag by which an operator tells tenants apart: the slug, as tokens and paths carry it.</summary>
public static class TenantTag
{
    public const string Name = "crm.tenant";

    public static KeyValuePair<string, object?> Of(Tenant tenant) => new(Name, tenant.Slug);
}
