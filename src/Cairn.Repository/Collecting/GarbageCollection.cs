using Cairn.Repository.Faults;
using Cairn.Repository.Packs;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;

namespace Cairn.Repository.Collecting;

/// <summary>
/// Removes what no snapshot names (docs/repository-format.md, "Collections"), while sessions write and others read. A run that is
/// stopped is gone on with by the next; several at once do no harm.
/// </summary>
public sealed class GarbageCollection
{
    private readonly BackupRepository _repository;
    private readonly CollectionOptions _options;
    private readonly IProgress<CollectionProgress>? _progress;
    private readonly SnapshotMarking _snapshots;
    private readonly SessionWatch _watch;
    private readonly Preparation _preparation;
    private readonly Sweep _sweep;
    private CollectionPlan? _plan;
    private Leftovers? _leftovers;

    /// <summary>Bytes that were freed before the plan was made, as what others had decided was carried out.</summary>
    private long _freedBefore;
    private int _kept;
    private bool _triedAgain;

    /// <summary>It is a repair, for which earlier collections that can't be finished now are given up.</summary>
    private bool _givesOthersUp;

    /// <summary>For one run.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public GarbageCollection(BackupRepository repository, CollectionOptions options, IProgress<CollectionProgress>? progress)
    {
        options.Validate();
        (_repository, _options, _progress) = (repository, options, progress);
        _snapshots = new SnapshotMarking(repository, progress);
        _watch = new SessionWatch(repository, _snapshots, options, progress);
        _preparation = new Preparation(repository, progress);
        _sweep = new Sweep(repository, progress);
    }

    /// <exception cref="RepositoryDamagedException">Something that a snapshot needs can't be had; nothing was removed.</exception>
    /// <exception cref="StoreFullException">There is no room for the copies of what must stay of packs that go.</exception>
    /// <exception cref="WriteOnlyException">The repository was opened for writing only.</exception>
    public async Task<CollectionReport> RunAsync(CancellationToken cancellationToken)
    {
        if (_options.DryRun)
            return Planned((await PlanAsync(cancellationToken)).Plan);
        while (await FinishOthersAsync(cancellationToken) is { } number)
        {
            var removed = _sweep.BytesRemoved;
            _leftovers = await Leftovers.FindAsync(_repository, cancellationToken);
            (_plan, var marking) = await PlanAsync(cancellationToken);
            if (_plan.IsEmpty
                || await CollectAsync(number, _plan.Places, marking, givesUp: false, cancellationToken) is var outcome
                && outcome != Outcome.Forestalled && !MayHaveRoomNow(removed))
                break;
        }
        return await DoneAsync(cancellationToken);
    }

    /// <summary>
    /// Replaces packs by what can be read of them, needed or not; what can't is taken out of the index, so that a later session
    /// stores it again. So are all packs that may be meant by a collection of which it can't be read any more what was decided.
    /// </summary>
    internal async Task<CollectionReport> EvacuateAsync(IReadOnlyCollection<PackId> packs, CancellationToken cancellationToken)
    {
        _givesOthersUp = true;
        var unclear = await FindUnclearAsync(cancellationToken);
        var all = unclear.Values.SelectMany(condemned => condemned.Packs).Select(places => places.Pack).Concat(packs).Distinct();
        var places = new PlaceList(all.Select(pack => new PackPlaces(pack, PackScope.Listed, [])));
        while (await FinishOthersAsync(cancellationToken, unclear.Keys) is { } number && places.Packs.Count > 0)
            if (await CollectAsync(number, places, null, givesUp: true, cancellationToken) is var outcome && outcome != Outcome.Forestalled)
            {
                if (outcome == Outcome.Finished)
                    await CloseAsync(unclear, cancellationToken);
                break;
            }
        return await DoneAsync(cancellationToken);
    }

    /// <summary>
    /// The collections of which it can't be read what was decided, and what they condemned. As long as a pack of that is there,
    /// somebody who read it in time may still remove the pack.
    /// </summary>
    /// <exception cref="RepositoryDamagedException">Nor can it be read what one condemned.</exception>
    internal async Task<IReadOnlyDictionary<long, PlaceList>> FindUnclearAsync(CancellationToken cancellationToken)
    {
        var unclear = new Dictionary<long, PlaceList>();
        foreach (var state in await CollectionState.ReadAllAsync(_repository.Store, cancellationToken))
        {
            if (!state.IsCondemned || !state.IsDecided)
                continue;
            var collection = new Collection(_repository, state.Number);
            try
            {
                await collection.FindVerdictAsync(cancellationToken);
            }
            catch (RepositoryDamagedException)
            {
                if (await collection.ReadCondemnedAsync(cancellationToken) is { } condemned)
                    unclear[state.Number] = condemned;
            }
        }
        return unclear;
    }

    /// <summary>Closes those of which no pack is left: of a repair's packs, too, some stay if another collector has decided so.</summary>
    private async Task CloseAsync(IReadOnlyDictionary<long, PlaceList> unclear, CancellationToken cancellationToken)
    {
        var left = await PackList.ReadAsync(_repository.Store, cancellationToken)
            .Select(listed => listed.Pack).ToHashSetAsync(cancellationToken: cancellationToken);
        foreach (var (number, condemned) in unclear)
            if (!condemned.Packs.Any(places => left.Contains(places.Pack)))
                await new Collection(_repository, number).CloseAsync(cancellationToken);
    }

    private enum Outcome
    {
        Finished,
        Waiting,

        /// <summary>Another collector did this collection meanwhile.</summary>
        Forestalled,
    }

    /// <summary>Goes on with what is unfinished. Gives the number of the next collection; null if one must wait.</summary>
    private async Task<long?> FinishOthersAsync(CancellationToken cancellationToken, IEnumerable<long>? unclear = null)
    {
        await _watch.ClearAsync(cancellationToken);
        var states = await CollectionState.ReadAllAsync(_repository.Store, cancellationToken);
        foreach (var state in states)
        {
            var collection = new Collection(_repository, state.Number);
            if (unclear?.Contains(state.Number) == true)
                continue;
            // Of what was put while the list was made it may show the later and not the earlier: only asked by its name is the
            // condemned list certainly gone. When a collection began, all before it were over.
            var mayBeOn = state.IsCondemned || state.HasRemains || state.Number == states[^1].Number;
            if (mayBeOn && await collection.FindCondemnedAsync(cancellationToken) is not null)
            {
                if (await GoOnAsync(collection, null, null, givesUp: false, cancellationToken) == Outcome.Waiting)
                    return null;
            }
            else if (state.HasRemains)
                await collection.ClearAsync(state.Verdicts, cancellationToken);
        }
        return (states.Count == 0 ? 0 : states[^1].Number) + 1;
    }

    private async Task<(CollectionPlan Plan, Marking Marking)> PlanAsync(CancellationToken cancellationToken)
    {
        // Snapshots first: all that they name is in an index that is read later.
        var present = await _snapshots.ListAsync(cancellationToken);
        var (inventory, marking) = await _snapshots.MarkAsync(present, PlaceList.Empty, null, cancellationToken);
        (_kept, _freedBefore) = (marking.Snapshots.Count, Freed);
        return (CollectionPlan.Make(inventory, marking, _options, _repository.Config.PackSize), marking);
    }

    private async Task<Outcome> CollectAsync(
        long number, PlaceList places, Marking? marking, bool givesUp, CancellationToken cancellationToken)
    {
        var collection = new Collection(_repository, number);
        if (await collection.CondemnAsync(places, cancellationToken) is not { } condemned)
            return Outcome.Forestalled;
        var isOwn = ReferenceEquals(condemned, places);
        // Marks were made, and packs were found to be past help, without looking at another's list.
        var outcome = await GoOnAsync(collection, condemned, isOwn ? marking : null, givesUp && isOwn, cancellationToken);
        return outcome == Outcome.Finished && !isOwn ? Outcome.Forestalled : outcome;
    }

    private async Task<Outcome> GoOnAsync(
        Collection collection, PlaceList? condemned, Marking? marking, bool givesUp, CancellationToken cancellationToken)
    {
        var (isDecided, verdict) = await collection.FindVerdictAsync(cancellationToken);
        if (!isDecided)
        {
            condemned ??= await collection.FindCondemnedAsync(cancellationToken);
            if (condemned is null)
                return Outcome.Forestalled;
            var judged = await JudgeOrGiveUpAsync(collection, condemned, marking, cancellationToken);
            if (judged is null)
                return Outcome.Waiting;
            var ready = await _preparation.RunAsync(judged, givesUp, cancellationToken);
            verdict = await collection.DecideAsync(ready, cancellationToken);
        }
        if (verdict is not null)
            await _sweep.RunAsync(verdict, cancellationToken);
        await collection.CloseAsync(cancellationToken);
        return verdict is null ? Outcome.Forestalled : Outcome.Finished;
    }

    /// <summary>
    /// What of the condemned may go; null when one must wait. A repair doesn't, and what stands in the way of an earlier collection
    /// may be what it should mend: so for a repair nothing goes of what can't be judged now.
    /// </summary>
    private async Task<PlaceList?> JudgeOrGiveUpAsync(
        Collection collection, PlaceList condemned, Marking? marking, CancellationToken cancellationToken)
    {
        try
        {
            return await JudgeAsync(collection, condemned, marking, cancellationToken) ?? (_givesOthersUp ? PlaceList.Empty : null);
        }
        catch (RepositoryDamagedException) when (_givesOthersUp)
        {
            return PlaceList.Empty;
        }
    }

    /// <summary>What of the condemned may go after all earlier sessions have ended; null when some live.</summary>
    private async Task<PlaceList?> JudgeAsync(
        Collection collection, PlaceList condemned, Marking? marking, CancellationToken cancellationToken)
    {
        if (condemned.Packs.All(places => places is { Scope: PackScope.Listed, Offsets.Length: 0 }))
            // Nothing is given up: there is nothing to wait for.
            return condemned;
        if (await collection.EarlierSessionsAsync(ListSessionsAsync, cancellationToken) is not { } earlier)
            return PlaceList.Empty;
        if (await _watch.WaitAsync(earlier, cancellationToken) is not { } present)
            return null;
        (var inventory, marking) = await _snapshots.MarkAsync(present, condemned, marking, cancellationToken);
        _kept = marking.Snapshots.Count;
        return Verdict.Of(condemned, inventory, marking);

        async Task<IEnumerable<SnapshotId>> ListSessionsAsync() =>
            (await new SessionList(_repository).ListAsync(cancellationToken)).Where(trace => trace.IsOpen).Select(trace => trace.Id);
    }

    private long Freed => _sweep.BytesRemoved - _preparation.BytesCopied;

    /// <summary>False when nothing was lacking.</summary>
    /// <exception cref="StoreFullException">Room was lacking, and nothing has gone that gave any.</exception>
    private bool MayHaveRoomNow(long removedBefore)
    {
        if (_preparation.Full is not { } full)
            return false;
        _preparation.Full = null;
        return !_triedAgain && _sweep.BytesRemoved > removedBefore ? _triedAgain = true : throw full;
    }

    private CollectionReport Planned(CollectionPlan plan) => new()
    {
        Snapshots = _kept,
        OrphanPacks = plan.Places.Packs.Count(places => places.Scope == PackScope.Orphan),
        UnneededPacks = plan.Places.Packs.Count(places => places.Scope == PackScope.Whole),
        RewrittenPacks = plan.Places.Packs.Count(places => places.Scope == PackScope.Listed),
        BytesRemoved = plan.BytesRemoved,
        BytesCopied = plan.BytesCopied,
        BytesStored = plan.BytesStored,
        BytesWasted = plan.WasteWithout(plan.Places.Packs.Select(places => places.Pack).ToHashSet()),
    };

    private async Task<CollectionReport> DoneAsync(CancellationToken cancellationToken)
    {
        if (_watch.Fenced.Count > 0)
            await _watch.ClearAsync(cancellationToken);
        if (_leftovers is not null)
            await _leftovers.ClearAsync(cancellationToken);
        return new CollectionReport
        {
            Snapshots = _kept,
            OrphanPacks = _sweep.OrphanPacks,
            UnneededPacks = _sweep.UnneededPacks,
            RewrittenPacks = _sweep.RewrittenPacks,
            BytesRemoved = _sweep.BytesRemoved,
            BytesCopied = _preparation.BytesCopied,
            BytesStored = _plan is null ? 0 : _plan.BytesStored + _freedBefore,
            BytesWasted = _plan?.WasteWithout(_sweep.Removed) ?? 0,
            Fenced = _watch.Fenced,
            WaitingFor = _watch.Open,
            Damaged = _preparation.Damaged,
        };
    }
}
