using Cairn.Repository.Fields;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Trees;

/// <summary>
/// The parts of a file's content as bytes (docs/repository-format.md, "File contents"): inside an entry, and as list chunks.
/// </summary>
internal static class PartsCodec
{
    /// <summary>Far more than any file needs, and small enough that a reader can't be led down forever.</summary>
    public const int MaxDepth = 8;

    private const byte ListVersion = 1;

    public static void Write(FieldWriter to, int depth, ReadOnlySpan<ContentPart> parts)
    {
        to.Byte((byte)depth);
        to.Number((ulong)parts.Length);
        foreach (var part in parts)
        {
            to.Number((ulong)part.Length << 1 | (part.IsHole ? 1u : 0));
            if (!part.IsHole)
                to.Id(part.Chunk);
        }
    }

    public static FileContent ReadContent(ref FieldReader from)
    {
        var depth = from.Byte();
        if (depth > MaxDepth)
            throw from.Damaged("its lists are too deep");
        var parts = new ContentPart[from.Count(least: 1)];
        long total = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            var number = from.Number();
            var (length, isHole) = ((long)(number >> 1), (number & 1) == 1);
            if (length == 0 || length > long.MaxValue - total || isHole && depth > 0)
                throw from.Damaged("a part of a file is impossible");
            total += length;
            parts[i] = isHole ? ContentPart.Hole(length) : new ContentPart(from.Id(), length, false);
        }
        return new FileContent(depth, parts);
    }

    public static void WriteList(FieldWriter to, int depth, ReadOnlySpan<ContentPart> parts)
    {
        to.Byte(ListVersion);
        Write(to, depth, parts);
    }

    /// <summary>Reads a list chunk that a part of depth <paramref name="above"/> names.</summary>
    public static FileContent ReadList(ReadOnlySpan<byte> chunk, ChunkId id, int above)
    {
        var from = new FieldReader(chunk, $"list chunk {id}");
        if (from.Byte() != ListVersion)
            throw from.Damaged("its version is unknown");
        var content = ReadContent(ref from);
        from.ExpectEnd();
        return content.Depth == above - 1 ? content : throw from.Damaged("its depth is wrong");
    }
}
