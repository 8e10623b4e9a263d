using Cairn.Repository.Faults;
using Cairn.Repository.Index;
using Cairn.Repository.Packs;
using Cairn.Repository.Sealing;
using Cairn.Repository.Tests.Support;
using CsCheck;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Index;

public sealed class SegmentTests
{
    private readonly KeyRing _keys = Support.Sample.NewKeys();

    [Fact]
    public void An_entry_comes_back_as_it_was() => Gen.Select(
        Gen.ULong, Gen.UInt, Gen.Int[0, SegmentEntry.MaxPacks - 1], Gen.Int[0, SegmentEntry.MaxOffset],
        Gen.Int[0, SegmentEntry.MaxSealedLength], Gen.Int[0, 3]).Sample((high, low, pack, offset, length, kind) =>
        {
            var entry = new SegmentEntry(new ChunkPrefix(high, low), pack, offset, length, (ChunkKind)kind);
            var bytes = new byte[SegmentEntry.Size];
            entry.Write(bytes);
            Assert.Equal(entry, SegmentEntry.Read(bytes));
        });

    [Fact]
    public void A_segment_finds_what_was_put_in_and_nothing_else() =>
        Gen.Select(IndexSample.Records, Generate.ChunkId.Array[0, 20]).Sample((records, others) =>
        {
            var segment = IndexSample.Segment(_keys, records);
            var view = new IndexView([segment]);
            Assert.Equal(records.Length, view.Count);
            Assert.Equal(records.Sum(record => (long)record.Record.Header.PlainLength), view.PlainBytes);
            IndexSample.AssertSame(records, view);
            foreach (var id in others.Where(id => !records.Any(record => record.Record.Header.Id == id)))
                Assert.False(view.TryFind(id, out _));
            segment.VerifyAll(Cancel);
        }, iter: 100);

    [Fact]
    public void Ids_that_are_not_spread_evenly_are_found_too()
    {
        var id = new byte[ChunkId.Size];
        foreach (var shape in (Func<int, ulong>[])[i => (ulong)i, i => ulong.MaxValue - (ulong)i, i => 1UL << (i % 64), _ => 5])
        {
            var records = new (PackId, PackedRecord)[5000];
            for (var i = 0; i < records.Length; i++)
            {
                System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(id, shape(i));
                System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(id.AsSpan(8), i);
                records[i] = IndexSample.Record(new ChunkId(id), i % 3, i * 100, 100, ChunkKind.Data);
            }
            IndexSample.AssertSame(records, new IndexView([IndexSample.Segment(_keys, records)]));
        }
    }

    [Fact]
    public void Any_flipped_byte_is_detected_before_an_answer_is_given()
    {
        var records = Enumerable.Range(0, 1500)
            .Select(i => IndexSample.Record(new ChunkId(RandomBytes(i, 32)), i % 3, i * 100, 100, ChunkKind.Data)).ToArray();
        var name = IndexSegment.NewName(RandomSource.System);
        var content = IndexSegment.Encode(name, _keys, records).ToArray();
        for (var position = 0; position < content.Length; position += position < content.Length - 200 ? 97 : 1)
        {
            content[position] ^= 0x10;
            var wrong = 0;
            try
            {
                var view = new IndexView([MappedSegment.Open(MappedFile.Copy(name, content), _keys)]);
                foreach (var (pack, record) in records)
                    wrong += IndexSample.IsFound(view, pack, record) ? 0 : 1;
                Assert.Fail($"byte {position}: nothing was noticed");
            }
            catch (RepositoryDamagedException damage)
            {
                Assert.Equal(name, damage.ObjectName);
                Assert.Equal(0, wrong);
            }
            content[position] ^= 0x10;
        }
    }

    [Fact]
    public void A_segment_that_no_writer_makes_is_damaged_though_it_is_authentic()
    {
        var sound = new SegmentEntry(new ChunkPrefix(5, 5), 0, 96, 100, ChunkKind.Data);
        AssertDamaged(sound, sound with { Id = new ChunkPrefix(4, 9) });
        AssertDamaged(sound, sound with { Offset = 95 });
        AssertDamaged(sound with { Pack = 1 });
        AssertDamaged(sound with { Kind = 0 });
        var low = sound with { Id = new ChunkPrefix(1, 1) };
        AssertDamaged([.. Enumerable.Repeat(sound, SegmentLayout.BlockItems), low]);

        void AssertDamaged(params SegmentEntry[] entries)
        {
            var name = IndexSegment.NewName(RandomSource.System);
            var content = new MemoryStream();
            var writer = new SegmentWriter(content, new SegmentKeys(_keys, name));
            foreach (var entry in entries)
                writer.Add(entry);
            writer.Complete([default], 0);
            Assert.Throws<RepositoryDamagedException>(
                () => MappedSegment.Open(MappedFile.Copy(name, content.ToArray()), _keys).VerifyAll(Cancel));
        }
    }

    [Fact]
    public void A_segment_is_bound_to_its_name()
    {
        var record = IndexSample.Record(default, 0, 96, 100, ChunkKind.Data);
        var content = IndexSegment.Encode(IndexSegment.NewName(RandomSource.System), _keys, [record]);
        var other = MappedFile.Copy(IndexSegment.NewName(RandomSource.System), content);
        Assert.Throws<RepositoryDamagedException>(() => MappedSegment.Open(other, _keys));
    }

    [Fact]
    public void Any_bytes_are_a_segment_or_damage_and_nothing_else() =>
        Gen.Select(Gen.Byte.Array[0, 200], Gen.Long, Gen.Int, Gen.Bool).Sample((bytes, entries, packs, hasHeader) =>
        {
            if (hasHeader && bytes.Length > SegmentLayout.HeaderSize + SegmentLayout.TrailerSize)
            {
                SegmentLayout.Header.CopyTo(bytes);
                new SegmentLayout(entries, packs).WriteTrailer(bytes.AsSpan(bytes.Length - SegmentLayout.TrailerSize), 0);
            }
            Assert.Throws<RepositoryDamagedException>(() => MappedSegment.Open(MappedFile.Copy("index/x", bytes), _keys));
        });

    [Fact]
    public void A_segment_that_is_cut_short_or_too_long_is_damaged()
    {
        var name = IndexSegment.NewName(RandomSource.System);
        var content = IndexSegment.Encode(name, _keys, [IndexSample.Record(default, 0, 96, 100, ChunkKind.Data)]).ToArray();
        for (var length = 0; length < content.Length; length++)
            AssertDamaged(content[..length]);
        AssertDamaged([.. content, 0]);
        AssertDamaged([.. content, .. content]);

        void AssertDamaged(byte[] bytes) =>
            Assert.Throws<RepositoryDamagedException>(() => MappedSegment.Open(MappedFile.Copy(name, bytes), _keys));
    }
}
