using Cairn.Repository.Faults;
using Cairn.Repository.Packs;
using Cairn.Repository.Reading;
using Cairn.Repository.Sessions;
using Cairn.Repository.Tests.Support;
using Cairn.Repository.Trees;
using CsCheck;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Reading;

public sealed class ContentPlanTests
{
    private static readonly WindowLimits Tiny = new(Reads: 8, Large: 2, InlineBytes: 100, LargeBytes: 3 << 20);

    private readonly MemoryStore _store = new();

    [Fact]
    public Task Whatever_is_added_comes_back_once_and_whole() =>
        Gen.Select(Gen.Int[0, 60_000].Array[0, 30], Gen.Int[0, 3], Gen.Int[1, 4]).SampleAsync(async (lengths, kinds, workers) =>
        {
            var store = new MemoryStore();
            var files = lengths.Select(length => RandomBytes(length >> kinds, length)).ToList();
            var (repository, contents) = await StoreAsync(store, files);

            // Twice each: what is shared has to reach all who need it.
            var targets = await ReadAsync(repository, [.. contents, .. contents], Tiny, workers);

            AssertSame([.. files, .. files], targets);
        }, iter: 20);

    [Fact]
    public async Task A_stretch_of_a_pack_is_read_once_however_many_need_it()
    {
        var files = Enumerable.Range(0, 40).Select(seed => RandomBytes(seed % 10, 20_000)).ToList();
        var (_, contents) = await StoreAsync(_store, files);
        var log = new ReadLog(_store);
        var repository = await OpenAsync(log);

        var targets = await ReadAsync(repository, contents, WindowLimits.Default);

        AssertSame(files, targets);
        foreach (var pack in log.Reads.Where(read => read.Offset > 0 && PackId.TryParseObjectName(read.Name, out _)).GroupBy(read => read.Name))
        {
            var end = 0L;
            foreach (var (_, offset, length) in pack.OrderBy(read => read.Offset))
            {
                Assert.True(offset >= end, "a stretch was read twice");
                end = offset + length;
            }
            // Stretches are long: packs of this size are read at once.
            Assert.Single(pack);
        }
    }

    [Fact]
    public async Task A_file_may_have_a_chunk_many_times_and_more_chunks_than_a_window_has_room_for()
    {
        var bytes = new byte[600_000];
        RandomBytes(1, 300_000).CopyTo(bytes, 0);
        var (repository, contents) = await StoreAsync(_store, [bytes]);

        var targets = await ReadAsync(repository, contents, Tiny);

        AssertSame([bytes], targets);
    }

    [Fact]
    public async Task A_damaged_record_fails_the_contents_that_need_it_and_no_other()
    {
        var files = Enumerable.Range(0, 10).Select(seed => RandomBytes(seed, 900)).ToList();
        var (repository, contents) = await StoreAsync(_store, files, parity: false);
        var place = (await repository.Index.FindAsync(contents[3].Parts[0].Chunk, Cancel))!.Value;
        _store.Objects[place.Pack.ObjectName][place.Offset + RecordHeader.Size] ^= 1;

        var targets = await ReadAsync(repository, [.. contents, contents[3]], WindowLimits.Default);

        Assert.All([targets[3], targets[10]], target => Assert.IsType<RepositoryDamagedException>(target.Failure));
        targets.RemoveAt(10);
        targets.RemoveAt(3);
        files.RemoveAt(3);
        AssertSame(files, targets);
    }

    [Fact]
    public async Task A_damaged_record_is_healed_from_parity()
    {
        var files = Enumerable.Range(0, 10).Select(seed => RandomBytes(seed, 900)).ToList();
        var (repository, contents) = await StoreAsync(_store, files);
        var place = (await repository.Index.FindAsync(contents[3].Parts[0].Chunk, Cancel))!.Value;
        _store.Objects[place.Pack.ObjectName][place.Offset + RecordHeader.Size] ^= 1;

        AssertSame(files, await ReadAsync(repository, contents, WindowLimits.Default));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_gone_from_one_pack_is_read_from_another(bool isKnownBefore)
    {
        var files = Enumerable.Range(0, 10).Select(seed => RandomBytes(seed, 900)).ToList();
        await CreateAsync(_store);
        var other = _store.Copy();
        await StoreAsync(other, files, create: false);
        var (repository, contents) = await StoreAsync(_store, files, create: false);
        var packs = _store.Names("packs/");
        foreach (var (name, content) in other.Objects)
            _store.Objects.TryAdd(name, content);
        if (isKnownBefore)
            await repository.Index.RefreshAsync(null, Cancel);
        foreach (var pack in packs)
            _store.Objects.TryRemove(pack, out _);

        AssertSame(files, await ReadAsync(repository, contents, WindowLimits.Default));
    }

    [Fact]
    public async Task Cancelling_completes_every_target()
    {
        var files = Enumerable.Range(0, 100).Select(seed => RandomBytes(seed, 5_000)).ToList();
        var (repository, contents) = await StoreAsync(_store, files);
        using var cancel = new CancellationTokenSource();
        var targets = contents.ConvertAll(content => new CollectingTarget(content.Length, cancel.Cancel));

        await using (var plan = new ContentPlan(repository, 2, Tiny, cancel.Token))
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            {
                for (var i = 0; i < contents.Count; i++)
                    await plan.AddAsync(contents[i], targets[i]);
                await plan.CompleteAsync();
            });

        Assert.All(targets, target => Assert.InRange(target.Completions, 0, 1));
        Assert.Contains(targets, target => target.Failure is OperationCanceledException);
        var isAdded = targets.FindLastIndex(target => target.Completions == 1);
        Assert.All(targets[..isAdded], target => Assert.Equal(1, target.Completions));
    }

    [Fact]
    public async Task A_target_that_throws_ends_the_plan()
    {
        var files = Enumerable.Range(0, 50).Select(seed => RandomBytes(seed, 5_000)).ToList();
        var (repository, contents) = await StoreAsync(_store, files);
        var targets = contents.ConvertAll(content => new CollectingTarget(content.Length, () => throw new InvalidOperationException("no")));

        await using var plan = new ContentPlan(repository, 2, Cancel);
        for (var i = 0; i < contents.Count; i++)
            await plan.AddAsync(contents[i], targets[i]);
        await Assert.ThrowsAsync<InvalidOperationException>(plan.CompleteAsync);

        Assert.All(targets, target => Assert.Equal(1, target.Completions));
    }

    [Fact]
    public async Task What_waits_is_bounded_however_much_is_added()
    {
        var (repository, contents) = await StoreAsync(_store, [.. Enumerable.Range(0, 20).Select(seed => RandomBytes(seed, 900))]);
        var (outstanding, most) = (0, 0);

        await using var plan = new ContentPlan(repository, 2, Tiny, Cancel);
        for (var i = 0; i < 2_000; i++)
        {
            most = Math.Max(most, Interlocked.Increment(ref outstanding));
            await plan.AddAsync(contents[i % 20], new CollectingTarget(900, null, () => Interlocked.Decrement(ref outstanding)));
        }
        await plan.CompleteAsync();

        // One window that gathers, and of those before it: four batches that wait, two that are worked on, one to be handed over.
        Assert.InRange(most, 1, 8 * Tiny.Reads);
        Assert.Equal(0, outstanding);
    }

    private static async Task<(BackupRepository Repository, List<FileContent> Contents)> StoreAsync(
        MemoryStore store, List<byte[]> files, bool create = true, bool parity = true)
    {
        var options = SmallOptions with { Parity = parity };
        var repository = create
            ? await BackupRepository.CreateAsync(store, Passphrase, options, TimeProvider.System, Cancel)
            : await OpenAsync(store);
        await using var session = await WriteSession.BeginAsync(repository, Cancel);
        var contents = new List<FileContent>();
        foreach (var bytes in files)
            contents.Add(await Sample.StoreAsync(session, bytes));
        var entries = contents.Select((content, number) => FileEntry($"{number:d4}", content));
        await session.CommitAsync(Description(), await StoreFolderAsync(session, entries), Cancel);
        return (repository, contents);
    }

    private static async Task<List<CollectingTarget>> ReadAsync(
        BackupRepository repository, List<FileContent> contents, WindowLimits limits, int workers = 3)
    {
        var targets = contents.ConvertAll(content => new CollectingTarget(content.Length));
        await using var plan = new ContentPlan(repository, workers, limits, Cancel);
        for (var i = 0; i < contents.Count; i++)
            await plan.AddAsync(contents[i], targets[i]);
        await plan.CompleteAsync();
        return targets;
    }

    private static void AssertSame(List<byte[]> files, List<CollectingTarget> targets)
    {
        Assert.Equal(files.Count, targets.Count);
        for (var i = 0; i < files.Count; i++)
        {
            Assert.Null(targets[i].Failure);
            Assert.Equal(1, targets[i].Completions);
            Assert.True(files[i].AsSpan().SequenceEqual(targets[i].Bytes));
        }
    }
}
