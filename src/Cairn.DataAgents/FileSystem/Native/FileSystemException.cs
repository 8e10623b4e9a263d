using System.Runtime.InteropServices;

namespace Cairn.DataAgents.FileSystem.Native;

/// <summary>The operating system refused something; the message says it in plain words ("permission denied").</summary>
internal sealed class FileSystemException(Errno errno, string message) : IOException(message)
{
    public Errno Errno { get; } = errno;

    /// <summary>The failure of the last call of the C library on this thread.</summary>
    public static FileSystemException OfLastCall() => Of((Errno)Marshal.GetLastPInvokeError());

    public static FileSystemException Of(Errno errno)
    {
        var text = Marshal.GetPInvokeErrorMessage((int)errno);
        return new FileSystemException(errno, char.ToLowerInvariant(text[0]) + text[1..]);
    }

    /// <summary>Throws if a call's result says that it failed (below zero).</summary>
    public static long Check(long result) => result < 0 ? throw OfLastCall() : result;
}
