namespace Cairn.Repository.Trees;

/// <summary>
/// How to find a file's bytes: its chunks and holes in order. Long lists are kept in list chunks, so this stays small however
/// large the file is. Values are made by <c>ContentWriter</c>, may be written into any tree of the same repository, and are equal
/// when they name the same chunks.
/// </summary>
public sealed class FileContent : IEquatable<FileContent>
{
    private readonly ContentPart[] _parts;

    internal FileContent(int depth, ContentPart[] parts)
    {
        Depth = depth;
        _parts = parts;
        foreach (var part in parts)
            Length = checked(Length + part.Length);
    }

    /// <summary>A file without bytes.</summary>
    public static FileContent Empty { get; } = new(0, []);

    /// <summary>Bytes in the file, holes counted.</summary>
    public long Length { get; }

    /// <summary>0: the parts are data chunks and holes. More: the parts' chunks are lists of parts of the depth below.</summary>
    internal int Depth { get; }

    internal ReadOnlySpan<ContentPart> Parts => _parts;

    public bool Equals(FileContent? other) => other is not null && Depth == other.Depth && Parts.SequenceEqual(other.Parts);

    public override bool Equals(object? obj) => Equals(obj as FileContent);

    public override int GetHashCode() => _parts.Length == 0 ? 0 : HashCode.Combine(_parts.Length, _parts[0]);
}
