using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;

namespace Cairn.Repository.Collecting;

/// <summary>What a collection did or, if it was a dry run, would do. Bytes are as stored.</summary>
public sealed record CollectionReport
{
    /// <summary>Snapshots whose chunks are kept.</summary>
    public int Snapshots { get; init; }

    /// <summary>Packs that no index names: what sessions that died have left.</summary>
    public int OrphanPacks { get; init; }

    /// <summary>Packs without anything that a snapshot needs, orphans not counted.</summary>
    public int UnneededPacks { get; init; }

    /// <summary>Packs that were replaced by what is needed of them.</summary>
    public int RewrittenPacks { get; init; }

    /// <summary>Bytes of all packs that went.</summary>
    public long BytesRemoved { get; init; }

    /// <summary>Bytes that rewritten packs' needed chunks take now.</summary>
    public long BytesCopied { get; init; }

    public long BytesFreed => BytesRemoved - BytesCopied;

    /// <summary>Bytes of packs before; 0 where that wasn't looked at, because sessions must end first.</summary>
    public long BytesStored { get; init; }

    /// <summary>Bytes that nothing needs and that were kept.</summary>
    public long BytesWasted { get; init; }

    /// <summary>Sessions that were taken for dead and ended.</summary>
    public IReadOnlyList<SnapshotId> Fenced { get; init; } = [];

    /// <summary>
    /// Sessions that began earlier and live: nothing was removed, and the next run goes on. Empty when it is finished.
    /// </summary>
    public IReadOnlyList<SessionInfo> WaitingFor { get; init; } = [];

    /// <summary>What can't be read and was kept, or for a repair: given up.</summary>
    public IReadOnlyList<string> Damaged { get; init; } = [];
}
