using Cairn.Repository.Faults;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Parity;
using Cairn.Repository.Sealing;
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
        var content = SessionObject.Encode(repository.Keys, name, Describe(repository), FormatJson.Default.SessionBegin);
        await repository.Store.PutOwnAsync(name, content, cancellationToken);
        return name;
    }

    /// <summary>
    /// Says that the snapshot is forgotten: from now on repairs don't leave it there, and who collects makes an end of it.
    /// </summary>
    /// <exception cref="WriteOnlyException">The repository was opened for writing only.</exception>
    public static async Task EndAllAsync(BackupRepository repository, SnapshotId id, CancellationToken cancellationToken)
    {
        var name = SessionObject.EndedOf(id);
        var content = TwoLines.Authenticate(Describe(repository), FormatJson.Default.SessionBegin, repository.Keys.DecisionKey(name));
        while (!await StandsAsync())
            await repository.Store.DeleteAsync(name, cancellationToken);

        Task<bool> StandsAsync() => IsThereAsync(async () =>
            await repository.Store.PutOrReadAsync(name, content, cancellationToken) is not { } other || IsAuthentic(repository, name, other));
    }

    /// <summary>Puts a fence in the place of a snapshot that was forgotten, and deletes what others put there, until it stands.</summary>
    public static async Task FenceAsync(BackupRepository repository, SnapshotId id, CancellationToken cancellationToken)
    {
        var name = SnapshotObject.NameOf(id);
        while (!await IsThereAsync(() => SessionFence.PutAsync(repository, id, cancellationToken)))
            await repository.Parity.DeleteAsync(name, cancellationToken);
        await repository.Store.DeleteAsync(ParityObjects.NameOf(name), cancellationToken);
    }

    /// <summary>Whether repairs of the snapshot were ended. Who may only write can't say so.</summary>
    public static async Task<bool> IsEndedAsync(BackupRepository repository, SnapshotId id, CancellationToken cancellationToken)
    {
        var name = SessionObject.EndedOf(id);
        return await repository.Store.FindAsync(name, cancellationToken) is { } content && IsAuthentic(repository, name, content);
    }

    /// <summary>
    /// What was there when it was put, and went since or can't be read, is nothing that anybody may rely on: others forget and collect
    /// at the same time.
    /// </summary>
    private static async Task<bool> IsThereAsync(Func<Task<bool>> putAsync)
    {
        try
        {
            return await putAsync();
        }
        catch (StoreFailedException e) when (e.InnerException is ObjectNotFoundException or RepositoryDamagedException)
        {
            return false;
        }
    }

    private static bool IsAuthentic(BackupRepository repository, string name, byte[] ended)
    {
        try
        {
            TwoLines.ReadAuthentic(ended, FormatJson.Default.SessionBegin, repository.Keys.DecisionKey(name), name);
            return true;
        }
        catch (RepositoryDamagedException)
        {
            return false;
        }
    }

    private static SessionBegin Describe(BackupRepository repository) => new()
    {
        Process = HostProcess.Current,
        Program = AppDomain.CurrentDomain.FriendlyName,
        Begun = repository.Time.GetUtcNow(),
    };
}
