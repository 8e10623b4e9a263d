using Cairn.Repository.Compression;
using Cairn.Repository.Tests.Support;
using CsCheck;
using ZstdSharp;

namespace Cairn.Repository.Tests.Compression;

public sealed class CompressorTests
{
    [Theory]
    [InlineData(-3)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(9)]
    public void Portable_code_compresses_what_any_reader_expands(int level)
    {
        using var compressor = new PortableCompressor(level);
        Check(compressor);
    }

    [Theory]
    [InlineData(-3)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(9)]
    public void The_systems_library_compresses_what_any_reader_expands(int level)
    {
        Assert.True(NativeZstd.IsAvailable, "This host has no libzstd, which Debian's package manager itself needs.");
        using var compressor = new NativeCompressor(level);
        Check(compressor);
    }

    private static void Check(IChunkCompressor compressor)
    {
        using var expander = new Decompressor();
        Gen.Select(Gen.Int[1, 300_000], Gen.Int[0, 1000], Gen.Int[1, 256]).Sample((length, seed, values) =>
        {
            byte[] plain = [.. Sample.RandomBytes(seed, length).Select(value => (byte)(value % values))];
            var room = new byte[length - 1];
            if (!compressor.TryCompress(plain, room, out var compressed))
                return values > 1 || length < 100; // how much noise shrinks is the level's affair; a single value always does
            var back = new byte[length];
            return compressed <= room.Length && expander.Unwrap(room.AsSpan(0, compressed), back) == length && back.SequenceEqual(plain);
        }, iter: 60, threads: 1);
    }
}
