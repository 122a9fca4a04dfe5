using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace CrmContacts.Bench.Measuring;

/// <summary>Two fixed pieces of work, so that absolute figures of two machines can be laid side by side.</summary>
public static class Calibration
{
    public static void AddTo(Report report)
    {
        report.Add("calibration: SHA-256 of 64 MiB", Best(Hash), "ms");
        report.Add("calibration: 1 M steps of a recursive SQLite query", Best(Query), "ms");
    }

    private static double Best(Action work) => Enumerable.Range(0, 3).Min(_ =>
    {
        var clock = Stopwatch.StartNew();
        work();
        return clock.Elapsed.TotalMilliseconds;
    });

    private static void Hash() => SHA256.HashData(new byte[64 << 20]);

    private static void Query()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000) SELECT sum(i) FROM n";
        command.ExecuteScalar();
    }
}
