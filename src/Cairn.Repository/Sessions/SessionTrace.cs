using Cairn.Repository.Snapshots;

namespace Cairn.Repository.Sessions;

/// <summary>What a listing shows of a session: whether its begin is there, its beats, and repairs of its snapshot.</summary>
internal sealed record SessionTrace(SnapshotId Id)
{
    public bool HasBegin { get; set; }

    /// <summary>Somebody may put its snapshot: it, or a repair.</summary>
    public bool IsOpen => HasBegin || Repairs.Count > 0;

    /// <summary>The names of the objects by which repairs of its snapshot show themselves.</summary>
    public List<string> Repairs { get; } = [];

    /// <summary>No repair may put its snapshot back.</summary>
    public bool IsEnded { get; set; }

    public List<long> Beats { get; } = [];

    public long LastBeat => Beats.Count > 0 ? Beats.Max() : 0;
}
