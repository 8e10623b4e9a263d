using System.Runtime.InteropServices;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Native;

/// <summary>
/// An open directory. Names are looked up in it and nowhere else: a symbolic link is never followed, so who can plant one
/// can't lead us out of the directory.
/// </summary>
internal sealed unsafe class DirectoryHandle(int descriptor) : Descriptor(descriptor)
{
    private const int MaxLinkTarget = 4096;

    private static bool _listsAttributes = true;

    /// <summary>Opens a directory by its absolute path, following symbolic links.</summary>
    public static DirectoryHandle Open(ReadOnlySpan<byte> path) =>
        new(OpenToRead(AtFlags.CurrentDirectory, path, OpenFlags.Directory));

    public DirectoryHandle OpenDirectory(ReadOnlySpan<byte> name) =>
        new(OpenToRead(Number, name, OpenFlags.Directory | OpenFlags.NoFollow));

    public FileHandle OpenFile(ReadOnlySpan<byte> name) =>
        new(OpenToRead(Number, name, OpenFlags.NoFollow | OpenFlags.NonBlocking));

    public NodeHandle OpenNode(ReadOnlySpan<byte> name) =>
        new((int)FileSystemException.Check(Libc.openat(Number, name, OpenFlags.PathOnly | OpenFlags.NoFollow | OpenFlags.CloseOnExec, 0)));

    public FileStatus Status(ReadOnlySpan<byte> name) => Status(Number, name, AtFlags.NoFollow);

    /// <summary>The status of what is there, or null if nothing is.</summary>
    public FileStatus? Find(ReadOnlySpan<byte> name)
    {
        try
        {
            return Status(name);
        }
        catch (FileSystemException exception) when (exception.Errno == Errno.NoEntry)
        {
            return null;
        }
    }

    /// <summary>
    /// Whether a name has no extended attributes; false too where it can't be told this way. Nearly none has any, and this is a
    /// quarter of the work of asking by a path.
    /// </summary>
    public bool HasNoAttributes(ReadOnlySpan<byte> name)
    {
        if (_listsAttributes && SystemCalls.ListAttributesAt(Number, name, AtFlags.NoFollow) is var length and >= 0)
            return length == 0;
        // Linux before 6.13, or a container that knows nothing of the call.
        if (_listsAttributes && (Errno)Marshal.GetLastPInvokeError() is Errno.NoSystemCall or Errno.NotPermitted)
            _listsAttributes = false;
        return false;
    }

    /// <summary>A path to a name in this directory for the calls that take only paths.</summary>
    public byte[] PathOf(ReadOnlySpan<byte> name) => [.. Path, (byte)'/', .. name];

    public byte[] ReadLink(ReadOnlySpan<byte> name)
    {
        var buffer = stackalloc byte[MaxLinkTarget];
        var length = FileSystemException.Check(Libc.readlinkat(Number, name, buffer, MaxLinkTarget));
        return new ReadOnlySpan<byte>(buffer, (int)length).ToArray();
    }

    public DirectoryListing List() => DirectoryListing.Read(Number);

    /// <summary>The magic number of the file system that the directory is on (linux/magic.h).</summary>
    public uint FileSystemMagic()
    {
        var status = stackalloc byte[256];
        FileSystemException.Check(Libc.fstatfs(Number, status));
        return *(uint*)status; // f_type is the first field
    }

    /// <summary>Makes a file that didn't exist; open for writing, by default for its owner alone.</summary>
    public FileHandle CreateFile(ReadOnlySpan<byte> name, uint permissions = 0x180) => new((int)FileSystemException.Check(Libc.openat(
        Number, name, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Exclusive | OpenFlags.NoFollow | OpenFlags.CloseOnExec,
        permissions)));

    /// <summary>
    /// Opens a file once more to be written past the kernel's cache, in whole blocks from aligned memory; null where that isn't
    /// possible, or no gain: other file systems than these would compress what is written, or zero it first.
    /// </summary>
    public FileHandle? TryOpenToWriteDirectly(ReadOnlySpan<byte> name)
    {
        const uint ext = 0xEF53, xfs = 0x58465342;
        if (FileSystemMagic() is not (ext or xfs))
            return null;
        var descriptor = Libc.openat(
            Number, name, OpenFlags.WriteOnly | OpenFlags.Direct | OpenFlags.NoFollow | OpenFlags.NonBlocking | OpenFlags.CloseOnExec, 0);
        return descriptor < 0 ? null : new FileHandle(descriptor);
    }

    /// <summary>Whether what is made in it gets more than the maker's owner and mode: a group, or an access control list.</summary>
    public bool BequeathsMetadata()
    {
        const uint setGroupId = 0x400;
        if ((Status().Mode & setGroupId) != 0)
            return true;
        return Libc.getxattr(Path, "system.posix_acl_default"u8, null, 0) >= 0;
    }

    /// <summary>Makes a directory, for its owner alone; false if the name is taken.</summary>
    public bool TryMakeDirectory(ReadOnlySpan<byte> name)
    {
        if (Libc.mkdirat(Number, name, 0x1C0) == 0)
            return true;
        var failure = FileSystemException.OfLastCall();
        return failure.Errno == Errno.Exists ? false : throw failure;
    }

    public void MakeSymbolicLink(ReadOnlySpan<byte> target, ReadOnlySpan<byte> name) =>
        FileSystemException.Check(Libc.symlinkat(target, Number, name));

    /// <summary>Makes a device node, fifo or socket, for its owner alone.</summary>
    public void MakeNode(EntryKind kind, ulong device, ReadOnlySpan<byte> name) =>
        FileSystemException.Check(Libc.mknodat(Number, name, FileType.BitsOf(kind) | 0x180, device));

    /// <summary>Gives <paramref name="from"/> of another directory a second name in this one.</summary>
    public void Link(DirectoryHandle fromDirectory, ReadOnlySpan<byte> from, ReadOnlySpan<byte> name) =>
        FileSystemException.Check(Libc.linkat(fromDirectory.Number, from, Number, name, 0));

    /// <summary>Renames within this directory; false if the name is taken and may not be replaced.</summary>
    public bool TryRename(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to, bool replace)
    {
        if (Libc.renameat2(Number, from, Number, to, replace ? 0 : AtFlags.RenameNoReplace) == 0)
            return true;
        var failure = FileSystemException.OfLastCall();
        if (!replace && failure.Errno == Errno.Exists)
            return false;
        // Some network file systems know no flags here; that the name is free was looked at before.
        if (!replace && failure.Errno == Errno.Invalid)
            return TryRename(from, to, replace: true);
        throw failure;
    }

    /// <summary>Removes a name that isn't a directory's; that it is absent already is fine.</summary>
    public void Remove(ReadOnlySpan<byte> name)
    {
        if (Libc.unlinkat(Number, name, 0) == 0)
            return;
        var failure = FileSystemException.OfLastCall();
        if (failure.Errno != Errno.NoEntry)
            throw failure;
    }

    /// <summary>As <see cref="Remove"/>, where it doesn't matter whether it can be done.</summary>
    public void TryRemove(ReadOnlySpan<byte> name) => _ = Libc.unlinkat(Number, name, 0);
}
