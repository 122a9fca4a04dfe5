namespace CrmContacts.Core.Import.Runs;

/// <summary>Where runs put what they will not need again.</summary>
internal sealed class Scratch(string folder)
{
    /// <summary>How many contacts a dry run keeps in memory.</summary>
    public int MostInMemory { get; set; } = 20_000;

    /// <summary>What the rows of a dry run did; past that number in a file.</summary>
    public Overlay CreateOverlay() => new(() => OverlayFile.Create(folder), MostInMemory);
}
