using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Cairn.Repository.Trees;
using Microsoft.Win32.SafeHandles;

namespace Cairn.DataAgents.FileSystem.Native;

/// <summary>
/// An open file descriptor. What is done through it is done to that very inode, whatever happens to its name meanwhile.
/// </summary>
internal abstract unsafe class Descriptor : SafeHandleMinusOneIsInvalid
{
    private const uint StatusMask = 0x7FF | 0x1000; // STATX_BASIC_STATS, STATX_MNT_ID

    protected Descriptor(int descriptor)
        : base(ownsHandle: true) => SetHandle(descriptor);

    protected int Number => IsClosed ? throw new ObjectDisposedException(nameof(Descriptor)) : (int)handle;

    /// <summary>
    /// A path that leads to this inode for the calls that take only paths: the kernel goes straight there, no name is looked up.
    /// </summary>
    public byte[] Path => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{Number}"));

    public FileStatus Status() => Status(Number, default, AtFlags.EmptyPath);

    public void SetOwner(uint user, uint group) =>
        FileSystemException.Check(Libc.fchownat(Number, default, user, group, AtFlags.EmptyPath));

    /// <param name="mode">Permissions, set-id bits and sticky. Not for symbolic links: they have none.</param>
    public void SetMode(uint mode)
    {
        // A handle on the inode alone is good for paths only.
        if (Libc.fchmod(Number, mode) != 0)
            FileSystemException.Check(Marshal.GetLastPInvokeError() == (int)Errno.BadDescriptor ? Libc.chmod(Path, mode) : -1);
    }

    public void SetTimes(FileTime accessed, FileTime modified)
    {
        var times = stackalloc TimeSpec[] { new(accessed), new(modified) };
        FileSystemException.Check(Libc.utimensat(Number, default, times, AtFlags.EmptyPath));
    }

    protected static FileStatus Status(int directory, ReadOnlySpan<byte> path, int flags)
    {
        FileSystemException.Check(Libc.statx(directory, path, flags | AtFlags.NoAutomount, StatusMask, out var raw));
        return FileStatus.From(raw);
    }

    /// <summary>Opens to read, leaving the access time as it is where we may (the owner and root may).</summary>
    protected static int OpenToRead(int directory, ReadOnlySpan<byte> path, int flags)
    {
        flags |= OpenFlags.CloseOnExec;
        var descriptor = Libc.openat(directory, path, flags | OpenFlags.NoAccessTime, 0);
        if (descriptor < 0 && Marshal.GetLastPInvokeError() == (int)Errno.NotPermitted)
            descriptor = Libc.openat(directory, path, flags, 0);
        return (int)FileSystemException.Check(descriptor);
    }

    protected override bool ReleaseHandle() => Libc.close((int)handle) == 0;
}
