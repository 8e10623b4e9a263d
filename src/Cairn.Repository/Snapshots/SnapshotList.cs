using System.Runtime.CompilerServices;
using Cairn.Repository.Faults;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Parity;
using Cairn.Repository.Sessions;

namespace Cairn.Repository.Snapshots;

/// <summary>The repository's snapshots.</summary>
public sealed class SnapshotList(BackupRepository repository)
{
    private const string Latest = "latest";

    /// <summary>
    /// All snapshots, the one that finished first first. One that can't be read is told to
    /// <see cref="BackupRepository.SnapshotUnreadable"/> and passed over: one host's damage must not stop the others.
    /// </summary>
    public async IAsyncEnumerable<Snapshot> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var snapshots = new List<Snapshot>();
        await foreach (var id in ListIdsAsync(cancellationToken))
            if (await ReadOrTellAsync(id, cancellationToken) is { } snapshot)
                snapshots.Add(snapshot);
        foreach (var snapshot in snapshots.OrderBy(found => (found.Description.Finished, found.Id.ToString())))
            yield return snapshot;
    }

    /// <exception cref="ObjectNotFoundException">There is no such snapshot.</exception>
    public async Task<Snapshot> ReadAsync(SnapshotId id, CancellationToken cancellationToken) =>
        await TryReadAsync(id, cancellationToken) ?? throw new ObjectNotFoundException(SnapshotObject.NameOf(id));

    /// <summary>
    /// The snapshot whose id starts with the given hexadecimal digits, or the one that finished last for "latest"; null if there
    /// is none.
    /// </summary>
    /// <exception cref="ArgumentException">Several ids start so.</exception>
    public async Task<Snapshot?> FindAsync(string prefixOrLatest, CancellationToken cancellationToken)
    {
        if (string.Equals(prefixOrLatest, Latest, StringComparison.OrdinalIgnoreCase))
            return await ReadAllAsync(cancellationToken).LastOrDefaultAsync(cancellationToken);
        var matching = new List<SnapshotId>();
        await foreach (var id in ListIdsAsync(cancellationToken))
            if (id.ToString().StartsWith(prefixOrLatest, StringComparison.OrdinalIgnoreCase))
                matching.Add(id);
        return matching switch
        {
            [] => null,
            [var only] => await ReadAsync(only, cancellationToken),
            _ => throw new ArgumentException(
                $"'{prefixOrLatest}' is the start of {matching.Count} snapshots' ids; give more digits.", nameof(prefixOrLatest)),
        };
    }

    /// <summary>All snapshots' ids, in no order; none of them is read.</summary>
    public async IAsyncEnumerable<SnapshotId> ListIdsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var found in repository.Store.ListAsync(SnapshotObject.Prefix, cancellationToken))
            if (SnapshotObject.TryParseName(found.Name, out var id)
                && (found.Length != SessionFence.Size || !await IsFenceAsync(id, cancellationToken)))
                yield return id;
    }

    /// <summary>All snapshots' ids, of those too that are lost, as only their parity is there.</summary>
    public async Task<HashSet<SnapshotId>> ListIdsWithLostAsync(CancellationToken cancellationToken)
    {
        // Parity is put after its object, so it is listed before: what it names was there.
        var ids = new HashSet<SnapshotId>();
        await foreach (var parity in repository.Store.ListAsync(ParityObjects.NameOf(SnapshotObject.Prefix), cancellationToken))
            if (ParityObjects.ObjectOf(parity.Name) is { } name && SnapshotObject.TryParseName(name, out var id)
                && !await IsFencedAsync(id, cancellationToken))
                ids.Add(id);
        await foreach (var id in ListIdsAsync(cancellationToken))
            ids.Add(id);
        return ids;
    }

    /// <summary>The same, and those that somebody began to forget and didn't keep from coming back.</summary>
    public async Task<IReadOnlySet<SnapshotId>> ListForgettableIdsAsync(CancellationToken cancellationToken)
    {
        var ids = await ListIdsWithLostAsync(cancellationToken);
        foreach (var trace in await new SessionList(repository).ListAsync(cancellationToken))
            if (MayBePutBack(trace) && !await IsFencedAsync(trace.Id, cancellationToken))
                ids.Add(trace.Id);
        return ids;
    }

    /// <summary>
    /// Deletes a snapshot, also one that is lost but for its parity; what only it named goes with the next collection. False when
    /// there was none. If its session or a repair of it is still about, that is ended, so that it can't put the snapshot again: also
    /// where somebody did the rest of it before, and was interrupted.
    /// </summary>
    /// <exception cref="WriteOnlyException">The repository was opened for writing only.</exception>
    public async Task<bool> ForgetAsync(SnapshotId id, CancellationToken cancellationToken)
    {
        // Its session is over for certain only if its begin was gone before the snapshot was.
        var mayReturn = await repository.Store.FindAsync(SessionObject.BeginOf(id), cancellationToken) is not null;
        var name = SnapshotObject.NameOf(id);
        var parity = ParityObjects.NameOf(name);
        var content = await repository.Store.FindAsync(name, cancellationToken);
        if (content is not null
            ? SessionFence.Is(repository.Keys, id, content)
            : await repository.Store.FindAsync(parity, cancellationToken) is null
                && !MayBePutBack(await FindTraceAsync(id, cancellationToken)))
            return false;
        // It may be a fence that was damaged: whom it kept from committing, nobody knows.
        mayReturn |= content?.Length <= SessionFence.Size;
        if (mayReturn)
            // Who finds the rest undone, if this is interrupted, does it.
            await SnapshotRepair.EndAllAsync(repository, id, cancellationToken);
        await repository.Parity.DeleteAsync(name, cancellationToken);
        // A repair may have put it again before the snapshot was gone.
        await repository.Store.DeleteAsync(parity, cancellationToken);
        // A repair that read the snapshot or its parity before they went is in this list.
        var trace = await FindTraceAsync(id, cancellationToken);
        if (trace?.Repairs.Count > 0)
            await SnapshotRepair.EndAllAsync(repository, id, cancellationToken);
        else if (!mayReturn && !MayBePutBack(trace))
            return true;
        // With its parity, which its session or a repair may have put since.
        await SnapshotRepair.FenceAsync(repository, id, cancellationToken);
        await EndSessionAsync(id, cancellationToken);
        return true;
    }

    private async Task EndSessionAsync(SnapshotId id, CancellationToken cancellationToken)
    {
        if (await FindTraceAsync(id, cancellationToken) is { } trace)
            await SessionObject.DeleteAsync(repository.Store, id, trace.Beats, cancellationToken);
    }

    private async Task<SessionTrace?> FindTraceAsync(SnapshotId id, CancellationToken cancellationToken) =>
        (await new SessionList(repository).ListAsync(cancellationToken)).FirstOrDefault(trace => trace.Id == id);

    /// <summary>A repair is about, or was when the snapshot was forgotten: only a fence keeps it from putting that back.</summary>
    private static bool MayBePutBack(SessionTrace? trace) => trace is { Repairs.Count: > 0 } or { IsEnded: true };

    private async Task<Snapshot?> ReadOrTellAsync(SnapshotId id, CancellationToken cancellationToken)
    {
        try
        {
            return await TryReadAsync(id, cancellationToken);
        }
        catch (RepositoryDamagedException e)
        {
            repository.TellUnreadable(e);
            return null;
        }
    }

    /// <summary>Null where there is none, or a fence in its place.</summary>
    internal async Task<Snapshot?> TryReadAsync(SnapshotId id, CancellationToken cancellationToken) =>
        await repository.Store.FindAsync(SnapshotObject.NameOf(id), cancellationToken) is { } content
        && !SessionFence.Is(repository.Keys, id, content)
            ? await repository.Parity.DecodeAsync(
                SnapshotObject.NameOf(id), content, bytes => SnapshotObject.Decode(repository.Keys, id, bytes), cancellationToken)
            : null;

    /// <summary>Whether a session was kept from committing.</summary>
    internal async Task<bool> IsFencedAsync(SnapshotId id, CancellationToken cancellationToken) =>
        await repository.Store.FindAsync(SnapshotObject.NameOf(id), cancellationToken) is { } content
        && SessionFence.Is(repository.Keys, id, content);

    private async Task<bool> IsFenceAsync(SnapshotId id, CancellationToken cancellationToken) =>
        await repository.Store.FindAsync(SnapshotObject.NameOf(id), cancellationToken) is not { } content
        || SessionFence.Is(repository.Keys, id, content);
}
