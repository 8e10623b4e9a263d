using Cairn.CommServe.Browsing;
using Cairn.CommServe.Catalog;
using Cairn.CommServe.Refusals;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Tasks;

/// <summary>
/// Which of the subclients that a restore addresses have what it asks for. Only a whole backup set leaves a choice: then it is the one
/// whose job was named, or for each path the one whose content covers it most closely.
/// </summary>
internal static class RestoreScope
{
    /// <exception cref="RefusalException">
    /// <c>job-contradicts</c>: the job named backed up another subclient; <c>path-not-covered</c>: no content has the path.
    /// </exception>
    public static async Task<IReadOnlyList<ResolvedSubclient>> NarrowAsync(
        CatalogContext context, RestoreOptions restore, IReadOnlyList<ResolvedSubclient> subclients, CancellationToken cancellationToken)
    {
        if (restore.FromJobId is { } jobId)
        {
            var subclientId = await context.Jobs.Where(job => job.Id == jobId).Select(job => job.SubclientId).SingleAsync(cancellationToken);
            var found = subclients.Where(subclient => subclient.SubclientId == subclientId).ToList();
            return found.Count > 0 ? found : throw Contradiction(jobId);
        }
        if (subclients.Count == 1 || restore.Paths.Count == 0)
            return subclients;

        var contents = await ContentsAsync(context, subclients.Select(subclient => subclient.SubclientId), cancellationToken);
        var shares = Share(contents, restore.Paths);
        return [.. subclients.Where(subclient => shares[subclient.SubclientId].Any())];
    }

    /// <summary>What one of the jobs of a restore brings back: those of its paths that the job's subclient has. None is everything.</summary>
    /// <exception cref="RefusalException"><c>path-not-covered</c>: the contents have changed since the restore was asked for.</exception>
    public static async Task<IReadOnlyList<string>> PathsOfAsync(
        CatalogContext context, Job job, RestoreOptions restore, CancellationToken cancellationToken)
    {
        var subclients = job.Task!.SubclientIds;
        if (restore.FromJobId is not null || subclients.Count == 1 || restore.Paths.Count == 0)
            return restore.Paths;
        var contents = await ContentsAsync(context, subclients, cancellationToken);
        var paths = Share(contents, restore.Paths)[job.SubclientId].ToList();
        return paths.Count > 0 ? paths : throw NotCovered(restore.Paths[0]);
    }

    private static Task<Dictionary<int, List<string>>> ContentsAsync(
        CatalogContext context, IEnumerable<int> subclientIds, CancellationToken cancellationToken)
    {
        var ids = subclientIds.ToList();
        return context.Subclients.Where(subclient => ids.Contains(subclient.Id))
            .ToDictionaryAsync(subclient => subclient.Id, subclient => subclient.Content, cancellationToken);
    }

    /// <summary>Each path, as it was written, by the subclients that have it.</summary>
    private static ILookup<int, string> Share(Dictionary<int, List<string>> contents, IReadOnlyList<string> paths) => paths
        .SelectMany(path => Owners(contents, path).Select(id => (Id: id, Path: path)))
        .ToLookup(share => share.Id, share => share.Path);

    private static List<int> Owners(Dictionary<int, List<string>> contents, string asked)
    {
        var path = BackupPath.Parse(asked).ToString();
        var cover = contents.ToDictionary(
            content => content.Key,
            content => content.Value.Where(root => IsWithin(path, root)).Select(root => root.Length).DefaultIfEmpty(0).Max());
        var closest = cover.Values.Max();
        // A folder above contents stands for all that is below it.
        var owners = closest > 0
            ? cover.Where(pair => pair.Value == closest).Select(pair => pair.Key).ToList()
            : [.. contents.Where(content => content.Value.Exists(root => IsWithin(root, path))).Select(content => content.Key)];
        return owners.Count > 0 ? owners : throw NotCovered(asked);
    }

    private static bool IsWithin(string path, string root) =>
        $"{path}/".StartsWith($"{root.TrimEnd('/')}/", StringComparison.Ordinal);

    private static RefusalException NotCovered(string path) =>
        new(RefusalKind.Invalid, "path-not-covered", $"No subclient that the associations name backs up '{path.Shortened()}'.")
        {
            Parameter = "sourceItem",
            Value = path.Shortened(),
            Allowed = "paths within the content of the subclients, or above it",
        };

    private static RefusalException Contradiction(int jobId) =>
        new(RefusalKind.Invalid, "job-contradicts", $"Job {jobId} backed up a subclient that the associations do not name.")
        {
            Parameter = "browseJobId",
            Value = $"{jobId}",
        };
}
