using System.Text.Json;
using System.Text.Json.Serialization;
using CrmContacts.Core.BulkActions;
using CrmContacts.Core.Calls;
using CrmContacts.Core.Events;
using CrmContacts.Core.Import;
using CrmContacts.Core.Sessions;

namespace CrmContacts.Core.Nodes;

/// <summary>What one node tells the others of one tenant.</summary>
/// <param name="Node">Who tells; it has told its own listeners already.</param>
/// <param name="Epoch">Of which store.</param>
/// <param name="Tenant">The tenant's slug.</param>
internal sealed record NodeNews(string Node, Guid Epoch, string Tenant)
{
    private static readonly JsonSerializerOptions Form = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Kept counts changed.</summary>
    public bool Counts { get; init; }

    public IReadOnlyList<BucketMoves>? Contacts { get; init; }

    public ListMoves? Lists { get; init; }

    public ImportRun? Import { get; init; }

    public BulkNews? Bulk { get; init; }

    public Call? Call { get; init; }

    public Revocation? Revoked { get; init; }

    /// <summary>After it nobody needs to hear of it; null is never. It stays at home.</summary>
    [JsonIgnore]
    public DateTimeOffset? Until { get; init; }

    /// <summary>The same in messages of a wire's length: what names too many is told without the names, and in parts.</summary>
    public IEnumerable<byte[]> Messages(int mostBytes)
    {
        var message = JsonSerializer.SerializeToUtf8Bytes(this, Form);
        if (message.Length <= mostBytes)
            return [message];
        if (Contacts is { } moves && moves.Any(m => !m.Many))
            return (this with { Contacts = [.. moves.Select(m => new BucketMoves(m.Bucket, [], [], [], Many: true))] }).Messages(mostBytes);
        if (Contacts is { Count: > 1 } many)
        {
            var half = many.Count / 2;
            return (this with { Contacts = [.. many.Take(half)] }).Messages(mostBytes)
                .Concat(new NodeNews(Node, Epoch, Tenant) { Contacts = [.. many.Skip(half)] }.Messages(mostBytes));
        }

        // Who is told of lists without ids asks for all of them.
        return Lists is { IsNameless: false }
            ? (this with { Lists = new([], [], []) }).Messages(mostBytes)
            : [];
    }

    /// <summary>Null for what is none: another version of the program may send it.</summary>
    public static NodeNews? Read(ReadOnlyMemory<byte> message)
    {
        try
        {
            return JsonSerializer.Deserialize<NodeNews>(message.Span, Form);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A bulk action that moved, and whose it is.</summary>
internal sealed record BulkNews(string AgentId, BulkRun Run);
