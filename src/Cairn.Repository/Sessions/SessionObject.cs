using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Cairn.Repository.Fields;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Sealing;
using Cairn.Repository.Snapshots;

namespace Cairn.Repository.Sessions;

/// <summary>
/// The objects by which a session is seen (docs/repository-format.md, "Sessions"): one while it lives, and beats. Their text is
/// clear and authenticated.
/// </summary>
internal static class SessionObject
{
    public const string Prefix = "sessions/";

    private const int IdDigits = 32;
    private const int BeatDigits = 20;
    private const string BeginSuffix = "-begin";
    private const string RepairInfix = "-repair-";
    private const string EndedSuffix = "-ended";

    public static string BeginOf(SnapshotId id) => $"{Prefix}{id}{BeginSuffix}";

    /// <summary>Beats are counted from 1.</summary>
    public static string BeatOf(SnapshotId id, long beat) =>
        $"{Prefix}{id}-{beat.ToString($"d{BeatDigits}", CultureInfo.InvariantCulture)}";

    /// <summary>A repair of the session's snapshot; each has a name of its own.</summary>
    public static string NewRepairOf(SnapshotId id, RandomSource random) => $"{Prefix}{id}{RepairInfix}{random.HexDigits(IdDigits)}";

    /// <summary>That no repair may put the session's snapshot back.</summary>
    public static string EndedOf(SnapshotId id) => $"{Prefix}{id}{EndedSuffix}";

    public static bool TryParseRepair(string name, out SnapshotId id)
    {
        id = default;
        var digits = Prefix.Length + IdDigits + RepairInfix.Length;
        return name.Length == digits + IdDigits
            && name.StartsWith(Prefix, StringComparison.Ordinal)
            && name.AsSpan(Prefix.Length + IdDigits).StartsWith(RepairInfix)
            && LowerHex.Is(name.AsSpan(digits), IdDigits)
            && SnapshotId.TryParse(name.Substring(Prefix.Length, IdDigits), out id);
    }

    public static bool TryParseEnded(string name, out SnapshotId id)
    {
        id = default;
        return name.Length == Prefix.Length + IdDigits + EndedSuffix.Length
            && SnapshotId.TryParse(name.Substring(Prefix.Length, IdDigits), out id) && name == EndedOf(id);
    }

    /// <summary>The session that an object of this name belongs to, and which beat it is; 0 for its begin.</summary>
    public static bool TryParse(string name, out SnapshotId id, out long beat)
    {
        (id, beat) = (default, 0);
        if (!name.StartsWith(Prefix, StringComparison.Ordinal) || name.Length <= Prefix.Length + IdDigits
            || !LowerHex.Is(name.AsSpan(Prefix.Length, IdDigits), IdDigits)
            || !SnapshotId.TryParse(name.Substring(Prefix.Length, IdDigits), out id))
            return false;
        var rest = name.AsSpan(Prefix.Length + IdDigits);
        return rest.SequenceEqual(BeginSuffix)
            || rest.Length == 1 + BeatDigits && rest[0] == '-'
            && long.TryParse(rest[1..], NumberStyles.None, CultureInfo.InvariantCulture, out beat) && beat > 0;
    }

    public static byte[] Encode<T>(KeyRing keys, string name, T document, JsonTypeInfo<T> type) =>
        TwoLines.Authenticate(document, type, keys.ObjectKey(name));

    public static T Decode<T>(KeyRing keys, string name, ReadOnlySpan<byte> content, JsonTypeInfo<T> type) where T : class =>
        TwoLines.ReadAuthentic(content, type, keys.ObjectKey(name), name);

    /// <summary>
    /// Takes a session that is over out of sight. A session has ended for good when its begin is gone, so that goes last.
    /// </summary>
    public static async Task DeleteAsync(
        IObjectStore store, SnapshotId id, IEnumerable<long> beats, CancellationToken cancellationToken)
    {
        await DeleteBeatsAsync(store, id, beats, cancellationToken);
        await store.DeleteAsync(BeginOf(id), cancellationToken);
    }

    public static async Task DeleteBeatsAsync(
        IObjectStore store, SnapshotId id, IEnumerable<long> beats, CancellationToken cancellationToken)
    {
        foreach (var beat in beats)
            await store.DeleteAsync(BeatOf(id, beat), cancellationToken);
    }
}
