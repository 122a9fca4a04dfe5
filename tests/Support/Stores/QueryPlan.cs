using System.Data.Common;
using System.Text;
using CrmContacts.Core.Data;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Tests.Support.Stores;

/// <summary>How the database means to carry out what a store was asked: <c>EXPLAIN</c> of every statement that ran.</summary>
public static class QueryPlan
{
    /// <summary>The plans of the statements that <paramref name="ask"/> runs, with their very parameters.</summary>
    /// <remarks>On PostgreSQL, run <see cref="AnalyzeAsync"/> first: without figures the planner guesses.</remarks>
    public static async Task<string> OfAsync(TestStore store, Func<Task> ask)
    {
        var core = store.Services.GetRequiredService<Store>();
        var statements = new List<(string Sql, object?[] Args)>();
        void Hear(string sql, object?[] args)
        {
            lock (statements)
                statements.Add((sql, args));
        }

        core.StatementWithArgs += Hear;
        try
        {
            await ask();
        }
        finally
        {
            core.StatementWithArgs -= Hear;
        }

        var text = new StringBuilder();
        await using var session = await core.ReadAsync(CancellationToken.None);
        // Few rows are sorted as cheaply as merged: what counts is whether they can be merged.
        if (store.Engine == Engine.Postgres)
            await session.ExecuteAsync("SET LOCAL enable_sort = off", [], CancellationToken.None);
        foreach (var (sql, args) in statements.Where(s => s.Sql.StartsWith("SELECT", StringComparison.Ordinal) || s.Sql.StartsWith("WITH", StringComparison.Ordinal)))
        {
            await using var rows = await session.QueryAsync((store.Engine == Engine.Sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN (COSTS OFF) ") + sql, args, CancellationToken.None);
            while (await rows.ReadAsync())
                text.AppendLine(Line(rows, store.Engine));
        }

        return text.ToString();
    }

    /// <summary>Brings PostgreSQL's figures up to date; SQLite is asked without any.</summary>
    public static async Task AnalyzeAsync(TestStore store)
    {
        if (store.Engine == Engine.Sqlite)
            return;
        await using var connection = new Npgsql.NpgsqlConnection(store.Options.ConnectionString);
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand("VACUUM ANALYZE", connection);
        await command.ExecuteNonQueryAsync();
    }

    private static string Line(DbDataReader row, Engine engine) => "    " + row.GetString(engine == Engine.Sqlite ? 3 : 0);
}
