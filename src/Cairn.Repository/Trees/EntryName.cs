using System.Text;

namespace Cairn.Repository.Trees;

/// <summary>
/// A name in a directory, as the file system has it: bytes, not text. 1 to 4,096 of them, without '/' and NUL, not "." or "..".
/// Names are compared byte by byte, which is the order of entries in a tree.
/// </summary>
public readonly struct EntryName : IEquatable<EntryName>, IComparable<EntryName>
{
    /// <summary>File systems allow 255; names of other sources may be longer.</summary>
    public const int MaxLength = 4096;

    private readonly byte[]? _bytes;

    /// <exception cref="ArgumentException">The name is empty, too long, "." or "..", or has a '/' or a NUL.</exception>
    public EntryName(ReadOnlySpan<byte> bytes)
    {
        if (!IsValid(bytes))
            throw new ArgumentException($"'{Display(bytes)}' can't be a name in a directory.", nameof(bytes));
        _bytes = bytes.ToArray();
    }

    public ReadOnlySpan<byte> Bytes => _bytes;

    public static EntryName FromUtf8(string name) => new(Encoding.UTF8.GetBytes(name));

    internal static bool IsValid(ReadOnlySpan<byte> bytes) =>
        bytes.Length is > 0 and <= MaxLength
        && !bytes.SequenceEqual("."u8) && !bytes.SequenceEqual(".."u8)
        && bytes.IndexOfAny((byte)'/', (byte)0) < 0;

    /// <summary>The name as UTF-8 text; bytes that aren't UTF-8 are shown as \xNN.</summary>
    public override string ToString() => Display(Bytes);

    private static string Display(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var length) == System.Buffers.OperationStatus.Done)
                text.Append(rune.ToString());
            else
                foreach (var bad in bytes[..length])
                    text.Append("\\x").Append(bad.ToString("x2", null));
            bytes = bytes[length..];
        }
        return text.ToString();
    }

    public bool Equals(EntryName other) => Bytes.SequenceEqual(other.Bytes);

    public override bool Equals(object? obj) => obj is EntryName other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }

    public int CompareTo(EntryName other) => Bytes.SequenceCompareTo(other.Bytes);

    public static bool operator ==(EntryName left, EntryName right) => left.Equals(right);

    public static bool operator !=(EntryName left, EntryName right) => !left.Equals(right);

    public static bool operator <(EntryName left, EntryName right) => left.CompareTo(right) < 0;

    public static bool operator >(EntryName left, EntryName right) => left.CompareTo(right) > 0;

    public static bool operator <=(EntryName left, EntryName right) => left.CompareTo(right) <= 0;

    public static bool operator >=(EntryName left, EntryName right) => left.CompareTo(right) >= 0;
}
