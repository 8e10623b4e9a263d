using System.Security.Cryptography;
using Cairn.Repository.Faults;
using Cairn.Repository.Index;
using Cairn.Repository.Packs;
using Cairn.Repository.Sealing;
using Cairn.Repository.Tests.Support;
using CsCheck;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Packs;

public sealed class PackTests
{
    private const int Target = 64 << 10;

    private readonly KeyRing _keys = NewKeys();
    private readonly MemoryStore _store = new();

    [Fact]
    public Task Records_come_back_by_table_by_scan_and_by_verification() =>
        Gen.Byte.Array[1, 500].Array[1, 50].SampleAsync(async chunks =>
        {
            var (pack, content) = Pack(chunks);
            _store.Objects[pack.Pack.ObjectName] = content;
            var table = await new PackReader(_store, _keys).ReadTableAsync(pack.Pack, content.Length, Cancel);
            Assert.Equal(pack.Records, table.Records);
            Assert.Equal(pack.Records, PackReader.Scan(pack.Pack, content).Records);
            var verdict = await new PackVerifier(_store, _keys, IndexView.Empty).VerifyAsync(pack.Pack, content.Length, Cancel);
            Assert.Empty(verdict.Damage);
            Assert.Equal(pack.Records, verdict.Records.Records);
        }, iter: 20);

    [Fact]
    public async Task A_pack_without_its_table_is_read_by_its_records()
    {
        var (pack, content) = Pack([[1], [2, 2], [3, 3, 3]]);
        _store.Objects[pack.Pack.ObjectName] = content[..^1];
        var verdict = await new PackVerifier(_store, _keys, IndexView.Empty).VerifyAsync(pack.Pack, content.Length - 1, Cancel);
        Assert.Equal(pack.Records, verdict.Records.Records);
        Assert.Equal(pack.Pack.ObjectName, Assert.Single(verdict.Damage).ObjectName);
    }

    [Fact]
    public void A_record_moved_elsewhere_is_refused()
    {
        var (pack, content) = Pack([[1, 1], [2, 2]]);
        var (first, second) = (pack.Records[0], pack.Records[1]);
        var moved = content.AsSpan((int)second.Offset, second.Header.RecordLength).ToArray();
        using var cipher = new AesGcm(new PackReader(_store, _keys).OpenKey(pack.Pack, content), Seal.TagSize);
        Assert.Throws<RepositoryDamagedException>(
            () => new RecordOpener(_keys).Open(pack.Pack, cipher, first.Offset, second.Header, moved, new byte[2]));
    }

    [Fact]
    public void Any_bytes_are_a_pack_or_damage_and_nothing_else() => Gen.Byte.Array[0, 400].Sample(bytes =>
    {
        var pack = PackId.New(RandomSource.System);
        Assert.Throws<RepositoryDamagedException>(() => new PackReader(_store, _keys).OpenKey(pack, bytes));
        Assert.Throws<RepositoryDamagedException>(() => new PackReader(_store, _keys).OpenTable(pack, new byte[32], bytes));
        PackReader.Scan(pack, bytes);
    });

    [Theory]
    [InlineData("packs/ab/abcdef")]
    [InlineData("packs/00/10000000000000000000000000000000")]
    [InlineData("packs/readme")]
    [InlineData("packs/0A/0A000000000000000000000000000000")]
    public void Other_names_are_no_packs(string name) => Assert.False(PackId.TryParseObjectName(name, out _));

    [Fact]
    public void A_packs_name_is_read_back()
    {
        var id = PackId.New(RandomSource.System);
        Assert.True(PackId.TryParseObjectName(id.ObjectName, out var parsed));
        Assert.Equal(id, parsed);
    }

    private (PackedRecords Pack, byte[] Content) Pack(byte[][] chunks)
    {
        using var writer = new PackWriter(_keys, PackContent.Data, new byte[PackWriter.BufferSize(Target)], Target);
        foreach (var chunk in chunks)
            writer.Append(ChunkKind.Data, _keys.Identify(ChunkKind.Data, chunk), RecordEncoding.Raw, chunk.Length, chunk);
        return (writer.Contents, writer.Complete().ToArray());
    }
}
