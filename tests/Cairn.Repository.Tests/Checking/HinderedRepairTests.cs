using Cairn.Repository.Checking;
using Cairn.Repository.Index;
using Cairn.Repository.Packs;
using Cairn.Repository.Parity;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Tests.Collecting;
using Cairn.Repository.Tests.Support;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Checking;

/// <summary>Repairs of repositories in which others have begun something, and checks of what they have left.</summary>
public sealed class HinderedRepairTests
{
    private static readonly CheckOptions ReadData = new() { ReadData = true };

    private readonly MemoryStore _store = new();
    private readonly SortedDictionary<string, byte[]> _files = Files(("a", RandomBytes(1, 5_000)));

    /// <summary>World.Run(11, 3000): a collection that was begun before needs what the repair brings back.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Lost_packs_come_back_though_a_collection_was_begun_before(bool isWaiting)
    {
        var snapshot = await BeginCollectionAsync(isWaiting);
        foreach (var pack in _store.Names(PackId.Prefix))
            _store.Objects.TryRemove(pack, out _);

        var report = await RepairAsync();
        Assert.NotEmpty(report.Check.Findings);
        Assert.All(report.Check.Findings, finding => Assert.Equal(DamageState.Healed, finding.State));
        Assert.Empty((await CheckAsync(_store, ReadData)).Findings);
        AssertSame(_files, await RestoreAsync(await OpenAsync(_store), snapshot));
        await CollectionWorld.CollectAsync(await OpenAsync(_store));
    }

    [Fact]
    public async Task Where_a_snapshot_is_past_help_a_repair_does_all_else_though_a_collection_was_begun_before()
    {
        var broken = await BeginCollectionAsync(isWaiting: false);
        var lost = _store.Names(PackId.Prefix);
        var kept = await BackUpAsync(await OpenAsync(_store), Files(("b", RandomBytes(3, 5_000))));
        foreach (var pack in lost)
        {
            _store.Objects.TryRemove(pack, out _);
            _store.Objects.TryRemove(ParityObjects.NameOf(pack), out _);
        }
        var damaged = _store.Names(PackId.Prefix);
        foreach (var pack in damaged)
            _store.Objects[pack][_store.Objects[pack].Length / 2] ^= 1;

        var report = await RepairAsync();
        Assert.All(
            report.Check.Findings.Where(finding => damaged.Contains(finding.ObjectName)),
            finding => Assert.Equal(DamageState.Healed, finding.State));
        Assert.Contains(report.Check.Findings, finding => finding.State == DamageState.Lost && finding.Snapshot == broken.Id);
        Assert.Empty(damaged.Intersect(_store.Objects.Keys));
        AssertSame(Files(("b", RandomBytes(3, 5_000))), await RestoreAsync(await OpenAsync(_store), kept));
        Assert.All((await CheckAsync(_store, ReadData)).Findings, finding => Assert.Equal(broken.Id, finding.Snapshot));
    }

    [Fact]
    public async Task What_an_index_says_of_packs_that_were_removed_is_no_loss()
    {
        var repository = await CreateAsync(_store);
        var forgotten = await BackUpAsync(repository, Files(("old", RandomBytes(2, 50_000))));
        await BackUpAsync(repository, _files);
        var before = _store.Copy();
        await new SnapshotList(repository).ForgetAsync(forgotten.Id, Cancel);
        await CollectionWorld.CollectAsync(repository);
        // As somebody who slept may do, who merges.
        foreach (var name in before.Names(IndexSegment.Prefix))
            _store.Objects[name] = before.Objects[name];

        var check = await CheckAsync(_store, ReadData);
        Assert.NotEmpty(check.Findings);
        Assert.False(check.HasLosses);
        await RepairAsync();
        Assert.Empty((await CheckAsync(_store, ReadData)).Findings);
    }

    [Fact]
    public async Task A_check_while_snapshots_are_forgotten_and_packs_removed_finds_no_loss()
    {
        var forgotten = await BackUpAsync(await CreateAsync(_store), Files(("old", RandomBytes(2, 5_000))));
        await BackUpAsync(await OpenAsync(_store), _files);
        for (var step = 1; ; step++)
        {
            var copy = _store.Copy();
            var store = new SteppedStore(copy, step, async () =>
            {
                var repository = await OpenAsync(copy);
                await new SnapshotList(repository).ForgetAsync(forgotten.Id, Cancel);
                await CollectionWorld.CollectAsync(repository);
            });
            Assert.False((await CheckAsync(store, ReadData)).HasLosses);
            if (!store.WasReached)
                return;
        }
    }

    /// <summary>Each look at the index shows another segment, of two that say the same.</summary>
    [Fact]
    public async Task A_check_ends_though_the_index_never_rests_and_something_is_lost()
    {
        await BackUpAsync(await CreateAsync(_store), _files);
        var before = IndexSegmentNow();
        await new IndexRebuild(await OpenAsync(_store)).RunAsync(Cancel);
        var restless = new RestlessIndexStore(_store, before, IndexSegmentNow());
        var lost = _store.Names(PackId.Prefix)[0];
        _store.Objects.TryRemove(lost, out _);
        _store.Objects.TryRemove(ParityObjects.NameOf(lost), out _);

        Assert.True((await CheckAsync(restless, ReadData)).HasLosses);
        Assert.InRange(restless.Changes, 2, RestlessIndexStore.MostChanges);

        KeyValuePair<string, byte[]> IndexSegmentNow() =>
            _store.Objects.Single(stored => stored.Key.StartsWith(IndexSegment.Prefix, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Good_parity_that_somebody_has_put_meanwhile_is_never_deleted()
    {
        await BackUpAsync(await CreateAsync(_store), _files);
        var deleted = new List<string>();
        var watched = new UnreliableStore(_store, new FaultAt(0, Fault.None), new NoTurns(), (call, name) =>
        {
            if (call == StoreCall.Delete)
                deleted.Add(name);
        });
        var repository = await OpenAsync(watched);
        foreach (var name in _store.Objects.Keys.Select(ParityObjects.ObjectOf).OfType<string>().ToList())
            Assert.True(await new ObjectRepair(repository).TryRewriteParityAsync(name, Cancel));
        Assert.DoesNotContain(deleted, name => ParityObjects.ObjectOf(name) is not null);
    }

    /// <summary>Gives a snapshot beside one that was forgotten, whose packs were condemned while a session wrote.</summary>
    private async Task<Snapshot> BeginCollectionAsync(bool isWaiting)
    {
        var repository = await CreateAsync(_store);
        var forgotten = await BackUpAsync(repository, Files(("old", RandomBytes(2, 5_000))));
        var snapshot = await BackUpAsync(repository, _files);
        await new SnapshotList(repository).ForgetAsync(forgotten.Id, Cancel);
        var session = await WriteSession.BeginAsync(await OpenAsync(_store), Cancel);
        Assert.NotEmpty((await CollectionWorld.CollectAsync(repository)).WaitingFor);
        if (!isWaiting)
            await session.DisposeAsync();
        return snapshot;
    }

    private async Task<RepairReport> RepairAsync() =>
        await new RepositoryRepair(await OpenAsync(_store)).RunAsync(ReadData, null, Cancel);
}
