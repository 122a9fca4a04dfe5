using System.Diagnostics;
using System.Globalization;
using CrmContacts.Tests.Support.Processes;
using Npgsql;

namespace CrmContacts.Tests.Support.Stores;

/// <summary>
/// A real PostgreSQL of our own: started once a test process, on a free loopback port, in a folder of its own, without
/// fsync (the data lives as long as the tests). It ends with the test process. None installed is a failure, never a skip.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly Lazy<Task<PostgresServer>> Shared = new(() => Task.Run(StartAsync));
    private static int _databases;

    private readonly string _folder;
    private readonly int _port = FreePort.Next();
    private readonly string _log;
    private Process _process = null!;

    // Held for the life of the process: an object that is collected would close the pipe and end the server.
    private Watchdog _watchdog = null!;

    private PostgresServer(string folder) => (_folder, _log) = (folder, Path.Combine(folder, "log"));

    /// <summary>The server of this test process.</summary>
    public static Task<PostgresServer> RunningAsync() => Shared.Value;

    /// <summary>One that a test has for itself, to take away and bring back.</summary>
    public static async Task<PostgresServer> StartAsync()
    {
        var programs = PostgresPrograms.Folder();
        var folder = Directory.CreateTempSubdirectory("crm-postgres-").FullName;
        var account = PostgresPrograms.Account();
        if (account.Length > 0)
            await RunAsync(["chown", "postgres", folder]);
        await RunAsync([.. account, Path.Combine(programs, "initdb"), "-D", Path.Combine(folder, "data"),
            "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);
        var server = new PostgresServer(folder);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>On the same data and port, after <see cref="StopAsync"/>.</summary>
    public async Task StartAgainAsync()
    {
        string[] server =
        [
            .. PostgresPrograms.Account(), Path.Combine(PostgresPrograms.Folder(), "postgres"), "-D", Path.Combine(_folder, "data"),
            "-p", _port.ToString(CultureInfo.InvariantCulture), "-k", _folder,
            "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off",
            "-c", "shared_buffers=64MB", "-c", "max_connections=300", "-c", "autovacuum=off", "-c", "max_wal_size=2GB", "-c", "jit=off",
        ];
        _process = Launch(["/bin/sh", "-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1 </dev/null", "sh", _log, .. server]);
        _watchdog = Watchdog.Over(_process.Id, Signals.Quit, _folder);
        await Eventually.TrueAsync(() => AnswersAsync(_process), TimeSpan.FromSeconds(60), Log);
    }

    /// <summary>Stops it as an operator would who does not wait: every connection is cut, what is committed stays.</summary>
    public async Task StopAsync()
    {
        Signals.Send(_process.Id, Signals.Interrupt);
        await _process.WaitForExitAsync();
        _watchdog.CallOff();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Makes a database and gives its connection string.</summary>
    /// <param name="template">The database to copy, or null for an empty one; nobody may be connected to it.</param>
    /// <param name="name">What to call it; null finds a name.</param>
    public async Task<string> CreateDatabaseAsync(string? template = null, string? name = null)
    {
        name ??= "crm_" + Interlocked.Increment(ref _databases).ToString(CultureInfo.InvariantCulture);
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {template ?? "template0"}");
        return ConnectionString(name);
    }

    /// <summary>Drops a database, whoever is still connected.</summary>
    public async Task DropDatabaseAsync(string connectionString)
    {
        var name = new NpgsqlConnectionStringBuilder(connectionString).Database;
        await ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    }

    /// <summary>What the server has written so far.</summary>
    public string Log() => File.ReadAllText(_log);

    private string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1", Port = _port, Username = "postgres", Database = database, Timeout = 15, MaxPoolSize = 20,
        ConnectionIdleLifetime = 10, ConnectionPruningInterval = 5, IncludeErrorDetail = true,
    }.ConnectionString;

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<bool> AnswersAsync(Process process)
    {
        if (process.HasExited)
            throw new InvalidOperationException("PostgreSQL ended at once: " + Log());
        try
        {
            await ExecuteAsync("SELECT 1");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static async Task RunAsync(string[] command)
    {
        using var process = Launch(command, redirect: true);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}: {await output}{await errors}");
    }

    private static Process Launch(string[] command, bool redirect = false)
    {
        // The folder that the tests run in need not be readable by the account of the server.
        var start = new ProcessStartInfo(command[0])
        {
            UseShellExecute = false, WorkingDirectory = "/", RedirectStandardOutput = redirect, RedirectStandardError = redirect,
        };
        foreach (var argument in command.AsSpan(1))
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
