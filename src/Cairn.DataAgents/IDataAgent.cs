using Cairn.Repository;
using Cairn.Repository.Sessions;

namespace Cairn.DataAgents;

/// <summary>
/// What backs up one kind of application and brings it back. It knows no catalog and no server, so that it can run in another
/// process on another host: it gets a request, a repository to write to or read from, a progress sink and a cancellation token.
/// </summary>
public interface IDataAgent
{
    /// <summary>The dialect's number of the application (createtask-semantics.md, appTypeId): 33 = File System.</summary>
    int ApplicationId { get; }

    /// <summary>
    /// Reads what the request names into the session; the caller commits it. Items that can't be read are reported and left out;
    /// an exception (of the repository, or <see cref="ArgumentException"/> for a request that makes no sense) means that there is no backup.
    /// </summary>
    Task<BackupOutcome> BackupAsync(BackupRequest request, WriteSession session, IProgressSink progress, CancellationToken cancellationToken);

    /// <summary>
    /// Brings back what the request names, and writes nowhere but below the target. Items that can't be restored are reported and
    /// the rest goes on; an exception means that the target or the request can't be used at all, or the repository can't be read.
    /// </summary>
    Task<RestoreOutcome> RestoreAsync(RestoreRequest request, BackupRepository repository, IProgressSink progress, CancellationToken cancellationToken);
}
