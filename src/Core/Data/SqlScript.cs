namespace CrmContacts.Core.Data;

/// <summary>The SQL files of the migrations, embedded beside them.</summary>
internal static class SqlScript
{
    /// <summary>The text of <c>Data/{engine}/Migrations/{name}</c>.</summary>
    public static string Read(string engine, string name)
    {
        var assembly = typeof(SqlScript).Assembly;
        using var stream = assembly.GetManifestResourceStream($"Data/{engine}/Migrations/{name}")
            ?? throw new InvalidOperationException($"No migration script {engine}/{name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
