using System.Text.Json;
using CrmContacts.Tests.Support.Processes;
using Microsoft.AspNetCore.SignalR.Client;

namespace CrmContacts.Realtime.Tests.Stage;

/// <summary>Every message of one name that a client was told, in its order.</summary>
internal sealed class Heard
{
    private readonly Lock _gate = new();
    private readonly List<JsonElement> _messages = [];

    public IReadOnlyList<JsonElement> All
    {
        get
        {
            lock (_gate)
                return [.. _messages];
        }
    }

    public static Heard On(HubConnection line, string message)
    {
        var heard = new Heard();
        line.On<JsonElement>(message, told =>
        {
            lock (heard._gate)
                heard._messages.Add(told);
        });
        return heard;
    }

    /// <summary>The last one, once it is as wanted.</summary>
    public async Task<JsonElement> LastAsync(Func<JsonElement, bool> wanted) =>
        (await Eventually.ValueAsync(
            () => Task.FromResult(All is [.., var last] ? last : (JsonElement?)null), last => last is { } told && wanted(told),
            TimeSpan.FromSeconds(30)))!.Value;
}
