namespace CrmContacts.Core.Nodes;

/// <summary>
/// Carries short messages between the nodes of one store. It may lose, double or delay them: what they tell of stands in the store,
/// and they only make others look at it sooner.
/// </summary>
public interface INodeWire
{
    /// <summary>Names the wire to an operator.</summary>
    string Name { get; }

    /// <summary>How long a message may be, in bytes.</summary>
    int MostBytes { get; }

    /// <summary>Sends to every node that listens, this one included.</summary>
    /// <exception cref="Exception">The wire is away.</exception>
    Task SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellation);

    /// <summary>Listens until it is cut off or cancelled.</summary>
    /// <param name="heard">Takes a message; it is quick.</param>
    /// <param name="joined">Called whenever listening begins, or begins again: what was sent before was not heard.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="Exception">The wire is away; whoever listens tries again.</exception>
    Task ListenAsync(Action<ReadOnlyMemory<byte>> heard, Action joined, CancellationToken cancellation);
}
