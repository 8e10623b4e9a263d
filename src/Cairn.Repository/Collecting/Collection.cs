using System.Text.Json.Serialization.Metadata;
using Cairn.Repository.Faults;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Sealing;
using Cairn.Repository.Snapshots;

namespace Cairn.Repository.Collecting;

/// <summary>
/// One collection as its objects in the store, which any number of collectors share: of each object the first that is put holds
/// for all (docs/repository-format.md, "Collections").
/// </summary>
internal sealed class Collection(BackupRepository repository, long number)
{
    private readonly string _condemned = CollectionObject.NameOf(number, CollectionObject.Condemned);
    private readonly string _sessions = CollectionObject.NameOf(number, CollectionObject.Sessions);
    private readonly string _decided = CollectionObject.NameOf(number, CollectionObject.Decided);
    private readonly string _over = CollectionObject.NameOf(number, CollectionObject.Over);

    private static ReadOnlySpan<byte> VerdictMagic => "CAIRNVDT"u8;

    private IObjectStore Store => repository.Store;

    private KeyRing Keys => repository.Keys;

    /// <summary>
    /// Publishes what may be removed. Gives what holds: this, or what another collector has published; null when that was done, and
    /// the collection is over.
    /// </summary>
    public async Task<PlaceList?> CondemnAsync(PlaceList places, CancellationToken cancellationToken)
    {
        try
        {
            var content = CondemnedList.Encode(Keys, _condemned, places);
            return await Store.PutOrReadAsync(_condemned, content, cancellationToken) is { } others
                ? CondemnedList.Decode(Keys, _condemned, others)
                : places;
        }
        catch (StoreFailedException e) when (e.InnerException is ObjectNotFoundException)
        {
            // It was there when it was put, and went before it was read.
            return null;
        }
    }

    /// <summary>What may be removed; null when the collection is over. Of a damaged list nothing is.</summary>
    public async Task<PlaceList?> FindCondemnedAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ReadCondemnedAsync(cancellationToken);
        }
        catch (RepositoryDamagedException)
        {
            return PlaceList.Empty;
        }
    }

    /// <summary>The same, but a damaged list is told.</summary>
    public async Task<PlaceList?> ReadCondemnedAsync(CancellationToken cancellationToken) =>
        await Store.FindAsync(_condemned, cancellationToken) is { } content
            ? CondemnedList.Decode(Keys, _condemned, content)
            : null;

    /// <summary>
    /// The sessions that may rely on what is condemned: <paramref name="list"/> gives those that are there now, but an earlier list
    /// holds. Null when that can't be read any more, or has gone meanwhile, and the collection is over.
    /// </summary>
    public async Task<IReadOnlySet<SnapshotId>?> EarlierSessionsAsync(
        Func<Task<IEnumerable<SnapshotId>>> list, CancellationToken cancellationToken)
    {
        try
        {
            if (await FindAsync(_sessions, FormatJson.Default.EarlierSessions, cancellationToken) is { } known)
                return known.Ids();
            var now = new EarlierSessions { Sessions = [.. (await list()).Select(id => id.ToString())] };
            var content = Encode(_sessions, now, FormatJson.Default.EarlierSessions);
            return await Store.PutOrReadAsync(_sessions, content, cancellationToken) is { } others
                ? Decode(_sessions, others, FormatJson.Default.EarlierSessions).Ids()
                : now.Ids();
        }
        catch (Exception e) when (e is RepositoryDamagedException or StoreFailedException { InnerException: ObjectNotFoundException })
        {
            return null;
        }
    }

    /// <summary>Whether it was decided what goes, and what: null when that was done, and the collection is over.</summary>
    /// <exception cref="RepositoryDamagedException">What was decided can't be read, or is lost: the collection isn't over.</exception>
    public async Task<(bool IsDecided, PlaceList? Verdict)> FindVerdictAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(_decided, FormatJson.Default.Decision, cancellationToken) is { } decision
                ? (true, await FindVerdictAsync(decision, cancellationToken))
                : (false, null);
        }
        catch (RepositoryDamagedException e)
        {
            // Those who slept may have put the condemned list again since the collection was closed.
            if (await IsOverAsync(cancellationToken))
                return (true, null);
            throw new RepositoryDamagedException(
                e.ObjectName,
                e.Offset,
                $"{e.Reason}; so it is unknown what was to be removed, and nothing is until 'cairn repo check --repair' has replaced all packs "
                + "that may be meant",
                e);
        }
    }

    /// <summary>Decides what goes, unless somebody has; then that holds. Null when the collection is over.</summary>
    public async Task<PlaceList?> DecideAsync(PlaceList verdict, CancellationToken cancellationToken)
    {
        var part = CollectionObject.NewVerdict(repository.Random);
        var name = CollectionObject.NameOf(number, part);
        await Store.PutOwnAsync(name, verdict.Encode(VerdictMagic, Keys.DecisionKey(name)), cancellationToken);
        var content = Encode(_decided, new Decision { Verdict = part }, FormatJson.Default.Decision);
        if (await Store.PutOrReadAsync(_decided, content, cancellationToken) is null)
            return verdict;
        await Store.DeleteAsync(name, cancellationToken);
        return (await FindVerdictAsync(cancellationToken)).Verdict;
    }

    /// <summary>
    /// Ends the collection, all of whose verdict was done: no pack of it is left. The condemned list goes first: without it nobody goes on with this
    /// collection. That it was decided, and is over, stays for ever, so that a collector which slept can't decide again.
    /// </summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        var end = new CollectionEnd { Ended = repository.Time.GetUtcNow() };
        await Store.PutOrReadAsync(_over, Encode(_over, end, FormatJson.Default.CollectionEnd), cancellationToken);
        await Store.DeleteAsync(_condemned, cancellationToken);
        await ClearAsync((await CollectionState.ReadAsync(Store, number, cancellationToken)).Verdicts, cancellationToken);
    }

    /// <summary>Deletes what is left when the condemned list is gone, the verdicts last.</summary>
    public async Task ClearAsync(IEnumerable<string> verdicts, CancellationToken cancellationToken)
    {
        await Store.DeleteAsync(_sessions, cancellationToken);
        foreach (var part in verdicts)
            await Store.DeleteAsync(CollectionObject.NameOf(number, part), cancellationToken);
    }

    private async Task<bool> IsOverAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(_over, FormatJson.Default.CollectionEnd, cancellationToken) is not null;
        }
        catch (RepositoryDamagedException)
        {
            return false;
        }
    }

    private async Task<PlaceList> FindVerdictAsync(Decision decision, CancellationToken cancellationToken)
    {
        if (decision.Verdict is null || !CollectionObject.IsVerdict(decision.Verdict))
            throw new RepositoryDamagedException(_decided, null, "it names no verdict");
        var name = CollectionObject.NameOf(number, decision.Verdict);
        return await Store.FindAsync(name, cancellationToken) is { } content
            ? PlaceList.Decode(VerdictMagic, Keys.DecisionKey(name), name, content)
            : throw new RepositoryDamagedException(name, null, "it is lost");
    }

    private async Task<T?> FindAsync<T>(string name, JsonTypeInfo<T> type, CancellationToken cancellationToken) where T : class =>
        await Store.FindAsync(name, cancellationToken) is { } content ? Decode(name, content, type) : null;

    private byte[] Encode<T>(string name, T document, JsonTypeInfo<T> type) =>
        TwoLines.Authenticate(document, type, Keys.DecisionKey(name));

    private T Decode<T>(string name, byte[] content, JsonTypeInfo<T> type) where T : class =>
        TwoLines.ReadAuthentic(content, type, Keys.DecisionKey(name), name);
}
