using Cairn.Repository.Parity;
using CsCheck;

namespace Cairn.Repository.Tests.Parity;

public sealed class ParityObjectTests
{
    private const string Name = "packs/ab/abababababababababababababababab";

    // Around the lengths where blocks become more or larger.
    private static readonly Gen<int> Length =
        Gen.OneOf(Gen.Int[1, 40], Gen.Int[16_300, 16_500], Gen.Int[524_200, 524_400], Gen.Int[1, 700_000]);

    [Fact]
    public void What_is_sound_matches_its_parity() => Length.Sample(length =>
    {
        var (content, _, parity) = Make(length, length);
        Assert.True(parity.IsWhole);
        Assert.True(parity.Matches(content));
        Assert.Equal(content, parity.Heal(content));
    }, iter: 50);

    [Fact]
    public void Damage_in_up_to_four_blocks_heals_and_in_five_is_beyond_repair() =>
        Gen.Select(Length, Gen.Int[1, 5], Gen.Int).Sample((length, count, seed) =>
        {
            var random = new Random(seed);
            var (content, _, parity) = Make(length, seed);
            var damaged = content.ToArray();
            var blocks = Enumerable.Range(0, parity.Layout.DataBlocks).ToArray();
            random.Shuffle(blocks);
            blocks = blocks[..Math.Min(count, blocks.Length)];
            foreach (var block in blocks)
                damaged[PositionIn(parity, block, random)] ^= (byte)random.Next(1, 256);

            Assert.False(parity.Matches(damaged));
            Assert.Equal(blocks.Order(), parity.LostBlocks(damaged));
            var healed = parity.Heal(damaged);
            if (blocks.Length <= ReedSolomon.ParityBlocks)
                Assert.Equal(content, healed);
            else
                Assert.Null(healed);
        }, iter: 100);

    [Fact]
    public void What_is_cut_short_or_too_long_heals() => Gen.Select(Length, Gen.Int).Sample((length, seed) =>
    {
        var random = new Random(seed);
        var (content, _, parity) = Make(length, seed);
        var cut = random.Next(Math.Max(0, length - 4 * parity.Layout.BlockSize + parity.Layout.BlockSize), length);
        Assert.Equal(content, parity.Heal(content.AsSpan(0, cut)));
        byte[] tooLong = [.. content, .. new byte[random.Next(1, 1000)]];
        Assert.False(parity.Matches(tooLong));
        Assert.Equal(content, parity.Heal(tooLong));
    }, iter: 100);

    [Fact]
    public void A_small_object_comes_back_from_its_parity_alone() =>
        Gen.Int[1, 16 << 10].Sample(length =>
        {
            var (content, _, parity) = Make(length, length);
            Assert.Equal(content, parity.Heal([]));
        }, iter: 50);

    [Fact]
    public void Parity_takes_about_three_percent_of_a_large_pack()
    {
        var layout = ParityLayout.For(16 << 20);
        Assert.InRange(layout.Size / (double)layout.Length, 0.031, 0.032);
    }

    /// <summary>Damage in the parity itself is found, wherever it is, and what it still says is right.</summary>
    [Fact]
    public void No_damaged_byte_of_parity_goes_unnoticed_or_does_harm() => Gen.Int[1, 60_000].Sample(length =>
    {
        var (content, bytes, _) = Make(length, length);
        var random = new Random(length);
        for (var i = 0; i < 50; i++)
        {
            var damaged = bytes.ToArray();
            damaged[random.Next(damaged.Length)] ^= (byte)random.Next(1, 256);
            var parity = ParityObject.Read(Name, damaged);
            Assert.NotNull(parity);
            Assert.False(parity.IsWhole);
            Assert.True(parity.Matches(content));
            var corrupt = content.ToArray();
            corrupt[random.Next(length)] ^= 1;
            Assert.Equal(content, parity.Heal(corrupt));
        }
    }, iter: 20);

    [Fact]
    public void Mangled_parity_gives_the_right_bytes_or_none() => Gen.Select(Gen.Int[1, 60_000], Gen.Int).Sample((length, seed) =>
    {
        var (content, bytes, _) = Make(length, seed);
        var random = new Random(seed);
        var mangled = bytes[..random.Next(bytes.Length + 1)];
        for (var i = random.Next(20); i > 0 && mangled.Length > 0; i--)
            mangled[random.Next(mangled.Length)] = (byte)random.Next(256);
        var corrupt = content.ToArray();
        corrupt[random.Next(length)] ^= 1;
        var healed = ParityObject.Read(Name, mangled)?.Heal(corrupt);
        Assert.True(healed is null || healed.AsSpan().SequenceEqual(content));
    });

    [Fact]
    public void Any_bytes_are_parity_or_none() => Gen.Byte.Array[0, 400].Sample(bytes =>
        Assert.Null(ParityObject.Read(Name, bytes)));

    [Fact]
    public void Parity_of_another_object_is_refused()
    {
        var (_, bytes, _) = Make(1000, 1);
        Assert.Null(ParityObject.Read("config", bytes));
    }

    private static int PositionIn(ParityObject parity, int block, Random random)
    {
        var start = block * parity.Layout.BlockSize;
        return random.Next(start, Math.Min(start + parity.Layout.BlockSize, parity.Layout.Length));
    }

    private static (byte[] Content, byte[] Bytes, ParityObject Parity) Make(int length, int seed)
    {
        var content = new byte[length];
        new Random(seed).NextBytes(content);
        var layout = ParityLayout.For(length);
        var bytes = new byte[layout.Size];
        ParityObject.Encode(Name, content, layout, bytes);
        return (content, bytes, ParityObject.Read(Name, bytes)!);
    }
}
