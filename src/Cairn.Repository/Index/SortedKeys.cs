using System.Buffers.Binary;
using System.Runtime.Intrinsics.X86;

namespace Cairn.Repository.Index;

/// <summary>
/// Rising 8-byte big-endian numbers, <paramref name="stride"/> bytes apart. They are expected to be evenly spread, so that a
/// search that starts at a guess ends after a few neighbours; where they aren't, it takes logarithmic time.
/// </summary>
internal readonly unsafe struct SortedKeys(byte* first, int stride)
{
    private const int CacheLine = 64;
    private const int PrefetchedLines = 4;

    public ulong this[long index] => BinaryPrimitives.ReverseEndianness(*(ulong*)(first + index * stride));

    /// <summary>
    /// Fetches the neighbourhood of a key into the cache: what a search looks at next. Memory answers several at once as fast as
    /// one.
    /// </summary>
    public void Prefetch(long index)
    {
        if (!Sse.IsSupported)
            return;
        var at = first + index * stride;
        for (var line = -PrefetchedLines; line <= PrefetchedLines; line++)
            Sse.Prefetch0(at + line * CacheLine);
    }

    /// <summary>The first index in [from, to) whose key isn't below the value, or else to; guess may be anything.</summary>
    public long LowerBound(ulong value, long from, long to, long guess)
    {
        if (from >= to)
            return to;
        guess = Math.Clamp(guess, from, to - 1);
        var (low, high) = (from, to);
        if (this[guess] < value)
            GallopUp(value, guess + 1, ref low, ref high);
        else
            GallopDown(value, guess, ref low, ref high);
        return Between(value, low, high);
    }

    private void GallopUp(ulong value, long start, ref long low, ref long high)
    {
        low = start;
        for (var step = 1L; low < high; step *= 2)
        {
            var probe = Math.Min(low + step, high) - 1;
            if (this[probe] >= value)
            {
                high = probe;
                return;
            }
            low = probe + 1;
        }
    }

    private void GallopDown(ulong value, long start, ref long low, ref long high)
    {
        high = start;
        for (var step = 1L; low < high; step *= 2)
        {
            var probe = Math.Max(high - step, low);
            if (this[probe] < value)
            {
                low = probe + 1;
                return;
            }
            high = probe;
        }
    }

    private long Between(ulong value, long low, long high)
    {
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (this[middle] < value)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
