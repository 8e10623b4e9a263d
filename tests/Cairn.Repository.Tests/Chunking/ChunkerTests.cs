using Cairn.Repository.Chunking;
using Cairn.Repository.Tests.Support;
using CsCheck;

namespace Cairn.Repository.Tests.Chunking;

public sealed class ChunkerTests
{
    private static readonly ChunkerParameters Parameters = new(256, 1024, 4096);
    private static readonly GearTable Gear = new(Sample.RandomBytes(1, 2048));

    [Fact]
    public void Chunks_keep_their_limits_and_cover_the_stream() =>
        Gen.Select(Gen.Int[0, 60_000], Gen.Int[0, 1000], Gen.Int[1, 9000]).Sample((length, seed, step) =>
        {
            var chunks = Cut(Sample.RandomBytes(seed, length), step);
            return chunks.Sum() == length
                && chunks.All(chunk => chunk <= Parameters.Max)
                && chunks.SkipLast(1).All(chunk => chunk >= Parameters.Min);
        });

    [Fact]
    public void How_the_bytes_arrive_makes_no_difference() =>
        Gen.Select(Gen.Int[0, 60_000], Gen.Int[0, 1000], Gen.Int[1, 9000]).Sample((length, seed, step) =>
        {
            var bytes = Sample.RandomBytes(seed, length);
            return Cut(bytes, step).SequenceEqual(Cut(bytes, int.MaxValue));
        });

    [Fact]
    public void An_insertion_moves_few_cuts()
    {
        // How many cuts differ until old and new meet again is a matter of chance: the mean counts, of about 170 chunks.
        var moved = Enumerable.Range(0, 50).Select(seed =>
        {
            var before = Sample.RandomBytes(seed, 200_000);
            var position = new Random(seed).Next(before.Length);
            byte[] after = [.. before[..position], .. Sample.RandomBytes(seed + 1, 1 + seed * 40), .. before[position..]];
            var old = Pieces(before);
            return Pieces(after).Count(piece => !old.Contains(piece));
        });
        Assert.InRange(moved.Average(), 1, 8);
    }

    [Fact]
    public void Average_chunks_are_near_the_normal_size()
    {
        var chunks = Cut(Sample.RandomBytes(7, 4_000_000), 100_000);
        Assert.InRange(chunks.Average(), 0.9 * Parameters.Normal, 1.5 * Parameters.Normal);
    }

    [Fact]
    public void Bytes_without_any_change_are_cut_at_the_maximum_or_minimum()
    {
        var chunks = Cut(new byte[50_000], 10_000);
        Assert.All(chunks.SkipLast(1), chunk => Assert.Equal(chunks[0], chunk));
    }

    [Fact]
    public void Another_secret_cuts_elsewhere()
    {
        var bytes = Sample.RandomBytes(3, 100_000);
        Assert.NotEqual(Cut(bytes, 5000), Cut(bytes, 5000, new GearTable(Sample.RandomBytes(2, 2048))));
    }

    private static HashSet<string> Pieces(byte[] bytes)
    {
        var pieces = new HashSet<string>();
        var start = 0;
        foreach (var length in Cut(bytes, 5000))
        {
            pieces.Add(Convert.ToBase64String(bytes, start, length));
            start += length;
        }
        return pieces;
    }

    private static List<int> Cut(byte[] bytes, int step, GearTable? gear = null)
    {
        var chunker = new Chunker(Parameters, gear ?? Gear);
        var lengths = new List<int>();
        var start = 0;
        for (var end = 0; end < bytes.Length;)
        {
            end = (int)Math.Min(bytes.Length, (long)end + step);
            while (chunker.TryCut(bytes.AsSpan(start, end - start), out var length))
            {
                lengths.Add(length);
                start += length;
            }
        }
        if (start < bytes.Length)
            lengths.Add(bytes.Length - start);
        return lengths;
    }
}
