using Cairn.CommServe.Accounts;
using Cairn.CommServe.Catalog;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Tasks;

/// <summary>Clients with everything below them that a user sees, each read once however many associations of a request name it.</summary>
internal sealed class ClientTrees(CatalogContext catalog, InventoryCache cache, UserRights rights)
{
    private readonly Dictionary<int, List<Client>> _byId = [];
    private List<Client>? _all;

    /// <summary>Nothing is pruned from what such a user sees, so that all of them can share it.</summary>
    private bool IsShared => rights.May(Right.View, EntityPath.CommCell);

    /// <returns>The id of the client with a name; null when there is none.</returns>
    public async Task<int?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (!IsShared)
            return (await FindAsync(catalog, name, cancellationToken))?.Id;
        return (await cache.GetAsync($"client {name}", (context, cancel) => FindAsync(context, name, cancel), cancellationToken))?.Id;
    }

    /// <returns>The client, or none when there is no such id.</returns>
    public async Task<List<Client>> ReadAsync(int clientId, CancellationToken cancellationToken)
    {
        if (IsShared)
            return await cache.GetAsync($"tree {clientId}", (context, cancel) => ReadOneAsync(context, clientId, cancel), cancellationToken) ?? [];
        if (!_byId.TryGetValue(clientId, out var client))
            _byId.Add(clientId, client = await ReadAsync(Trees(catalog).Where(row => row.Id == clientId), cancellationToken));
        return client;
    }

    /// <returns>All clients, in the order of their ids.</returns>
    public async Task<List<Client>> ReadAllAsync(CancellationToken cancellationToken) =>
        _all ??= await ReadAsync(Trees(catalog), cancellationToken);

    private async Task<List<Client>> ReadAsync(IQueryable<Client> trees, CancellationToken cancellationToken)
    {
        var clients = await trees.ToListAsync(cancellationToken);
        clients.ForEach(rights.Prune);
        return clients;
    }

    private async Task<Client?> FindAsync(CatalogContext context, string name, CancellationToken cancellationToken) =>
        await rights.Visible(context.Clients).AsNoTracking().SingleOrDefaultAsync(client => client.Name == name, cancellationToken);

    private async Task<List<Client>?> ReadOneAsync(CatalogContext context, int clientId, CancellationToken cancellationToken) =>
        await Trees(context).Where(row => row.Id == clientId).ToListAsync(cancellationToken) is [var client] ? [client] : null;

    private IQueryable<Client> Trees(CatalogContext catalog) => rights.Visible(catalog.Clients).AsNoTrackingWithIdentityResolution()
        .Include(client => client.Agents).ThenInclude(agent => agent.Instances)
        .ThenInclude(instance => instance.BackupSets).ThenInclude(set => set.Subclients)
        .OrderBy(client => client.Id)
        .AsSplitQuery();
}
