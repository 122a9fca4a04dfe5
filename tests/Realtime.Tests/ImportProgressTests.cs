using System.Text;
using System.Text.Json;
using CrmContacts.Core.Import;
using CrmContacts.Realtime.Tests.Stage;
using CrmContacts.Tests.Support.Processes;
using CrmContacts.Tests.Support.Stores;
using Microsoft.AspNetCore.SignalR.Client;

namespace CrmContacts.Realtime.Tests;

/// <summary>A real import, followed over the hub.</summary>
public sealed class ImportProgressTests
{
    private const int Rows = 3000;

    [Theory, EachEngine]
    public async Task An_import_is_followed_by_its_importer_and_by_managers_to_its_end(Engine engine)
    {
        await using var stage = await StoreStage.StartAsync(engine, runImports: true);
        var (bobLine, bob) = await stage.ConnectAsync("bob");
        var (aliceLine, alice) = await stage.ConnectAsync("alice");
        var (erinLine, _) = await stage.ConnectAsync("erin");
        await using var __ = bobLine;
        await using var ___ = aliceLine;
        await using var ____ = erinLine;
        var (bobHeard, aliceHeard, erinHeard) = (Heard(bobLine), Heard(aliceLine), Heard(erinLine));

        var run = await StartAsync(stage);
        foreach (var heard in new[] { bobHeard, aliceHeard })
        {
            var last = await Eventually.ValueAsync(() => Task.FromResult(Last(heard)), r => r is { } l && l.GetProperty("phase").GetString() == "DONE", TimeSpan.FromSeconds(30));
            Assert.Equal(run.Id, last!.Value.GetProperty("id").GetGuid());
            Assert.Equal("COMPLETED", last.Value.GetProperty("status").GetString());
            Assert.Equal(Rows, last.Value.GetProperty("rows").GetInt64());
            Assert.Equal(Rows, last.Value.GetProperty("imported").GetInt64());
        }

        await Eventually.ValueAsync(() => Task.FromResult((bob.Of(), alice.Of())), seen => seen == (Rows, Rows));
        Assert.Null(Last(erinHeard));
        Assert.Equal(0, (await bobLine.InvokeAsync<JsonElement>("getImports")).GetArrayLength());
    }

    [Theory, EachEngine]
    public async Task Runs_in_progress_are_told_to_who_may_follow_them(Engine engine)
    {
        await using var stage = await StoreStage.StartAsync(engine, runImports: false);
        var run = await StartAsync(stage);
        foreach (var (agent, sees) in new[] { ("bob", true), ("alice", true), ("erin", false), ("carol", false), ("gina", false) })
        {
            await using var line = stage.Host.Connect(agent);
            await line.StartAsync();
            var ids = (await line.InvokeAsync<JsonElement>("getImports")).EnumerateArray().Select(r => r.GetProperty("id").GetGuid());
            Assert.Equal(sees ? [run.Id] : [], ids);
        }
    }

    private static async Task<ImportRun> StartAsync(StoreStage stage)
    {
        var csv = new StringBuilder("First name,Last name,Email\n");
        for (var row = 0; row < Rows; row++)
            csv.Append("Ada,Row").Append(row).Append(",row").Append(row).Append("@example.com\n");
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(csv.ToString()));
        return await stage.Store.AskAsync(async (ImportWriter writer) =>
        {
            var staged = await writer.StageAsync(stage.Viewers.Bob, "people.csv", content);
            return await writer.StartAsync(stage.Viewers.Bob, staged, new ImportOptions());
        });
    }

    private static List<JsonElement> Heard(HubConnection line)
    {
        var heard = new List<JsonElement>();
        line.On<JsonElement>("importProgress", run =>
        {
            lock (heard)
                heard.Add(run);
        });
        return heard;
    }

    private static JsonElement? Last(List<JsonElement> heard)
    {
        lock (heard)
            return heard.Count == 0 ? null : heard[^1];
    }
}
