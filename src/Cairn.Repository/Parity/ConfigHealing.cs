using Cairn.Repository.Faults;
using Cairn.Repository.ObjectStore;

namespace Cairn.Repository.Parity;

/// <summary>Reads the config, before anything is known that could tell whether it is sound.</summary>
internal static class ConfigHealing
{
    /// <summary>The config's bytes; null if there are none.</summary>
    public static async ValueTask<byte[]?> ReadAsync(IObjectStore store, CancellationToken cancellationToken)
    {
        try
        {
            return await store.GetAsync(RepositoryConfig.ObjectName, cancellationToken);
        }
        catch (ObjectNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The config as it was, where <paramref name="content"/> isn't that and parity can undo it.</summary>
    public static ValueTask<HealedContent?> FindHealedAsync(
        IObjectStore store, byte[]? content, CancellationToken cancellationToken) =>
        new ParityReader(store).FindHealedAsync(RepositoryConfig.ObjectName, content ?? [], cancellationToken);

    /// <summary>Whether opening may have failed because the config is damaged: a changed id makes every passphrase wrong.</summary>
    public static bool MayHelp(RepositoryException failure) =>
        failure is NoRepositoryException or RepositoryDamagedException or WrongPassphraseException;
}
