using System.Collections.Concurrent;
using CrmContacts.Core.Data;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Tests.Support.Stores;

/// <summary>The SQL that a store runs while this lives: tests count it, so that a statement for each row fails them.</summary>
public sealed class StatementLog : IDisposable
{
    private readonly Store _store;
    private readonly ConcurrentQueue<string> _statements = new();

    public StatementLog(TestStore store)
    {
        _store = store.Services.GetRequiredService<Store>();
        _store.Statement += _statements.Enqueue;
    }

    public IReadOnlyList<string> All => [.. _statements];

    public void Dispose() => _store.Statement -= _statements.Enqueue;
}
