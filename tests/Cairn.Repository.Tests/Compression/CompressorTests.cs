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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_was_compressed_is_expanded_to_its_length_and_nothing_else_is(bool isNative)
    {
        using var compressor = new PortableCompressor(3);
        using var expander = new ChunkDecompressor(isNative);
        Gen.Select(Gen.Int[100, 300_000], Gen.Int[0, 1000], Gen.Int[1, 200], Gen.Double[0, 1]).Sample((length, seed, values, cut) =>
        {
            byte[] plain = [.. Sample.RandomBytes(seed, length).Select(value => (byte)(value % values))];
            var frame = new byte[length + 1000];
            Assert.True(compressor.TryCompress(plain, frame, out var size));
            var back = new byte[length];
            Assert.True(expander.TryExpand(frame.AsSpan(0, size), back));
            Assert.Equal(plain, back);
            Assert.False(expander.TryExpand(frame.AsSpan(0, (int)(cut * (size - 1))), back));
            Assert.False(expander.TryExpand(frame.AsSpan(0, size), new byte[length - 1]));
            Assert.False(expander.TryExpand(frame.AsSpan(0, size), new byte[length + 1]));
            Assert.False(expander.TryExpand(Sample.RandomBytes(seed + 1, size), back));
        }, iter: 40, threads: 1);
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
