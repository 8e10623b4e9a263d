using Cairn.Repository.Faults;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Parity;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;

namespace Cairn.Repository.Collecting;

/// <summary>Waits until sessions have ended, and ends those that seem dead.</summary>
internal sealed class SessionWatch(
    BackupRepository repository, SnapshotMarking snapshots, CollectionOptions options, IProgress<CollectionProgress>? progress)
{
    private readonly SessionList _sessions = new(repository);
    private readonly Dictionary<SnapshotId, (long Beat, long Since)> _watched = [];
    private readonly List<SnapshotId> _fenced = [];

    public IReadOnlyList<SnapshotId> Fenced => _fenced;

    /// <summary>The sessions that were waited for when it ended without them.</summary>
    public IReadOnlyList<SessionInfo> Open { get; private set; } = [];

    /// <summary>
    /// What is in snapshots' places, listed when all of the sessions had ended for good; null when some live and aren't waited
    /// for.
    /// </summary>
    public async Task<IReadOnlySet<SnapshotId>?> WaitAsync(IReadOnlySet<SnapshotId> earlier, CancellationToken cancellationToken)
    {
        while (true)
        {
            // In this order: a session whose begin is gone has put its snapshot before, and won't again. One whose begin is there
            // has ended only if this very list shows its snapshot or a fence, since a snapshot that was forgotten might return.
            var traces = await _sessions.ListAsync(cancellationToken);
            var present = await snapshots.ListAsync(cancellationToken);
            var open = traces.Where(trace => trace.IsOpen && earlier.Contains(trace.Id) && !present.Contains(trace.Id)).ToList();
            Open = [];
            if (open.Count == 0)
                return present;
            if (await FenceAsync(open, cancellationToken))
                continue;
            if (!options.Wait)
                return null;
            progress?.Report(new CollectionProgress("Waiting", earlier.Count - open.Count, earlier.Count));
            await Task.Delay(options.LookInterval, repository.Time, cancellationToken);
        }
    }

    /// <summary>Clears away what sessions that are over have left.</summary>
    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        var traces = await _sessions.ListAsync(cancellationToken);
        var ended = traces.Where(trace => trace.IsEnded).Select(trace => trace.Id).ToHashSet();
        if (ended.Count > 0)
            // This list shows every repair that was ended; the one before needn't show those that began while it was made.
            traces = await _sessions.ListAsync(cancellationToken);
        var list = new SnapshotList(repository);
        foreach (var trace in traces)
        {
            await ClearRepairsAsync(trace, ended.Contains(trace.Id), cancellationToken);
            if (!trace.HasBegin)
                // Its begin may have been put while the list was made, which needn't show it: it isn't ours to delete.
                await SessionObject.DeleteBeatsAsync(repository.Store, trace.Id, trace.Beats, cancellationToken);
            else if (await list.IsFencedAsync(trace.Id, cancellationToken) || await HasLeftAsync(trace, cancellationToken))
                await SessionObject.DeleteAsync(repository.Store, trace.Id, trace.Beats, cancellationToken);
        }
    }

    /// <summary>Only of a repair whose process certainly ended may the trace go: else it may delete a fence, and must learn so.</summary>
    private async Task ClearRepairsAsync(SessionTrace trace, bool wasEndedBefore, CancellationToken cancellationToken)
    {
        if (trace.IsEnded && await SnapshotRepair.IsEndedAsync(repository, trace.Id, cancellationToken))
            // Who forgot it may have died over that, and repairs that died may have deleted the fence, and put the snapshot back.
            await SnapshotRepair.FenceAsync(repository, trace.Id, cancellationToken);
        var isLeft = false;
        foreach (var repair in trace.Repairs)
            if (await _sessions.IsGoneAsync(repair, cancellationToken))
                await repository.Store.DeleteAsync(repair, cancellationToken);
            else
                isLeft = true;
        if (wasEndedBefore && !isLeft)
            await repository.Store.DeleteAsync(SessionObject.EndedOf(trace.Id), cancellationToken);
    }

    /// <summary>True when one was ended, or committed just then.</summary>
    private async Task<bool> FenceAsync(List<SessionTrace> open, CancellationToken cancellationToken)
    {
        var infos = new List<SessionInfo>();
        var changed = false;
        foreach (var trace in open)
        {
            var info = await _sessions.ReadAsync(trace, cancellationToken);
            infos.Add(info);
            if (!IsDead(trace, info))
                continue;
            changed = true;
            // Where there is parity, the snapshot is back or can be had: it wasn't forgotten.
            var parity = ParityObjects.NameOf(SnapshotObject.NameOf(trace.Id));
            if (trace.Repairs.Count > 0 && await repository.Store.FindAsync(parity, cancellationToken) is not null
                || !await SessionFence.PutAsync(repository, trace.Id, cancellationToken))
                continue;
            _fenced.Add(trace.Id);
            if (trace.Repairs.Count > 0)
                // Only now: what was committed until then must not be called forgotten.
                await SnapshotRepair.EndAllAsync(repository, trace.Id, cancellationToken);
        }
        Open = infos;
        return changed;
    }

    /// <summary>
    /// It committed, and certainly died before it could take itself out of sight. One that only seems dead may be about to put its
    /// snapshot again, and who forgets the snapshot must know.
    /// </summary>
    private async Task<bool> HasLeftAsync(SessionTrace trace, CancellationToken cancellationToken)
    {
        if (!(await _sessions.ReadAsync(trace, cancellationToken)).IsGone)
            return false;
        try
        {
            return await new SnapshotList(repository).TryReadAsync(trace.Id, cancellationToken) is not null;
        }
        catch (RepositoryDamagedException)
        {
            return false;
        }
    }

    private bool IsDead(SessionTrace trace, SessionInfo info)
    {
        if (!_watched.TryGetValue(trace.Id, out var seen) || seen.Beat != trace.LastBeat)
            _watched[trace.Id] = seen = (trace.LastBeat, repository.Time.GetTimestamp());
        return info.IsGone || IsSilentByClock(info) || repository.Time.GetElapsedTime(seen.Since) >= options.SilentWhileWatched;
    }

    private bool IsSilentByClock(SessionInfo info) =>
        info.LastSeen is { } last && repository.Time.GetUtcNow() - last >= options.SilentByClock;
}
