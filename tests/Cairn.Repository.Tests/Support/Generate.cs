using Cairn.Repository.Sealing;
using Cairn.Repository.Trees;
using CsCheck;

namespace Cairn.Repository.Tests.Support;

/// <summary>Random values of the format's types.</summary>
internal static class Generate
{
    public static Gen<ChunkId> ChunkId { get; } = Gen.Byte.Array[32].Select(bytes => new ChunkId(bytes));

    public static Gen<EntryName> Name { get; } =
        Gen.Byte.Array[1, 60].Select(bytes => bytes.Select(b => b is 0 or (byte)'/' ? (byte)'x' : b).ToArray())
            .Where(bytes => !bytes.SequenceEqual("."u8.ToArray()) && !bytes.SequenceEqual(".."u8.ToArray()))
            .Select(bytes => new EntryName(bytes));

    public static Gen<FileContent> Content { get; } = Gen.OneOf(
        Gen.Byte.Array[1, 3000].Select(bytes => new FileContent(bytes)),
        Gen.Select(Gen.Int[0, 3], Gen.Select(ChunkId, Gen.Long[1, 1L << 40], Gen.Bool).Array[0, 20]).Select((depth, parts) =>
            new FileContent(depth, [.. parts.Select(part =>
                part.Item3 && depth == 0 ? ContentPart.Hole(part.Item2) : new ContentPart(part.Item1, part.Item2, false))])));

    private static readonly Gen<FileTime> Time = Gen.Select(Gen.Long, Gen.Int[0, 999_999_999]).Select((s, n) =>
        new FileTime(s, n));

    private static readonly Gen<ExtendedAttribute> Attribute =
        Gen.Select(Gen.Byte.Array[1, 20], Gen.Byte.Array[0, 100]).Select((name, value) => new ExtendedAttribute(name, value));

    private static readonly Gen<Entry> Numbers =
        Gen.Select(Name, Gen.UInt[0, 4095], Gen.UInt, Gen.UInt, Gen.ULong, Gen.ULong, Gen.UInt, Gen.Long[0, long.MaxValue])
            .Select((name, mode, user, group, device, inode, links, size) => new Entry
            {
                Name = name,
                Kind = EntryKind.Fifo,
                Mode = mode,
                UserId = user,
                GroupId = group,
                Device = device,
                Inode = inode,
                LinkCount = links,
                Size = size,
            });

    private static readonly Gen<Entry> WithTexts =
        Gen.Select(Numbers, Gen.String.Null(), Gen.String.Null(), Gen.Select(Time, Time, Time), Attribute.Array[0, 3])
            .Select((entry, user, group, times, attributes) => entry with
            {
                UserName = user is null ? null : WellFormed(user),
                GroupName = group is null ? null : WellFormed(group),
                Modified = times.Item1,
                Changed = times.Item2,
                Accessed = times.Item3,
                ExtendedAttributes = attributes,
            });

    public static Gen<Entry> Entry { get; } = Gen.OneOf(
        Gen.Select(WithTexts, Content)
            .Select((entry, content) => entry with { Kind = EntryKind.File, Content = content, Size = content.Length }),
        Gen.Select(WithTexts, ChunkId)
            .Select((entry, id) => entry with { Kind = EntryKind.Directory, Subtree = new TreeRef(id) }),
        Gen.Select(WithTexts, Gen.Byte.Array[0, 50])
            .Select((entry, target) => entry with { Kind = EntryKind.SymbolicLink, LinkTarget = target }),
        Gen.Select(WithTexts, Gen.ULong, Gen.Bool)
            .Select((entry, number, isBlock) => entry with
            {
                Kind = isBlock ? EntryKind.BlockDevice : EntryKind.CharacterDevice,
                DeviceNumber = number,
            }),
        WithTexts);

    // Lone surrogates have no UTF-8.
    private static string WellFormed(string text) =>
        System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
}
