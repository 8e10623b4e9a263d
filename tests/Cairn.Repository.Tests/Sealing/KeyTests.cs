using Cairn.Repository.Faults;
using Cairn.Repository.Sealing;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Tests.Support;
using CsCheck;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Sealing;

public sealed class KeyTests
{
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
    public void A_wrapped_key_opens_only_for_its_object_and_repository() => Gen.Byte.Array[32].Sample(key =>
    {
        var (repository, secrets) = (Guid.NewGuid(), RepositorySecrets.New(RandomSource.System));
        var envelope = new KeyEnvelope(repository, secrets, RandomSource.System);
        var (wrapped, header) = (new byte[KeyEnvelope.Size], "header"u8.ToArray());
        envelope.Wrap("packs/a", header, key, wrapped);
        Assert.Equal(key, envelope.Unwrap("packs/a", header, wrapped));
        Assert.Throws<RepositoryDamagedException>(() => envelope.Unwrap("packs/b", header, wrapped));
        Assert.Throws<RepositoryDamagedException>(() => envelope.Unwrap("packs/a", "hEader"u8, wrapped));
        var other = new KeyEnvelope(Guid.NewGuid(), secrets, RandomSource.System);
        Assert.Throws<RepositoryDamagedException>(() => other.Unwrap("packs/a", header, wrapped));
        Assert.Throws<RepositoryDamagedException>(() => envelope.Unwrap("packs/a", header, new byte[KeyEnvelope.Size]));
        var writer = new KeyEnvelope(repository, secrets.ForWriting(), RandomSource.System);
        Assert.Throws<WriteOnlyException>(() => writer.Unwrap("packs/a", header, wrapped));
        writer.Wrap("packs/a", header, key, wrapped);
        Assert.Equal(key, envelope.Unwrap("packs/a", header, wrapped));
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

    private Task<BackupRepository> OpenWithAsync(string passphrase) =>
        BackupRepository.OpenAsync(_store, passphrase, TimeProvider.System, Cancel);
}
