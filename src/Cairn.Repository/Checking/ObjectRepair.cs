using Cairn.Repository.Faults;
using Cairn.Repository.Index;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Packs;
using Cairn.Repository.Parity;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;

namespace Cairn.Repository.Checking;

/// <summary>Puts damaged small objects back as they were, and makes parity anew.</summary>
internal sealed class ObjectRepair(BackupRepository repository)
{
    private readonly ParityReader _parity = new(repository.Store);
    private readonly PackVerifier _verifier = new(repository.Store, repository.Keys, IndexView.Empty);

    /// <summary>
    /// Puts what parity says that a snapshot or the config was, if that is as it must be. What is damaged is deleted before, and only
    /// where parity alone suffices to do this again if it is stopped in between.
    /// </summary>
    public async Task<bool> TryPutBackAsync(string name, CancellationToken cancellationToken)
    {
        if (name == RepositoryConfig.ObjectName)
            return await TryPutBackAsync(name, null, cancellationToken);
        if (!SnapshotObject.TryParseName(name, out var id))
            return false;
        return await ShownAsync(id, () => TryPutBackAsync(name, id, cancellationToken), cancellationToken);
    }

    /// <summary>Puts parity of a sound object.</summary>
    public async Task<bool> TryRewriteParityAsync(string name, CancellationToken cancellationToken) =>
        SnapshotObject.TryParseName(name, out var id)
            ? await ShownAsync(id, () => RewriteParityAsync(name, cancellationToken), cancellationToken)
            : await RewriteParityAsync(name, cancellationToken);

    /// <summary>
    /// Lets others know of the repair meanwhile. If it did something, and the snapshot or its parity is gone afterwards, somebody
    /// forgets the snapshot, and must still find that.
    /// </summary>
    private async Task<bool> ShownAsync(SnapshotId id, Func<Task<bool>> repair, CancellationToken cancellationToken)
    {
        var shown = await SnapshotRepair.BeginAsync(repository, id, cancellationToken);
        var isDone = await repair();
        var name = SnapshotObject.NameOf(id);
        if (!isDone || await repository.Store.FindAsync(ParityObjects.NameOf(name), cancellationToken) is not null
            && await repository.Store.FindAsync(name, cancellationToken) is not null)
            await repository.Store.DeleteAsync(shown, cancellationToken);
        return isDone;
    }

    private async Task<bool> TryPutBackAsync(string name, SnapshotId? snapshot, CancellationToken cancellationToken)
    {
        var content = await repository.Store.FindAsync(name, cancellationToken);
        if (content is not null && IsSound(name, content))
            return true;
        // Where a snapshot's repairs were ended, it was forgotten, or somebody says so: nothing is put, and nothing deleted either.
        if (snapshot is { } id
                && (SessionFence.Is(repository.Keys, id, content) || await SnapshotRepair.IsEndedAsync(repository, id, cancellationToken))
            || await _parity.FindHealedAsync(name, content ?? [], cancellationToken) is not { } healed
            || !IsSound(name, healed.Content)
            || content is not null && !await TryDeleteAsync(name, snapshot, content, cancellationToken))
            return false;
        // Who forgets it deletes the parity first.
        return await _parity.FindAsync(name, cancellationToken) is not null
            && await repository.Store.PutOrReadAsync(name, healed.Content, cancellationToken) is null
            && !await IsForgottenAsync(snapshot, cancellationToken);
    }

    /// <summary>Deletes what is damaged; false if that must stay, or the snapshot was forgotten.</summary>
    private async Task<bool> TryDeleteAsync(string name, SnapshotId? snapshot, byte[] damaged, CancellationToken cancellationToken)
    {
        if (!await CanBeHadFromParityAloneAsync(name, cancellationToken)
            || await repository.Store.FindAsync(name, cancellationToken) is not { } there || !there.AsSpan().SequenceEqual(damaged))
            return false;
        await repository.Store.DeleteAsync(name, cancellationToken);
        return !await IsForgottenAsync(snapshot, cancellationToken);
    }

    /// <summary>
    /// Whether the snapshot was forgotten since the repair began. Then a fence stood, maybe, that this repair has deleted, or another
    /// one before this one's put; so it stands again when this returns.
    /// </summary>
    private async Task<bool> IsForgottenAsync(SnapshotId? snapshot, CancellationToken cancellationToken)
    {
        if (snapshot is not { } id || !await SnapshotRepair.IsEndedAsync(repository, id, cancellationToken))
            return false;
        await SnapshotRepair.FenceAsync(repository, id, cancellationToken);
        return true;
    }

    private async Task<bool> RewriteParityAsync(string name, CancellationToken cancellationToken)
    {
        if (await repository.Store.FindAsync(name, cancellationToken) is not { } content)
            return false;
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
