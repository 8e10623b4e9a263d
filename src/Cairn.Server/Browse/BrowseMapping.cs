using Cairn.CommServe.Browsing;
using Cairn.CommServe.Refusals;
using Cairn.Repository.Trees;
using Cairn.Server.Jobs;
using Cairn.Wire;
using Cairn.Wire.Messages.Browse;
using BrowseItem = Cairn.Wire.Messages.Browse.BrowseItem;
using BrowseMode = Cairn.CommServe.Browsing.BrowseMode;
using BrowseQuery = Cairn.CommServe.Browsing.BrowseQuery;
using FoundItem = Cairn.CommServe.Browsing.BrowseItem;
using WireQuery = Cairn.Wire.Messages.Browse.BrowseQuery;

namespace Cairn.Server.Browse;

/// <summary>From the message to the domain's query, and from what was found to the answer.</summary>
internal static class BrowseMapping
{
    private const int DefaultTake = 100_000;

    /// <param name="request">As it came.</param>
    /// <param name="entity">Whose backups.</param>
    public static BrowseQuery Query(BrowseRequest request, BrowseQuery entity)
    {
        var data = request.Queries?.FirstOrDefault(query => query.Type is null or BrowseQueryType.Data);
        if (data is null && request.Queries is { Count: > 0 })
            throw Unsupported("type", "AGGREGATE", "0 (data)");
        var paging = data?.DataParam?.Paging ?? new BrowsePaging();
        var path = request.Paths is [{ Path: { Length: > 0 } given }, ..] ? given : "/";
        return WithPath(request.Operation ?? BrowseOperation.Browse, path, FileName(data), entity) with
        {
            At = request.TimeRange?.ToTime is { } to and > 0 ? DateTimeOffset.FromUnixTimeSeconds(to) : null,
            JobId = JobId.Of(request.AdvOptions?.AdvConfig?.ByJob?.JobId),
            Skip = paging.FirstNode ?? 0,
            Take = Math.Clamp(paging.PageSize is null or 0 ? DefaultTake : paging.PageSize.Value, 1, BrowseQuery.MaximumTake),
        };
    }

    public static BrowseResponse Response(BrowsePage page, BrowseQuery query) => new()
    {
        // An entry without a result is "nothing"; a result without items is an error to clients.
        BrowseResponses = [new BrowseResponseEntry
        {
            RespType = 0,
            BrowseResult = page.Items.Count == 0 ? null : new BrowseResult
            {
                TotalItems = query.Skip + page.Items.Count + (page.More ? 1 : 0),
                DataResultSet = [.. page.Items.Select(Item)],
            },
        }],
    };

    private static BrowseQuery WithPath(BrowseOperation operation, string path, string? fileName, BrowseQuery entity)
    {
        switch (operation)
        {
            case BrowseOperation.Browse:
                return entity with { Mode = BrowseMode.List, Path = BackupPath.Parse(path).ToString() };
            case BrowseOperation.AllVersions:
                return entity with { Mode = BrowseMode.Versions, Path = BackupPath.Parse(path).ToString() };
            case BrowseOperation.Find:
                var (folder, pattern) = FindPattern.Split(BackupPath.Parse(path).ToString());
                return entity with { Mode = BrowseMode.Find, Path = folder, Pattern = fileName ?? pattern };
            default:
                throw Unsupported("opType", WireEnum.Name(operation), "0 (browse), 1 (find), 2 (all versions)");
        }
    }

    /// <summary>The pattern of a FileName condition, which is all that a find may ask for here.</summary>
    private static string? FileName(WireQuery? query)
    {
        string? pattern = null;
        foreach (var criterion in (query?.WhereClause ?? []).Select(condition => condition.Criteria).OfType<BrowseCriterion>())
        {
            if (pattern is not null || criterion is not { Field: "FileName", Values: [{ Length: > 0 } value] })
                throw Unsupported("whereClause", criterion.Field ?? "", "one condition on FileName with one value");
            pattern = value;
        }

        return pattern;
    }

    private static BrowseItem Item(FoundItem item) => new()
    {
        DisplayName = item.Name,
        Name = item.Name,
        Path = item.Path,
        Size = item.Size,
        ModificationTime = item.Modified.Seconds,
        Version = item.Version,
        Flags = new BrowseItemFlags { File = item.Kind == EntryKind.Directory ? null : true },
        AdvancedData = new BrowseItemData { BackupTime = UnixTime.Seconds(item.BackedUpAt), BackupJobId = item.JobId },
    };

    private static RefusalException Unsupported(string parameter, string value, string allowed) =>
        new(RefusalKind.Invalid, "unsupported-operation", $"This server can't browse like that: {parameter} {value}.")
        {
            Parameter = parameter,
            Value = value,
            Allowed = allowed,
        };
}
