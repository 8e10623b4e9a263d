using Cairn.Repository.Faults;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Parity;

/// <summary>Reads the config, before anything is known that could tell whether it is sound.</summary>
internal static class ConfigHealing
{
    /// <summary>The config's bytes; null if there are none.</summary>
    public static ValueTask<byte[]?> ReadAsync(IObjectStore store, CancellationToken cancellationToken) =>
        store.FindAsync(RepositoryConfig.ObjectName, cancellationToken);

    /// <summary>The config as it was, where <paramref name="content"/> isn't that and parity can undo it.</summary>
    public static ValueTask<HealedContent?> FindHealedAsync(
        IObjectStore store, byte[]? content, CancellationToken cancellationToken) =>
        new ParityReader(store).FindHealedAsync(RepositoryConfig.ObjectName, content ?? [], cancellationToken);

    /// <summary>
    /// Opens by the config as it is and, if that fails and parity says that the config is damaged, by the config as it was.
    /// </summary>
    public static async Task<BackupRepository> OpenAsync(
        IObjectStore store, Func<TwoLines, Task<BackupRepository>> open, CancellationToken cancellationToken)
    {
        var content = await ReadAsync(store, cancellationToken);
        try
        {
            return await open(TwoLines.Parse(content ?? throw new NoRepositoryException(), RepositoryConfig.ObjectName));
        }
        catch (RepositoryException e) when (MayHelp(e))
        {
            if (await FindHealedAsync(store, content, cancellationToken) is not { } healed)
                throw;
            var repository = await open(TwoLines.Parse(healed.Content, RepositoryConfig.ObjectName));
            repository.Healings.Add(healed.Object);
            return repository;
        }
    }

    /// <summary>
    /// Whether opening may have failed because the config is damaged: a changed id makes every passphrase wrong.
    /// </summary>
    private static bool MayHelp(RepositoryException failure) =>
        failure is NoRepositoryException or RepositoryDamagedException or WrongPassphraseException or KeyFileException;
}
