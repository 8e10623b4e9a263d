using Cairn.Repository.Faults;
using Cairn.Repository.ObjectStore;

namespace Cairn.Repository.Tests.ObjectStore;

/// <summary>What every object store must do, whatever it is made of.</summary>
public abstract class ObjectStoreContract
{
    private static readonly byte[] Bytes = [1, 2, 3, 4, 5];

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected abstract IObjectStore Store { get; }

    [Fact]
    public async Task What_was_put_is_got()
    {
        Assert.True(await Store.PutAsync("a/b/c.d_e-f", Bytes, Cancel));
        Assert.Equal(Bytes, await Store.GetAsync("a/b/c.d_e-f", Cancel));
    }

    [Fact]
    public async Task An_empty_object_is_an_object()
    {
        Assert.True(await Store.PutAsync("empty", ReadOnlyMemory<byte>.Empty, Cancel));
        Assert.Empty(await Store.GetAsync("empty", Cancel));
    }

    [Fact]
    public async Task A_second_put_changes_nothing_and_says_so()
    {
        await Store.PutAsync("name", Bytes, Cancel);
        Assert.False(await Store.PutAsync("name", new byte[] { 9 }, Cancel));
        Assert.Equal(Bytes, await Store.GetAsync("name", Cancel));
    }

    [Fact]
    public async Task Of_many_puts_at_once_exactly_one_wins()
    {
        var puts = Enumerable.Range(0, 16)
            .Select(i => Task.Run(async () => await Store.PutAsync("race/x", new[] { (byte)i }, Cancel), Cancel));
        var won = await Task.WhenAll(puts);
        Assert.Single(won, true);
        var winner = Array.IndexOf(won, true);
        Assert.Equal([(byte)winner], await Store.GetAsync("race/x", Cancel));
    }

    [Fact]
    public async Task A_range_is_read_wholly_or_not_at_all()
    {
        await Store.PutAsync("name", Bytes, Cancel);
        var buffer = new byte[3];
        await Store.ReadAsync("name", 1, buffer, Cancel);
        Assert.Equal([2, 3, 4], buffer);
        await Assert.ThrowsAsync<RepositoryDamagedException>(async () => await Store.ReadAsync("name", 3, buffer, Cancel));
        await Assert.ThrowsAsync<RepositoryDamagedException>(async () => await Store.ReadAsync("name", 99, buffer, Cancel));
    }

    [Fact]
    public async Task A_missing_object_is_named_in_the_error()
    {
        var missing = await Assert.ThrowsAsync<ObjectNotFoundException>(async () => await Store.GetAsync("no/such", Cancel));
        Assert.Equal("no/such", missing.Name);
        await Assert.ThrowsAsync<ObjectNotFoundException>(async () => await Store.ReadAsync("no/such", 0, new byte[1], Cancel));
    }

    [Fact]
    public async Task A_list_has_what_is_below_its_prefix_and_nothing_else()
    {
        foreach (var name in (string[])["a/1", "a/b/2", "ab/3", "c"])
            await Store.PutAsync(name, Bytes, Cancel);
        Assert.Equal(["a/1", "a/b/2"], await NamesAsync("a/"));
        Assert.Equal(["a/1", "a/b/2", "ab/3", "c"], await NamesAsync(""));
        Assert.Empty(await NamesAsync("none/"));
        await foreach (var found in Store.ListAsync("a/", Cancel))
            Assert.Equal(Bytes.Length, found.Length);
    }

    [Fact]
    public async Task A_deleted_object_is_gone_and_deleting_again_is_fine()
    {
        await Store.PutAsync("a/1", Bytes, Cancel);
        await Store.DeleteAsync("a/1", Cancel);
        await Store.DeleteAsync("a/1", Cancel);
        Assert.Empty(await NamesAsync("a/"));
        Assert.True(await Store.PutAsync("a/1", Bytes, Cancel));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData("../a")]
    [InlineData("a/./b")]
    [InlineData("A")]
    [InlineData("a b")]
    [InlineData("a\0b")]
    public async Task Names_that_could_mean_anything_else_are_refused(string name)
    {
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.PutAsync(name, Bytes, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.GetAsync(name, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.DeleteAsync(name, Cancel));
    }

    protected async Task<List<string>> NamesAsync(string prefix)
    {
        var names = new List<string>();
        await foreach (var found in Store.ListAsync(prefix, Cancel))
            names.Add(found.Name);
        names.Sort(StringComparer.Ordinal);
        return names;
    }
}
