using Cairn.Repository.Checking;
using Cairn.Repository.Collecting;
using Cairn.Repository.Packs;
using Cairn.Repository.Parity;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Tests.Support;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Collecting;

/// <summary>A small repository with history, and what must hold of it.</summary>
internal sealed class CollectionWorld
{
    /// <summary>Nothing is tolerated.</summary>
    public static readonly CollectionOptions Thorough = new() { PackWaste = 0, TotalWaste = 0 };

    public MemoryStore Store { get; private init; } = new();

    /// <summary>Snapshots that must restore, and their files.</summary>
    public Dictionary<SnapshotId, SortedDictionary<string, byte[]>> Kept { get; } = [];

    /// <summary>
    /// Three snapshots that share files, of which one was forgotten; packs that a session left without an index, and with one.
    /// </summary>
    public static async Task<CollectionWorld> CreateAsync()
    {
        var world = new CollectionWorld();
        var repository = await Sample.CreateAsync(world.Store);
        var first = await world.BackUpAsync(repository, Files(("a", RandomBytes(1, 90_000)), ("b", RandomBytes(2, 60_000))));
        await world.BackUpAsync(repository, Files(("b", RandomBytes(2, 60_000)), ("c", RandomBytes(3, 50_000))));
        await world.BackUpAsync(repository, Files(("c", RandomBytes(3, 50_000)), ("d", RandomBytes(4, 20_000))));
        await world.ForgetAsync(repository, first);
        await using (var died = await WriteSession.BeginAsync(repository, Cancel))
            await StoreAsync(died, RandomBytes(5, 400_000));
        await using (var died = await WriteSession.BeginAsync(repository, Cancel))
        {
            await StoreAsync(died, RandomBytes(6, 70_000));
            await died.CheckpointAsync(Cancel);
        }
        return world;
    }

    public CollectionWorld Copy()
    {
        var copy = new CollectionWorld { Store = Store.Copy() };
        foreach (var (id, files) in Kept)
            copy.Kept[id] = files;
        return copy;
    }

    public Task<BackupRepository> OpenAsync() => Sample.OpenAsync(Store);

    public async Task<SnapshotId> BackUpAsync(BackupRepository repository, SortedDictionary<string, byte[]> files)
    {
        var snapshot = await Sample.BackUpAsync(repository, files);
        Kept[snapshot.Id] = files;
        return snapshot.Id;
    }

    public async Task ForgetAsync(BackupRepository repository, SnapshotId id)
    {
        Assert.True(await new SnapshotList(repository).ForgetAsync(id, Cancel));
        Kept.Remove(id);
    }

    public async Task<CollectionReport> CollectAsync(CollectionOptions? options = null) =>
        await CollectAsync(await OpenAsync(), options);

    public static Task<CollectionReport> CollectAsync(BackupRepository repository, CollectionOptions? options = null) =>
        new GarbageCollection(repository, options ?? Thorough, null).RunAsync(Cancel);

    /// <summary>All snapshots restore.</summary>
    public async Task AssertRestorableAsync()
    {
        var repository = await OpenAsync();
        var snapshots = await new SnapshotList(repository).ReadAllAsync(Cancel).ToDictionaryAsync(s => s.Id, s => s, null, Cancel);
        foreach (var (id, files) in Kept)
            AssertSame(files, await RestoreAsync(repository, snapshots[id]));
    }

    /// <summary>All snapshots restore, and the repository is without fault.</summary>
    public async Task AssertWholeAsync()
    {
        await AssertRestorableAsync();
        var repository = await OpenAsync();
        var report = await new RepositoryCheck(repository).RunAsync(new CheckOptions { ReadData = true }, null, Cancel);
        Assert.Empty(report.Findings);
    }

    /// <summary>There is nothing that a snapshot doesn't need, and nothing of a collection but that it was decided.</summary>
    public async Task AssertCleanAsync()
    {
        await AssertWholeAsync();
        var plan = await CollectAsync(Thorough with { DryRun = true });
        Assert.Equal((0, 0, 0, 0), (plan.OrphanPacks, plan.UnneededPacks, plan.RewrittenPacks, (int)plan.BytesWasted));
        Assert.Empty(Names(SessionObject.Prefix));
        AssertCollectionsAreOver();
        var repository = await OpenAsync();
        await repository.Index.RefreshAsync(null, Cancel);
        var packs = Names(PackId.Prefix).ToHashSet();
        Assert.All(repository.Index.View.Entries(), entry => Assert.Contains(entry.Location.Pack.ObjectName, packs));
    }

    /// <summary>Nothing but that is left of them.</summary>
    public void AssertCollectionsAreOver() =>
        Assert.All(Names(CollectionObject.Prefix).Select(name => name.Split('/')[^1]), part => Assert.Contains(part, (string[])["decided", "over"]));

    public IEnumerable<string> Names(string prefix) =>
        Store.Objects.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    /// <summary>Flips a bit that parity can't mend.</summary>
    public void Damage(string name, int at)
    {
        Store.Objects[name][at] ^= 1;
        Store.Objects.TryRemove(ParityObjects.NameOf(name), out _);
    }

    public (string Name, byte[] Content) Hide(string name)
    {
        Assert.True(Store.Objects.TryRemove(name, out var content));
        return (name, content);
    }

    public void Show((string Name, byte[] Content) hidden) => Store.Objects[hidden.Name] = hidden.Content;

    public long BytesOfPacks() => Names(PackId.Prefix).Sum(name => (long)Store.Objects[name].Length);
}
