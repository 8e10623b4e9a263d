using Cairn.Repository.Packs;

namespace Cairn.Repository.Collecting;

/// <summary>Which places of a pack are meant.</summary>
internal enum PackScope : byte
{
    /// <summary>All; and no index segment named the pack.</summary>
    Orphan = 1,

    /// <summary>All.</summary>
    Whole = 2,

    /// <summary>Those that are listed.</summary>
    Listed = 3,
}

/// <summary>Places in a pack. Offsets of records rise strictly, and are given for <see cref="PackScope.Listed"/> only.</summary>
internal sealed record PackPlaces(PackId Pack, PackScope Scope, int[] Offsets)
{
    public bool Contains(long offset) => Scope != PackScope.Listed || Array.BinarySearch(Offsets, (int)offset) >= 0;
}
