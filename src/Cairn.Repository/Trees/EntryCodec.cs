using Cairn.Repository.Fields;

namespace Cairn.Repository.Trees;

/// <summary>One entry as bytes (docs/repository-format.md, "Entries"). Equal entries have equal bytes.</summary>
internal static class EntryCodec
{
    /// <summary>No entry takes fewer bytes.</summary>
    public const int LeastSize = 17;

    private const int NanosecondsPerSecond = 1_000_000_000;
    private const uint ModeMask = 0xfff;

    public static void Write(FieldWriter to, Entry entry)
    {
        Validate(entry);
        var fields = FieldsOf(entry);
        to.Bytes(entry.Name.Bytes);
        to.Byte((byte)entry.Kind);
        to.Byte((byte)fields);
        to.Number(entry.Mode);
        to.Number(entry.UserId);
        to.Number(entry.GroupId);
        WriteTime(to, entry.Modified);
        WriteTime(to, entry.Changed);
        WriteTime(to, entry.Accessed);
        to.Number(entry.Device);
        to.Number(entry.Inode);
        to.Number(entry.LinkCount);
        to.Number((ulong)entry.Size);
        if (entry.UserName is { } user)
            to.Text(user);
        if (entry.GroupName is { } group)
            to.Text(group);
        if (fields.HasFlag(EntryFields.DeviceNumber))
            to.Number(entry.DeviceNumber);
        if (entry.LinkTarget is { } target)
            to.Bytes(target.Span);
        if (fields.HasFlag(EntryFields.ExtendedAttributes))
            WriteAttributes(to, entry.ExtendedAttributes);
        if (entry.Content is { } content)
            WriteContent(to, content);
        if (entry.Subtree is { } subtree)
            to.Id(subtree.Id);
    }

    public static Entry Read(ref FieldReader from)
    {
        var name = from.Bytes();
        if (!EntryName.IsValid(name))
            throw from.Damaged("a name is impossible");
        var kind = (EntryKind)from.Byte();
        var fields = (EntryFields)from.Byte();
        if (!Enum.IsDefined(kind))
            throw from.Damaged("an entry is of an unknown kind");
        var entry = new Entry
        {
            Name = new EntryName(name),
            Kind = kind,
            Mode = from.UInt32() is var mode and <= ModeMask ? mode : throw from.Damaged("a mode is impossible"),
            UserId = from.UInt32(),
            GroupId = from.UInt32(),
            Modified = ReadTime(ref from),
            Changed = ReadTime(ref from),
            Accessed = ReadTime(ref from),
            Device = from.Number(),
            Inode = from.Number(),
            LinkCount = from.UInt32(),
            Size = from.Length(),
            UserName = fields.HasFlag(EntryFields.UserName) ? from.Text() : null,
            GroupName = fields.HasFlag(EntryFields.GroupName) ? from.Text() : null,
            DeviceNumber = fields.HasFlag(EntryFields.DeviceNumber) ? from.Number() : 0,
            LinkTarget = fields.HasFlag(EntryFields.LinkTarget) ? from.Bytes().ToArray() : default(ReadOnlyMemory<byte>?),
            ExtendedAttributes = fields.HasFlag(EntryFields.ExtendedAttributes) ? ReadAttributes(ref from) : [],
            Content = (fields & (EntryFields.Content | EntryFields.Inline)) switch
            {
                0 => null,
                EntryFields.Content => PartsCodec.ReadContent(ref from),
                EntryFields.Inline => ReadInline(ref from),
                _ => throw from.Damaged("a file has two contents"),
            },
            Subtree = fields.HasFlag(EntryFields.Subtree) ? new TreeRef(from.Id()) : null,
        };
        return Contradiction(entry) is { } contradiction ? throw from.Damaged($"an entry {contradiction}") : entry;
    }

    private static void Validate(Entry entry)
    {
        if (entry.Name.Bytes.IsEmpty)
            throw new ArgumentException("An entry has no name.");
        if (!Enum.IsDefined(entry.Kind) || entry.Mode > ModeMask || entry.Size < 0)
            throw new ArgumentException(
                $"Entry '{entry.Name}' has a kind ({entry.Kind}), mode ({entry.Mode}) or size ({entry.Size}) out of range.");
        if (Contradiction(entry) is { } contradiction)
            throw new ArgumentException($"Entry '{entry.Name}' {contradiction}.");
    }

    /// <summary>What can't be, of what the kind and the fields say together; null if all agrees.</summary>
    private static string? Contradiction(Entry entry)
    {
        var isDevice = entry.Kind is EntryKind.CharacterDevice or EntryKind.BlockDevice;
        if (entry.Content is not null && entry.Kind != EntryKind.File)
            return $"has a content, but is no file ({entry.Kind})";
        if (entry.Subtree is not null && entry.Kind != EntryKind.Directory)
            return $"has a subtree, but is no directory ({entry.Kind})";
        if (entry.LinkTarget is not null != (entry.Kind == EntryKind.SymbolicLink))
            return $"has a link's target and is none, or is one without ({entry.Kind})";
        if (entry.DeviceNumber != 0 && !isDevice)
            return $"has a device's number, but is no device ({entry.Kind})";
        var length = entry.Content?.Length ?? 0;
        return entry.Kind == EntryKind.File && entry.Size != length
            ? $"has a content of {length} bytes, but a size of {entry.Size}"
            : null;
    }

    private static EntryFields FieldsOf(Entry entry) =>
        (entry.UserName is null ? 0 : EntryFields.UserName)
        | (entry.GroupName is null ? 0 : EntryFields.GroupName)
        | (entry.DeviceNumber == 0 ? 0 : EntryFields.DeviceNumber)
        | (entry.LinkTarget is null ? 0 : EntryFields.LinkTarget)
        | (entry.ExtendedAttributes.Count == 0 ? 0 : EntryFields.ExtendedAttributes)
        | (entry.Content is null ? 0 : entry.Content.Inline.IsEmpty ? EntryFields.Content : EntryFields.Inline)
        | (entry.Subtree is null ? 0 : EntryFields.Subtree);

    private static void WriteContent(FieldWriter to, FileContent content)
    {
        if (content.Inline.IsEmpty)
            PartsCodec.Write(to, content.Depth, content.Parts);
        else
            to.Bytes(content.Inline.Span);
    }

    private static FileContent ReadInline(ref FieldReader from) =>
        from.Bytes() is { Length: > 0 and <= FileContent.MaxInline } bytes
            ? new FileContent(bytes.ToArray())
            : throw from.Damaged("the bytes of a file are none or too many for an entry");

    private static void WriteTime(FieldWriter to, FileTime time)
    {
        if (time.Nanoseconds is < 0 or >= NanosecondsPerSecond)
            throw new ArgumentException($"A time has {time.Nanoseconds} nanoseconds; 0 to 999999999 are allowed.");
        to.Signed(time.Seconds);
        to.Number((ulong)time.Nanoseconds);
    }

    private static FileTime ReadTime(ref FieldReader from)
    {
        var seconds = from.Signed();
        return from.Number() is var nanoseconds and < NanosecondsPerSecond
            ? new FileTime(seconds, (int)nanoseconds)
            : throw from.Damaged("a time is impossible");
    }

    private static void WriteAttributes(FieldWriter to, IReadOnlyList<ExtendedAttribute> attributes)
    {
        to.Number((ulong)attributes.Count);
        foreach (var attribute in attributes)
        {
            to.Bytes(attribute.Name.Span);
            to.Bytes(attribute.Value.Span);
        }
    }

    private static ExtendedAttribute[] ReadAttributes(ref FieldReader from)
    {
        var attributes = new ExtendedAttribute[from.Count(least: 2)];
        for (var i = 0; i < attributes.Length; i++)
            attributes[i] = new ExtendedAttribute(from.Bytes().ToArray(), from.Bytes().ToArray());
        return attributes;
    }
}
