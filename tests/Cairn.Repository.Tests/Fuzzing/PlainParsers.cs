using System.Text;
using Cairn.Repository.Collecting;
using Cairn.Repository.Fields;
using Cairn.Repository.Packs;
using Cairn.Repository.Sealing;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Tests.Support;
using Cairn.Repository.Trees;
using CsCheck;

namespace Cairn.Repository.Tests.Fuzzing;

/// <summary>What is read without a key in the way: bytes that authentication lets through, and clear ones.</summary>
internal static class PlainParsers
{
    private static readonly RandomSource Random = new SeededRandom(1);
    private static readonly ChunkId Id = new(new byte[ChunkId.Size]);

    public static IEnumerable<Parser> All { get; } =
    [
        new("entry", [.. Some(Generate.Entry).Select(Encode)], bytes =>
        {
            var reader = new FieldReader(bytes, "fuzz");
            EntryCodec.Read(ref reader);
        }),
        new("leaf of a directory", [.. Some(Generate.Entry.Array[0, 6]).Select(Leaf)], bytes => TreeChunk.Read(bytes, Id)),
        new("branch of a directory", [.. Some(Generate.Name.Array[1, 6]).Select(Branch)], bytes => TreeChunk.Read(bytes, Id)),
        new("list of parts", [.. Some(Generate.Content).Select(List)], bytes =>
        {
            foreach (var depth in (int[])[1, 2, 4])
                PartsCodec.ReadList(bytes, Id, depth);
        }),
        new("records of a pack without table", [Records()], bytes => PackReader.Scan(default, bytes)),
        new("trailer of a pack", [Trailer()], bytes =>
        {
            if (bytes.Length >= PackFormat.TrailerSize)
                PackFormat.TryReadTrailer(bytes, out _, out _);
        }),
        new("names of objects", [.. Names()], bytes =>
        {
            var name = Encoding.Latin1.GetString(bytes);
            PackId.TryParseObjectName(name, out _);
            SessionObject.TryParse(name, out _, out _);
            SnapshotObject.TryParseName(name, out _);
            CollectionObject.TryParse(name, out _, out _);
            SnapshotId.TryParse(name, out _);
            ChunkId.TryParse(name, out _);
        }),
        new("secrets", [RepositorySecrets.New(Random).Encode()], bytes => RepositorySecrets.TryDecode(bytes)),
    ];

    private static T[] Some<T>(Gen<T> gen)
    {
        var (some, pcg) = (new T[20], new PCG(1));
        for (var i = 0; i < some.Length; i++)
            some[i] = gen.Generate(pcg, null, out _);
        return some;
    }

    private static byte[] Encode(Entry entry) => Write(to => EntryCodec.Write(to, entry));

    private static byte[] Leaf(Entry[] entries) => Write(to =>
    {
        Entry[] sorted = [.. entries.DistinctBy(entry => entry.Name).OrderBy(entry => entry.Name)];
        TreeChunk.Begin(to, 0, sorted.Length);
        foreach (var entry in sorted)
            EntryCodec.Write(to, entry);
    });

    private static byte[] Branch(EntryName[] names) => Write(to =>
    {
        EntryName[] sorted = [.. names.Distinct().Order()];
        TreeChunk.Begin(to, 1, sorted.Length);
        foreach (var name in sorted)
            TreeChunk.WriteBranch(to, new TreeBranch(name, Id));
    });

    private static byte[] List(FileContent content) => Write(to => PartsCodec.WriteList(to, content.Depth, content.Parts));

    private static byte[] Write(Action<FieldWriter> write)
    {
        var writer = new FieldWriter();
        write(writer);
        return writer.Written.ToArray();
    }

    private static byte[] Records()
    {
        var bytes = new byte[PackFormat.HeaderSize + 3 * (RecordHeader.Size + 56)];
        for (var at = PackFormat.HeaderSize; at < bytes.Length; at += RecordHeader.Size + 56)
            new RecordHeader(ChunkKind.Data, RecordEncoding.Raw, 40, 56, Id).Write(bytes.AsSpan(at));
        return bytes;
    }

    private static byte[] Trailer()
    {
        var trailer = new byte[PackFormat.TrailerSize];
        PackFormat.WriteTrailer(trailer, 3 * RecordHeader.Size + Seal.TagSize, 3);
        return trailer;
    }

    private static IEnumerable<byte[]> Names()
    {
        var id = SnapshotId.New(Random);
        string[] names =
        [
            PackId.New(Random).ObjectName,
            SnapshotObject.NameOf(id),
            SessionObject.BeginOf(id),
            SessionObject.BeatOf(id, 12),
            CollectionObject.NameOf(7, CollectionObject.Condemned),
            CollectionObject.NameOf(7, CollectionObject.NewVerdict(Random)),
            Id.ToString(),
        ];
        return names.Select(Encoding.Latin1.GetBytes);
    }
}
