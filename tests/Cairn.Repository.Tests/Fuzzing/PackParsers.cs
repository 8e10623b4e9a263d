using System.Security.Cryptography;
using Cairn.Repository.Index;
using Cairn.Repository.Packs;
using Cairn.Repository.Sealing;
using Cairn.Repository.Tests.Support;
using ZstdSharp;

namespace Cairn.Repository.Tests.Fuzzing;

/// <summary>Packs, altered; and their tables and records, altered and then sealed with the right key.</summary>
internal static class PackParsers
{
    private static readonly KeyRing Keys = SeededKeys.Make();
    private static readonly MemoryStore Store = new();
    private static readonly PackReader Reader = new(Store, Keys);
    private static readonly RecordOpener Opener = new(Keys);
    private static readonly (PackId Id, byte[] Key, byte[] Content, PackedRecords Records) Pack = Make();

    public static IEnumerable<Parser> All { get; } =
    [
        new("pack", [Pack.Content], bytes => Reader.OpenTable(Pack.Id, Reader.OpenKey(Pack.Id, bytes), bytes)),
        // A whole pack is verified in pooled buffers, which are as large as the largest chunk.
        new("pack, verified", [Pack.Content], Verify) { Allowance = 70 << 20 },
        new("table of a pack, authentic", [Table()], bytes => Reader.OpenTable(Pack.Id, Pack.Key, WithTable(bytes))),
        new("compressed record, authentic", [.. Compressed()], OpenCompressed),
    ];

    private static (PackId Id, byte[] Key, byte[] Content, PackedRecords Records) Make()
    {
        using var writer = new PackWriter(Keys, PackContent.Data, new byte[PackWriter.BufferSize(4096)], 4096);
        foreach (var bytes in (byte[][])[Sample.RandomBytes(1, 300), Sample.RandomBytes(2, 1), new byte[500]])
            writer.Append(ChunkKind.Data, Keys.Identify(ChunkKind.Data, bytes), RecordEncoding.Raw, bytes.Length, bytes);
        var content = writer.Complete().ToArray();
        return (writer.Id, Reader.OpenKey(writer.Id, content), content, writer.Contents);
    }

    private static void Verify(byte[] bytes)
    {
        Store.Objects[Pack.Id.ObjectName] = bytes;
        new PackVerifier(Store, Keys, IndexView.Empty).VerifyAsync(Pack.Id, bytes.Length, default).GetAwaiter().GetResult();
    }

    private static byte[] Table()
    {
        var table = new byte[Pack.Records.Records.Count * RecordHeader.Size];
        for (var i = 0; i < Pack.Records.Records.Count; i++)
            Pack.Records.Records[i].Header.Write(table.AsSpan(i * RecordHeader.Size));
        return table;
    }

    /// <summary>The pack with another table, which says of its own length what is true.</summary>
    private static byte[] WithTable(byte[] table)
    {
        var offset = (int)Pack.Records.Records[^1].Offset + Pack.Records.Records[^1].Header.RecordLength;
        var trailer = new byte[PackFormat.TrailerSize];
        PackFormat.WriteTrailer(trailer, table.Length + Seal.TagSize, table.Length / RecordHeader.Size);
        var associated = new byte[PackFormat.PlaceSize + PackFormat.TrailerSize];
        PackFormat.WriteAssociated(associated, Keys.RepositoryId, Pack.Id, offset, trailer);
        var content = new byte[offset + table.Length + Seal.TagSize + trailer.Length];
        Pack.Content.AsSpan(0, offset).CopyTo(content);
        Seal.Encrypt(Pack.Key, offset, table, content.AsSpan(offset), associated);
        trailer.CopyTo(content.AsSpan(content.Length - trailer.Length));
        return content;
    }

    private static IEnumerable<byte[]> Compressed()
    {
        using var compressor = new Compressor(1);
        foreach (var bytes in (byte[][])[new byte[10_000], [.. Sample.RandomBytes(3, 200), .. Sample.RandomBytes(3, 200)]])
            yield return compressor.Wrap(bytes).ToArray();
    }

    private static void OpenCompressed(byte[] frame)
    {
        if (frame.Length is 0 or > 10_000)
            return;
        var header = new RecordHeader(ChunkKind.Data, RecordEncoding.Zstandard, 10_001, frame.Length + Seal.TagSize, default);
        var record = new byte[header.RecordLength];
        header.Write(record);
        var associated = new byte[PackFormat.PlaceSize + RecordHeader.Size];
        PackFormat.WriteAssociated(associated, Keys.RepositoryId, Pack.Id, 0, record.AsSpan(0, RecordHeader.Size));
        using var cipher = new AesGcm(Pack.Key, Seal.TagSize);
        Seal.Encrypt(cipher, 0, frame, record.AsSpan(RecordHeader.Size), associated);
        Opener.Open(Pack.Id, cipher, 0, header, record, new byte[header.PlainLength]);
    }
}
