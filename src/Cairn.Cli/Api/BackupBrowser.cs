using Cairn.Wire.Messages.Browse;
using Cairn.Wire.Messages.Entities;

namespace Cairn.Cli.Api;

/// <summary>Looks into a subclient's backups.</summary>
internal sealed class BackupBrowser(ApiClient api, EntityReference subclient, DateTimeOffset? at = null, long? jobId = null)
{
    /// <summary>All items, however many pages they take.</summary>
    public async Task<IReadOnlyList<BrowseItem>> ReadAsync(
        BrowseOperation operation, string path, CancellationToken cancellationToken)
    {
        const int PageSize = 10_000;
        var items = new List<BrowseItem>();
        while (true)
        {
            var page = await ReadPageAsync(operation, path, items.Count, PageSize, cancellationToken);
            items.AddRange(page);
            if (page.Count < PageSize)
                return items;
        }
    }

    private async Task<IReadOnlyList<BrowseItem>> ReadPageAsync(
        BrowseOperation operation, string path, int first, int size, CancellationToken cancellationToken)
    {
        var request = new BrowseRequest
        {
            Operation = operation,
            Mode = new BrowseMode { Mode = 2 },
            Entity = subclient,
            Paths = [new BrowsePath { Path = path }],
            TimeRange = new BrowseTimeRange { FromTime = 0, ToTime = at?.ToUnixTimeSeconds() ?? 0 },
            AdvOptions = new BrowseAdvancedOptions
            {
                AdvConfig = jobId is null ? null : new BrowseAdvancedConfig { ByJob = new BrowseByJob { JobId = jobId } },
            },
            Queries = [new BrowseQuery
            {
                Type = BrowseQueryType.Data,
                QueryId = "dataQuery",
                DataParam = new BrowseDataParameters { Paging = new BrowsePaging { PageSize = size, FirstNode = first, SkipNode = 0 } },
            }],
        };
        var answer = await api.PostAsync<BrowseRequest, BrowseResponse>("DoBrowse", request, cancellationToken);
        return answer.BrowseResponses is [{ BrowseResult.DataResultSet: { } items }, ..] ? items : [];
    }
}
