using System.Security.Cryptography;
using Cairn.Repository.Faults;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Sealing;
using Cairn.Repository.Snapshots;

namespace Cairn.Repository.Sessions;

/// <summary>
/// An object in the place of a session's snapshot that keeps the session from ever committing. Of one session all fences are
/// alike, whoever puts them.
/// </summary>
internal static class SessionFence
{
    /// <summary>Bytes of a fence; every snapshot is longer.</summary>
    public const int Size = PrefixSize + HMACSHA256.HashSizeInBytes;

    private const int PrefixSize = 16;
    private const byte Version = 1;

    private static ReadOnlySpan<byte> Magic => "CAIRNFNC"u8;

    public static byte[] Of(KeyRing keys, SnapshotId session)
    {
        var fence = new byte[Size];
        Magic.CopyTo(fence);
        fence[8] = Version;
        var key = keys.ObjectKey(SnapshotObject.NameOf(session));
        HMACSHA256.HashData(key, fence.AsSpan(0, PrefixSize), fence.AsSpan(PrefixSize));
        return fence;
    }

    public static bool Is(KeyRing keys, SnapshotId session, ReadOnlySpan<byte> content) =>
        content.Length == Size && CryptographicOperations.FixedTimeEquals(content, Of(keys, session));

    /// <summary>
    /// Sees to it that a session which hasn't committed never will. False, and nothing changed, when it has committed.
    /// </summary>
    public static async Task<bool> PutAsync(BackupRepository repository, SnapshotId session, CancellationToken cancellationToken)
    {
        var name = SnapshotObject.NameOf(session);
        var fence = Of(repository.Keys, session);
        return await repository.Store.PutOrReadAsync(name, fence, cancellationToken) is null;
    }

    /// <summary>Why a session couldn't put its snapshot, seen what is in its place.</summary>
    public static RepositoryException FaultOf(KeyRing keys, SnapshotId session, ReadOnlySpan<byte> content) =>
        Is(keys, session, content)
            ? new SessionFencedException(session)
            : new RepositoryDamagedException(
                SnapshotObject.NameOf(session), null, "it is neither this session's snapshot nor a fence");
}
