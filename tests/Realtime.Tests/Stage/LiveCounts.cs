using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;

namespace CrmContacts.Realtime.Tests.Stage;

/// <summary>The client rule of <c>docs/realtime.md</c>, line for line: what a page does to end with the right numbers.</summary>
internal sealed class LiveCounts
{
    private readonly Lock _gate = new();
    private readonly HubConnection _connection;
    private readonly Dictionary<(string? List, string Bucket), (long Count, long Version)> _entries = [];
    private string? _epoch;
    private List<JsonElement>? _heard;

    public LiveCounts(HubConnection connection, Action<JsonElement, Action<JsonElement>>? post = null)
    {
        _connection = connection;
        connection.On<JsonElement>("listCountsChanged", message =>
        {
            lock (_gate)
                Messages.Add(message);
            if (post is null)
                Hear(message);
            else
                post(message, Hear);
        });
        connection.Reconnected += _ => RefreshAsync();
    }

    /// <summary>Everything that came over the wire, for what must not be in it.</summary>
    public List<JsonElement> Messages { get; } = [];

    /// <summary>Takes a snapshot: after connecting, after each reconnect, at another epoch.</summary>
    public async Task RefreshAsync()
    {
        var heard = new List<JsonElement>();
        lock (_gate)
            _heard = heard;
        var snapshot = await _connection.InvokeAsync<JsonElement>("getListCounts");
        lock (_gate)
        {
            if (_heard != heard)
                return;
            _heard = null;
            _epoch = snapshot.GetProperty("epoch").GetString();
            _entries.Clear();
            Put(snapshot);
        }

        heard.ForEach(Hear);
    }

    public void Hear(JsonElement message)
    {
        lock (_gate)
        {
            if (_heard is not null)
            {
                _heard.Add(message);
                return;
            }

            if (message.GetProperty("epoch").GetString() == _epoch)
            {
                Put(message);
                return;
            }
        }

        _ = RefreshAsync();
    }

    /// <summary>The number that a page shows for a list; null is all contacts.</summary>
    public long Of(Guid? list = null)
    {
        lock (_gate)
            return _entries.Where(e => e.Key.List == list?.ToString()).Sum(e => e.Value.Count);
    }

    /// <summary>Every list's number, to compare two clients.</summary>
    public string All()
    {
        lock (_gate)
            return string.Join(' ', _entries.Where(e => e.Value.Count != 0).Select(e => $"{e.Key.List}/{e.Key.Bucket}={e.Value.Count}").Order(StringComparer.Ordinal));
    }

    private void Put(JsonElement message)
    {
        foreach (var entry in message.GetProperty("counts").EnumerateArray())
        {
            var key = (entry.GetProperty("listId").GetString(), entry.GetProperty("bucket").GetString()!);
            var version = entry.GetProperty("version").GetInt64();
            if (!_entries.TryGetValue(key, out var held) || held.Version < version)
                _entries[key] = (entry.GetProperty("count").GetInt64(), version);
        }
    }
}
