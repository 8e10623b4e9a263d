using Cairn.Repository.Faults;
using Cairn.Repository.Index;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Packs;
using Cairn.Repository.Parity;
using Cairn.Repository.Snapshots;

namespace Cairn.Repository.Checking;

/// <summary>Puts damaged small objects back as they were, and makes parity anew.</summary>
internal sealed class ObjectRepair(BackupRepository repository)
{
    private readonly ParityReader _parity = new(repository.Store);
    private readonly PackVerifier _verifier = new(repository.Store, repository.Keys, IndexView.Empty);

    /// <summary>
    /// Puts what parity says that an object was, if that is as it must be. What is damaged is deleted before: only where parity
    /// alone suffices to do this again if it is stopped in between, and never a pack, from which others may read.
    /// </summary>
    public async Task<bool> TryPutBackAsync(string name, CancellationToken cancellationToken)
    {
        var isPack = PackId.TryParseObjectName(name, out _);
        if (!isPack && name != RepositoryConfig.ObjectName && !SnapshotObject.TryParseName(name, out _))
            return false;
        var content = await repository.Store.FindAsync(name, cancellationToken);
        if (isPack && content is not null
            || await _parity.FindHealedAsync(name, content ?? [], cancellationToken) is not { } healed
            || !IsSound(name, healed.Content))
            return false;
        if (content is not null)
        {
            if (!await CanBeHadFromParityAloneAsync(name, cancellationToken))
                return false;
            await repository.Store.DeleteAsync(name, cancellationToken);
        }
        await repository.Store.PutAsync(name, healed.Content, cancellationToken);
        return true;
    }

    /// <summary>Puts parity of a sound object; removes parity of an object that there isn't.</summary>
    public async Task<bool> TryRewriteParityAsync(string name, CancellationToken cancellationToken)
    {
        if (await repository.Store.FindAsync(name, cancellationToken) is not { } content)
        {
            await repository.Store.DeleteAsync(ParityObjects.NameOf(name), cancellationToken);
            return true;
        }
        var isSound = PackId.TryParseObjectName(name, out var pack)
            ? (await _verifier.VerifyAsync(pack, content.Length, cancellationToken)).Damage.Count == 0
            : IsSound(name, content);
        if (isSound)
            await repository.Parity.RewriteAsync(name, content, cancellationToken);
        return isSound;
    }

    private async Task<bool> CanBeHadFromParityAloneAsync(string name, CancellationToken cancellationToken) =>
        (await _parity.FindAsync(name, cancellationToken))?.Heal([]) is not null;

    private bool IsSound(string name, byte[] content)
    {
        try
        {
            if (name == RepositoryConfig.ObjectName)
                RepositoryConfig.Open(content, repository.Keys);
            else if (SnapshotObject.TryParseName(name, out var snapshot))
                SnapshotObject.Decode(repository.Keys, snapshot, content);
            return true;
        }
        catch (RepositoryDamagedException)
        {
            return false;
        }
    }
}
