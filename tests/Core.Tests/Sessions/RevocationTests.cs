using CrmContacts.Core.Data;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Events;
using CrmContacts.Core.Sessions;
using CrmContacts.Core.Tests.Stage;
using CrmContacts.Tests.Support.Processes;
using CrmContacts.Tests.Support.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Core.Tests.Sessions;

public sealed class RevocationTests
{
    private static readonly DateTimeOffset Long = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory, EachEngine]
    public async Task Older_tokens_of_the_agent_are_covered_and_no_other(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var revocations = store.Services.GetRequiredService<Revocations>();
        Assert.False(revocations.Cover(store.Acme, "bob", null));
        var before = TimeProvider.System.GetUtcNow();
        await revocations.RevokeAsync("acme", "bob");

        Assert.True(revocations.Cover(store.Acme, "bob", Long));
        Assert.True(revocations.Cover(store.Acme, "bob", null));
        Assert.True(revocations.Cover(store.Acme, "bob", DateTimeOffset.FromUnixTimeSeconds(before.ToUnixTimeSeconds())));
        Assert.False(revocations.Cover(store.Acme, "bob", TimeProvider.System.GetUtcNow().AddSeconds(1)));
        Assert.False(revocations.Cover(store.Acme, "Bob", Long));
        Assert.False(revocations.Cover(store.Acme, "carol", Long));
        Assert.False(revocations.Cover(store.Globex, "bob", Long));
    }

    [Theory, EachEngine]
    public async Task It_outlives_a_restart(Engine engine)
    {
        CrmCoreOptions options;
        await using (var store = await TestStore.StartAsync(engine))
        {
            options = store.Options;
            await store.Services.GetRequiredService<Revocations>().RevokeAsync("acme", "nobody who signed in");
        }

        await using var again = await TestStore.OpenAsync(engine, options);
        var revocations = again.Services.GetRequiredService<Revocations>();
        Assert.True(revocations.Cover(again.Acme, "nobody who signed in", Long));
        Assert.False(revocations.Cover(again.Acme, "bob", Long));
    }

    [Theory, EachEngine]
    public async Task Asking_costs_no_statement(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var revocations = store.Services.GetRequiredService<Revocations>();
        await revocations.RevokeAsync("acme", "bob");
        var statements = 0;
        store.Services.GetRequiredService<Store>().Statement += _ => statements++;
        for (var request = 0; request < 100; request++)
            Assert.True(revocations.Cover(store.Acme, "bob", Long));
        Assert.Equal(0, statements);
    }

    [Theory, EachEngine]
    public async Task What_cannot_be_is_refused(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var revocations = store.Services.GetRequiredService<Revocations>();
        Assert.Equal(ErrorCode.TenantUnknown, (await Assert.ThrowsAsync<CrmException>(() => revocations.RevokeAsync("nowhere", "bob"))).Code);
        Assert.Equal(ErrorCode.OptionInvalid, (await Assert.ThrowsAsync<CrmException>(() => revocations.RevokeAsync("acme", ""))).Code);
        Assert.Equal(ErrorCode.OptionInvalid, (await Assert.ThrowsAsync<CrmException>(() => revocations.RevokeAsync("acme", new string('b', 129)))).Code);
    }

    /// <summary>PostgreSQL alone: a file of SQLite has one host.</summary>
    [Fact]
    public async Task Another_node_learns_of_it_and_tells_its_listeners_once()
    {
        var ear = new Ear();
        await using var here = await TestStore.StartAsync(Engine.Postgres);
        await using var there = await TestStore.OpenAsync(Engine.Postgres, here.Options, runImports: true, services => services.AddSingleton<ICrmListener>(ear));
        var revocations = there.Services.GetRequiredService<Revocations>();
        await here.Services.GetRequiredService<Revocations>().RevokeAsync("acme", "bob");
        await Eventually.TrueAsync(() => Task.FromResult(revocations.Cover(there.Acme, "bob", Long)));
        await here.Services.GetRequiredService<Revocations>().RevokeAsync("globex", "gina");
        await Eventually.TrueAsync(() => Task.FromResult(ear.Heard.Count == 2));
        Assert.Equal(["acme bob", "globex gina"], ear.Heard);
    }

    [Fact]
    public async Task What_another_node_learns_while_the_store_fails_is_told_when_it_answers_again()
    {
        var (ear, away) = (new Ear(), new Away());
        await using var here = await TestStore.StartAsync(Engine.Postgres);
        await using var there = await TestStore.OpenAsync(Engine.Postgres, here.Options, runImports: true, services =>
            services.AddSingleton<ICrmListener>(ear).AddSingleton(away.Before));
        away.Next = true;
        await here.Services.GetRequiredService<Revocations>().RevokeAsync("acme", "bob");
        await Eventually.TrueAsync(() => Task.FromResult(ear.Heard.Count > 0));
        Assert.False(away.Next);
        Assert.Equal(["acme bob"], ear.Heard);
        Assert.True(there.Services.GetRequiredService<Revocations>().Cover(there.Acme, "bob", Long));
    }

    [Theory]
    [InlineData("1700000000", 1_700_000_000_000L)]
    [InlineData("1700000000.25", 1_700_000_000_250L)]
    [InlineData("0", 0L)]
    public void A_token_says_when_it_was_issued(string iat, long milliseconds) =>
        Assert.Equal(milliseconds, Revocation.IssuedAt(iat)?.ToUnixTimeMilliseconds());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("yesterday")]
    [InlineData("99999999999999999999999999999999999")]
    [InlineData("999999999999999")]
    public void What_is_no_time_is_older_than_any(string? iat)
    {
        Assert.Null(Revocation.IssuedAt(iat));
        Assert.True(new Revocation("bob", Long).Covers(Revocation.IssuedAt(iat)));
    }

    private sealed class Ear : ICrmListener
    {
        private readonly List<string> _heard = [];

        public IReadOnlyList<string> Heard
        {
            get
            {
                lock (_heard)
                    return [.. _heard];
            }
        }

        public void SessionsRevoked(Tenant tenant, Revocation revocation)
        {
            lock (_heard)
                _heard.Add($"{tenant.Slug} {revocation.AgentId}");
        }
    }
}
