namespace CrmContacts.Host;

/// <summary>Where appsettings.json and the pages are.</summary>
internal static class ContentRoot
{
    /// <summary>The working directory, as the framework has it; a published program that is called from elsewhere takes its own folder.</summary>
    public static string Find() => File.Exists("appsettings.json") ? Directory.GetCurrentDirectory() : AppContext.BaseDirectory;
}
