namespace Cairn.Repository.Packs;

/// <summary>A pack in the store and its length in bytes.</summary>
internal readonly record struct ListedPack(PackId Pack, long Length);
