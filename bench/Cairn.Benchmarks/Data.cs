using System.Text;
using Cairn.Repository;
using Cairn.Repository.Sealing;

namespace Cairn.Benchmarks;

/// <summary>The same bytes and ids at every run.</summary>
internal static class Data
{
    public static KeyRing Keys { get; } = new(Guid.Empty, RepositorySecrets.New(RandomSource.System), RandomSource.System);

    /// <summary>What compresses by nothing.</summary>
    public static byte[] Random(int length)
    {
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Lines of a web server's log: zstd makes a quarter of it.</summary>
    public static byte[] Log(int length)
    {
        var random = new Random(2);
        var text = new StringBuilder(length + 200);
        for (var time = 1_700_000_000; text.Length < length; time += random.Next(3))
            text.Append(
                $"10.{random.Next(4)}.{random.Next(256)}.{random.Next(256)} - - [{time}] "
                + $"\"GET /articles/{random.Next(5000)}/page{random.Next(9)}.html HTTP/1.1\" {(random.Next(20) == 0 ? 404 : 200)} {random.Next(50_000)} \"Mozilla/5.0 (X11; Linux x86_64)\"\n");
        return Encoding.ASCII.GetBytes(text.ToString(0, length));
    }

    public static ChunkId Id(Random random)
    {
        Span<byte> bytes = stackalloc byte[ChunkId.Size];
        random.NextBytes(bytes);
        return new ChunkId(bytes);
    }
}
