using Cairn.Repository.ObjectStore;
using Cairn.Repository.Parity;
using Cairn.Repository.Snapshots;

namespace Cairn.Repository.Sessions;

/// <summary>
/// Shows that a snapshot may be put back by a repair, so that who forgets it meanwhile, or collects, knows of it
/// (docs/repository-format.md, "Repairs of snapshots").
/// </summary>
internal static class SnapshotRepair
{
    /// <summary>Before anything is read that may be put back. Gives the name of the object that shows the repair.</summary>
    public static async Task<string> BeginAsync(BackupRepository repository, SnapshotId id, CancellationToken cancellationToken)
    {
        var name = SessionObject.NewRepairOf(id, repository.Random);
        await repository.Store.PutOwnAsync(name, Describe(repository, name), cancellationToken);
        return name;
    }

    /// <summary>From now on no repair that began earlier puts the snapshot back when a fence stands.</summary>
    public static async Task EndAllAsync(BackupRepository repository, SnapshotId id, CancellationToken cancellationToken)
    {
        var name = SessionObject.EndedOf(id);
        await repository.Store.PutOrReadAsync(name, Describe(repository, name), cancellationToken);
    }

    /// <summary>Puts a fence in the place of a snapshot that was forgotten, and deletes what others put there, until it stands.</summary>
    public static async Task FenceAsync(BackupRepository repository, SnapshotId id, CancellationToken cancellationToken)
    {
        var name = SnapshotObject.NameOf(id);
        while (!await SessionFence.PutAsync(repository, id, cancellationToken))
            await repository.Parity.DeleteAsync(name, cancellationToken);
        await repository.Store.DeleteAsync(ParityObjects.NameOf(name), cancellationToken);
    }

    /// <summary>Whether repairs of the snapshot were ended.</summary>
    public static async Task<bool> IsEndedAsync(BackupRepository repository, SnapshotId id, CancellationToken cancellationToken) =>
        await repository.Store.FindAsync(SessionObject.EndedOf(id), cancellationToken) is not null;

    private static byte[] Describe(BackupRepository repository, string name)
    {
        var begin = new SessionBegin
        {
            Process = HostProcess.Current,
            Program = AppDomain.CurrentDomain.FriendlyName,
            Begun = repository.Time.GetUtcNow(),
        };
        return SessionObject.Encode(repository.Keys, name, begin, FormatJson.Default.SessionBegin);
    }
}
