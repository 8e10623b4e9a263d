using Cairn.CommServe.Catalog;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Tests.Catalog;

/// <summary>What is kept of the inventory is never older than the last commit that changed it.</summary>
public sealed class InventoryCacheTests : IAsyncLifetime
{
    private CommServeInstance _server = null!;
    private int _reads;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await CommServeInstance.StartedAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task It_is_read_once_however_often_it_is_asked_for_and_tasks_are_stored()
    {
        var first = await ReadAsync();
        await using (var catalog = _server.OpenCatalog())
        {
            catalog.Tasks.Add(new TaskRecord { OwnerId = 1, Request = [], RequestMediaType = "" });
            await catalog.SaveChangesAsync(Cancellation);
        }

        Assert.Equal((first, 1), (await ReadAsync(), _reads));
    }

    [Fact]
    public async Task A_saved_change_is_seen_at_once()
    {
        await ReadAsync();
        await using var catalog = _server.OpenCatalog();
        catalog.Locations.Add(new Location { Name = "Vault" });
        await catalog.SaveChangesAsync(Cancellation);

        Assert.Equal("Vault", await ReadAsync());
    }

    [Fact]
    public async Task A_change_in_a_transaction_is_seen_when_that_is_committed_and_not_when_it_is_undone()
    {
        await using var catalog = _server.OpenCatalog();
        await using (var transaction = await catalog.Database.BeginTransactionAsync(Cancellation))
        {
            catalog.Locations.Add(new Location { Name = "Vault" });
            await catalog.SaveChangesAsync(Cancellation);
            Assert.Equal("", await ReadAsync());
            await transaction.CommitAsync(Cancellation);
        }
        Assert.Equal("Vault", await ReadAsync());

        await using (var undone = await catalog.Database.BeginTransactionAsync(Cancellation))
        {
            await catalog.Locations.ExecuteDeleteAsync(Cancellation);
            Assert.Equal("Vault", await ReadAsync());
        }
        Assert.Equal("Vault", await ReadAsync());
        await catalog.Locations.ExecuteDeleteAsync(Cancellation);
        Assert.Equal("", await ReadAsync());
    }

    [Fact]
    public async Task What_is_read_while_it_changes_is_not_kept()
    {
        var cache = _server.Get<InventoryCache>();
        await cache.GetAsync<string>("names", async (catalog, cancel) =>
        {
            var names = await NamesAsync(catalog, cancel);
            await using var other = _server.OpenCatalog();
            other.Locations.Add(new Location { Name = "Vault" });
            await other.SaveChangesAsync(cancel);
            return names;
        }, Cancellation);

        Assert.Equal("Vault", await ReadAsync());
    }

    private Task<string?> ReadAsync() => _server.Get<InventoryCache>().GetAsync("names", NamesAsync, Cancellation);

    private async Task<string?> NamesAsync(CatalogContext catalog, CancellationToken cancellationToken)
    {
        _reads++;
        return string.Join(',', await catalog.Locations.Select(location => location.Name).ToListAsync(cancellationToken));
    }
}
