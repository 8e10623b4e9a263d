using Cairn.DataAgents.FileSystem.Backup;
using Cairn.DataAgents.FileSystem.Restore;
using Cairn.Repository;
using Cairn.Repository.Sessions;

namespace Cairn.DataAgents.FileSystem;

/// <summary>
/// Backs up and restores files of this Linux host with all that belongs to them. A snapshot's root is "/", whatever the content; the
/// directories on the way to the content are in it with their metadata.
/// </summary>
public sealed class FileSystemAgent(TimeProvider time) : IDataAgent
{
    /// <inheritdoc/>
    public int ApplicationId => 33;

    /// <inheritdoc/>
    public Task<BackupOutcome> BackupAsync(BackupRequest request, WriteSession session, IProgressSink progress, CancellationToken cancellationToken) =>
        new BackupRun(request, session, progress, time).RunAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<RestoreOutcome> RestoreAsync(RestoreRequest request, BackupRepository repository, IProgressSink progress, CancellationToken cancellationToken) =>
        new RestoreRun(request, repository, progress, time).RunAsync(cancellationToken);
}
