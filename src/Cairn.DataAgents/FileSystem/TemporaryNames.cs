using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Cairn.DataAgents.FileSystem;

/// <summary>
/// The names under which a restore makes files before it moves them to their place. They can be told from all others: a restore
/// that was killed leaves some behind.
/// </summary>
internal sealed partial class TemporaryNames : IDisposable
{
    /// <summary>The prefixes of the restores that run in this process.</summary>
    private static readonly ConcurrentDictionary<string, TemporaryNames> InUse = [];

    private readonly string _prefix = string.Create(CultureInfo.InvariantCulture, $".cairn-restore-{Guid.NewGuid():N}-");
    private readonly byte[] _prefixBytes;
    private long _count;

    public TemporaryNames()
    {
        _prefixBytes = Encoding.ASCII.GetBytes(_prefix);
        InUse[_prefix] = this;
    }

    /// <summary>A name that wasn't used before.</summary>
    public byte[] Next()
    {
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(Interlocked.Increment(ref _count), digits, out var length);
        return [.. _prefixBytes, .. digits[..length]];
    }

    /// <summary>Whether some restore made the name, of this process or another.</summary>
    public static bool Contain(ReadOnlySpan<byte> name) =>
        name.StartsWith(".cairn-restore-"u8) && Pattern().IsMatch(Encoding.Latin1.GetString(name));

    /// <summary>Whether a restore made the name that doesn't run in this process (any more).</summary>
    public static bool AreLeft(ReadOnlySpan<byte> name) =>
        Contain(name) && !InUse.ContainsKey(Encoding.ASCII.GetString(name[..(name.LastIndexOf((byte)'-') + 1)]));

    public void Dispose() => InUse.TryRemove(_prefix, out _);

    [GeneratedRegex(@"^\.cairn-restore-[0-9a-f]{32}-[0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
