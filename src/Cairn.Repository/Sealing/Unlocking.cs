using Cairn.Repository.Faults;
using Cairn.Repository.ObjectStore;

namespace Cairn.Repository.Sealing;

/// <summary>Finds the secrets that a passphrase opens, and the id of the slot that they were in.</summary>
internal static class Unlocking
{
    /// <summary>One damaged slot must not lock out the passphrases of the others.</summary>
    /// <exception cref="WrongPassphraseException">No key slot opens with the passphrase.</exception>
    /// <exception cref="RepositoryDamagedException">A slot is damaged, and no other opens.</exception>
    public static async Task<(RepositorySecrets Secrets, string SlotId)> OpenAsync(
        IObjectStore store, Guid repositoryId, string passphrase, CancellationToken cancellationToken)
    {
        RepositoryDamagedException? damage = null;
        await foreach (var name in KeySlot.ListNamesAsync(store, cancellationToken))
        {
            try
            {
                var content = await store.GetAsync(name, cancellationToken);
                if (KeySlot.TryOpen(name, content, repositoryId, passphrase) is { } secrets)
                    return (secrets, KeySlot.IdOf(name));
            }
            catch (RepositoryDamagedException e)
            {
                damage = e;
            }
            catch (ObjectNotFoundException)
            {
                // It was removed since it was listed.
            }
        }

        throw damage ?? (Exception)new WrongPassphraseException();
    }
}
