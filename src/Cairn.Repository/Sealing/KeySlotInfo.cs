namespace Cairn.Repository.Sealing;

/// <summary>
/// A passphrase that opens the repository: the slot's id (32 hexadecimal digits), what it was called, and when it was made.
/// </summary>
public sealed record KeySlotInfo(string Id, string Label, DateTimeOffset Created);
