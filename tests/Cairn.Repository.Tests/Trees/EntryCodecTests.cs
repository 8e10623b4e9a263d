using Cairn.Repository.Faults;
using Cairn.Repository.Fields;
using Cairn.Repository.Tests.Support;
using Cairn.Repository.Trees;
using CsCheck;

namespace Cairn.Repository.Tests.Trees;

public sealed class EntryCodecTests
{
    [Fact]
    public void An_entry_comes_back_as_it_was() => Generate.Entry.Sample(entry =>
    {
        var encoded = Encode(entry);
        var decoded = Decode(encoded);
        Assert.Equal(entry.Name, decoded.Name);
        Assert.Equal(entry.Content, decoded.Content);
        Assert.Equal(entry.Subtree, decoded.Subtree);
        Assert.Equal(
            (entry.Kind, entry.Mode, entry.UserId, entry.GroupId, entry.UserName, entry.GroupName),
            (decoded.Kind, decoded.Mode, decoded.UserId, decoded.GroupId, decoded.UserName, decoded.GroupName));
        Assert.Equal((entry.Modified, entry.Changed, entry.Accessed), (decoded.Modified, decoded.Changed, decoded.Accessed));
        Assert.Equal(
            (entry.Device, entry.Inode, entry.LinkCount, entry.DeviceNumber, entry.Size),
            (decoded.Device, decoded.Inode, decoded.LinkCount, decoded.DeviceNumber, decoded.Size));
        Assert.Equal(entry.LinkTarget?.ToArray(), decoded.LinkTarget?.ToArray());
        Assert.Equal(encoded, Encode(decoded));
    });

    [Fact]
    public void Altered_bytes_give_an_entry_or_damage_and_nothing_else() =>
        Gen.Select(Generate.Entry, Gen.Int[0, 10_000], Gen.Byte, Gen.Int[0, 10_000]).Sample((entry, position, value, length) =>
        {
            var bytes = Encode(entry);
            bytes[position % bytes.Length] = value;
            AssertReadsOrDamaged(bytes.AsSpan(0, Math.Min(bytes.Length, length)).ToArray());
        });

    [Fact]
    public void Any_bytes_give_an_entry_or_damage_and_nothing_else() => Gen.Byte.Array[0, 200].Sample(AssertReadsOrDamaged);

    [Fact]
    public void The_shortest_entry_is_as_short_as_readers_assume()
    {
        var entry = new Entry { Name = EntryName.FromUtf8("x"), Kind = EntryKind.Socket };
        Assert.Equal(EntryCodec.LeastSize, Encode(entry).Length);
    }

    [Fact]
    public void Impossible_entries_are_refused()
    {
        var entry = new Entry { Name = EntryName.FromUtf8("x"), Kind = EntryKind.File };
        Assert.Throws<ArgumentException>(() => Encode(entry with { Kind = (EntryKind)9 }));
        Assert.Throws<ArgumentException>(() => Encode(entry with { Mode = 4096 }));
        Assert.Throws<ArgumentException>(() => Encode(entry with { Size = -1 }));
        Assert.Throws<ArgumentException>(() => Encode(entry with { Name = default }));
        Assert.Throws<ArgumentException>(() => Encode(entry with { Modified = new FileTime(0, 1_000_000_000) }));
    }

    [Theory]
    [InlineData(EntryKind.Directory, "content")]
    [InlineData(EntryKind.Socket, "content")]
    [InlineData(EntryKind.File, "subtree")]
    [InlineData(EntryKind.SymbolicLink, "subtree")]
    [InlineData(EntryKind.File, "target")]
    [InlineData(EntryKind.Directory, "target")]
    [InlineData(EntryKind.Fifo, "device")]
    [InlineData(EntryKind.SymbolicLink, "")]
    [InlineData(EntryKind.File, "size")]
    [InlineData(EntryKind.File, "inline, longer")]
    [InlineData(EntryKind.File, "parts, shorter")]
    public void Kind_size_and_content_that_contradict_each_other_are_damage_and_never_written(EntryKind kind, string has)
    {
        var plain = new Entry { Name = EntryName.FromUtf8("x"), Kind = kind };
        var entry = has switch
        {
            "content" => plain with { Content = FileContent.Empty },
            "subtree" => plain with { Subtree = default(TreeRef) },
            "target" => plain with { LinkTarget = "y"u8.ToArray() },
            "device" => plain with { DeviceNumber = 5 },
            "size" => plain with { Size = 1 },
            "inline, longer" => plain with { Size = 2, Content = new FileContent(new byte[3]) },
            "parts, shorter" => plain with { Size = 4096, Content = new FileContent(0, [ContentPart.Hole(4095)]) },
            _ => plain,
        };

        Assert.Throws<ArgumentException>(() => Encode(entry));
        Assert.Throws<RepositoryDamagedException>(() => Decode(EncodeUnchecked(entry)));
    }

    [Fact]
    public void A_directory_may_have_any_size_and_a_file_no_content()
    {
        var directory = Decode(Encode(new Entry { Name = EntryName.FromUtf8("x"), Kind = EntryKind.Directory, Size = 4096 }));
        var file = Decode(Encode(new Entry { Name = EntryName.FromUtf8("x"), Kind = EntryKind.File }));
        Assert.Equal((4096, null, 0, null), (directory.Size, directory.Subtree, file.Size, file.Content));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a\0")]
    public void Names_that_lead_elsewhere_are_refused(string name) =>
        Assert.Throws<ArgumentException>(() => EntryName.FromUtf8(name));

    [Fact]
    public void A_name_that_is_not_UTF8_is_shown_with_its_bytes()
    {
        Assert.Equal("caf\\xe9.txt", new EntryName("caf\xe9.txt".Select(c => (byte)c).ToArray()).ToString());
        Assert.Equal("café", EntryName.FromUtf8("café").ToString());
    }

    private static byte[] Encode(Entry entry)
    {
        var writer = new FieldWriter();
        EntryCodec.Write(writer, entry);
        return writer.Written.ToArray();
    }

    /// <summary>The same bytes as of an entry of a kind that may have all this, but for kind and size.</summary>
    private static byte[] EncodeUnchecked(Entry entry)
    {
        var kind = entry switch
        {
            { Content: not null } => EntryKind.File,
            { LinkTarget: not null } => EntryKind.SymbolicLink,
            { DeviceNumber: > 0 } => EntryKind.BlockDevice,
            _ => EntryKind.Directory,
        };
        var size = entry.Content?.Length ?? entry.Size;
        var bytes = Encode(entry with { Kind = kind, Size = size });
        // Behind the name and its length; sizes below follow 12 numbers of a byte, those of 4,095 and 4,096 have two.
        bytes[2] = (byte)entry.Kind;
        var writer = new FieldWriter();
        writer.Number((ulong)entry.Size);
        writer.Written.Span.CopyTo(bytes.AsSpan(EntryCodec.LeastSize - 1));
        return bytes;
    }

    private static Entry Decode(byte[] bytes)
    {
        var reader = new FieldReader(bytes, "entry");
        var entry = EntryCodec.Read(ref reader);
        reader.ExpectEnd();
        return entry;
    }

    private static void AssertReadsOrDamaged(byte[] bytes)
    {
        try
        {
            Decode(bytes);
        }
        catch (RepositoryDamagedException e)
        {
            Assert.Equal("entry", e.ObjectName);
        }
    }
}
