using Cairn.Repository.Fields;
using Cairn.Repository.Packs;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Index;

/// <summary>
/// Many chunks' places in one object, sorted by id (docs/repository-format.md, "Index"). <see cref="SegmentWriter"/> writes them,
/// <see cref="MappedSegment"/> reads them.
/// </summary>
internal static class IndexSegment
{
    public const string Prefix = "index/";

    /// <summary>More new entries at once go into several segments: one takes some 25 MB while it is made.</summary>
    public const int MaxEntries = 1 << 20;

    public static string NewName(RandomSource random) => Prefix + random.HexDigits(32);

    public static bool IsName(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) && LowerHex.Is(name.AsSpan(Prefix.Length), 32);

    /// <summary>These packs by segments: none with more than <see cref="MaxEntries"/> records, but for a single pack.</summary>
    public static IEnumerable<IReadOnlyList<PackedRecords>> Split(IEnumerable<PackedRecords> packs)
    {
        List<PackedRecords> some = [];
        var records = 0;
        foreach (var pack in packs)
        {
            if (some.Count > 0 && records + pack.Records.Count > MaxEntries)
            {
                yield return some;
                (some, records) = ([], 0);
            }
            some.Add(pack);
            records += pack.Records.Count;
        }
        if (records > 0)
            yield return some;
    }

    /// <summary>The whole segment of this name with these records' places, which are gone through twice.</summary>
    public static ReadOnlyMemory<byte> Encode(string name, KeyRing keys, IEnumerable<(PackId Pack, PackedRecord Record)> records)
    {
        PackId[] packs = [.. records.Select(place => place.Pack).Distinct().OrderBy(pack => pack.Value)];
        var numbers = new Dictionary<PackId, int>();
        foreach (var pack in packs)
            numbers[pack] = numbers.Count;
        var entries = new List<SegmentEntry>();
        var plain = 0L;
        foreach (var (pack, (offset, header)) in records)
        {
            plain += header.PlainLength;
            var id = new ChunkPrefix(header.Id);
            entries.Add(new SegmentEntry(id, numbers[pack], checked((int)offset), header.SealedLength, header.Kind));
        }
        entries.Sort();

        var content = new MemoryStream((int)new SegmentLayout(entries.Count, packs.Length).Length);
        var writer = new SegmentWriter(content, new SegmentKeys(keys, name));
        foreach (var entry in entries)
            writer.Add(entry);
        writer.Complete(packs, plain);
        return content.GetBuffer().AsMemory(0, (int)content.Length);
    }
}
