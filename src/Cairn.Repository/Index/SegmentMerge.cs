using Cairn.Repository.ObjectStore;
using Cairn.Repository.Packs;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Index;

/// <summary>
/// Makes one segment of several: all their entries, but not those of packs that are gone, and what is said twice only once. It
/// streams into a temporary file of the store's: what it needs of the heap are the packs' numbers and 24 bytes for 1,024 entries.
/// </summary>
internal sealed class SegmentMerge
{
    private readonly IReadOnlyList<MappedSegment> _inputs;
    private readonly PackUnion _packs;
    private long _sealedBytes;
    private long _keptSealedBytes;

    private SegmentMerge(IReadOnlyList<MappedSegment> inputs, Predicate<PackId> isGone) =>
        (_inputs, _packs) = (inputs, new PackUnion(inputs, isGone));

    /// <summary>The new segment, which isn't in the store yet; null when nothing is left to say.</summary>
    public static MappedFile? Run(
        IObjectStore store,
        string name,
        KeyRing keys,
        IReadOnlyList<MappedSegment> inputs,
        Predicate<PackId> isGone,
        CancellationToken cancellationToken) => MappedFile.Write(store, name, output =>
        {
            var merge = new SegmentMerge(inputs, isGone);
            var writer = new SegmentWriter(output, new SegmentKeys(keys, name));
            foreach (var entry in merge.Entries(cancellationToken))
                writer.Add(entry);
            writer.Complete(merge._packs.Packs(), merge.PlainBytes());
            return writer.Entries > 0;
        });

    private IEnumerable<SegmentEntry> Entries(CancellationToken cancellationToken)
    {
        var heads = new PriorityQueue<int, SegmentEntry>();
        var next = new long[_inputs.Count];
        for (var i = 0; i < next.Length; i++)
            Advance(heads, next, i);
        SegmentEntry? previous = null;
        for (var count = 0L; heads.TryDequeue(out var input, out var entry); count++)
        {
            if (count % SegmentLayout.BlockItems == 0)
                cancellationToken.ThrowIfCancellationRequested();
            Advance(heads, next, input);
            if (entry == previous)
                continue;
            previous = entry;
            _keptSealedBytes += entry.SealedLength;
            yield return entry;
        }
    }

    /// <summary>Queues an input's next entry whose pack isn't gone.</summary>
    private void Advance(PriorityQueue<int, SegmentEntry> heads, long[] next, int input)
    {
        while (next[input] < _inputs[input].Entries)
        {
            var entry = _inputs[input].EntryAt(next[input]++);
            _sealedBytes += entry.SealedLength;
            if (_packs.NumberOf(input, entry.Pack) is var pack and >= 0)
            {
                heads.Enqueue(input, entry with { Pack = pack });
                return;
            }
        }
    }

    /// <summary>Single plain lengths aren't known: in proportion to the sealed ones.</summary>
    private long PlainBytes()
    {
        var all = _inputs.Sum(input => input.PlainBytes);
        return _keptSealedBytes == _sealedBytes ? all : (long)(all * ((double)_keptSealedBytes / _sealedBytes));
    }
}
