using System.Runtime.CompilerServices;
using Cairn.Repository.Faults;
using Cairn.Repository.ObjectStore;

namespace Cairn.Repository.Sealing;

/// <summary>
/// The repository's passphrases, each in a slot of its own. A removed passphrase no longer opens the repository, but whoever
/// copied its slot before still can.
/// </summary>
public sealed class KeySlots(BackupRepository repository)
{
    /// <summary>
    /// All slots, in no order; those that are damaged or another repository's have a <see cref="KeySlotInfo.Problem"/>.
    /// </summary>
    public async IAsyncEnumerable<KeySlotInfo> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var name in KeySlot.ListNamesAsync(repository.Store, cancellationToken))
            if (await TryReadAsync(name, cancellationToken) is { } info)
                yield return info;
    }

    /// <summary>The slot whose id starts with the given hexadecimal digits.</summary>
    /// <exception cref="NoSuchKeyException">There is none, or several.</exception>
    public async Task<KeySlotInfo> FindAsync(string prefix, CancellationToken cancellationToken) =>
        await ListAsync(cancellationToken)
            .Where(slot => slot.Id.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            .Take(2)
            .ToListAsync(cancellationToken) is [var only]
            ? only
            : throw new NoSuchKeyException(prefix);

    /// <param name="passphrase">Not empty.</param>
    /// <param name="label">What people call it.</param>
    /// <param name="cost">What a guess costs.</param>
    /// <param name="writeOnly">Whether it only lets write; always so where the repository was opened for writing only.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ArgumentException">The passphrase is empty or the cost is out of range.</exception>
    public async Task<KeySlotInfo> AddAsync(
        string passphrase, string label, PassphraseCost cost, bool writeOnly, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(passphrase);
        if (!cost.IsValid)
            throw new ArgumentException("The cost must have 8 to 1048576 KiB of memory and 1 to 64 passes.", nameof(cost));
        var secrets = writeOnly ? repository.Keys.Secrets.ForWriting() : repository.Keys.Secrets;
        var info = new KeySlotInfo(repository.Random.HexDigits(32), label, repository.Time.GetUtcNow(), secrets.IsWriteOnly);
        var name = KeySlot.NameOf(info.Id);
        var content = KeySlot.Seal(name, repository.Keys, secrets, passphrase, cost, info);
        await repository.Store.PutOwnAsync(name, content, cancellationToken);
        return info;
    }

    /// <summary>
    /// Puts another passphrase in a slot's place, with its label and rights. When it is interrupted, both open the repository.
    /// </summary>
    /// <exception cref="NoSuchKeyException">There is no such slot.</exception>
    /// <exception cref="WriteOnlyException">A passphrase that only lets write may change itself alone.</exception>
    public async Task<KeySlotInfo> ChangeAsync(
        string id, string passphrase, PassphraseCost cost, CancellationToken cancellationToken)
    {
        var old = await FindAsync(id, cancellationToken);
        if (repository.IsWriteOnly && old.Id != repository.KeySlotId)
            throw new WriteOnlyException();
        if (old.Problem is not null)
            throw new NoSuchKeyException(id);
        var added = await AddAsync(passphrase, old.Label, cost, old.WriteOnly, cancellationToken);
        await repository.Store.DeleteAsync(KeySlot.NameOf(old.Id), cancellationToken);
        return added;
    }

    /// <returns>What is gone.</returns>
    /// <exception cref="NoSuchKeyException">There is no such slot.</exception>
    /// <exception cref="LastKeyException">No other slot lets read.</exception>
    /// <exception cref="WriteOnlyException">The repository was opened for writing only.</exception>
    public async Task<KeySlotInfo> RemoveAsync(string id, CancellationToken cancellationToken)
    {
        if (repository.IsWriteOnly)
            throw new WriteOnlyException();
        var slot = await FindAsync(id, cancellationToken);
        var name = KeySlot.NameOf(slot.Id);
        if (!LetsRead(slot))
        {
            await repository.Store.DeleteAsync(name, cancellationToken);
            return slot;
        }

        if (!await AnyOtherLetsReadAsync(slot, cancellationToken))
            throw new LastKeyException(slot.Id);
        var content = await repository.Store.FindAsync(name, cancellationToken) ?? throw new NoSuchKeyException(id);
        await repository.Store.DeleteAsync(name, cancellationToken);
        // Somebody else may have removed the other one just now, relying on this.
        if (await AnyOtherLetsReadAsync(slot, cancellationToken))
            return slot;
        await repository.Store.PutOwnAsync(name, content, CancellationToken.None);
        throw new LastKeyException(slot.Id);
    }

    private static bool LetsRead(KeySlotInfo slot) => slot is { WriteOnly: false, Problem: null };

    private async Task<bool> AnyOtherLetsReadAsync(KeySlotInfo slot, CancellationToken cancellationToken) =>
        await ListAsync(cancellationToken).AnyAsync(other => LetsRead(other) && other.Id != slot.Id, cancellationToken);

    private async Task<KeySlotInfo?> TryReadAsync(string name, CancellationToken cancellationToken)
    {
        var useless = new KeySlotInfo(KeySlot.IdOf(name), "", default, WriteOnly: false);
        try
        {
            var content = await repository.Store.GetAsync(name, cancellationToken);
            return KeySlot.ReadInfo(name, content, repository.Id) ?? useless with { Problem = "of another repository" };
        }
        catch (RepositoryDamagedException)
        {
            return useless with { Problem = "damaged" };
        }
        catch (ObjectNotFoundException)
        {
            return null;
        }
    }
}
