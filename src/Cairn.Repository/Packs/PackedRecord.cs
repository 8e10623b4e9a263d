namespace Cairn.Repository.Packs;

/// <summary>A record and where in its pack it starts, in bytes.</summary>
internal readonly record struct PackedRecord(long Offset, RecordHeader Header);
