using Cairn.Repository.Checking;
using Cairn.Repository.Chunking;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Sealing;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Trees;

namespace Cairn.Repository.Tests.Support;

/// <summary>Small repositories and what goes into them.</summary>
internal static class Sample
{
    public const string Passphrase = "correct horse battery staple";

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Cheap passphrases, small packs and chunks, so that a few kilobytes make many of both.</summary>
    public static RepositoryOptions SmallOptions { get; } = new()
    {
        PassphraseCost = new PassphraseCost(MemoryKiB: 8, Passes: 1),
        PackSize = 64 << 10,
        Chunker = new ChunkerParameters(1 << 10, 4 << 10, 16 << 10),
    };

    public static KeyRing NewKeys() => new(Guid.NewGuid(), RepositorySecrets.New(RandomSource.System), RandomSource.System);

    public static Task<BackupRepository> CreateAsync(IObjectStore store) =>
        BackupRepository.CreateAsync(store, Passphrase, SmallOptions, TimeProvider.System, Cancel);

    public static Task<BackupRepository> OpenAsync(IObjectStore store) =>
        BackupRepository.OpenAsync(store, Passphrase, TimeProvider.System, Cancel);

    public static byte[] RandomBytes(int seed, int length)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public static SnapshotDescription Description(string host = "host001") => new()
    {
        Host = host,
        Level = "FULL",
        Started = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
    };

    public static Entry FileEntry(string name, FileContent content) => new()
    {
        Name = EntryName.FromUtf8(name),
        Kind = EntryKind.File,
        Mode = 0x1a4,
        UserName = "root",
        Modified = new FileTime(1_700_000_000, 123_456_789),
        Inode = 42,
        LinkCount = 1,
        Size = content.Length,
        Content = content,
    };

    public static Entry FolderEntry(string name, TreeRef tree) =>
        new() { Name = EntryName.FromUtf8(name), Kind = EntryKind.Directory, Mode = 0x1ed, Subtree = tree };

    public static async Task<FileContent> StoreAsync(WriteSession session, byte[] bytes)
    {
        using var writer = session.OpenContentWriter();
        return await StoreAsync(writer, bytes);
    }

    public static async Task<FileContent> StoreAsync(ContentWriter writer, byte[] bytes)
    {
        await WriteAsync(writer, bytes);
        return await writer.CompleteAsync(Cancel);
    }

    public static async Task WriteAsync(ContentWriter writer, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var memory = writer.GetMemory();
            var count = Math.Min(memory.Length, bytes.Length);
            bytes[..count].CopyTo(memory);
            bytes = bytes[count..];
            await writer.AdvanceAsync(count, Cancel);
        }
    }

    public static async Task<TreeRef> StoreFolderAsync(WriteSession session, IEnumerable<Entry> entries)
    {
        var writer = session.OpenTreeWriter();
        foreach (var entry in entries)
            await writer.AddAsync(entry, Cancel);
        return await writer.FinishAsync(Cancel);
    }

    /// <summary>Commits a snapshot of files in one folder.</summary>
    public static async Task<Snapshot> BackUpAsync(
        BackupRepository repository, SortedDictionary<string, byte[]> files, string host = "host001")
    {
        await using var session = await WriteSession.BeginAsync(repository, Cancel);
        var entries = new List<Entry>();
        foreach (var (name, bytes) in files)
            entries.Add(FileEntry(name, await StoreAsync(session, bytes)));
        return await session.CommitAsync(Description(host), await StoreFolderAsync(session, entries), Cancel);
    }

    public static async Task<byte[]> ReadAsync(BackupRepository repository, FileContent content)
    {
        var bytes = new byte[content.Length];
        await foreach (var piece in new ContentReader(repository).ReadAsync(content, Cancel))
            piece.Data.CopyTo(bytes.AsMemory((int)piece.Offset));
        return bytes;
    }

    /// <summary>All files of a snapshot of one folder.</summary>
    public static async Task<SortedDictionary<string, byte[]>> RestoreAsync(BackupRepository repository, Snapshot snapshot)
    {
        var files = Files();
        await foreach (var entry in new TreeReader(repository).ReadAsync(snapshot.Root, Cancel))
            files[entry.Name.ToString()] = await ReadAsync(repository, entry.Content!);
        return files;
    }

    /// <summary>All files of the newest snapshot, read by a process of its own.</summary>
    public static async Task<SortedDictionary<string, byte[]>> RestoreLatestAsync(IObjectStore store)
    {
        var repository = await OpenAsync(store);
        return await RestoreAsync(repository, (await new SnapshotList(repository).FindAsync("latest", Cancel))!);
    }

    /// <summary>A check by a process of its own.</summary>
    public static async Task<CheckReport> CheckAsync(IObjectStore store, CheckOptions options) =>
        await new RepositoryCheck(await OpenAsync(store)).RunAsync(options, null, Cancel);

    public static SortedDictionary<string, byte[]> Files(params (string Name, byte[] Bytes)[] files)
    {
        var sorted = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (name, bytes) in files)
            sorted[name] = bytes;
        return sorted;
    }

    public static void AssertSame(SortedDictionary<string, byte[]> expected, SortedDictionary<string, byte[]> actual)
    {
        Assert.Equal(expected.Keys, actual.Keys);
        foreach (var (name, bytes) in expected)
            Assert.True(bytes.AsSpan().SequenceEqual(actual[name]), $"'{name}' came back different");
    }
}
