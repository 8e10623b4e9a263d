namespace Cairn.Repository.Packs;

/// <summary>All records of a pack, in its order.</summary>
internal sealed record PackedRecords(PackId Pack, IReadOnlyList<PackedRecord> Records);
