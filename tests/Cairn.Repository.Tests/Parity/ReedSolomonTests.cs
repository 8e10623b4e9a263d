using Cairn.Repository.Parity;
using CsCheck;

namespace Cairn.Repository.Tests.Parity;

public sealed class ReedSolomonTests
{
    [Fact]
    public void The_field_multiplies_as_its_polynomial_says()
    {
        for (var a = 0; a < 256; a++)
            for (var b = 0; b < 256; b++)
                Assert.Equal(MultiplySlowly(a, b), GaloisField.Multiply((byte)a, (byte)b));
    }

    [Fact]
    public void Division_undoes_multiplication() => Gen.Select(Gen.Byte, Gen.Byte[1, 255]).Sample((a, b) =>
        Assert.Equal(a, GaloisField.Multiply(GaloisField.Divide(a, b), b)));

    [Fact]
    public void All_instructions_give_the_same() =>
        Gen.Select(Gen.Byte, Gen.Byte.Array[0, 300], Gen.Byte.Array[300]).Sample((factor, source, target) =>
        {
            var expected = target.ToArray();
            for (var i = 0; i < source.Length; i++)
                expected[i] ^= (byte)MultiplySlowly(factor, source[i]);
            foreach (var path in FieldVectors.Supported)
            {
                var actual = target.ToArray();
                FieldVectors.AddProduct(path, factor, source, actual);
                Assert.Equal(expected, actual);
            }
        });

    [Fact]
    public void Any_lost_blocks_come_back_from_any_as_many_parity_blocks() =>
        Gen.Select(Gen.Int[1, 128], Gen.Int[1, 40], Gen.Int[0, 4], Gen.Int).Sample((blocks, blockSize, count, seed) =>
        {
            var random = new Random(seed);
            var content = new byte[(blocks - 1) * blockSize + random.Next(1, blockSize + 1)];
            random.NextBytes(content);
            var parity = new byte[ReedSolomon.ParityBlocks * blockSize];
            ReedSolomon.Encode(content, blockSize, parity);

            var lost = Choose(random, blocks, Math.Min(count, blocks));
            var rows = Choose(random, ReedSolomon.ParityBlocks, lost.Length);
            var damaged = content.ToArray();
            foreach (var block in lost)
                random.NextBytes(ReedSolomon.BlockOf(damaged, blockSize, block));
            ReedSolomon.Reconstruct(damaged, blockSize, lost, parity, rows);
            Assert.Equal(content, damaged);
        });

    [Fact]
    public void The_first_parity_block_is_the_sum_of_the_data_blocks()
    {
        for (var block = 0; block < ReedSolomon.MaxDataBlocks; block++)
            Assert.Equal(1, ReedSolomon.Coefficient(0, block));
    }

    private static int[] Choose(Random random, int from, int count)
    {
        var numbers = Enumerable.Range(0, from).ToArray();
        random.Shuffle(numbers);
        return [.. numbers.Take(count).Order()];
    }

    private static int MultiplySlowly(int a, int b)
    {
        var product = 0;
        for (; b > 0; b >>= 1, a = a << 1 ^ (a >= 128 ? 0x11B : 0))
            product ^= (b & 1) * a;
        return product;
    }
}
