using Cairn.Repository.Snapshots;

namespace Cairn.Repository.Tests.Simulation;

/// <summary>What writers back up: files that change, and the last snapshot that was made of them.</summary>
internal sealed class Host
{
    public SourceTree Source { get; } = new();

    public Snapshot? Last { get; set; }
}
