using Cairn.Repository.Packs;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Collecting;

/// <summary>What of a pack of <paramref name="length"/> bytes is needed.</summary>
internal sealed class PackUsage(PackId pack, long length)
{
    // What a pack takes beside its records and their headers in its table.
    private const int Frame = PackFormat.HeaderSize + Seal.TagSize + PackFormat.TrailerSize;

    public PackId Pack => pack;

    public long Length => length;

    public bool IsNamed { get; private set; }

    public int NeededRecords { get; private set; }

    /// <summary>Bytes of needed records.</summary>
    public long NeededBytes { get; private set; }

    /// <summary>Bytes that would go if the pack were rewritten.</summary>
    public long Waste => Math.Max(0, length - Frame - NeededBytes - (long)NeededRecords * RecordHeader.Size);

    public double WasteShare => (double)Waste / length;

    public void CountNamed() => IsNamed = true;

    public void CountNeeded(int recordLength)
    {
        NeededRecords++;
        NeededBytes += recordLength;
    }
}
