using System.Buffers.Binary;

namespace Cairn.Repository.Chunking;

/// <summary>
/// A random number for each byte value, drawn from the repository's secret: where chunks are cut depends on it, so that their
/// sizes don't tell an outsider what they hold.
/// </summary>
internal sealed class GearTable
{
    private readonly ulong[] _values = new ulong[256];

    /// <param name="secret">2,048 bytes, read as big-endian numbers.</param>
    public GearTable(ReadOnlySpan<byte> secret)
    {
        for (var i = 0; i < _values.Length; i++)
            _values[i] = BinaryPrimitives.ReadUInt64BigEndian(secret[(i * sizeof(ulong))..]);
    }

    public ReadOnlySpan<ulong> Values => _values;

    /// <summary>A hash in whose leading bits the last bytes count most, over all of <paramref name="bytes"/>.</summary>
    public ulong Hash(ReadOnlySpan<byte> bytes)
    {
        ulong hash = 0;
        foreach (var b in bytes)
            hash = (hash << 1) + _values[b];
        return hash;
    }
}
