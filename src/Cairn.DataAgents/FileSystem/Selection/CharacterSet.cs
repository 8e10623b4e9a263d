using System.Buffers;
using System.Text;

namespace Cairn.DataAgents.FileSystem.Selection;

/// <summary>A glob's set: <c>[abc]</c>, <c>[a-z0-9]</c>, <c>[!a]</c> or <c>[^a]</c>; a ']' right after the start belongs to it.</summary>
internal sealed class CharacterSet
{
    private readonly bool _isNegated;
    private readonly List<(Rune First, Rune Last)> _ranges = [];

    private CharacterSet(bool isNegated) => _isNegated = isNegated;

    /// <param name="text">Starts with '['.</param>
    /// <param name="length">Bytes of the set with its brackets.</param>
    /// <exception cref="FormatException">The set has no end, or a range falls.</exception>
    public static CharacterSet Parse(ReadOnlySpan<byte> text, out int length)
    {
        var rest = text[1..];
        var set = new CharacterSet(rest is [(byte)'!' or (byte)'^', ..]);
        if (set._isNegated)
            rest = rest[1..];
        do
        {
            var first = Take(ref rest);
            var last = first;
            if (rest is [(byte)'-', not (byte)']', ..])
            {
                rest = rest[1..];
                last = Take(ref rest);
            }
            if (last < first)
                throw new FormatException($"the range {first}-{last} falls");
            set._ranges.Add((first, last));
        }
        while (rest is not [(byte)']', ..]);
        length = text.Length - rest.Length + 1;
        return set;
    }

    /// <param name="character">Null: a byte that is no character; only a negated set has it.</param>
    public bool Contains(Rune? character) =>
        _isNegated != (character is { } rune && _ranges.Exists(range => range.First <= rune && rune <= range.Last));

    private static Rune Take(ref ReadOnlySpan<byte> rest)
    {
        if (rest is [(byte)'\\', _, ..])
            rest = rest[1..];
        if (rest.IsEmpty)
            throw new FormatException("a '[' has no ']'");
        if (Rune.DecodeFromUtf8(rest, out var rune, out var length) != OperationStatus.Done)
            throw new FormatException("a set has a byte that isn't UTF-8");
        rest = rest[length..];
        return rune;
    }
}
