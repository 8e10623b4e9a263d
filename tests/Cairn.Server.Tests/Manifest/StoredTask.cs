using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.CommServe.Catalog;
using Cairn.CommServe.Jobs;
using Cairn.CommServe.Tasks;
using Cairn.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Server.Tests.Manifest;

/// <summary>What the server keeps of an accepted request.</summary>
internal sealed record StoredTask(TaskRecord Record, IReadOnlyList<JobDetails> Jobs)
{
    public IEnumerable<int> SubclientIds => Jobs.Select(job => job.Job.Subclient.SubclientId);

    public BackupOptions Backup => Jobs[0].Asked.Backup!;

    /// <summary>The task without what two equal requests differ in: ids and times.</summary>
    public string Model => JsonSerializer.Serialize(new
    {
        Record.Type,
        Record.SubclientIds,
        Subtasks = Record.Subtasks.Select(subtask => new { subtask.Operation, Options = JsonNode.Parse(subtask.Options), subtask.Pattern }),
    });

    public static async Task<StoredTask> ReadAsync(RunningServer server, int taskId, IReadOnlyList<int> jobIds, CancellationToken cancellationToken)
    {
        await using var catalog = await server.Service<IDbContextFactory<CatalogContext>>().CreateDbContextAsync(cancellationToken);
        var record = await catalog.Tasks.AsNoTracking().Include(task => task.Subtasks).SingleAsync(task => task.Id == taskId, cancellationToken);
        var jobs = new List<JobDetails>();
        foreach (var id in jobIds)
            jobs.Add((await server.Service<JobQueries>().DetailsAsync(id, cancellationToken))!);
        return new StoredTask(record, jobs);
    }

    public static async Task<(int Tasks, int Jobs)> CountAsync(RunningServer server, CancellationToken cancellationToken)
    {
        await using var catalog = await server.Service<IDbContextFactory<CatalogContext>>().CreateDbContextAsync(cancellationToken);
        return (await catalog.Tasks.CountAsync(cancellationToken), await catalog.Jobs.CountAsync(cancellationToken));
    }
}
