using Cairn.Repository;
using Cairn.Repository.Snapshots;

namespace Cairn.CommServe.Browsing;

/// <summary>A snapshot, the job that made it and the repository it lies in.</summary>
internal sealed record FoundSnapshot(int JobId, int SubclientId, DateTimeOffset BackedUpAt, BackupRepository Repository, Snapshot Snapshot);
