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

        var check = await CheckAsync(new CheckOptions { ReadData = true });
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
        foreach (var name in _store.Objects.Keys.Where(name => name.StartsWith("index/", StringComparison.Ordinal)))
            _store.Objects[name][20] ^= 1;
        Assert.True((await RepairAsync()).IndexRebuilt);
        Assert.Empty((await CheckAsync(new CheckOptions { ReadData = true })).Findings);
        AssertSame(_files, await RestoreAsync(await OpenAsync(_store), snapshot));
    }

    private void AssertSameObjects(MemoryStore expected)
    {
        Assert.Equal(expected.Objects.Keys.Order(), _store.Objects.Keys.Order());
        foreach (var (name, content) in expected.Objects)
            Assert.True(content.AsSpan().SequenceEqual(_store.Objects[name]), name);
    }

    private async Task<CheckReport> CheckAsync(CheckOptions options) =>
        await new RepositoryCheck(await OpenAsync(_store)).RunAsync(options, null, Cancel);

    private async Task<RepairReport> RepairAsync()
    {
        var report = await new RepositoryRepair(await OpenAsync(_store))
            .RunAsync(new CheckOptions { ReadData = true }, null, Cancel);
        var after = await CheckAsync(new CheckOptions { ReadData = true });
        Assert.Empty(after.Findings);
        Assert.Empty(after.Unprotected);
        return report;
    }
}
