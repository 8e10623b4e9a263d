using Cairn.CommServe.Accounts;
using Cairn.CommServe.Catalog;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Tasks;

/// <summary>Clients with everything below them that a user sees, each read once however many associations of a request name it.</summary>
internal sealed class ClientTrees(CatalogContext catalog, UserRights rights)
{
    private readonly Dictionary<int, List<Client>> _byId = [];
    private List<Client>? _all;

    /// <returns>The client, or none when there is no such id.</returns>
    public async Task<List<Client>> ReadAsync(int clientId, CancellationToken cancellationToken)
    {
        if (!_byId.TryGetValue(clientId, out var client))
            _byId.Add(clientId, client = await ReadAsync(Trees().Where(row => row.Id == clientId), cancellationToken));
        return client;
    }

    /// <returns>All clients, in the order of their ids.</returns>
    public async Task<List<Client>> ReadAllAsync(CancellationToken cancellationToken) =>
        _all ??= await ReadAsync(Trees(), cancellationToken);

    private async Task<List<Client>> ReadAsync(IQueryable<Client> trees, CancellationToken cancellationToken)
    {
        var clients = await trees.ToListAsync(cancellationToken);
        clients.ForEach(rights.Prune);
        return clients;
    }

    private IQueryable<Client> Trees() => rights.Visible(catalog.Clients).AsNoTrackingWithIdentityResolution()
        .Include(client => client.Agents).ThenInclude(agent => agent.Instances)
        .ThenInclude(instance => instance.BackupSets).ThenInclude(set => set.Subclients)
        .OrderBy(client => client.Id)
        .AsSplitQuery();
}
