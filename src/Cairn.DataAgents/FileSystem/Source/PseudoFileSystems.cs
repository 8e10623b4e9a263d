using System.Collections.Frozen;

namespace Cairn.DataAgents.FileSystem.Source;

/// <summary>
/// File systems that the kernel makes up: there is nothing in them to keep, and reading some has effects. By the magic numbers
/// of linux/magic.h and of the kernel's own sources where that header lacks one.
/// </summary>
internal static class PseudoFileSystems
{
    private static readonly FrozenSet<uint> Magics = new uint[]
    {
        0x9fa0, // proc
        0x62656572, // sysfs
        0x27e0eb, // cgroup
        0x63677270, // cgroup2
        0x1cd1, // devpts
        0x64626720, // debugfs
        0x74726163, // tracefs
        0x73636673, // securityfs
        0xcafe4a11, // bpf
        0x6165676c, // pstore
        0xde5e81e4, // efivarfs
        0x42494e4d, // binfmt_misc
        0x62656570, // configfs
        0x65735543, // fusectl
        0x19800202, // mqueue
        0x0187, // autofs: entering would mount what is behind it
        0xf97cff8c, // selinux
        0x43415d53, // smack
        0x5a3c69f0, // apparmor
        0x6c6f6f70, // binder
        0x7655821, // resctrl
        0x67596969, // rpc_pipefs
        0x6e667364, // nfsd
        0x6e736673, // nsfs
        0x50495045, // pipefs
        0x534f434b, // sockfs
        0x09041934, // anonymous inodes
        0x958458f6, // hugetlbfs
    }.ToFrozenSet();

    public static bool Contains(uint magic) => Magics.Contains(magic);
}
