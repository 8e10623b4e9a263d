using Cairn.DataAgents.FileSystem;
using Cairn.DataAgents.FileSystem.Comparison;
using Cairn.Repository;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Sealing;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.Tests.Support;

/// <summary>A source folder, a repository beside it, and the agent.</summary>
internal sealed class World : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private World()
    {
    }

    public BackupRepository Repository { get; private set; } = null!;

    public string Source => _folder.Folder("source");

    /// <summary>The repository's folder.</summary>
    public string Store => _folder["repository"];

    public string Target => _folder["target"];

    /// <summary>Where the source lies in a full-path restore.</summary>
    public string Restored => Target + Source;

    /// <summary>A folder that nothing may touch.</summary>
    public string Outside => _folder.Folder("outside");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<World> CreateAsync(string script = "", IObjectStore? store = null, bool parity = true)
    {
        var world = new World();
        world.Repository = await BackupRepository.CreateAsync(
            store ?? new LocalDisk(world.Store), "secret",
            new RepositoryOptions { PassphraseCost = new PassphraseCost(64, 1), Parity = parity }, TimeProvider.System, Cancellation);
        await Shell.RunAsync(world.Source, script.Length == 0 ? ":" : script);
        return world;
    }

    /// <summary>
    /// Backs the source up. Files of the base count as settled unless <paramref name="baseStarted"/> says otherwise.
    /// </summary>
    public async Task<Backup> BackUpAsync(
        Backup? since = null, DateTimeOffset? baseStarted = null, IReadOnlyList<string>? content = null,
        IReadOnlyList<string>? exclusions = null, bool followMountPoints = true, IReadOnlyList<string>? excludedFolders = null,
        TimeProvider? time = null)
    {
        var sink = new RecordingSink();
        await using var session = await WriteSession.BeginAsync(Repository, Cancellation);
        var outcome = await new FileSystemAgent(time ?? TimeProvider.System).BackupAsync(
            new BackupRequest
            {
                Content = content ?? [Source],
                Exclusions = exclusions ?? [],
                ExcludedFolders = excludedFolders ?? [],
                FollowMountPoints = followMountPoints,
                BaseTree = since?.Root,
                BaseStarted = since is null ? null : baseStarted ?? TimeProvider.System.GetUtcNow().AddHours(1),
            },
            session, sink, Cancellation);
        await session.CommitAsync(new SnapshotDescription { Host = "here", Level = "FULL" }, outcome.Root, Cancellation);
        return new Backup(outcome.Root, outcome.Counts, session.Counters.BytesRead, sink);
    }

    /// <summary>To restore all of a backup to the target.</summary>
    public RestoreRequest Request(Backup backup) => new() { Root = backup.Root, Target = Target };

    public async Task<(RestoreOutcome Outcome, RecordingSink Sink)> RestoreAsync(RestoreRequest request)
    {
        var sink = new RecordingSink();
        return (await new FileSystemAgent(TimeProvider.System).RestoreAsync(request, Repository, sink, Cancellation), sink);
    }

    /// <summary>Restores all to the target, where nothing may fail.</summary>
    public async Task<RestoreOutcome> RestoreAllAsync(Backup backup)
    {
        var (outcome, sink) = await RestoreAsync(Request(backup));
        Assert.Empty(sink.Failures);
        return outcome;
    }

    public static async Task AssertSameAsync(string left, string right)
    {
        Assert.Empty(await TreeComparison.CompareAsync(left, right, Cancellation));
        Assert.Equal(await Shell.ListAsync(left), await Shell.ListAsync(right));
    }

    /// <summary>An entry of the source as the backup has it, or null.</summary>
    public ValueTask<Entry?> FindAsync(Backup backup, string pathInSource) => new TreeReader(Repository).FindAsync(
        backup.Root, [.. $"{Source}/{pathInSource}".Split('/', StringSplitOptions.RemoveEmptyEntries).Select(EntryName.FromUtf8)], Cancellation);

    /// <summary>The names in a folder of the source as the backup has them.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(Backup backup, string pathInSource = "")
    {
        var names = new List<string>();
        var folder = await FindAsync(backup, pathInSource);
        await foreach (var entry in new TreeReader(Repository).ReadAsync(folder!.Subtree!.Value, Cancellation))
            names.Add(entry.Name.ToString());
        return names;
    }

    public void Dispose() => _folder.Dispose();

    internal sealed record Backup(TreeRef Root, BackupCounts Counts, long BytesRead, RecordingSink Sink);
}
