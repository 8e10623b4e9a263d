using Cairn.DataAgents.FileSystem.Native;

namespace Cairn.DataAgents.FileSystem.Comparison;

/// <summary>Compares two files byte by byte.</summary>
internal sealed class ContentComparison
{
    private readonly byte[] _left = new byte[256 << 10];
    private readonly byte[] _right = new byte[256 << 10];

    /// <summary>The offset of the first byte that differs or that only one file has; null: they are the same.</summary>
    public long? FindDifference(FileHandle left, FileHandle right)
    {
        for (long offset = 0; ;)
        {
            var leftBytes = Fill(left, _left, offset);
            var rightBytes = Fill(right, _right, offset);
            var common = leftBytes.CommonPrefixLength(rightBytes);
            if (common < leftBytes.Length || common < rightBytes.Length)
                return offset + common;
            if (common == 0)
                return null;
            offset += common;
        }
    }

    private static ReadOnlySpan<byte> Fill(FileHandle file, byte[] buffer, long offset)
    {
        var filled = 0;
        int count;
        while (filled < buffer.Length && (count = file.Read(buffer.AsSpan(filled), offset + filled)) > 0)
            filled += count;
        return buffer.AsSpan(0, filled);
    }
}
