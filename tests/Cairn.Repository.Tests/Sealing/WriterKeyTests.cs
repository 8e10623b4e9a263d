using Cairn.Repository.Faults;
using Cairn.Repository.Packs;
using Cairn.Repository.Sealing;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Tests.Support;
using Cairn.Repository.Trees;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Sealing;

public sealed class WriterKeyTests
{
    private readonly MemoryStore _store = new();

    [Fact]
    public async Task A_writer_backs_up_and_the_owner_restores_it()
    {
        var owner = await CreateAsync(_store);
        var files = Files(("a", RandomBytes(1, 100_000)), ("b", RandomBytes(2, 30)));
        await BackUpAsync(owner, Files(("a", files["a"])));
        var stored = _store.Objects.Count(found => found.Key.StartsWith("packs/", StringComparison.Ordinal));

        var writer = await OpenForWritingAsync(owner);
        Assert.True(writer.IsWriteOnly);
        var snapshot = await BackUpAsync(writer, files);

        AssertSame(files, await RestoreAsync(await OpenAsync(_store), snapshot));
        var packs = _store.Objects.Count(found => found.Key.StartsWith("packs/", StringComparison.Ordinal));
        Assert.True(packs - stored <= 2, $"what was there was stored again: {stored} packs became {packs}");
    }

    [Fact]
    public async Task A_writer_reads_nothing_that_is_there_not_even_its_own()
    {
        var owner = await CreateAsync(_store);
        var writer = await OpenForWritingAsync(owner);
        var snapshot = await BackUpAsync(writer, Files(("a", RandomBytes(1, 100_000))));
        await writer.Index.RefreshAsync(null, Cancel);

        await Assert.ThrowsAsync<WriteOnlyException>(() => new SnapshotList(writer).ReadAsync(snapshot.Id, Cancel));
        await Assert.ThrowsAsync<WriteOnlyException>(() => new SnapshotList(writer).FindAsync("latest", Cancel));
        await Assert.ThrowsAsync<WriteOnlyException>(
            async () => await new TreeReader(writer).ReadAsync(snapshot.Root, Cancel).CountAsync(Cancel));
        await foreach (var (pack, length) in PackList.ReadAsync(_store, Cancel))
            await Assert.ThrowsAsync<WriteOnlyException>(() => new PackReader(_store, writer.Keys).ReadTableAsync(pack, length, Cancel));
        Assert.Throws<WriteOnlyException>(() => KeyFile.Of(writer, writeOnly: false));
    }

    [Fact]
    public void A_writers_secrets_hold_no_private_key()
    {
        var secrets = RepositorySecrets.New(RandomSource.System);
        var writer = secrets.ForWriting();

        Assert.Null(KeyFile.Parse(new KeyFile(Guid.NewGuid(), writer).ToText()).Secrets.PrivateKey);
        Assert.True(writer.Encode().AsSpan().IndexOf(secrets.PrivateKey) < 0);
        Assert.True(secrets.Encode().AsSpan().IndexOf(secrets.PrivateKey) > 0);
    }

    [Fact]
    public async Task A_passphrase_may_let_write_only()
    {
        var owner = await CreateAsync(_store);
        await new KeySlots(owner).AddAsync("writer", "", new PassphraseCost(8, 1), writeOnly: true, Cancel);

        var writer = await BackupRepository.OpenAsync(_store, "writer", TimeProvider.System, Cancel);

        var snapshot = await BackUpAsync(writer, Files(("a", [1])));
        await Assert.ThrowsAsync<WriteOnlyException>(() => new SnapshotList(writer).ReadAsync(snapshot.Id, Cancel));
        AssertSame(Files(("a", [1])), await RestoreAsync(owner, snapshot));
    }

    private Task<BackupRepository> OpenForWritingAsync(BackupRepository owner) => BackupRepository.OpenAsync(
        _store, KeyFile.Parse(KeyFile.Of(owner, writeOnly: true).ToText()), TimeProvider.System, Cancel);
}
