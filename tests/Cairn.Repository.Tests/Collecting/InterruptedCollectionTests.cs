using Cairn.Repository.Collecting;
using Cairn.Repository.Faults;
using Cairn.Repository.Packs;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Collecting;

/// <summary>Collectors that die or sleep at each of their steps, and writers that do.</summary>
public sealed class InterruptedCollectionTests
{
    [Fact]
    public async Task A_collector_that_dies_anywhere_loses_nothing_and_the_next_finishes()
    {
        var world = await CollectionWorld.CreateAsync();
        for (var step = 1; ; step++)
        {
            var copy = world.Copy();
            var store = SteppedStore.Dying(copy.Store, step);
            var fault = await Record.ExceptionAsync(async () => await CollectionWorld.CollectAsync(await OpenAsync(store)));
            await copy.AssertWholeAsync();
            await copy.CollectAsync();
            await copy.AssertCleanAsync();
            if (fault is null)
            {
                Assert.True(step > 50, $"only {step} steps");
                return;
            }
            Assert.IsAssignableFrom<RepositoryException>(fault);
        }
    }

    [Fact]
    public async Task A_collector_that_sleeps_anywhere_does_no_harm_when_it_wakes_up()
    {
        var world = await CollectionWorld.CreateAsync();
        for (var step = 1; ; step++)
        {
            var copy = world.Copy();
            var store = new SteppedStore(copy.Store, step, () => LiveOnAsync(copy));
            await CollectionWorld.CollectAsync(await OpenAsync(store));
            await copy.AssertRestorableAsync();
            await copy.CollectAsync();
            await copy.AssertCleanAsync();
            if (!store.WasReached)
                return;
        }
    }

    [Fact]
    public async Task A_collector_that_is_overtaken_anywhere_takes_nothing_that_was_moved_for_lost()
    {
        var world = await CollectionWorld.CreateAsync();
        for (var step = 1; ; step++)
        {
            var copy = world.Copy();
            var store = new SteppedStore(copy.Store, step, () => copy.CollectAsync());
            await CollectionWorld.CollectAsync(await OpenAsync(store));
            await copy.CollectAsync();
            await copy.AssertCleanAsync();
            if (!store.WasReached)
                return;
        }
    }

    [Fact]
    public async Task A_writer_that_sleeps_anywhere_commits_what_is_whole_or_is_fenced()
    {
        var world = await CollectionWorld.CreateAsync();
        var files = Files(("a", RandomBytes(1, 90_000)), ("new", RandomBytes(70, 90_000)));
        var (fenced, committed) = (0, 0);
        for (var step = 1; ; step++)
        {
            var copy = world.Copy();
            var store = new SteppedStore(copy.Store, step, () => NextWeekAsync(copy));
            try
            {
                var snapshot = await Support.Sample.BackUpAsync(await OpenAsync(store), files);
                copy.Kept[snapshot.Id] = files;
                committed++;
            }
            catch (SessionFencedException)
            {
                fenced++;
            }
            await copy.AssertRestorableAsync();
            await copy.CollectAsync();
            await copy.AssertCleanAsync();
            if (!store.WasReached)
                break;
        }
        Assert.True(fenced > 5 && committed > 2, $"{fenced} fenced, {committed} committed");
    }

    [Fact]
    public async Task Two_collectors_at_once_do_no_harm()
    {
        var world = await CollectionWorld.CreateAsync();
        for (var i = 0; i < 20; i++)
        {
            var copy = world.Copy();
            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => copy.CollectAsync(), Cancel)));
            await copy.AssertRestorableAsync();
            await copy.CollectAsync();
            await copy.AssertCleanAsync();
        }
    }

    [Fact]
    public async Task Forgetting_while_a_collection_marks_stops_nothing()
    {
        var world = await CollectionWorld.CreateAsync();
        for (var step = 1; ; step++)
        {
            var copy = world.Copy();
            var store = new SteppedStore(copy.Store, step, async () => await copy.ForgetAsync(await copy.OpenAsync(), copy.Kept.Keys.First()));
            await CollectionWorld.CollectAsync(await OpenAsync(store));
            await copy.AssertWholeAsync();
            await copy.CollectAsync();
            await copy.AssertCleanAsync();
            if (!store.WasReached)
                return;
        }
    }

    [Fact]
    public async Task What_is_put_and_lost_while_a_collection_looks_comes_back_from_its_parity()
    {
        var world = await CollectionWorld.CreateAsync();
        for (var step = 1; ; step++)
        {
            var copy = world.Copy();
            var store = new SteppedStore(copy.Store, step, async () =>
            {
                var packs = copy.Names(PackId.Prefix).ToHashSet();
                await copy.BackUpAsync(await copy.OpenAsync(), Files(("new", RandomBytes(70, 5_000))));
                foreach (var pack in copy.Names(PackId.Prefix).Except(packs).ToList())
                    copy.Hide(pack);
            });
            await Record.ExceptionAsync(async () => await CollectionWorld.CollectAsync(await OpenAsync(store)));
            await copy.AssertRestorableAsync();
            if (!store.WasReached)
                return;
        }
    }

    /// <summary>The answer to its first put of the snapshot is lost. A collector takes it for dead; then the snapshot is forgotten.</summary>
    [Fact]
    public async Task A_writer_that_sleeps_before_it_puts_its_snapshot_again_does_not_bring_back_what_was_forgotten()
    {
        var world = await CollectionWorld.CreateAsync();
        var lost = 0;
        var store = new HookedStore(world.Store, (_, _) => Task.CompletedTask, async (call, name) =>
        {
            if (call != StoreCall.Put || !SnapshotObject.TryParseName(name, out var id) || lost++ > 0)
                return;
            await NextWeekAsync(world);
            Assert.True(await new SnapshotList(await world.OpenAsync()).ForgetAsync(id, Cancel));
            await NextWeekAsync(world);
            throw new StoreFailedException(name, "the answer was lost");
        });
        var files = Files(("new", RandomBytes(70, 90_000)));
        await Assert.ThrowsAsync<SessionFencedException>(async () => await Support.Sample.BackUpAsync(await OpenAsync(store), files));
        await world.CollectAsync();
        await world.AssertCleanAsync();
    }

    /// <summary>A list that was begun before may show of it what was put later, and not what was put before.</summary>
    [Fact]
    public async Task A_collection_that_is_half_listed_is_gone_on_with()
    {
        var world = await CollectionWorld.CreateAsync();
        await using var session = await WriteSession.BeginAsync(await world.OpenAsync(), Cancel);
        Assert.Single((await world.CollectAsync()).WaitingFor);
        var condemned = CollectionObject.NameOf(1, CollectionObject.Condemned);
        var half = new HalfListingStore(world.Store, name => name == condemned);
        Assert.Single((await CollectionWorld.CollectAsync(await OpenAsync(half))).WaitingFor);
        Assert.Contains(condemned, world.Store.Objects.Keys);
        Assert.DoesNotContain(CollectionObject.NameOf(2, CollectionObject.Condemned), world.Store.Objects.Keys);
    }

    /// <summary>Another beside it might remove other copies of the same chunks.</summary>
    [Fact]
    public async Task A_collection_of_which_a_list_shows_only_that_it_was_decided_is_carried_out()
    {
        var world = await CollectionWorld.CreateAsync();
        var condemned = CollectionObject.NameOf(1, CollectionObject.Condemned);
        var decided = CollectionObject.NameOf(1, CollectionObject.Decided);
        for (var step = 1; ; step++)
        {
            var copy = world.Copy();
            var store = SteppedStore.Dying(copy.Store, step);
            await Record.ExceptionAsync(async () => await CollectionWorld.CollectAsync(await OpenAsync(store)));
            Assert.True(store.WasReached, "it died at no step in between");
            if (!copy.Store.Objects.ContainsKey(condemned) || !copy.Store.Objects.ContainsKey(decided))
                continue;
            var half = new HalfListingStore(
                copy.Store, name => name.StartsWith(CollectionObject.Prefix, StringComparison.Ordinal) && name != decided);
            await CollectionWorld.CollectAsync(await OpenAsync(half));
            Assert.DoesNotContain(condemned, copy.Store.Objects.Keys);
            await copy.AssertRestorableAsync();
            return;
        }
    }

    /// <summary>Others collect, back up and forget, and collect again.</summary>
    private static async Task LiveOnAsync(CollectionWorld world)
    {
        await world.CollectAsync();
        var repository = await world.OpenAsync();
        await world.BackUpAsync(repository, Files(("a", RandomBytes(1, 90_000)), ("e", RandomBytes(80, 30_000))));
        await world.ForgetAsync(repository, world.Kept.Keys.First());
        await world.CollectAsync();
        await world.BackUpAsync(repository, Files(("b", RandomBytes(2, 60_000))));
    }

    /// <summary>A week later all sessions seem dead to a collector.</summary>
    private static async Task NextWeekAsync(CollectionWorld world)
    {
        var later = new FakeTimeProvider(DateTimeOffset.UtcNow.AddDays(7));
        for (var i = 0; i < 2; i++)
        {
            var repository = await BackupRepository.OpenAsync(world.Store, Passphrase, later, Cancel);
            Assert.Empty((await CollectionWorld.CollectAsync(repository)).WaitingFor);
        }
    }
}
