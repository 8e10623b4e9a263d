using Cairn.Repository.Collecting;
using Cairn.Repository.Faults;
using Cairn.Repository.Index;
using Cairn.Repository.Packs;
using Cairn.Repository.Parity;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Tests.Collecting;
using Cairn.Repository.Tests.Support;
using Cairn.Repository.Trees;
using Microsoft.Extensions.Time.Testing;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Sessions;

public sealed class SessionLifeTests
{
    private readonly MemoryStore _store = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    [Fact]
    public async Task A_session_shows_itself_until_it_ends()
    {
        var repository = await NewAsync();
        var sessions = new SessionList(repository);
        await using (var session = await WriteSession.BeginAsync(repository, Cancel))
        {
            var seen = await sessions.ReadAllAsync(Cancel).SingleAsync(Cancel);
            Assert.Equal(
                (session.Id, Environment.MachineName, Environment.ProcessId, _time.GetUtcNow(), _time.GetUtcNow(), false),
                (seen.Id, seen.Host, seen.ProcessId!.Value, seen.Begun!.Value, seen.LastSeen!.Value, seen.IsGone));
        }
        Assert.Empty(Sessions());
        await BackUpAsync(repository, Files());
        Assert.Empty(Sessions());
    }

    [Fact]
    public async Task A_snapshot_has_the_id_of_its_session()
    {
        await using var session = await WriteSession.BeginAsync(await NewAsync(), Cancel);
        var snapshot = await session.CommitAsync(Description(), await StoreFolderAsync(session, []), Cancel);
        Assert.Equal(session.Id, snapshot.Id);
    }

    [Fact]
    public async Task A_session_beats_every_minute_and_keeps_its_last_beat()
    {
        var repository = await NewAsync();
        await using (var session = await WriteSession.BeginAsync(repository, Cancel))
        {
            for (var beat = 1; beat <= 3; beat++)
            {
                _time.Advance(SessionLife.BeatInterval);
                string[] expected = [SessionObject.BeatOf(session.Id, beat), SessionObject.BeginOf(session.Id)];
                await SeenAsync(() => Task.FromResult(Sessions().SequenceEqual(expected)));
            }
            var seen = await new SessionList(repository).ReadAllAsync(Cancel).SingleAsync(Cancel);
            Assert.Equal(_time.GetUtcNow(), seen.LastSeen);
        }
        Assert.Empty(Sessions());
    }

    [Fact]
    public async Task A_fenced_session_cannot_commit()
    {
        var repository = await NewAsync();
        await using (var session = await WriteSession.BeginAsync(repository, Cancel))
        {
            var root = await StoreFolderAsync(session, []);
            Assert.True(await SessionFence.PutAsync(repository, session.Id, Cancel));
            var fault = await Assert.ThrowsAsync<SessionFencedException>(() => session.CommitAsync(Description(), root, Cancel));
            Assert.Equal((session.Id, "session-fenced"), (fault.Session, fault.Word));
        }
        Assert.Empty(await new SnapshotList(repository).ReadAllAsync(Cancel).ToListAsync(Cancel));
        Assert.Empty(Sessions());
    }

    [Fact]
    public async Task A_fenced_session_learns_of_it_by_its_next_beat()
    {
        var repository = await NewAsync();
        await using var session = await WriteSession.BeginAsync(repository, Cancel);
        await SessionFence.PutAsync(repository, session.Id, Cancel);
        _time.Advance(SessionLife.BeatInterval);
        await SeenAsync(async () => await Record.ExceptionAsync(() => StoreAsync(session, [1])) is SessionFencedException);
    }

    [Fact]
    public async Task A_session_that_committed_cannot_be_fenced()
    {
        var repository = await NewAsync();
        var snapshot = await BackUpAsync(repository, Files());
        Assert.False(await SessionFence.PutAsync(repository, snapshot.Id, Cancel));
        Assert.Equal(snapshot.Root, (await new SnapshotList(repository).ReadAsync(snapshot.Id, Cancel)).Root);
    }

    [Fact]
    public async Task Fences_are_no_snapshots()
    {
        var repository = await NewAsync();
        var list = new SnapshotList(repository);
        var id = SnapshotId.New(RandomSource.System);
        await SessionFence.PutAsync(repository, id, Cancel);
        Assert.Empty(await list.ListIdsAsync(Cancel).ToListAsync(Cancel));
        Assert.Null(await list.FindAsync(id.ToString(), Cancel));
        await Assert.ThrowsAsync<ObjectNotFoundException>(() => list.ReadAsync(id, Cancel));
        Assert.False(await list.ForgetAsync(id, Cancel));
        Assert.Contains(SnapshotObject.NameOf(id), _store.Objects.Keys);
    }

    [Fact]
    public async Task What_is_as_short_as_a_fence_and_none_is_damage()
    {
        var repository = await NewAsync();
        var snapshot = await BackUpAsync(repository, Files());
        _store.Objects[SnapshotObject.NameOf(snapshot.Id)] = _store.Objects[SnapshotObject.NameOf(snapshot.Id)][..SessionFence.Size];
        Assert.Equal([snapshot.Id], await new SnapshotList(repository).ListIdsAsync(Cancel).ToListAsync(Cancel));
        Assert.Equal(snapshot.Root, (await new SnapshotList(repository).ReadAsync(snapshot.Id, Cancel)).Root);
        Assert.True(_store.Objects.TryRemove(ParityObjects.NameOf(SnapshotObject.NameOf(snapshot.Id)), out _));
        await Assert.ThrowsAsync<RepositoryDamagedException>(() => new SnapshotList(repository).ReadAsync(snapshot.Id, Cancel));
        var told = new List<string>();
        repository.SnapshotUnreadable += (_, damage) => told.Add(damage.ObjectName);
        Assert.Empty(await new SnapshotList(repository).ReadAllAsync(Cancel).ToListAsync(Cancel));
        Assert.Equal([SnapshotObject.NameOf(snapshot.Id)], told);
    }

    [Fact]
    public async Task Forgetting_removes_a_snapshot_once()
    {
        var repository = await NewAsync();
        var snapshot = await BackUpAsync(repository, Files());
        var list = new SnapshotList(repository);
        Assert.True(await list.ForgetAsync(snapshot.Id, Cancel));
        Assert.False(await list.ForgetAsync(snapshot.Id, Cancel));
        Assert.Empty(Names(SnapshotObject.Prefix));
    }

    [Fact]
    public async Task Forgetting_a_snapshot_whose_session_is_still_about_fences_it()
    {
        var repository = await NewAsync();
        await using var session = await WriteSession.BeginAsync(repository, Cancel);
        var begin = SessionObject.BeginOf(session.Id);
        var left = _store.Objects[begin];
        var snapshot = await session.CommitAsync(Description(), await StoreFolderAsync(session, []), Cancel);
        var content = _store.Objects[SnapshotObject.NameOf(snapshot.Id)];
        _store.Objects[begin] = left;

        Assert.True(await new SnapshotList(repository).ForgetAsync(snapshot.Id, Cancel));
        // That it's forgotten for good is told to repairs until a collection has seen that there are none.
        Assert.EndsWith("-ended", Assert.Single(Sessions()), StringComparison.Ordinal);
        await CollectionWorld.CollectAsync(await OpenAsync(_store));
        Assert.Empty(Sessions());
        Assert.False(await _store.PutAsync(SnapshotObject.NameOf(snapshot.Id), content, Cancel));
        Assert.Empty(await new SnapshotList(repository).ReadAllAsync(Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task Chunks_of_packs_that_are_gone_are_stored_again()
    {
        var repository = await NewAsync();
        var bytes = RandomBytes(1, 200_000);
        var snapshot = await BackUpAsync(repository, Files(("a", bytes)));
        var lost = Packs().MaxBy(name => _store.Objects[name].Length)!;
        _store.Objects.TryRemove(lost, out _);

        var later = await OpenAsync(_store);
        await using var session = await WriteSession.BeginAsync(later, Cancel);
        var content = await StoreAsync(session, bytes);
        Assert.InRange(session.Counters.BytesNew, 1, bytes.Length - 1);
        await session.CommitAsync(Description(), await StoreFolderAsync(session, [FileEntry("a", content)]), Cancel);
        await new IndexRebuild(later).RunAsync(Cancel);
        AssertSame(Files(("a", bytes)), await RestoreAsync(await OpenAsync(_store), snapshot));
    }

    [Fact]
    public async Task Condemned_places_are_not_relied_on()
    {
        var repository = await NewAsync();
        var bytes = RandomBytes(1, 100_000);
        await BackUpAsync(repository, Files(("a", bytes)));
        FileContent stored;
        await using (var before = await WriteSession.BeginAsync(repository, Cancel))
        {
            stored = await StoreAsync(before, bytes);
            Assert.Equal(0, before.Counters.ChunksNew);
        }
        await CondemnAsync(repository, await repository.Index.FindAsync(stored.Parts[0].Chunk, Cancel));

        await using var session = await WriteSession.BeginAsync(repository, Cancel);
        Assert.False(session.Has(stored));
        await StoreAsync(session, bytes);
        Assert.Equal(1, session.Counters.ChunksNew);
        Assert.True(session.Has(stored));
    }

    [Fact]
    public async Task A_long_file_is_not_whole_when_one_of_its_lists_is_condemned()
    {
        var repository = await NewAsync();
        var bytes = RandomBytes(1, 1_000_000);
        await BackUpAsync(repository, Files(("a", bytes)));
        FileContent stored;
        await using (var before = await WriteSession.BeginAsync(repository, Cancel))
        {
            stored = await StoreAsync(before, bytes);
            Assert.True(await before.HasAllAsync(stored, Cancel));
        }
        await CondemnAsync(repository, await repository.Index.FindAsync(stored.Parts[^1].Chunk, Cancel));
        await using var session = await WriteSession.BeginAsync(repository, Cancel);
        Assert.False(await session.HasAllAsync(stored, Cancel));
    }

    [Fact]
    public void A_process_is_gone_only_when_that_is_certain()
    {
        var current = HostProcess.Current;
        Assert.False(current.IsGone());
        Assert.True((current with { ProcessStart = current.ProcessStart - 1 }).IsGone());
        Assert.True((current with { ProcessId = int.MaxValue }).IsGone());
        Assert.False((current with { ProcessId = int.MaxValue, Host = "elsewhere" }).IsGone());
        Assert.False((current with { ProcessId = int.MaxValue, BootId = "another" }).IsGone());
        Assert.False((current with { ProcessId = int.MaxValue, ProcessSpace = "another" }).IsGone());
    }

    private Task<BackupRepository> NewAsync() =>
        BackupRepository.CreateAsync(_store, Passphrase, SmallOptions, _time, Cancel);

    private static async Task CondemnAsync(BackupRepository repository, ChunkLocation? place)
    {
        var name = CollectionObject.NameOf(1, CollectionObject.Condemned);
        var list = new PlaceList([new PackPlaces(place!.Value.Pack, PackScope.Listed, [place.Value.Offset])]);
        await repository.Store.PutAsync(name, CondemnedList.Encode(repository.Keys, name, list), Cancel);
    }

    private IEnumerable<string> Sessions() => Names(SessionObject.Prefix);

    private IEnumerable<string> Packs() => Names(PackId.Prefix);

    private IEnumerable<string> Names(string prefix) =>
        _store.Objects.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    /// <summary>What beats do happens beside the test.</summary>
    private static async Task SeenAsync(Func<Task<bool>> condition)
    {
        while (!await condition())
        {
            Cancel.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
