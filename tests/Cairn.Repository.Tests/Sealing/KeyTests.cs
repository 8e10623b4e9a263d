using Cairn.Repository.Faults;
using Cairn.Repository.Sealing;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Tests.Support;
using CsCheck;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Sealing;

public sealed class KeyTests
{
    private static readonly PassphraseCost Cheap = new(MemoryKiB: 8, Passes: 1);

    private readonly MemoryStore _store = new();

    [Fact]
    public async Task A_wrong_passphrase_is_told_from_no_repository_and_from_damage()
    {
        await Assert.ThrowsAsync<NoRepositoryException>(() => OpenAsync(_store));
        await CreateAsync(_store);
        await Assert.ThrowsAsync<WrongPassphraseException>(() => OpenWithAsync("wrong"));
        _store.Objects["config"][3] ^= 1;
        _store.Objects.TryRemove("parity/config", out _);
        await Assert.ThrowsAsync<RepositoryDamagedException>(() => OpenAsync(_store));
    }

    [Fact]
    public async Task A_repository_is_not_created_over_another()
    {
        var id = (await CreateAsync(_store)).Id;
        await Assert.ThrowsAsync<RepositoryExistsException>(() => CreateAsync(_store));
        Assert.Equal(id, (await OpenAsync(_store)).Id);
    }

    [Fact]
    public async Task A_passphrase_can_be_added_changed_and_removed()
    {
        var repository = await CreateAsync(_store);
        var snapshot = await BackUpAsync(repository, Files(("a", "bytes"u8.ToArray())));
        var slots = new KeySlots(repository);
        var second = await slots.AddAsync("second", "the colleague's", Cheap, Cancel);
        var labels = await slots.ListAsync(Cancel).Select(slot => slot.Label).Order().ToListAsync(Cancel);
        Assert.Equal(["first", "the colleague's"], labels);
        Assert.Equal(snapshot.Root, (await new SnapshotList(await OpenWithAsync("second")).ReadAsync(snapshot.Id, Cancel)).Root);

        var first = await slots.ListAsync(Cancel).FirstAsync(slot => slot.Id != second.Id, Cancel);
        await slots.RemoveAsync(first.Id, Cancel);
        await Assert.ThrowsAsync<WrongPassphraseException>(() => OpenAsync(_store));
        await OpenWithAsync("second");
        await Assert.ThrowsAsync<ArgumentException>(() => slots.RemoveAsync(second.Id, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => slots.RemoveAsync(first.Id, Cancel));
    }

    [Fact]
    public async Task A_slot_of_another_repository_opens_nothing()
    {
        var other = new MemoryStore();
        await CreateAsync(other);
        await CreateAsync(_store);
        var own = Assert.Single(_store.Objects.Keys, IsSlot);
        var foreign = Assert.Single(other.Objects.Keys, IsSlot);
        _store.Objects[foreign] = other.Objects[foreign];
        await OpenAsync(_store);
        _store.Objects.TryRemove(own, out _);
        await Assert.ThrowsAsync<WrongPassphraseException>(() => OpenAsync(_store));
    }

    [Fact]
    public async Task A_damaged_slot_does_not_lock_the_others_out()
    {
        var repository = await CreateAsync(_store);
        await new KeySlots(repository).AddAsync("second", "", Cheap, Cancel);
        _store.Objects["keys/" + new string('0', 32)] = "garbage"u8.ToArray();
        await OpenWithAsync("second");
        await Assert.ThrowsAsync<RepositoryDamagedException>(() => OpenWithAsync("third"));
    }

    [Fact]
    public void A_wrapped_key_opens_only_for_its_object_and_repository() => Gen.Byte.Array[32].Sample(key =>
    {
        var (repository, privateKey) = (Guid.NewGuid(), RandomBytes(1, 32));
        var envelope = new KeyEnvelope(repository, privateKey, RandomSource.System);
        var (wrapped, header) = (new byte[KeyEnvelope.Size], "header"u8.ToArray());
        envelope.Wrap("packs/a", header, key, wrapped);
        Assert.Equal(key, envelope.Unwrap("packs/a", header, wrapped));
        Assert.Throws<RepositoryDamagedException>(() => envelope.Unwrap("packs/b", header, wrapped));
        Assert.Throws<RepositoryDamagedException>(() => envelope.Unwrap("packs/a", "hEader"u8, wrapped));
        var other = new KeyEnvelope(Guid.NewGuid(), privateKey, RandomSource.System);
        Assert.Throws<RepositoryDamagedException>(() => other.Unwrap("packs/a", header, wrapped));
        Assert.Throws<RepositoryDamagedException>(() => envelope.Unwrap("packs/a", header, new byte[KeyEnvelope.Size]));
    }, iter: 10);

    [Fact]
    public void Ids_depend_on_repository_and_kind()
    {
        var (keys, others) = (NewKeys(), NewKeys());
        var id = keys.Identify(ChunkKind.Data, [1]);
        Assert.Equal(id, keys.Identify(ChunkKind.Data, [1]));
        Assert.NotEqual(id, keys.Identify(ChunkKind.Tree, [1]));
        Assert.NotEqual(id, others.Identify(ChunkKind.Data, [1]));
    }

    [Fact]
    public void Ids_are_written_and_ordered_as_their_bytes_are() =>
        Gen.Select(Generate.ChunkId, Generate.ChunkId).Sample((a, b) =>
    {
        Assert.True(ChunkId.TryParse(a.ToString(), out var parsed) && parsed == a);
        Assert.Equal(Math.Sign(string.CompareOrdinal(a.ToString(), b.ToString())), Math.Sign(a.CompareTo(b)));
    });

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    public void What_is_no_id_is_not_parsed(string text)
    {
        Assert.False(ChunkId.TryParse(text.PadLeft(64, 'x'), out _));
        Assert.False(SnapshotId.TryParse(text, out _));
        Assert.Throws<FormatException>(() => SnapshotId.Parse(text));
    }

    private static bool IsSlot(string name) => name.StartsWith("keys/", StringComparison.Ordinal);

    private Task<BackupRepository> OpenWithAsync(string passphrase) =>
        BackupRepository.OpenAsync(_store, passphrase, TimeProvider.System, Cancel);
}
