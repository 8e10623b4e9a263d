using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Cairn.Repository.Checking;
using Cairn.Repository.Chunking;
using Cairn.Repository.Collecting;
using Cairn.Repository.Index;
using Cairn.Repository.Packs;
using Cairn.Repository.Parity;
using Cairn.Repository.Sealing;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Tests.Support;
using Cairn.Repository.Trees;

namespace Cairn.Repository.Tests.Fuzzing;

/// <summary>
/// Whole objects, altered; and their insides, altered and then sealed with the right key: a writer with a bug, or one who may
/// write but not read, can do that.
/// </summary>
internal static class SealedParsers
{
    private const string Name = "fuzz/00000000000000000000000000000000";

    private static readonly KeyRing Keys = SeededKeys.Make();
    private static readonly SnapshotId Session = SnapshotId.New(Keys.Random);

    public static IEnumerable<Parser> All { get; } =
    [
        new("config", [Config().ToBytes(Keys)], ReadConfig),
        Resealed("config, authentic", Config(), FormatJson.Default.RepositoryConfig, Keys.ConfigKey, ReadConfig),
        new("key slot", [Slot(false), Slot(true)], bytes => KeySlot.ReadInfo(KeySlot.NameOf("x"), bytes, Keys.RepositoryId)),
        new("key file", [KeyText(false), KeyText(true)], bytes => KeyFile.Parse(Encoding.Latin1.GetString(bytes))),
        new("snapshot", [Snapshot()], bytes => SnapshotObject.Decode(Keys, Session, bytes)),
        new("snapshot, authentic", [SnapshotJson()], bytes => SnapshotObject.Decode(Keys, Session, SealSnapshot(bytes))),
        new("fence", [SessionFence.Of(Keys, Session)], bytes => SessionFence.Is(Keys, Session, bytes)),
        new("begin of a session", [SessionObject.Encode(Keys, Name, Begin(), FormatJson.Default.SessionBegin)], ReadBegin),
        new("mark of a scrub", [SessionObject.Encode(Keys, Name, Scrub(), FormatJson.Default.ScrubDocument)], ReadScrub),
        Resealed("mark of a scrub, authentic", Scrub(), FormatJson.Default.ScrubDocument, Keys.ObjectKey(Name), ReadScrub),
        Resealed("begin of a session, authentic", Begin(), FormatJson.Default.SessionBegin, Keys.ObjectKey(Name), ReadBegin),
        new("list of condemned places", [Condemned()], bytes => CondemnedList.Decode(Keys, Name, bytes)),
        new("list of condemned places, authentic", [Condemned()[..^32]], bytes =>
            CondemnedList.Decode(Keys, Name, [.. bytes, .. HMACSHA256.HashData(Keys.ObjectKey(Name), bytes)])),
        new("sessions before a collection, authentic", [Json(Earlier(), FormatJson.Default.EarlierSessions)], json =>
            TwoLines.ReadAuthentic(Sealed(json), FormatJson.Default.EarlierSessions, Keys.DecisionKey(Name), Name).Ids()),
        new("decision of a collection, authentic", [Json(Decided(), FormatJson.Default.Decision)], json =>
            TwoLines.ReadAuthentic(Sealed(json), FormatJson.Default.Decision, Keys.DecisionKey(Name), Name)),
        new("parity", [ParityOf(Snapshot()), ParityOf(Sample.RandomBytes(1, 9000))], bytes =>
            ParityObject.Read(Name, bytes)?.Heal(Sample.RandomBytes(1, 9000))) { Allowance = 600 << 10 },
        new("index segment", [Segment()], ReadSegment),
        new("index segment, authentic", [Segment()], bytes => ReadSegment(Authenticate(bytes))),
    ];

    /// <summary>A document's line, altered, with the proof that it is right.</summary>
    private static Parser Resealed<T>(string name, T document, JsonTypeInfo<T> type, byte[] key, Action<byte[]> read) =>
        new(name, [TwoLines.SerializeJson(document, type)], json =>
            read(new TwoLines([.. json.Where(letter => letter != '\n')], HMACSHA256.HashData(key, json)).ToBytes()));

    private static void ReadConfig(byte[] bytes)
    {
        var lines = TwoLines.Parse(bytes, Name);
        RepositoryConfig.Verify(lines, RepositoryConfig.Read(lines), Keys);
    }

    private static void ReadBegin(byte[] bytes) => SessionObject.Decode(Keys, Name, bytes, FormatJson.Default.SessionBegin);

    private static RepositoryConfig Config() => new()
    {
        Format = RepositoryConfig.CurrentFormat,
        Id = Keys.RepositoryId,
        Created = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        PublicKey = Convert.ToHexStringLower(Keys.Envelope.PublicKey),
        Chunker = ChunkerParameters.Default,
        CompressionLevel = 1,
        PackSize = 1 << 20,
    };

    private static byte[] Slot(bool writeOnly)
    {
        var secrets = writeOnly ? Keys.Secrets.ForWriting() : Keys.Secrets;
        var info = new KeySlotInfo("x", "label", DateTimeOffset.UnixEpoch, writeOnly);
        return KeySlot.Seal(KeySlot.NameOf("x"), Keys, secrets, "pass", new PassphraseCost(8, 1), info);
    }

    private static byte[] KeyText(bool writeOnly) => Encoding.ASCII.GetBytes(
        new KeyFile(Keys.RepositoryId, writeOnly ? Keys.Secrets.ForWriting() : Keys.Secrets).ToText());

    private static byte[] Snapshot()
    {
        var description = Sample.Description() with
        {
            Paths = ["/a", "/b"],
            JobId = 7,
            Subclient = "a/b/c/d/e",
            Parent = Session,
            Labels = new Dictionary<string, string> { ["tag"] = "one" },
        };
        return SnapshotObject.Encode(Keys, new Snapshot(Session, new TreeRef(new ChunkId(new byte[32])), description));
    }

    private static byte[] SnapshotJson() => JsonSerializer.SerializeToUtf8Bytes(
        new SnapshotDocument
        {
            Root = new string('0', 64),
            Host = "h\u00e4\ud83d\ude00",
            Level = "FULL",
            JobId = 1,
            Paths = ["/a"],
            Started = DateTimeOffset.UnixEpoch,
            Finished = DateTimeOffset.UnixEpoch,
            Parent = Session.ToString(),
            Labels = new Dictionary<string, string> { ["tag"] = "one" },
        },
        FormatJson.Default.SnapshotDocument);

    private static byte[] SealSnapshot(byte[] document)
    {
        var header = Snapshot().AsSpan(0, 16 + KeyEnvelope.Size).ToArray();
        var name = SnapshotObject.NameOf(Session);
        var key = Keys.Envelope.Unwrap(name, header.AsSpan(0, 16), header.AsSpan(16));
        var content = new byte[header.Length + document.Length + Seal.TagSize];
        header.CopyTo(content, 0);
        Seal.Encrypt(key, 0, document, content.AsSpan(header.Length), header);
        return content;
    }

    private static SessionBegin Begin() =>
        new() { Process = HostProcess.Current, Program = "test", Begun = DateTimeOffset.UnixEpoch };

    private static ScrubDocument Scrub() => new(PackId.New(Keys.Random).ToString());

    private static void ReadScrub(byte[] bytes) =>
        _ = PackId.TryParse(SessionObject.Decode(Keys, Name, bytes, FormatJson.Default.ScrubDocument).Pack, out _);

    private static byte[] Condemned() => CondemnedList.Encode(Keys, Name, new PlaceList(
    [
        new PackPlaces(new PackId(1), PackScope.Whole, []),
        new PackPlaces(new PackId(2), PackScope.Listed, [96, 500, 70_000]),
        new PackPlaces(new PackId(3), PackScope.Orphan, []),
    ]));

    private static EarlierSessions Earlier() => new() { Sessions = [Session.ToString()] };

    private static Decision Decided() => new() { Verdict = CollectionObject.NewVerdict(Keys.Random) };

    private static byte[] Json<T>(T document, JsonTypeInfo<T> type) => TwoLines.SerializeJson(document, type);

    private static byte[] Sealed(byte[] json) =>
        new TwoLines([.. json.Where(letter => letter != '\n')], HMACSHA256.HashData(Keys.DecisionKey(Name), json)).ToBytes();

    private static byte[] ParityOf(byte[] content)
    {
        var layout = ParityLayout.For(content.Length);
        var parity = new byte[layout.Size];
        ParityObject.Encode(Name, content, layout, parity);
        return parity;
    }

    private static byte[] Segment()
    {
        var records = Enumerable.Range(0, 30).Select(i => (new PackId((UInt128)(i % 3)), new PackedRecord(
            96 + 100 * i, new RecordHeader(ChunkKind.Data, RecordEncoding.Raw, 40, 56, new ChunkId(Sample.RandomBytes(i, 32))))));
        return IndexSegment.Encode(Name, Keys, [.. records]).ToArray();
    }

    /// <summary>Looks everywhere in it, as look-ups, merges and collections do.</summary>
    private static void ReadSegment(byte[] bytes)
    {
        var segment = MappedSegment.Open(MappedFile.Copy(Name, bytes), Keys);
        segment.VerifyAll(default);
        var view = new IndexView([segment]);
        foreach (var entry in view.Entries().Take(100))
            view.TryFind(entry.Id, out _);
        for (var pack = 0; pack < Math.Min(segment.Packs, 100); pack++)
            segment.FindPack(segment.PackAt(pack));
    }

    private static byte[] Authenticate(byte[] bytes)
    {
        if (bytes.Length < SegmentLayout.HeaderSize + SegmentLayout.TrailerSize
            || !SegmentLayout.TryRead(bytes.AsSpan(bytes.Length - SegmentLayout.TrailerSize), bytes.Length, out var layout))
            return bytes;
        var keys = new SegmentKeys(Keys, Name);
        for (var block = 0; block < layout.EntryBlocks; block++)
        {
            var from = (int)SegmentLayout.EntryOffset(block * SegmentLayout.BlockItems);
            var to = (int)SegmentLayout.EntryOffset(Math.Min((block + 1) * SegmentLayout.BlockItems, layout.Entries));
            keys.MacBlock(bytes.AsSpan(from..to), bytes.AsSpan((int)layout.EntryMacsOffset + block * SegmentLayout.MacSize));
        }
        for (var block = 0; block < layout.PackBlocks; block++)
        {
            var from = (int)layout.PackOffset(block * SegmentLayout.BlockItems);
            var to = (int)layout.PackOffset(Math.Min((block + 1) * SegmentLayout.BlockItems, layout.Packs));
            keys.MacBlock(bytes.AsSpan(from..to), bytes.AsSpan((int)layout.PackMacsOffset + block * SegmentLayout.MacSize));
        }
        byte[] table = [.. bytes[..SegmentLayout.HeaderSize], .. bytes[(int)layout.TableOffset..^SegmentLayout.MacSize]];
        keys.MacTable(table, bytes.AsSpan(bytes.Length - SegmentLayout.MacSize));
        return bytes;
    }
}
