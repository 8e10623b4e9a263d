using Cairn.Repository.Snapshots;

namespace Cairn.Repository.Sessions;

/// <summary>What a listing shows of a session: whether its begin is there, and its beats.</summary>
internal sealed record SessionTrace(SnapshotId Id)
{
    public bool HasBegin { get; set; }

    public List<long> Beats { get; } = [];

    public long LastBeat => Beats.Count > 0 ? Beats.Max() : 0;
}
