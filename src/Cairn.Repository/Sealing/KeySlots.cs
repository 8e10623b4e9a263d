using System.Runtime.CompilerServices;
using Cairn.Repository.Faults;

namespace Cairn.Repository.Sealing;

/// <summary>
/// The repository's passphrases. To change one, add the new and remove the old. A removed passphrase no longer opens the
/// repository, but whoever copied its slot before still can.
/// </summary>
public sealed class KeySlots(BackupRepository repository)
{
    public async IAsyncEnumerable<KeySlotInfo> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var name in KeySlot.ListNamesAsync(repository.Store, cancellationToken))
            yield return KeySlot.ReadInfo(name, await repository.Store.GetAsync(name, cancellationToken));
    }

    /// <exception cref="ArgumentException">The passphrase is empty or the cost is out of range.</exception>
    public Task<KeySlotInfo> AddAsync(string passphrase, string label, PassphraseCost cost, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(passphrase);
        if (!cost.IsValid)
            throw new ArgumentException("The cost must have 8 to 1048576 KiB of memory and 1 to 64 passes.", nameof(cost));
        var info = new KeySlotInfo(repository.Random.HexDigits(32), label, repository.Time.GetUtcNow());
        return AddAsync(info, passphrase, cost, cancellationToken);
    }

    /// <exception cref="ArgumentException">There is no such slot, or it is the last.</exception>
    public async Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        var names = await KeySlot.ListNamesAsync(repository.Store, cancellationToken).ToListAsync(cancellationToken);
        if (!names.Contains(KeySlot.NameOf(id)))
            throw new ArgumentException($"There is no key slot '{id}'.", nameof(id));
        if (names.Count == 1)
            throw new ArgumentException($"Key slot '{id}' is the last: without it nobody could open the repository.", nameof(id));
        await repository.Store.DeleteAsync(KeySlot.NameOf(id), cancellationToken);
    }

    private async Task<KeySlotInfo> AddAsync(
        KeySlotInfo info, string passphrase, PassphraseCost cost, CancellationToken cancellationToken)
    {
        var name = KeySlot.NameOf(info.Id);
        var content = KeySlot.Seal(name, repository.Keys, passphrase, cost, info);
        if (!await repository.Store.PutAsync(name, content, cancellationToken))
            throw new StoreFailedException(name, "an object of this random name exists already");
        return info;
    }
}
