namespace Cairn.Repository.Parity;

/// <summary>Square matrices over the field.</summary>
internal static class FieldMatrix
{
    /// <summary>By Gauss and Jordan. <paramref name="matrix"/> can be inverted, and is used up.</summary>
    public static byte[,] Invert(byte[,] matrix)
    {
        var size = matrix.GetLength(0);
        var inverse = new byte[size, size];
        for (var i = 0; i < size; i++)
            inverse[i, i] = 1;
        for (var column = 0; column < size; column++)
        {
            // All leading minors of a Cauchy matrix are invertible, so no rows need be swapped.
            var pivot = matrix[column, column];
            for (var i = 0; i < size; i++)
            {
                matrix[column, i] = GaloisField.Divide(matrix[column, i], pivot);
                inverse[column, i] = GaloisField.Divide(inverse[column, i], pivot);
            }
            for (var row = 0; row < size; row++)
            {
                var factor = matrix[row, column];
                for (var i = 0; i < size && row != column && factor != 0; i++)
                {
                    matrix[row, i] ^= GaloisField.Multiply(factor, matrix[column, i]);
                    inverse[row, i] ^= GaloisField.Multiply(factor, inverse[column, i]);
                }
            }
        }
        return inverse;
    }
}
