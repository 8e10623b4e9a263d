using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Cairn.DataAgents.FileSystem.Native;

/// <summary>The names of users and groups on this host, each asked for once (a directory service may be behind it).</summary>
internal sealed unsafe class AccountNames
{
    private const int RecordSize = 128;
    private const int MaxBufferSize = 1 << 20;

    private readonly ConcurrentDictionary<uint, string?> _users = [];
    private readonly ConcurrentDictionary<uint, string?> _groups = [];

    private delegate int Lookup(uint id, byte* record, byte* buffer, nuint size, byte** found);

    /// <summary>Null where the id has no name.</summary>
    public string? User(uint id) => _users.GetOrAdd(id, static id => Find(id, Libc.getpwuid_r));

    public string? Group(uint id) => _groups.GetOrAdd(id, static id => Find(id, Libc.getgrgid_r));

    private static string? Find(uint id, Lookup lookup)
    {
        var record = stackalloc byte[RecordSize];
        for (var size = 4 << 10; size <= MaxBufferSize; size *= 4)
        {
            var text = new byte[size];
            fixed (byte* buffer = text)
            {
                byte* found;
                var errno = (Errno)lookup(id, record, buffer, (nuint)size, &found);
                if (errno == Errno.OutOfRange)
                    continue;
                // The name is the first field of struct passwd and of struct group.
                return errno == Errno.None && found is not null ? Marshal.PtrToStringUTF8(*(nint*)found) : null;
            }
        }
        return null;
    }
}
