using Cairn.Repository.Snapshots;

namespace Cairn.Repository.Faults;

/// <summary>
/// A session was ended by somebody else, who took it for dead or forgot its snapshot: it can't commit any more. What it stored is
/// found by the next session as long as no collection removes it.
/// </summary>
public sealed class SessionFencedException(SnapshotId session)
    : RepositoryException(
        "session-fenced", $"The session {session} was ended from outside, since it seemed dead: it can't commit. Back up again.")
{
    public SnapshotId Session { get; } = session;
}
