namespace Cairn.Repository.Trees;

/// <summary>
/// A file's bytes, or how to find them: either all of them (a short file's), or its chunks and holes in order. Long lists are
/// kept in list chunks, so this stays small however large the file is. Values are made by <c>ContentWriter</c>, may be written
/// into any tree of the same repository, and are equal when they hold the same bytes or name the same chunks.
/// </summary>
public sealed class FileContent : IEquatable<FileContent>
{
    /// <summary>No more bytes than this are kept in an entry.</summary>
    internal const int MaxInline = 64 << 10;

    private readonly ContentPart[] _parts;

    internal FileContent(int depth, ContentPart[] parts)
    {
        Depth = depth;
        _parts = parts;
        foreach (var part in parts)
            Length = checked(Length + part.Length);
    }

    /// <param name="bytes">1 to <see cref="MaxInline"/> bytes, which nobody changes.</param>
    internal FileContent(ReadOnlyMemory<byte> bytes)
    {
        _parts = [];
        Inline = bytes;
        Length = bytes.Length;
    }

    /// <summary>A file without bytes.</summary>
    public static FileContent Empty { get; } = new(0, []);

    /// <summary>Bytes in the file, holes counted.</summary>
    public long Length { get; }

    /// <summary>All bytes of a file that is kept in its entry, and then there are no parts; else empty.</summary>
    internal ReadOnlyMemory<byte> Inline { get; }

    /// <summary>0: the parts are data chunks and holes. More: the parts' chunks are lists of parts of the depth below.</summary>
    internal int Depth { get; }

    internal ReadOnlySpan<ContentPart> Parts => _parts;

    public bool Equals(FileContent? other) =>
        other is not null
        && Depth == other.Depth
        && Parts.SequenceEqual(other.Parts)
        && Inline.Span.SequenceEqual(other.Inline.Span);

    public override bool Equals(object? obj) => Equals(obj as FileContent);

    public override int GetHashCode() => _parts.Length == 0 ? Length.GetHashCode() : HashCode.Combine(_parts.Length, _parts[0]);
}
