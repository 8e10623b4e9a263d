using Cairn.Repository.Sessions;
using Cairn.Repository.Trees;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Golden;

/// <summary>
/// What the golden repository holds: something of everything that the format knows. It must never change: the repository in v1/
/// was written from it by the first version (with <see cref="SmallOptions"/> and <see cref="Passphrase"/>).
/// </summary>
internal static class GoldenContent
{
    public static SortedDictionary<string, byte[]> Files { get; } = Files(
        ("attributes", "some bytes"u8.ToArray()),
        ("empty", []),
        ("large", Bytes(1, 400_000, 0x03)),
        ("noise", Bytes(2, 20_000, 0xff)));

    public static async Task<TreeRef> StoreAsync(WriteSession session)
    {
        var entries = new List<Entry>
        {
            Named("device", EntryKind.CharacterDevice) with { DeviceNumber = 0x103 },
            Named("link", EntryKind.SymbolicLink) with { LinkTarget = "../elsewhere"u8.ToArray() },
            Named("pipe", EntryKind.Fifo) with { Modified = new FileTime(-1, 999_999_999) },
            FolderEntry("many", await StoreFolderAsync(session, Sockets())),
            FileEntry("hole", await StoreHoleAsync(session)),
        };
        foreach (var (name, bytes) in Files)
            entries.Add(FileEntry(name, await StoreAsync(session, bytes)));
        var attribute = new ExtendedAttribute("user.comment"u8.ToArray(), "a comment"u8.ToArray());
        return await StoreFolderAsync(session, entries
            .OrderBy(entry => entry.Name)
            .Select(entry => entry.Name.ToString() == "attributes" ? entry with { ExtendedAttributes = [attribute] } : entry));
    }

    private static Task<FileContent> StoreAsync(WriteSession session, byte[] bytes) => Support.Sample.StoreAsync(session, bytes);

    private static async Task<FileContent> StoreHoleAsync(WriteSession session)
    {
        using var writer = session.OpenContentWriter();
        await Support.Sample.WriteAsync(writer, "before"u8.ToArray());
        await writer.AddHoleAsync(1 << 20, Cancel);
        await Support.Sample.WriteAsync(writer, "after"u8.ToArray());
        return await writer.CompleteAsync(Cancel);
    }

    private static Entry Named(string name, EntryKind kind) =>
        new()
        {
            Name = EntryName.FromUtf8(name),
            Kind = kind,
            Mode = 0x1ff,
            UserId = 1000,
            GroupId = 100,
            UserName = "user",
            LinkCount = 2,
        };

    private static IEnumerable<Entry> Sockets() =>
        Enumerable.Range(0, 600).Select(i => Named($"socket-{i:d4}", EntryKind.Socket));

    /// <summary>Marsaglia's xorshift64, so that these bytes are the same in all years.</summary>
    private static byte[] Bytes(ulong seed, int length, byte mask)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
        {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            bytes[i] = (byte)((byte)(seed >> 32) & mask);
        }
        return bytes;
    }
}
