using Cairn.Repository.Fields;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Trees;

/// <summary>
/// A tree chunk read back (docs/repository-format.md, "Trees"): a leaf with entries (level 0), or a branch (level 1 and up)
/// naming the chunks below. Names rise strictly.
/// </summary>
internal sealed record TreeChunk(int Level, IReadOnlyList<Entry> Entries, IReadOnlyList<TreeBranch> Branches)
{
    public const byte Version = 1;

    /// <summary>Enough for any directory, and small enough that a reader can't be led down forever.</summary>
    public const int MaxLevel = 16;

    private const int LeastBranchSize = 2 + ChunkId.Size;

    /// <summary>The last name in the chunk; null for an empty directory.</summary>
    public EntryName? Last => Level > 0 ? Branches[^1].Last : Entries.Count > 0 ? Entries[^1].Name : null;

    public static void Begin(FieldWriter to, int level, int count)
    {
        to.Byte(Version);
        to.Byte((byte)level);
        to.Number((ulong)count);
    }

    public static void WriteBranch(FieldWriter to, TreeBranch branch)
    {
        to.Bytes(branch.Last.Bytes);
        to.Id(branch.Chunk);
    }

    public static TreeChunk Read(ReadOnlySpan<byte> chunk, ChunkId id)
    {
        var from = new FieldReader(chunk, $"tree chunk {id}");
        if (from.Byte() != Version)
            throw from.Damaged("its version is unknown");
        var level = from.Byte();
        if (level > MaxLevel)
            throw from.Damaged("its level is impossible");
        var tree = level == 0
            ? new TreeChunk(0, ReadEntries(ref from), [])
            : new TreeChunk(level, [], ReadBranches(ref from));
        from.ExpectEnd();
        return tree;
    }

    private static Entry[] ReadEntries(ref FieldReader from)
    {
        var entries = new Entry[from.Count(EntryCodec.LeastSize)];
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = EntryCodec.Read(ref from);
            if (i > 0 && entries[i].Name <= entries[i - 1].Name)
                throw from.Damaged("its names don't rise");
        }
        return entries;
    }

    private static TreeBranch[] ReadBranches(ref FieldReader from)
    {
        var branches = new TreeBranch[from.Count(LeastBranchSize)];
        if (branches.Length == 0)
            throw from.Damaged("it is a branch without anything below");
        for (var i = 0; i < branches.Length; i++)
        {
            var name = from.Bytes();
            if (!EntryName.IsValid(name))
                throw from.Damaged("a name is impossible");
            branches[i] = new TreeBranch(new EntryName(name), from.Id());
            if (i > 0 && branches[i].Last <= branches[i - 1].Last)
                throw from.Damaged("its names don't rise");
        }
        return branches;
    }
}
