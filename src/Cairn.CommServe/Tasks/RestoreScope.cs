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
    /// <exception cref="RefusalException"><c>job-contradicts</c>: the job named backed up another subclient.</exception>
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

        var ids = subclients.Select(subclient => subclient.SubclientId).ToList();
        var contents = await context.Subclients.Where(subclient => ids.Contains(subclient.Id))
            .ToDictionaryAsync(subclient => subclient.Id, subclient => subclient.Content, cancellationToken);
        var covering = restore.Paths.SelectMany(path => Covering(contents, BackupPath.Parse(path).ToString())).ToHashSet();
        return covering.Count == 0 ? subclients : [.. subclients.Where(subclient => covering.Contains(subclient.SubclientId))];
    }

    private static IEnumerable<int> Covering(Dictionary<int, List<string>> contents, string path)
    {
        var cover = contents.ToDictionary(
            content => content.Key,
            content => content.Value.Where(root => IsWithin(path, root)).Select(root => root.Length).DefaultIfEmpty(0).Max());
        var closest = cover.Values.Max();
        return closest == 0 ? [] : cover.Where(pair => pair.Value == closest).Select(pair => pair.Key);
    }

    private static bool IsWithin(string path, string root) =>
        $"{path}/".StartsWith($"{root.TrimEnd('/')}/", StringComparison.Ordinal);

    private static RefusalException Contradiction(int jobId) =>
        new(RefusalKind.Invalid, "job-contradicts", $"Job {jobId} backed up a subclient that the associations do not name.")
        {
            Parameter = "browseJobId",
            Value = $"{jobId}",
        };
}
