using System.Text.Json;
using System.Text.Json.Serialization;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sqlite;
using Microsoft.Data.Sqlite;

namespace CrmContacts.Core.Import.Runs;

/// <summary>What the rows of a long dry run made and changed, in a file that is gone with it: no journal, nobody else reads it.</summary>
internal sealed class OverlayFile : IDisposable
{
    private static readonly JsonSerializerOptions Json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true, Converters = { new CustomValuesJson() },
    };

    private readonly string _path;
    private readonly SqliteConnection _connection;
    private readonly SqliteRows _keepContact;
    private readonly SqliteRows _keepKey;
    private readonly SqliteCommand _find;
    private readonly SqliteCommand _holders;

    private OverlayFile(string path)
    {
        _path = path;
        PrivateFiles.Create(path).Dispose();
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        _connection.Open();
        Run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -16384");
        Run("CREATE TABLE contacts (id BLOB PRIMARY KEY, state BLOB NOT NULL) WITHOUT ROWID; CREATE TABLE keys (kind INTEGER, value TEXT, contact BLOB, PRIMARY KEY (kind, value, contact)) WITHOUT ROWID");
        _keepContact = new SqliteRows(_connection.Handle!, "INSERT OR REPLACE INTO contacts (id, state) VALUES (@p0, @p1)", 2);
        _keepKey = new SqliteRows(_connection.Handle!, "INSERT OR IGNORE INTO keys (kind, value, contact) VALUES (@p0, @p1, @p2)", 3);
        _find = Command("SELECT state FROM contacts WHERE id = @p0", 1);
        _holders = Command("SELECT contact FROM keys WHERE kind = @p0 AND value = @p1", 2);
    }

    /// <summary>A new one in a folder that holds private files. It has no name there for longer than it takes to open it, but on Windows.</summary>
    public static OverlayFile Create(string folder)
    {
        PrivateFiles.EnsureDirectory(folder);
        var file = new OverlayFile(Path.Combine(folder, $"dry-run-{Guid.CreateVersion7():N}.tmp"));
        if (!OperatingSystem.IsWindows())
            File.Delete(file._path);
        return file;
    }

    /// <summary>Keeps contacts as they are now; what it knew of them is replaced.</summary>
    public void Keep(IReadOnlyDictionary<Guid, Altered> altered)
    {
        Run("BEGIN");
        // In the order of the keys: neighbours touch the same pages.
        foreach (var (id, one) in altered.OrderBy(a => a.Key))
            _keepContact.Run([id, JsonSerializer.SerializeToUtf8Bytes(one, Json)]);
        foreach (var (key, id) in altered.SelectMany(a => a.Value.Keys, (a, key) => (key, a.Key)).OrderBy(k => k.key.Kind).ThenBy(k => k.key.Value, StringComparer.Ordinal))
            _keepKey.Run([(long)key.Kind, key.Value, id]);
        Run("COMMIT");
    }

    public Altered? Find(Guid id)
    {
        _find.Parameters[0].Value = id.ToByteArray(bigEndian: true);
        return _find.ExecuteScalar() is byte[] state ? JsonSerializer.Deserialize<Altered>(state, Json) : null;
    }

    /// <summary>Whoever had the key once; who has it still is for the contacts to say.</summary>
    public IReadOnlyList<Guid> Holders(MatchKey key)
    {
        _holders.Parameters[0].Value = (long)key.Kind;
        _holders.Parameters[1].Value = key.Value;
        using var rows = _holders.ExecuteReader();
        var ids = new List<Guid>();
        while (rows.Read())
            ids.Add(new Guid((byte[])rows.GetValue(0), bigEndian: true));
        return ids;
    }

    private SqliteCommand Command(string sql, int parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
            command.Parameters.Add(new SqliteParameter { ParameterName = "@p" + i, Value = DBNull.Value });
        return command;
    }

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        _find.Dispose();
        _holders.Dispose();
        _keepContact.Dispose();
        _keepKey.Dispose();
        _connection.Dispose();
        File.Delete(_path);
    }
}
