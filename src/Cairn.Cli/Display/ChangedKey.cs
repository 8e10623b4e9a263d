using Cairn.Repository.Sealing;

namespace Cairn.Cli.Display;

/// <summary>A key slot that is gone, and the one that took its place, if any.</summary>
internal sealed record ChangedKey(string Removed, KeySlotInfo? Added);
