namespace Cairn.Repository.Index;

/// <summary>A fixed number of bits, all false at first. Safe for use by several threads.</summary>
internal sealed class BitSet(long length)
{
    private readonly ulong[] _words = new ulong[(length + 63) / 64];

    public bool this[long index] => (Volatile.Read(ref _words[index >> 6]) >> (int)(index & 63) & 1) != 0;

    /// <summary>True when the bit was false before.</summary>
    public bool Set(long index)
    {
        var bit = 1UL << (int)(index & 63);
        return (Interlocked.Or(ref _words[index >> 6], bit) & bit) == 0;
    }
}
