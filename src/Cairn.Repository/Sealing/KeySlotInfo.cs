namespace Cairn.Repository.Sealing;

/// <summary>
/// A passphrase that opens the repository: the slot's id (32 hexadecimal digits), what it was called, when it was made, and
/// whether it only lets write.
/// </summary>
public sealed record KeySlotInfo(string Id, string Label, DateTimeOffset Created, bool WriteOnly)
{
    /// <summary>Why the slot opens nothing, in a few words; null when nothing is wrong with it.</summary>
    public string? Problem { get; init; }
}
