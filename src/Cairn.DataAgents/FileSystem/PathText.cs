using System.Globalization;
using System.Text;

namespace Cairn.DataAgents.FileSystem;

/// <summary>Paths as people write them: UTF-8 with '/', and \xNN (80 to ff) for a byte that isn't UTF-8, as paths are shown.</summary>
internal static class PathText
{
    /// <summary>The bytes that a text stands for.</summary>
    public static byte[] ToBytes(string text)
    {
        var bytes = new List<byte>(text.Length);
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var escape = rest.IndexOf("\\x", StringComparison.Ordinal);
            if (escape < 0)
                escape = rest.Length;
            bytes.AddRange(Encoding.UTF8.GetBytes(rest[..escape].ToString()));
            rest = rest[escape..];
            if (rest.Length >= 4 && byte.TryParse(rest[2..4], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) && value >= 0x80)
            {
                bytes.Add(value);
                rest = rest[4..];
            }
            else if (!rest.IsEmpty)
            {
                bytes.Add((byte)'\\');
                rest = rest[1..];
            }
        }
        return [.. bytes];
    }

    /// <summary>The segments of a path; doubled, leading and trailing separators and "." give none.</summary>
    public static List<byte[]> Split(ReadOnlySpan<byte> path)
    {
        var segments = new List<byte[]>();
        foreach (var range in path.Split((byte)'/'))
            if (path[range] is { IsEmpty: false } segment && !segment.SequenceEqual("."u8))
                segments.Add(segment.ToArray());
        return segments;
    }
}
