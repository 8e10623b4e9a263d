using Cairn.Repository.Checking;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Tests.Support;
using Cairn.Repository.Trees;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Golden;

/// <summary>
/// A repository that the first version of the format wrote: all later versions must read it, and go on with it.
/// </summary>
public sealed class GoldenTests
{
    [Fact]
    public async Task A_repository_of_version_1_is_read()
    {
        var repository = await OpenAsync(Load());
        var snapshot = await new SnapshotList(repository).FindAsync("latest", Cancel);
        Assert.Equal("golden", snapshot!.Description.Host);
        var reader = new TreeReader(repository);
        foreach (var (name, bytes) in GoldenContent.Files)
        {
            var entry = await reader.FindChildAsync(snapshot.Root, EntryName.FromUtf8(name), Cancel);
            Assert.True((await ReadAsync(repository, entry!.Content!)).AsSpan().SequenceEqual(bytes), name);
        }
        var many = await reader.FindChildAsync(snapshot.Root, EntryName.FromUtf8("many"), Cancel);
        Assert.Equal(600, await reader.ReadAsync(many!.Subtree!.Value, Cancel).CountAsync(Cancel));
        var report = await new RepositoryCheck(repository).RunAsync(new CheckOptions { ReadData = true }, null, Cancel);
        Assert.Empty(report.Findings);
    }

    /// <summary>Chunks are cut, named and encoded as they were: otherwise upgrading would store everything again.</summary>
    [Fact]
    public async Task Backing_the_same_up_again_stores_nothing_new()
    {
        var repository = await OpenAsync(Load());
        var snapshot = await new SnapshotList(repository).FindAsync("latest", Cancel);
        await using var session = await WriteSession.BeginAsync(repository, Cancel);
        Assert.Equal(snapshot!.Root, await GoldenContent.StoreAsync(session));
        Assert.Equal(0, session.Counters.ChunksNew);
    }

    private static MemoryStore Load()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Golden", "v1");
        var store = new MemoryStore();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            store.Objects[Path.GetRelativePath(folder, file)] = File.ReadAllBytes(file);
        return store;
    }
}
