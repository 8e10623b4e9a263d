using Cairn.Repository.Faults;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Sealing;
using Cairn.Repository.Tests.Support;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.ObjectStore;

/// <summary>Puts that fail though their object may be there: what is visible need not be durable.</summary>
public sealed class SettledPutTests
{
    private static readonly byte[] Own = [1, 2, 3];
    private static readonly byte[] Others = [4, 5];

    private readonly MemoryStore _store = new();

    [Fact]
    public async Task An_object_whose_folder_could_not_be_flushed_is_flushed_before_it_counts_as_put()
    {
        using var folder = new TemporaryFolder();
        var disk = new FailingFlush(folder.Path, failures: 1);
        Assert.Null(await disk.Store.PutOrReadAsync("a/b", Own, Cancel));
        Assert.Equal(["failed", "flushed"], disk.Flushes);
        Assert.Equal(Own, await disk.Store.GetAsync("a/b", Cancel));
    }

    [Fact]
    public async Task An_object_that_could_not_be_flushed_twice_counts_neither_as_put_nor_as_not_put()
    {
        using var folder = new TemporaryFolder();
        var disk = new FailingFlush(folder.Path, failures: 2);
        await Assert.ThrowsAsync<StoreFailedException>(async () => await disk.Store.PutOrReadAsync("a/b", Own, Cancel));
        Assert.Null(await disk.Store.PutOrReadAsync("a/b", Own, Cancel));
    }

    [Fact]
    public async Task What_another_has_put_is_relied_on_only_when_it_is_durable()
    {
        using var folder = new TemporaryFolder();
        await new LocalDisk(folder.Path).PutAsync("a/b", Others, Cancel);
        var disk = new FailingFlush(folder.Path, failures: 3);
        await Assert.ThrowsAsync<StoreFailedException>(async () => await disk.Store.PutOrReadAsync("a/b", Own, Cancel));
        Assert.Equal(Others, await disk.Store.PutOrReadAsync("a/b", Own, Cancel));
        Assert.Equal(["failed", "failed", "failed", "flushed"], disk.Flushes);
    }

    [Theory]
    [InlineData(nameof(Fault.Fails))]
    [InlineData(nameof(Fault.AnswerLost))]
    public async Task A_put_that_failed_once_is_made_good(string fault)
    {
        Assert.Null(await Faulty(_store, 1, fault).PutOrReadAsync("a", Own, Cancel));
        Assert.Equal(Own, _store.Objects["a"]);
    }

    [Theory]
    [InlineData(nameof(Fault.Fails))]
    [InlineData(nameof(Fault.AnswerLost))]
    public async Task A_put_that_failed_twice_is_a_failure(string fault) =>
        await Assert.ThrowsAsync<StoreFailedException>(
            async () => await Faulty(_store, 1, fault, times: 2).PutOrReadAsync("a", Own, Cancel));

    [Fact]
    public async Task What_another_has_put_is_given_whatever_the_answer_was()
    {
        _store.Objects["a"] = Others;
        Assert.Equal(Others, await _store.PutOrReadAsync("a", Own, Cancel));
        Assert.Equal(Others, await Faulty(_store, 1, nameof(Fault.AnswerLost)).PutOrReadAsync("a", Own, Cancel));
        await Assert.ThrowsAsync<StoreFailedException>(async () => await _store.PutOwnAsync("a", Own, Cancel));
    }

    [Fact]
    public async Task What_is_there_and_cannot_be_read_back_is_neither_put_nor_anothers()
    {
        _store.Objects["a"] = Own;
        var store = new BadSectors(_store);
        store.Add("a", 0);
        await Assert.ThrowsAsync<StoreFailedException>(async () => await store.PutOrReadAsync("a", Own, Cancel));
    }

    [Theory]
    [InlineData(nameof(Fault.Fails))]
    [InlineData(nameof(Fault.AnswerLost))]
    public async Task A_repository_whose_creation_met_a_fault_that_passed_is_whole(string fault)
    {
        for (var put = 1; put <= 3; put++)
        {
            var store = new MemoryStore();
            await CreateAsync(Faulty(store, put, fault));
            Assert.Equal(3, store.Objects.Count);
            await OpenAsync(store);
        }
    }

    [Fact]
    public async Task A_passphrase_is_added_though_the_answer_was_lost()
    {
        await CreateAsync(_store);
        var repository = await OpenAsync(Faulty(_store, 1, nameof(Fault.AnswerLost)));
        await new KeySlots(repository).AddAsync("another", "second", SmallOptions.PassphraseCost, writeOnly: false, Cancel);
        await BackupRepository.OpenAsync(_store, "another", TimeProvider.System, Cancel);
    }

    private static UnreliableStore Faulty(MemoryStore store, int put, string fault, int times = 1) =>
        new(store, new FaultAt(put, Enum.Parse<Fault>(fault), StoreCall.Put, times), new NoTurns());

    /// <summary>A disk whose first flushes of the folder "a" fail.</summary>
    private sealed class FailingFlush
    {
        public FailingFlush(string root, int failures) => Store = new LocalDisk(root)
        {
            FlushFolder = folder =>
            {
                if (Flushes.Count < failures)
                {
                    Flushes.Add("failed");
                    throw new IOException("input/output error", 5);
                }
                Flushes.Add("flushed");
                DurableFolders.Flush(folder);
            },
        };

        public LocalDisk Store { get; }

        public List<string> Flushes { get; } = [];
    }
}
