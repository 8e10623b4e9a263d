using Cairn.Repository.Trees;

namespace Cairn.Repository.Snapshots;

/// <summary>A complete backup: a root directory and what it is of. A snapshot that exists is complete.</summary>
public sealed record Snapshot(SnapshotId Id, TreeRef Root, SnapshotDescription Description);
