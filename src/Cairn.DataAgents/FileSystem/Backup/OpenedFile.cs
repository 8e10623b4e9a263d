using Cairn.DataAgents.FileSystem.Native;

namespace Cairn.DataAgents.FileSystem.Backup;

/// <summary>
/// A file that is open, what it was found to be then, and all its bytes where they have been read already (empty: they haven't).
/// </summary>
internal sealed record OpenedFile(FileHandle Handle, FileStatus Status) : IDisposable
{
    /// <summary>Valid until the next batch.</summary>
    public ReadOnlyMemory<byte> Bytes { get; set; }

    public void Dispose() => Handle.Dispose();
}
