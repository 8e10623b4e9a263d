using Cairn.Repository.Packs;
using Cairn.Repository.Parity;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Tests.Collecting;
using Cairn.Repository.Tests.Support;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Snapshots;

public sealed class ForgetTests
{
    private readonly MemoryStore _store = new();

    /// <summary>A repair, or the session, which sleeps and may put the snapshot again.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Forgetting_that_died_anywhere_while_somebody_is_about_is_finished_by_the_next(bool isRepair)
    {
        var repository = await CreateAsync(_store);
        var snapshot = await BackUpAsync(repository, Files(("a", RandomBytes(1, 5_000))));
        if (isRepair)
            await SnapshotRepair.BeginAsync(repository, snapshot.Id, Cancel);
        else
            await _store.PutAsync(SessionObject.BeginOf(snapshot.Id), new byte[1], Cancel);
        for (var step = 1; ; step++)
        {
            var copy = _store.Copy();
            var died = await Record.ExceptionAsync(async () =>
                await new SnapshotList(await OpenAsync(SteppedStore.Dying(copy, step))).ForgetAsync(snapshot.Id, Cancel));

            var list = new SnapshotList(await OpenAsync(copy));
            if ((await list.ListForgettableIdsAsync(Cancel)).Contains(snapshot.Id))
                Assert.True(await list.ForgetAsync(snapshot.Id, Cancel), $"died at step {step}");
            Assert.True(await list.IsFencedAsync(snapshot.Id, Cancel), $"died at step {step}");
            Assert.Empty(await list.ListForgettableIdsAsync(Cancel));
            Assert.False(await list.ForgetAsync(snapshot.Id, Cancel));
            if (died is null)
                return;
        }
    }

    [Theory]
    [InlineData(SessionFence.Size)]
    [InlineData(20)]
    [InlineData(0)]
    public async Task A_damaged_fence_that_is_forgotten_stands_again(int length)
    {
        var repository = await CreateAsync(_store);
        var session = SnapshotId.New(RandomSource.System);
        await SessionFence.PutAsync(repository, session, Cancel);
        var name = SnapshotObject.NameOf(session);
        _store.Objects[name] = [.. _store.Objects[name][..length].Select(unit => (byte)~unit)];
        var list = new SnapshotList(repository);
        Assert.True(await list.ForgetAsync(session, Cancel));
        Assert.True(await list.IsFencedAsync(session, Cancel));
    }

    /// <summary>Of the session that made it, begin is still there: it committed and was killed.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_snapshot_is_forgotten_and_collected_by_two_at_once(bool isFirstToForget)
    {
        var snapshot = await BackUpAsync(await CreateAsync(_store), Files(("a", RandomBytes(1, 5_000))));
        await _store.PutAsync(SessionObject.BeginOf(snapshot.Id), new byte[1], Cancel);
        for (var step = 1; ; step++)
        {
            var copy = _store.Copy();
            if (!isFirstToForget)
                await SnapshotRepair.EndAllAsync(await OpenAsync(copy), snapshot.Id, Cancel);
            var stepped = new SteppedStore(copy, step, async () => await RunAsync(await OpenAsync(copy), !isFirstToForget));
            await RunAsync(await OpenAsync(stepped), isFirstToForget);
            if (!stepped.WasReached)
                return;
            Assert.True(await new SnapshotList(await OpenAsync(copy)).IsFencedAsync(snapshot.Id, Cancel), $"at step {step}");
        }

        async Task RunAsync(BackupRepository repository, bool forgets)
        {
            if (forgets)
                await new SnapshotList(repository).ForgetAsync(snapshot.Id, Cancel);
            await CollectionWorld.CollectAsync(repository);
        }
    }

    /// <summary>Who forgot it was killed after he had said so.</summary>
    [Fact]
    public async Task A_forgotten_snapshot_that_cannot_be_read_stops_no_collection()
    {
        var repository = await CreateAsync(_store);
        var snapshot = await BackUpAsync(repository, Files(("a", RandomBytes(1, 5_000))));
        await SnapshotRepair.EndAllAsync(repository, snapshot.Id, Cancel);
        var disk = new BadSectors(_store);
        disk.Add(SnapshotObject.NameOf(snapshot.Id), 0);
        disk.Add(SessionObject.EndedOf(snapshot.Id), 0, 3);
        await SnapshotRepair.EndAllAsync(await OpenAsync(disk), snapshot.Id, Cancel);
        await CollectionWorld.CollectAsync(await OpenAsync(disk));
        Assert.True(await new SnapshotList(repository).IsFencedAsync(snapshot.Id, Cancel));
        Assert.Empty(_store.Names(PackId.Prefix));
    }

    [Fact]
    public async Task What_can_be_forgotten_is_also_what_is_lost_but_for_its_parity()
    {
        var repository = await CreateAsync(_store);
        var (sound, lost) = (await BackUpAsync(repository, Files()), await BackUpAsync(repository, Files()));
        var list = new SnapshotList(repository);
        _store.Objects.TryRemove(SnapshotObject.NameOf(lost.Id), out _);
        _store.Objects[ParityObjects.NameOf(SnapshotObject.NameOf(lost.Id))] = [1, 2, 3];
        Assert.Equal([sound.Id], await list.ListIdsAsync(Cancel).ToListAsync(Cancel));
        Assert.True((await list.ListForgettableIdsAsync(Cancel)).SetEquals([sound.Id, lost.Id]));
        Assert.True(await list.ForgetAsync(lost.Id, Cancel));
        Assert.Equal(sound.Id, Assert.Single(await list.ListForgettableIdsAsync(Cancel)));
    }
}
