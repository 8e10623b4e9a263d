using Cairn.Repository.Faults;
using Cairn.Repository.Parity;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Tests.Support;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Parity;

/// <summary>What is damaged in the store reads right where there is parity, and is reported.</summary>
public sealed class HealingTests
{
    private readonly MemoryStore _store = new();
    private readonly SortedDictionary<string, byte[]> _files =
        Files(("a", RandomBytes(1, 200_000)), ("b", "the same, the same, the same, the same"u8.ToArray()));

    [Fact]
    public async Task Packs_snapshots_and_the_config_have_parity_and_keys_have_none()
    {
        await BackUpAsync(await CreateAsync(_store), _files);
        string[] covered = ["packs/", "snapshots/", "config"];
        var expected = from name in _store.Objects.Keys
                       where covered.Any(start => name.StartsWith(start, StringComparison.Ordinal))
                       select ParityObjects.NameOf(name);
        Assert.Equal(expected.Order(), _store.Objects.Keys.Where(name => ParityObjects.ObjectOf(name) is not null).Order());
        foreach (var (name, content) in _store.Objects)
            if (ParityObjects.ObjectOf(name) is { } covers)
            {
                var parity = ParityObject.Read(covers, content);
                Assert.True(parity!.IsWhole && parity.Matches(_store.Objects[covers]));
            }
    }

    [Fact]
    public async Task A_repository_without_parity_has_none()
    {
        var options = SmallOptions with { Parity = false };
        await BackUpAsync(await BackupRepository.CreateAsync(_store, Passphrase, options, TimeProvider.System, Cancel), _files);
        await BackUpAsync(await OpenAsync(_store), _files);
        Assert.DoesNotContain(_store.Objects.Keys, name => name.StartsWith(ParityObjects.Prefix, StringComparison.Ordinal));
        AssertSame(_files, await RestoreLatestAsync(_store));
    }

    /// <summary>Every byte of every object that has parity: the restore is right, and says what it healed.</summary>
    [Fact]
    public async Task Whichever_byte_is_damaged_a_restore_is_right_and_reports_the_healing()
    {
        var files = Files(("random", RandomBytes(1, 600)), ("text", "the same, the same, the same, the same"u8.ToArray()));
        await BackUpAsync(await CreateAsync(_store), files);
        var failures = new List<string>();
        foreach (var name in _store.Objects.Keys.Select(ParityObjects.ObjectOf).OfType<string>().ToArray())
            for (var position = 0; position < _store.Objects[name].Length; position++)
            {
                _store.Objects[name][position] ^= 0x55;
                if (!await RestoresAndReportsAsync(files, name))
                    failures.Add($"{name} at {position}");
                _store.Objects[name][position] ^= 0x55;
            }
        Assert.Empty(failures);
    }

    [Fact]
    public async Task Damage_in_parity_itself_does_no_harm()
    {
        await BackUpAsync(await CreateAsync(_store), _files);
        foreach (var name in _store.Objects.Keys.Where(name => ParityObjects.ObjectOf(name) is not null).ToArray())
            _store.Objects[name] = RandomBytes(7, 1000);
        AssertSame(_files, await RestoreLatestAsync(_store));
    }

    [Fact]
    public async Task What_is_cut_short_or_gone_reads_right_where_parity_is_enough()
    {
        await BackUpAsync(await CreateAsync(_store), _files);
        foreach (var name in _store.Objects.Keys.Select(ParityObjects.ObjectOf).OfType<string>().ToArray())
        {
            var whole = _store.Objects[name];
            _store.Objects[name] = whole[..^1];
            AssertSame(_files, await RestoreLatestAsync(_store));
            _store.Objects[name] = whole;
        }
    }

    [Fact]
    public async Task A_lost_config_is_read_from_its_parity()
    {
        await BackUpAsync(await CreateAsync(_store), _files);
        _store.Objects.TryRemove("config", out _);
        Assert.True(await BackupRepository.ExistsAsync(_store, Cancel));
        await Assert.ThrowsAsync<RepositoryExistsException>(() => CreateAsync(_store));
        AssertSame(_files, await RestoreLatestAsync(_store));
    }

    [Fact]
    public async Task Damage_beyond_repair_is_an_error()
    {
        await BackUpAsync(await CreateAsync(_store), _files);
        foreach (var name in _store.Names("packs/"))
            _store.Objects[name].AsSpan(96).Reverse();
        await Assert.ThrowsAsync<RepositoryDamagedException>(() => RestoreLatestAsync(_store));
    }

    [Fact]
    public async Task A_wrong_passphrase_stays_wrong_whatever_the_config_is_like()
    {
        await CreateAsync(_store);
        await Assert.ThrowsAsync<WrongPassphraseException>(
            () => BackupRepository.OpenAsync(_store, "wrong", TimeProvider.System, Cancel));
        _store.Objects["config"][20] ^= 1;
        await Assert.ThrowsAsync<WrongPassphraseException>(
            () => BackupRepository.OpenAsync(_store, "wrong", TimeProvider.System, Cancel));
    }

    [Fact]
    public async Task Healing_is_told_once_for_each_object()
    {
        await BackUpAsync(await CreateAsync(_store), _files);
        var repository = await OpenAsync(_store);
        var told = new List<HealedObject>();
        repository.Healings.Healed += (_, healed) => told.Add(healed);
        var packs = _store.Names("packs/");
        foreach (var pack in packs)
            _store.Objects[pack][100] ^= 1;
        var snapshot = await new SnapshotList(repository).FindAsync("latest", Cancel);
        for (var i = 0; i < 2; i++)
            AssertSame(_files, await RestoreAsync(repository, snapshot!));
        Assert.Equal(packs, told.Select(healed => healed.Name).Order());
        Assert.Equal(packs, repository.Healings.Objects.Select(healed => healed.Name));
        Assert.All(told, healed => Assert.Equal(1, healed.Blocks));
    }

    private async Task<bool> RestoresAndReportsAsync(SortedDictionary<string, byte[]> files, string damaged)
    {
        try
        {
            var repository = await OpenAsync(_store);
            var snapshot = await new SnapshotList(repository).FindAsync("latest", Cancel);
            AssertSame(files, await RestoreAsync(repository, snapshot!));
            // Bytes of a pack that no read needs (its table) may be damaged without notice.
            return damaged.StartsWith("packs/", StringComparison.Ordinal)
                || repository.Healings.Objects.Single().Name == damaged;
        }
        catch (RepositoryException)
        {
            return false;
        }
    }
}
