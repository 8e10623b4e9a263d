using Cairn.Repository.Checking;
using Cairn.Repository.Parity;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Tests.Support;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Checking;

public sealed class RepairTests
{
    private readonly MemoryStore _store = new();
    private readonly SortedDictionary<string, byte[]> _files = Files(("a", RandomBytes(1, 200_000)), ("b", RandomBytes(2, 5_000)));

    [Fact]
    public async Task Damaged_config_and_snapshots_are_put_back_as_they_were()
    {
        var snapshot = await BackUpAsync(await CreateAsync(_store), _files);
        var before = _store.Copy();
        _store.Objects["config"][5] ^= 1;
        _store.Objects[SnapshotObject.NameOf(snapshot.Id)] = [];

        var report = await RepairAsync();
        Assert.Equal(2, report.Check.Findings.Count);
        Assert.All(report.Check.Findings, finding => Assert.Equal(DamageState.Healed, finding.State));
        AssertSameObjects(before);
    }

    [Fact]
    public async Task A_lost_config_and_lost_snapshots_come_back()
    {
        var snapshot = await BackUpAsync(await CreateAsync(_store), _files);
        var before = _store.Copy();
        _store.Objects.TryRemove("config", out _);
        _store.Objects.TryRemove(SnapshotObject.NameOf(snapshot.Id), out _);
        await RepairAsync();
        AssertSameObjects(before);
    }

    [Fact]
    public async Task Damaged_and_missing_parity_is_made_anew()
    {
        await BackUpAsync(await CreateAsync(_store), _files);
        var before = _store.Copy();
        var parity = _store.Objects.Keys.Where(name => ParityObjects.ObjectOf(name) is not null).ToList();
        foreach (var (name, i) in parity.Select((name, i) => (name, i)))
            if (i % 2 == 0)
                _store.Objects.TryRemove(name, out _);
            else
                _store.Objects[name][i % _store.Objects[name].Length] ^= 1;

        var check = await CheckAsync(_store, new CheckOptions { ReadData = true });
        Assert.Equal(parity.Count, check.Findings.Count + check.Unprotected.Count);
        Assert.False(check.HasLosses);
        Assert.Equal(parity.Count, (await RepairAsync()).ParityWritten);
        AssertSameObjects(before);
    }

    [Fact]
    public async Task Parity_of_other_bytes_is_found_and_made_anew()
    {
        await BackUpAsync(await CreateAsync(_store), _files);
        var before = _store.Copy();
        var other = RandomBytes(1, 500);
        var layout = ParityLayout.For(other.Length);
        foreach (var name in _store.Objects.Keys.Select(ParityObjects.ObjectOf).OfType<string>().ToList())
        {
            var wrong = new byte[layout.Size];
            ParityObject.Encode(name, other, layout, wrong);
            _store.Objects[ParityObjects.NameOf(name)] = wrong;
        }
        await RepairAsync();
        AssertSameObjects(before);
    }

    [Fact]
    public async Task A_damaged_index_is_made_anew()
    {
        var snapshot = await BackUpAsync(await CreateAsync(_store), _files);
        foreach (var name in _store.Names("index/"))
            _store.Objects[name][20] ^= 1;
        Assert.True((await RepairAsync()).IndexRebuilt);
        Assert.Empty((await CheckAsync(_store, new CheckOptions { ReadData = true })).Findings);
        AssertSame(_files, await RestoreAsync(await OpenAsync(_store), snapshot));
    }

    /// <summary>All packs are there: only where chunks are isn't known.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_lost_index_segments_named_is_found_in_the_packs(bool readData)
    {
        var first = await BackUpAsync(await CreateAsync(_store), _files);
        var kept = _store.Names("index/");
        var others = Files(("c", RandomBytes(3, 50_000)));
        var second = await BackUpAsync(await OpenAsync(_store), others);
        foreach (var name in _store.Names("index/").Except(kept))
            _store.Objects.TryRemove(name, out _);

        var check = await CheckAsync(_store, new CheckOptions { ReadData = readData });
        Assert.Contains(check.Findings, finding => finding.ObjectName == "index" && finding.State == DamageState.Healable);
        var report = await RepairAsync(new CheckOptions { ReadData = readData });
        Assert.True(report.IndexRebuilt);
        Assert.All(report.Check.Findings, finding => Assert.Equal(DamageState.Healed, finding.State));
        AssertSame(_files, await RestoreAsync(await OpenAsync(_store), first));
        AssertSame(others, await RestoreAsync(await OpenAsync(_store), second));
    }

    [Fact]
    public async Task Damaged_packs_are_replaced_and_nothing_is_lost()
    {
        var snapshot = await BackUpAsync(await CreateAsync(_store), _files);
        var packs = _store.Names("packs/");
        foreach (var pack in packs)
            _store.Objects[pack][_store.Objects[pack].Length / 2] ^= 1;

        var report = await RepairAsync();
        Assert.Equal(packs.Count, report.PacksReplaced);
        Assert.Equal(packs, report.Check.Findings.Select(finding => finding.ObjectName).Order());
        Assert.All(report.Check.Findings, finding => Assert.Equal(DamageState.Healed, finding.State));
        Assert.Empty(packs.Intersect(_store.Objects.Keys.Select(name => ParityObjects.ObjectOf(name) ?? name)));
        var repository = await OpenAsync(_store);
        AssertSame(_files, await RestoreAsync(repository, snapshot));
        Assert.Empty(repository.Healings.Objects);
    }

    [Fact]
    public async Task What_small_packs_had_that_were_lost_is_put_into_new_ones()
    {
        var files = Files(("a", RandomBytes(1, 5_000)));
        var snapshot = await BackUpAsync(await CreateAsync(_store), files);
        var packs = _store.Names("packs/");
        foreach (var pack in packs)
            _store.Objects.TryRemove(pack, out _);
        Assert.All((await RepairAsync()).Check.Findings, finding => Assert.Equal(DamageState.Healed, finding.State));
        Assert.Empty(packs.Intersect(_store.Names("packs/")));
        AssertSame(files, await RestoreAsync(await OpenAsync(_store), snapshot));
        Assert.Empty(_store.Objects.Keys.Select(ParityObjects.ObjectOf).Intersect(packs));
    }

    [Fact]
    public async Task Lost_packs_that_the_index_names_no_more_come_back_from_their_parity()
    {
        var files = Files(("a", RandomBytes(1, 5_000)));
        var snapshot = await BackUpAsync(await CreateAsync(_store), files);
        var packs = _store.Names("packs/");
        foreach (var pack in packs)
            _store.Objects.TryRemove(pack, out _);
        foreach (var name in _store.Names("index/"))
            _store.Objects.TryRemove(name, out _);

        var check = await CheckAsync(_store, new CheckOptions());
        Assert.Equal(packs, check.Findings.Where(finding => finding.State == DamageState.Healable).Select(finding => finding.ObjectName).Order());
        var report = await RepairAsync();
        Assert.All(report.Check.Findings, finding => Assert.Equal(DamageState.Healed, finding.State));
        AssertSame(files, await RestoreAsync(await OpenAsync(_store), snapshot));
    }

    /// <summary>From damage beyond repair, over a report of what it hits, to an old snapshot that is whole again.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_lost_is_stored_again_by_the_next_backup_and_old_snapshots_are_whole_again(bool isGone)
    {
        var old = await BackUpAsync(await CreateAsync(_store), _files);
        var pack = _store.Names("packs/").MaxBy(name => _store.Objects[name].Length)!;
        if (isGone)
            _store.Objects.TryRemove(pack, out _);
        else
            _store.Objects[pack].AsSpan(_store.Objects[pack].Length / 3).Reverse();

        var check = await CheckAsync(_store, new CheckOptions { ReadData = true });
        Assert.True(check.HasLosses);
        Assert.Contains(check.Findings, finding => finding.ObjectName == pack && finding.State == DamageState.Lost);
        Assert.Contains(check.Findings, finding => finding.Path == "/a" && finding.Snapshot == old.Id);

        var options = new CheckOptions { ReadData = true };
        var repaired = await new RepositoryRepair(await OpenAsync(_store)).RunAsync(options, null, Cancel);
        Assert.Equal(isGone ? 0 : 1, repaired.PacksReplaced);
        Assert.DoesNotContain(pack, _store.Objects.Keys);
        // Paths are still hit, and no object is damaged any more.
        Assert.All((await CheckAsync(_store, options)).Findings, finding => Assert.NotNull(finding.Path));

        var young = await BackUpAsync(await OpenAsync(_store), _files);
        Assert.Empty((await CheckAsync(_store, options)).Findings);
        var repository = await OpenAsync(_store);
        AssertSame(_files, await RestoreAsync(repository, old));
        AssertSame(_files, await RestoreAsync(repository, young));
    }

    private void AssertSameObjects(MemoryStore expected)
    {
        Assert.Equal(expected.Objects.Keys.Order(), _store.Objects.Keys.Order());
        foreach (var (name, content) in expected.Objects)
            Assert.True(content.AsSpan().SequenceEqual(_store.Objects[name]), name);
    }

    private async Task<RepairReport> RepairAsync(CheckOptions? options = null)
    {
        var report = await new RepositoryRepair(await OpenAsync(_store))
            .RunAsync(options ?? new CheckOptions { ReadData = true }, null, Cancel);
        var after = await CheckAsync(_store, new CheckOptions { ReadData = true });
        Assert.Empty(after.Findings);
        Assert.Empty(after.Unprotected);
        return report;
    }
}
