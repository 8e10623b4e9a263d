using System.Security.Cryptography;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Packs;

/// <summary>
/// The key of one pack. Making a cipher of it costs as much as opening a small record, and a cipher serves one thread at a time:
/// so one that is returned is kept for the next. Safe for use by several threads.
/// </summary>
internal sealed class PackKey(byte[] key)
{
    private AesGcm? _idle;

    /// <summary>A cipher for the caller alone, to be returned.</summary>
    public AesGcm Rent() => Interlocked.Exchange(ref _idle, null) ?? new AesGcm(key, Seal.TagSize);

    public void Return(AesGcm cipher)
    {
        if (Interlocked.CompareExchange(ref _idle, cipher, null) is not null)
            cipher.Dispose();
    }
}
