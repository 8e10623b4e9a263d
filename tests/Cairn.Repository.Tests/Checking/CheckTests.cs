using Cairn.Repository.Checking;
using Cairn.Repository.Faults;
using Cairn.Repository.Sealing;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Tests.Support;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Checking;

public sealed class CheckTests
{
    private readonly MemoryStore _store = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_sound_repository_has_no_findings(bool readData)
    {
        await BackUpAsync(await CreateAsync(_store), Files(("a", RandomBytes(1, 300_000))));
        var report = await CheckAsync(readData);
        Assert.True(report.IsHealthy);
        Assert.Equal(1, report.Snapshots);
        Assert.True(report.Packs > 3 && report.Chunks > 50);
        Assert.Equal(readData, report.BytesRead > 0);
    }

    [Fact]
    public async Task A_missing_pack_is_found_with_the_paths_that_it_hits()
    {
        var repository = await CreateAsync(_store);
        await using var session = await WriteSession.BeginAsync(repository, Cancel);
        var content = await StoreAsync(session, RandomBytes(1, 5_000));
        await session.CheckpointAsync(Cancel);
        var pack = Assert.Single(_store.Names("packs/"));
        var sound = await StoreAsync(session, [1, 2]);
        var inner = await StoreFolderAsync(session, [FileEntry("broken", content), FileEntry("sound", sound)]);
        var root = await StoreFolderAsync(session, [FolderEntry("folder", inner)]);
        var snapshot = await session.CommitAsync(Description(), root, Cancel);
        _store.Objects.TryRemove(pack, out _);
        _store.Objects.TryRemove("parity/" + pack, out _);

        var report = await CheckAsync(readData: false);
        Assert.Contains(report.Findings, finding => finding.ObjectName == pack);
        var hit = Assert.Single(report.Findings, finding => finding.Path is not null);
        Assert.Equal(("/folder/broken", snapshot.Id), (hit.Path, hit.Snapshot));
    }

    [Fact]
    public async Task Directories_nested_deeper_than_calls_may_be_are_checked()
    {
        var repository = await CreateAsync(_store);
        await using var session = await WriteSession.BeginAsync(repository, Cancel);
        var folder = await StoreFolderAsync(session, []);
        for (var depth = 0; depth < 20_000; depth++)
            folder = await StoreFolderAsync(session, [FolderEntry("d", folder)]);
        await session.CommitAsync(Description(), folder, Cancel);

        Assert.Empty((await CheckAsync(readData: false)).Findings);
    }

    [Fact]
    public async Task What_dead_sessions_left_is_no_finding()
    {
        var repository = await CreateAsync(_store);
        await using (var died = await WriteSession.BeginAsync(repository, Cancel))
            await StoreAsync(died, RandomBytes(1, 300_000));
        await BackUpAsync(repository, Files(("a", RandomBytes(2, 10_000))));
        Assert.Empty((await CheckAsync(readData: true)).Findings);
    }

    [Fact]
    public async Task Parity_of_a_pack_that_is_gone_is_no_finding()
    {
        await BackUpAsync(await CreateAsync(_store), Files(("a", RandomBytes(1, 10_000))));
        var name = _store.Names("packs/")[0];
        var gone = "packs/ab/ab" + name[^30..];
        _store.Objects["parity/" + gone] = [.. _store.Objects["parity/" + name]];
        Assert.Empty((await CheckAsync(readData: true)).Findings);
    }

    [Fact]
    public async Task Objects_of_others_are_passed_over()
    {
        var files = Files(("a", RandomBytes(1, 10_000)));
        await BackUpAsync(await CreateAsync(_store), files);
        foreach (var folder in (string[])["", "keys/", "packs/ab/", "index/", "snapshots/", "snapshots/a/"])
            _store.Objects[folder + "readme"] = "not ours"u8.ToArray();
        await Assert.ThrowsAsync<WrongPassphraseException>(
            () => BackupRepository.OpenAsync(_store, "wrong", TimeProvider.System, Cancel));
        Assert.Empty((await CheckAsync(readData: true)).Findings);
        var repository = await OpenAsync(_store);
        Assert.Single(await new KeySlots(repository).ListAsync(Cancel).ToListAsync(Cancel));
        var snapshots = await new SnapshotList(repository).ReadAllAsync(Cancel).ToListAsync(Cancel);
        AssertSame(files, await RestoreAsync(repository, Assert.Single(snapshots)));
    }

    [Fact]
    public async Task Statistics_count_what_is_there()
    {
        var repository = await CreateAsync(_store);
        var bytes = RandomBytes(1, 100_000);
        await BackUpAsync(repository, Files(("a", bytes), ("copy", bytes)));
        var statistics = await RepositoryStatistics.ReadAsync(await OpenAsync(_store), Cancel);
        Assert.Equal(1, statistics.Snapshots);
        Assert.InRange(statistics.BytesPlain, 100_000, 110_000);
        Assert.InRange(statistics.BytesStored, 100_000, 120_000);
        Assert.True(statistics.Packs >= 2 && statistics.Chunks > 10);
    }

    /// <summary>
    /// Not one byte of any object can change unnoticed, none can make a restore give wrong bytes, and where there is parity every
    /// one heals.
    /// </summary>
    [Fact]
    [Trait("Length", "long")]
    public Task Any_changed_byte_is_detected_and_under_parity_healed() => ChangeBytesAsync(step: 1);

    [Fact]
    public Task Changed_bytes_are_detected_and_under_parity_healed() => ChangeBytesAsync(step: 23);

    private async Task ChangeBytesAsync(int step)
    {
        var files = Files(("random", RandomBytes(1, 100)), ("text", "the same, the same, the same"u8.ToArray()));
        await BackUpAsync(await CreateAsync(_store), files);
        var unnoticed = new List<string>();
        foreach (var (name, content) in _store.Objects.ToArray())
            for (var position = 0; position < content.Length; position += step)
            {
                content[position] ^= 0x55;
                if (!await IsNoticedAsync(files, isHealed: IsCovered(name)))
                    unnoticed.Add($"{name} at {position}");
                content[position] ^= 0x55;
            }
        Assert.Empty(unnoticed);
        Assert.Empty((await CheckAsync(readData: true)).Findings);
    }

    private static bool IsCovered(string name) =>
        !name.StartsWith("keys/", StringComparison.Ordinal) && !name.StartsWith("index/", StringComparison.Ordinal);

    private async Task<bool> IsNoticedAsync(SortedDictionary<string, byte[]> files, bool isHealed)
    {
        try
        {
            var repository = await OpenAsync(_store);
            var snapshot = await new SnapshotList(repository).FindAsync("latest", Cancel);
            if (snapshot is not null)
                AssertSame(files, await RestoreAsync(repository, snapshot));
            var report = await CheckAsync(readData: true);
            return !report.IsHealthy && !(isHealed && report.HasLosses) || snapshot is null && !isHealed;
        }
        catch (RepositoryException)
        {
            return !isHealed;
        }
    }

    private Task<CheckReport> CheckAsync(bool readData) => Sample.CheckAsync(_store, new CheckOptions { ReadData = readData });
}
