namespace CrmContacts.Core.Visibility;

/// <summary>What an agent may do. Each includes the one before.</summary>
public enum Permission
{
    /// <summary>No CRM permission: the sidebar says so and shows nothing.</summary>
    None = 0,

    /// <summary><c>crm.view</c>: reads what is visible, logs own activities.</summary>
    View = 1,

    /// <summary><c>crm.edit</c>: also writes contacts and imports.</summary>
    Edit = 2,

    /// <summary><c>crm.manage</c>: also sees every contact of the tenant and owns lists, custom fields and other agents' imports.</summary>
    Manage = 3,
}

/// <summary>The names of permissions on the wire.</summary>
public static class PermissionNames
{
    public const string View = "crm.view";
    public const string Edit = "crm.edit";
    public const string Manage = "crm.manage";

    /// <summary>The highest permission that <paramref name="names"/> holds; unknown names are passed over.</summary>
    public static Permission Highest(IEnumerable<string> names)
    {
        var highest = Permission.None;
        foreach (var name in names)
        {
            var one = name switch { View => Permission.View, Edit => Permission.Edit, Manage => Permission.Manage, _ => Permission.None };
            if (one > highest)
                highest = one;
        }

        return highest;
    }
}
