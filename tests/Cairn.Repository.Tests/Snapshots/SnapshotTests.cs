using Cairn.Repository.Faults;
using Cairn.Repository.Sealing;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Tests.Support;
using Cairn.Repository.Trees;
using CsCheck;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Snapshots;

public sealed class SnapshotTests
{
    private readonly MemoryStore _store = new();
    private readonly KeyRing _keys = NewKeys();

    [Fact]
    public void A_snapshot_comes_back_as_it_was() => Gen
        .Select(Generate.ChunkId, Gen.String, Gen.Long.Nullable(), Gen.DateTimeOffset, Gen.String.Array[0, 3])
        .Sample((root, host, job, time, paths) =>
        {
            var description = new SnapshotDescription
            {
                Host = host,
                Level = "FULL",
                JobId = job,
                Subclient = "a/b/c/d/e",
                Paths = paths,
                Started = time,
                Finished = time,
                Program = "cairn 0.1.0",
                Parent = SnapshotId.New(RandomSource.System),
                Labels = new Dictionary<string, string> { ["key"] = "value" },
                Statistics = new SnapshotStatistics { Files = 1, Directories = 2, Others = 3, Bytes = long.MaxValue, Errors = 4 },
            };
            var snapshot = new Snapshot(SnapshotId.New(RandomSource.System), new TreeRef(root), description);
            Assert.Equivalent(snapshot, SnapshotObject.Decode(_keys, snapshot.Id, SnapshotObject.Encode(_keys, snapshot)));
        });

    [Fact]
    public void A_snapshot_under_another_name_is_refused()
    {
        var snapshot = new Snapshot(SnapshotId.New(RandomSource.System), default, Description());
        var content = SnapshotObject.Encode(_keys, snapshot);
        Assert.Throws<RepositoryDamagedException>(() => SnapshotObject.Decode(_keys, SnapshotId.New(RandomSource.System), content));
    }

    [Fact]
    public void Any_bytes_are_a_snapshot_or_damage_and_nothing_else() => Gen.Byte.Array[0, 300].Sample(bytes =>
        Assert.Throws<RepositoryDamagedException>(() => SnapshotObject.Decode(_keys, SnapshotId.New(RandomSource.System), bytes)));

    [Fact]
    public async Task Snapshots_are_listed_oldest_first_and_found_by_the_start_of_their_id()
    {
        var repository = await CreateAsync(_store);
        var list = new SnapshotList(repository);
        Assert.Null(await list.FindAsync("latest", Cancel));
        var snapshots = new List<Snapshot>();
        for (var i = 0; i < 20; i++)
            snapshots.Add(await BackUpAsync(repository, Files(), $"host{i}"));

        Assert.Equal(snapshots.Select(s => s.Id), await list.ReadAllAsync(Cancel).Select(s => s.Id).ToListAsync(Cancel));
        Assert.Equal(snapshots[^1].Id, (await list.FindAsync("latest", Cancel))!.Id);
        Assert.Equal(snapshots[3].Id, (await list.FindAsync(snapshots[3].Id.ToString()[..12], Cancel))!.Id);
        Assert.Null(await list.FindAsync("no such id", Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => list.FindAsync("", Cancel));
        await Assert.ThrowsAsync<ObjectNotFoundException>(() => list.ReadAsync(SnapshotId.New(RandomSource.System), Cancel));
    }
}
