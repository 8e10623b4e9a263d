using Cairn.Repository.Checking;
using Cairn.Repository.Faults;
using Cairn.Repository.Index;
using Cairn.Repository.Packs;
using Cairn.Repository.Parity;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Tests.Collecting;
using Cairn.Repository.Tests.Support;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Checking;

/// <summary>What a disk can't read is damage like any other: it is healed, and stops nothing.</summary>
public sealed class BadSectorTests
{
    private static readonly CheckOptions ReadData = new() { ReadData = true };

    private readonly MemoryStore _objects = new();
    private readonly BadSectors _store;
    private readonly SortedDictionary<string, byte[]> _files = Files(("a", RandomBytes(1, 200_000)), ("b", RandomBytes(2, 5_000)));

    public BadSectorTests() => _store = new BadSectors(_objects);

    [Fact]
    public async Task Whichever_sector_is_bad_a_restore_is_right()
    {
        await BackUpAsync(await CreateAsync(_objects), _files);
        foreach (var name in _objects.Objects.Keys.Where(name => ParityObjects.ObjectOf(name) is not null || HasParity(name)).ToList())
            for (var at = 0; at < _objects.Objects[name].Length; at += BadSectors.Size)
            {
                var store = new BadSectors(_objects);
                store.Add(name, at);
                AssertSame(_files, await RestoreLatestAsync(store));
            }
    }

    [Fact]
    public async Task A_check_names_what_has_bad_sectors_and_a_repair_makes_it_whole()
    {
        var snapshot = await BackUpAsync(await CreateAsync(_objects), _files);
        var bad = _objects.Objects.Keys.Where(HasParity).ToList();
        foreach (var name in bad)
            _store.Add(name, _objects.Objects[name].Length / 2);

        var check = await CheckAsync(_store, ReadData);
        Assert.Equal(bad.Order(), check.Findings.Select(finding => finding.ObjectName).Order());
        Assert.False(check.HasLosses);
        await AssertRepairedAsync();
        AssertSame(_files, await RestoreAsync(await OpenAsync(_store), snapshot));
    }

    [Fact]
    public async Task Parity_with_bad_sectors_is_made_anew()
    {
        await BackUpAsync(await CreateAsync(_objects), _files);
        foreach (var name in _objects.Objects.Keys.Where(name => ParityObjects.ObjectOf(name) is not null))
            _store.Add(name, 0);
        Assert.False((await CheckAsync(_store, ReadData)).HasLosses);
        await AssertRepairedAsync();
    }

    [Fact]
    public async Task An_index_with_bad_sectors_is_made_anew()
    {
        var snapshot = await BackUpAsync(await CreateAsync(_objects), _files);
        foreach (var name in _objects.Names(IndexSegment.Prefix))
            _store.Add(name, 0);
        await AssertRepairedAsync();
        AssertSame(_files, await RestoreAsync(await OpenAsync(_store), snapshot));
    }

    [Fact]
    public async Task What_cannot_be_read_and_has_no_parity_is_lost_and_all_around_it_is_kept()
    {
        var snapshot = await BackUpAsync(await CreateAsync(_objects), _files);
        var pack = _objects.Names(PackId.Prefix).MaxBy(name => _objects.Objects[name].Length)!;
        _objects.Objects.TryRemove(ParityObjects.NameOf(pack), out _);
        _store.Add(pack, 20_000);

        Assert.Contains((await CheckAsync(_store, ReadData)).Losses, finding => finding.ObjectName == pack);
        var repair = await new RepositoryRepair(await OpenAsync(_store)).RunAsync(ReadData, null, Cancel);
        Assert.Equal(1, repair.PacksReplaced);
        var left = _objects.Names(PackId.Prefix).Sum(name => (long)_objects.Objects[name].Length);
        Assert.True(left > 150_000, $"{left} bytes are left");
        // Paths are still hit, and no object is damaged any more.
        Assert.All((await CheckAsync(_store, ReadData)).Findings, finding => Assert.NotNull(finding.Path));

        await BackUpAsync(await OpenAsync(_store), _files);
        Assert.Empty((await CheckAsync(_store, ReadData)).Findings);
        AssertSame(_files, await RestoreAsync(await OpenAsync(_store), snapshot));
    }

    /// <summary>The disk can't read for a while, though others have no fault to see, in the midst of a repair.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_pack_that_can_be_read_again_is_not_given_up(bool hasParity)
    {
        var snapshot = await BackUpAsync(await CreateAsync(_objects), _files);
        var pack = _objects.Names(PackId.Prefix).MaxBy(name => _objects.Objects[name].Length)!;
        if (!hasParity)
            _objects.Objects.TryRemove(ParityObjects.NameOf(pack), out _);
        Away(true);
        var store = new HookedStore(_store, (call, name) =>
        {
            if (call == StoreCall.Put && name.StartsWith(PackId.Prefix, StringComparison.Ordinal))
                Away(false);
            return Task.CompletedTask;
        });

        var repair = await new RepositoryRepair(await OpenAsync(store)).RunAsync(ReadData, null, Cancel);
        Assert.Contains(repair.Check.Findings, finding => finding.ObjectName == pack);
        AssertSame(_files, await RestoreAsync(await OpenAsync(_objects), snapshot));
        await AssertRepairedAsync(mayBeSound: true);
        AssertSame(_files, await RestoreAsync(await OpenAsync(_objects), snapshot));

        void Away(bool isAway)
        {
            for (var at = 20_000; at < _objects.Objects.GetValueOrDefault(pack)?.Length; at += BadSectors.Size)
                _store.Add(pack, at, isAway ? int.MaxValue : 0);
            _store.Add(ParityObjects.NameOf(pack), 0, isAway ? int.MaxValue : 0);
        }
    }

    [Fact]
    public async Task What_a_second_read_gives_is_no_loss()
    {
        var options = SmallOptions with { Parity = false };
        await BackUpAsync(await BackupRepository.CreateAsync(_objects, Passphrase, options, TimeProvider.System, Cancel), _files);
        var packs = _objects.Names(PackId.Prefix);
        foreach (var pack in packs)
            _store.Add(pack, 20_000, times: 1);
        var check = await CheckAsync(_store, ReadData);
        Assert.NotEmpty(check.Findings);
        Assert.False(check.HasLosses);
    }

    [Fact]
    public async Task Packs_with_bad_sectors_are_rewritten_by_a_collection()
    {
        var world = await CollectionWorld.CreateAsync();
        var store = new BadSectors(world.Store);
        foreach (var name in world.Names(PackId.Prefix))
            store.Add(name, world.Store.Objects[name].Length / 2);
        var report = await CollectionWorld.CollectAsync(await OpenAsync(store));
        Assert.Empty(report.Damaged);
        Assert.True(report.RewrittenPacks > 0);
        await world.AssertCleanAsync();
    }

    [Fact]
    public async Task A_snapshot_that_cannot_be_read_can_be_forgotten()
    {
        var snapshot = await BackUpAsync(await CreateAsync(_objects), _files);
        var name = SnapshotObject.NameOf(snapshot.Id);
        _objects.Objects.TryRemove(ParityObjects.NameOf(name), out _);
        _store.Add(name, 0);
        var list = new SnapshotList(await OpenAsync(_store));
        await Assert.ThrowsAsync<RepositoryDamagedException>(() => list.ReadAsync(snapshot.Id, Cancel));
        Assert.True(await list.ForgetAsync(snapshot.Id, Cancel));
        await CollectionWorld.CollectAsync(await OpenAsync(_store));
        Assert.Empty((await CheckAsync(_store, ReadData)).Findings);
    }

    private static bool HasParity(string name) =>
        name == RepositoryConfig.ObjectName
        || name.StartsWith(PackId.Prefix, StringComparison.Ordinal) || name.StartsWith(SnapshotObject.Prefix, StringComparison.Ordinal);

    private async Task AssertRepairedAsync(bool mayBeSound = false)
    {
        var repair = await new RepositoryRepair(await OpenAsync(_store)).RunAsync(ReadData, null, Cancel);
        Assert.True(mayBeSound || repair.Check.Findings.Count > 0);
        Assert.All(repair.Check.Findings, finding => Assert.Equal(DamageState.Healed, finding.State));
        var after = await CheckAsync(_store, ReadData);
        Assert.Empty(after.Findings);
        Assert.Empty(after.Unprotected);
    }
}
