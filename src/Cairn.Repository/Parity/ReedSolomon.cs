namespace Cairn.Repository.Parity;

/// <summary>
/// Systematic Reed-Solomon coding with a Cauchy matrix: up to 128 data blocks and 4 parity blocks of the same size, of which any
/// as many as there are data blocks give all the others. The last data block may be cut short; what isn't there is zeros.
/// </summary>
internal static class ReedSolomon
{
    public const int MaxDataBlocks = 128;

    public const int ParityBlocks = 4;

    // Blocks are coded in strips, so that the parity in the making stays in the first-level cache.
    private const int Strip = 8 << 10;

    /// <summary>
    /// By what data block <paramref name="data"/> (from 0) is multiplied in parity block <paramref name="parity"/> (from 0).
    /// Every square part of this matrix can be inverted.
    /// </summary>
    public static byte Coefficient(int parity, int data)
    {
        var y = (byte)(ParityBlocks + data);
        return GaloisField.Divide(y, (byte)(parity ^ y));
    }

    /// <summary>
    /// Writes the four parity blocks, one after the other, of the blocks that <paramref name="content"/> consists of.
    /// </summary>
    public static void Encode(ReadOnlySpan<byte> content, int blockSize, Span<byte> parity)
    {
        parity = parity[..(ParityBlocks * blockSize)];
        parity.Clear();
        AddParity(content, blockSize, parity, [0, 1, 2, 3], []);
    }

    /// <summary>
    /// Computes the <paramref name="lost"/> data blocks anew in <paramref name="content"/>, from the others and from as many of
    /// the parity blocks, those with the numbers <paramref name="rows"/>.
    /// </summary>
    public static void Reconstruct(
        Span<byte> content, int blockSize, ReadOnlySpan<int> lost, ReadOnlySpan<byte> parity, ReadOnlySpan<int> rows)
    {
        // What the lost blocks contribute to each row: the row less what the others contribute.
        var sums = new byte[rows.Length * blockSize];
        for (var i = 0; i < rows.Length; i++)
            parity.Slice(rows[i] * blockSize, blockSize).CopyTo(sums.AsSpan(i * blockSize));
        AddParity(content, blockSize, sums, rows, lost);

        var matrix = new byte[lost.Length, lost.Length];
        for (var i = 0; i < rows.Length; i++)
            for (var j = 0; j < lost.Length; j++)
                matrix[i, j] = Coefficient(rows[i], lost[j]);
        var inverse = FieldMatrix.Invert(matrix);
        for (var j = 0; j < lost.Length; j++)
        {
            var block = BlockOf(content, blockSize, lost[j]);
            block.Clear();
            for (var i = 0; i < rows.Length; i++)
                FieldVectors.AddProduct(inverse[j, i], sums.AsSpan(i * blockSize, block.Length), block);
        }
    }

    /// <summary>Data block <paramref name="number"/>: shorter than the others when it is the last, maybe.</summary>
    public static Span<byte> BlockOf(Span<byte> content, int blockSize, int number) =>
        content.Slice(number * blockSize, Math.Min(blockSize, content.Length - number * blockSize));

    private static void AddParity(
        ReadOnlySpan<byte> content, int blockSize, Span<byte> sums, ReadOnlySpan<int> rows, ReadOnlySpan<int> without)
    {
        for (var column = 0; column < blockSize; column += Strip)
            for (var start = column; start < content.Length; start += blockSize)
            {
                var block = start / blockSize;
                if (without.Contains(block))
                    continue;
                var length = Math.Min(Math.Min(Strip, blockSize - column), content.Length - start);
                for (var i = 0; i < rows.Length; i++)
                    FieldVectors.AddProduct(
                        Coefficient(rows[i], block), content.Slice(start, length), sums.Slice(i * blockSize + column, length));
            }
    }
}
