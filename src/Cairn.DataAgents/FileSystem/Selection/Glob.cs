namespace Cairn.DataAgents.FileSystem.Selection;

/// <summary>
/// A pattern of paths from "/" on, segment by segment; a null segment is <c>**</c>, any number of directories. What a glob means is
/// described at <see cref="BackupRequest.Exclusions"/>.
/// </summary>
internal sealed class Glob
{
    private readonly List<NamePattern?> _segments;

    private Glob(string text, List<NamePattern?> segments, bool directoriesOnly) =>
        (Text, _segments, DirectoriesOnly) = (text, segments, directoriesOnly);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    public bool DirectoriesOnly { get; }

    public int Length => _segments.Count;

    /// <exception cref="ArgumentException">The glob is empty or broken.</exception>
    public static Glob Parse(string text)
    {
        var bytes = PathText.ToBytes(text);
        var parts = PathText.Split(bytes);
        if (parts.Count == 0)
            throw new ArgumentException($"Exclusions: '{text}' names nothing; give a name, a path or a glob.");
        try
        {
            return new Glob(text, Segments(parts, isAnchored: bytes[0] == '/'), directoriesOnly: bytes[^1] == '/');
        }
        catch (FormatException exception)
        {
            throw new ArgumentException($"Exclusions: '{text}' is no glob: {exception.Message}.", exception);
        }
    }

    /// <summary>True where a path may end; else see <see cref="IsAnyDepth"/> and <see cref="Matches"/>.</summary>
    public bool IsEnd(int position) => position == _segments.Count;

    public bool IsAnyDepth(int position) => position < _segments.Count && _segments[position] is null;

    public bool Matches(int position, ReadOnlySpan<byte> name) => _segments[position] is { } pattern && pattern.Matches(name);

    private static List<NamePattern?> Segments(List<byte[]> parts, bool isAnchored)
    {
        var segments = new List<NamePattern?>();
        if (!isAnchored)
            segments.Add(null);
        for (var index = 0; index < parts.Count; index++)
        {
            if (!parts[index].AsSpan().SequenceEqual("**"u8))
                segments.Add(NamePattern.Parse(parts[index]));
            // Excluding each child excludes all below it; so a last ** needs no depth.
            else if (index == parts.Count - 1)
                segments.Add(NamePattern.Parse("*"u8));
            else if (segments is not [.., null])
                segments.Add(null);
        }
        return segments;
    }
}
