namespace Cairn.Repository.Sealing;

/// <summary>The repository's passphrases. A removed passphrase no longer opens the repository, but who copied its slot before still can.</summary>
public sealed class KeySlots(BackupRepository repository)
{
    public IAsyncEnumerable<KeySlotInfo> ListAsync(CancellationToken cancellationToken) => throw new NotSupportedException(repository.ToString());
    public Task<KeySlotInfo> AddAsync(string passphrase, string label, PassphraseCost cost, CancellationToken cancellationToken) => throw new NotSupportedException(repository.ToString());
    public Task RemoveAsync(string id, CancellationToken cancellationToken) => throw new NotSupportedException(repository.ToString());
}
