using Cairn.CommServe.Catalog;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Tasks;

/// <summary>Clients with everything below them, each read once however many associations of a request name it.</summary>
internal sealed class ClientTrees(CatalogContext catalog)
{
    private readonly Dictionary<int, List<Client>> _byId = [];
    private List<Client>? _all;

    /// <returns>The client, or none when there is no such id.</returns>
    public async Task<List<Client>> ReadAsync(int clientId, CancellationToken cancellationToken)
    {
        if (!_byId.TryGetValue(clientId, out var client))
            _byId.Add(clientId, client = await Trees().Where(row => row.Id == clientId).ToListAsync(cancellationToken));
        return client;
    }

    /// <returns>All clients, in the order of their ids.</returns>
    public async Task<List<Client>> ReadAllAsync(CancellationToken cancellationToken) =>
        _all ??= await Trees().ToListAsync(cancellationToken);

    private IQueryable<Client> Trees() => catalog.Clients.AsNoTrackingWithIdentityResolution()
        .Include(client => client.Agents).ThenInclude(agent => agent.Instances)
        .ThenInclude(instance => instance.BackupSets).ThenInclude(set => set.Subclients)
        .OrderBy(client => client.Id)
        .AsSplitQuery();
}
