using Cairn.Repository.Faults;
using Cairn.Repository.Sealing;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Tests.Support;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Sealing;

public sealed class KeySlotTests
{
    private static readonly PassphraseCost Cheap = new(MemoryKiB: 8, Passes: 1);

    private readonly MemoryStore _store = new();

    [Fact]
    public async Task A_passphrase_can_be_added_and_removed()
    {
        var repository = await CreateAsync(_store);
        var snapshot = await BackUpAsync(repository, Files(("a", "bytes"u8.ToArray())));
        var slots = new KeySlots(repository);
        var second = await slots.AddAsync("second", "the colleague's", Cheap, writeOnly: false, Cancel);
        var labels = await slots.ListAsync(Cancel).Select(slot => slot.Label).Order().ToListAsync(Cancel);
        Assert.Equal(["first", "the colleague's"], labels);
        Assert.Equal(snapshot.Root, (await new SnapshotList(await OpenWithAsync("second")).ReadAsync(snapshot.Id, Cancel)).Root);

        var first = await slots.ListAsync(Cancel).FirstAsync(slot => slot.Id != second.Id, Cancel);
        await slots.RemoveAsync(first.Id[..8], Cancel);
        await Assert.ThrowsAsync<WrongPassphraseException>(() => OpenAsync(_store));
        await OpenWithAsync("second");
        await Assert.ThrowsAsync<NoSuchKeyException>(() => slots.RemoveAsync(first.Id, Cancel));
    }

    [Fact]
    public async Task The_last_passphrase_that_lets_read_stays()
    {
        var slots = new KeySlots(await CreateAsync(_store));
        await slots.AddAsync("writer", "", Cheap, writeOnly: true, Cancel);
        _store.Objects["keys/" + new string('0', 32)] = "garbage"u8.ToArray();
        var first = await slots.ListAsync(Cancel).SingleAsync(slot => slot is { WriteOnly: false, Problem: null }, Cancel);

        await Assert.ThrowsAsync<LastKeyException>(() => slots.RemoveAsync(first.Id, Cancel));

        await OpenAsync(_store);
    }

    [Fact]
    public async Task A_changed_passphrase_takes_the_old_ones_place_label_and_rights()
    {
        var created = new KeySlots(await CreateAsync(_store));
        await created.AddAsync("writer", "the laptop's", Cheap, writeOnly: true, Cancel);
        foreach (var (old, changed) in new[] { (Passphrase, "new"), ("writer", "new writer") })
        {
            var repository = await OpenWithAsync(old);
            await new KeySlots(repository).ChangeAsync(repository.KeySlotId!, changed, Cheap, Cancel);
            await Assert.ThrowsAsync<WrongPassphraseException>(() => OpenWithAsync(old));
        }

        Assert.False((await OpenWithAsync("new")).IsWriteOnly);
        Assert.True((await OpenWithAsync("new writer")).IsWriteOnly);
        var slots = await created.ListAsync(Cancel).Select(slot => (slot.Label, slot.WriteOnly)).Order().ToListAsync(Cancel);
        Assert.Equal([("first", false), ("the laptop's", true)], slots);
    }

    [Fact]
    public async Task A_change_that_was_interrupted_leaves_both_passphrases()
    {
        await CreateAsync(_store);
        var repository = await OpenAsync(new UndeletableStore(_store));
        await Assert.ThrowsAsync<StoreFailedException>(
            () => new KeySlots(repository).ChangeAsync(repository.KeySlotId!, "new", Cheap, Cancel));
        await OpenAsync(_store);
        await OpenWithAsync("new");
        Assert.Equal(2, await new KeySlots(repository).ListAsync(Cancel).CountAsync(Cancel));
    }

    [Fact]
    public async Task Who_may_only_write_changes_nobody_elses_passphrase()
    {
        var owner = await CreateAsync(_store);
        await new KeySlots(owner).AddAsync("writer", "", Cheap, writeOnly: true, Cancel);
        var writer = await OpenWithAsync("writer");
        var slots = new KeySlots(writer);
        var first = await slots.ListAsync(Cancel).SingleAsync(slot => !slot.WriteOnly, Cancel);

        await Assert.ThrowsAsync<WriteOnlyException>(() => slots.RemoveAsync(first.Id, Cancel));
        await Assert.ThrowsAsync<WriteOnlyException>(() => slots.ChangeAsync(first.Id, "mine", Cheap, Cancel));
        Assert.True((await slots.AddAsync("another", "", Cheap, writeOnly: false, Cancel)).WriteOnly);
    }

    [Fact]
    public async Task A_slot_of_another_repository_opens_nothing_and_can_be_removed()
    {
        var other = new MemoryStore();
        await CreateAsync(other);
        var slots = new KeySlots(await CreateAsync(_store));
        var own = Assert.Single(_store.Objects.Keys, IsSlot);
        var foreign = Assert.Single(other.Objects.Keys, IsSlot);
        _store.Objects[foreign] = other.Objects[foreign];
        await OpenAsync(_store);
        _store.Objects.TryRemove(own, out _);
        await Assert.ThrowsAsync<WrongPassphraseException>(() => OpenAsync(_store));
        Assert.Equal("of another repository", (await slots.ListAsync(Cancel).SingleAsync(Cancel)).Problem);
        await slots.RemoveAsync(foreign["keys/".Length..], Cancel);
        Assert.DoesNotContain(_store.Objects.Keys, IsSlot);
    }

    [Fact]
    public async Task A_damaged_slot_does_not_lock_the_others_out_and_can_be_removed()
    {
        var slots = new KeySlots(await CreateAsync(_store));
        await slots.AddAsync("second", "", Cheap, writeOnly: false, Cancel);
        var damaged = new string('0', 32);
        _store.Objects["keys/" + damaged] = "garbage"u8.ToArray();
        await OpenWithAsync("second");
        await Assert.ThrowsAsync<RepositoryDamagedException>(() => OpenWithAsync("third"));
        Assert.Equal("damaged", (await slots.FindAsync(damaged, Cancel)).Problem);
        await slots.RemoveAsync(damaged, Cancel);
        await Assert.ThrowsAsync<WrongPassphraseException>(() => OpenWithAsync("third"));
    }

    [Theory]
    [InlineData("\"writeOnly\":false", "\"writeOnly\":true")]
    [InlineData("\"label\":\"first\"", "\"label\":\"fist\"")]
    public async Task Nothing_that_a_slot_says_of_itself_can_be_altered(string old, string altered)
    {
        await CreateAsync(_store);
        var name = Assert.Single(_store.Objects.Keys, IsSlot);
        var text = System.Text.Encoding.UTF8.GetString(_store.Objects[name]);
        Assert.Contains(old, text, StringComparison.Ordinal);
        _store.Objects[name] = System.Text.Encoding.UTF8.GetBytes(text.Replace(old, altered, StringComparison.Ordinal));
        await Assert.ThrowsAsync<WrongPassphraseException>(() => OpenAsync(_store));
    }

    private static bool IsSlot(string name) => name.StartsWith("keys/", StringComparison.Ordinal);

    private Task<BackupRepository> OpenWithAsync(string passphrase) =>
        BackupRepository.OpenAsync(_store, passphrase, TimeProvider.System, Cancel);
}
