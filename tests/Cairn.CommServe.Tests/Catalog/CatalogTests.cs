using Cairn.CommServe.Catalog;
using Cairn.CommServe.Tasks;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Tests.Catalog;

public sealed class CatalogTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", "2")]
    [InlineData("foreign_keys", "1")]
    [InlineData("busy_timeout", "30000")]
    public async Task Each_connection_is_durable(string pragma, string expected)
    {
        await using var server = await CommServeInstance.StartedAsync();
        await using var first = server.OpenCatalog();
        await using var second = server.OpenCatalog();

        Assert.Equal([expected, expected], [await PragmaAsync(first, pragma), await PragmaAsync(second, pragma)]);
    }

    [Fact]
    public async Task The_migrations_make_the_model()
    {
        await using var server = await CommServeInstance.StartedAsync();
        await using var catalog = server.OpenCatalog();

        Assert.False(catalog.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task Names_are_unique_and_found_without_case()
    {
        await using var server = await CommServeInstance.StartedAsync();
        await using var catalog = server.OpenCatalog();

        Assert.True(await catalog.Clients.AnyAsync(client => client.Name == "THIS-host", Cancellation));
        catalog.Clients.Add(new Client { Name = "This-Host", HostName = "x" });
        await Assert.ThrowsAsync<DbUpdateException>(() => catalog.SaveChangesAsync(Cancellation));
    }

    [Fact]
    public async Task A_client_takes_its_subclients_with_it_but_not_when_they_have_jobs()
    {
        await using var server = await CommServeInstance.StartedAsync();
        await using var catalog = server.OpenCatalog();
        var task = await AddTaskAsync(catalog);
        var job = new Job
        {
            Task = task,
            Subtask = task.Subtasks[0],
            SubclientId = await catalog.Subclients.Select(row => row.Id).SingleAsync(Cancellation),
        };
        catalog.Jobs.Add(job);
        await catalog.SaveChangesAsync(Cancellation);

        await Assert.ThrowsAnyAsync<Exception>(() => catalog.Clients.ExecuteDeleteAsync(Cancellation));
        await catalog.Jobs.ExecuteDeleteAsync(Cancellation);
        await catalog.Clients.ExecuteDeleteAsync(Cancellation);
        Assert.Equal(0, await catalog.Subclients.CountAsync(Cancellation));
    }

    [Fact]
    public async Task A_policy_that_a_subclient_uses_cannot_be_deleted()
    {
        await using var server = await CommServeInstance.StartedAsync();
        await using var catalog = server.OpenCatalog();

        await Assert.ThrowsAnyAsync<Exception>(() => catalog.StoragePolicies.ExecuteDeleteAsync(Cancellation));
    }

    [Fact]
    public async Task A_task_comes_back_as_it_was_stored()
    {
        await using var server = await CommServeInstance.StartedAsync();
        await using var catalog = server.OpenCatalog();
        var stored = await AddTaskAsync(catalog);

        await using var again = server.OpenCatalog();
        var task = await again.Tasks.Include(row => row.Subtasks).SingleAsync(Cancellation);

        Assert.Equal(stored.Warnings, task.Warnings);
        Assert.Equal(stored.SubclientIds, task.SubclientIds);
        Assert.Equal(stored.Request, task.Request);
        Assert.Equal(stored.CreatedAt, task.CreatedAt);
        Assert.Equal("{}", Assert.Single(task.Subtasks).Options);
    }

    [Fact]
    public async Task A_change_inside_a_list_is_saved()
    {
        await using var server = await CommServeInstance.StartedAsync();
        await using var catalog = server.OpenCatalog();
        var stored = await AddTaskAsync(catalog);
        stored.Warnings.Add(new TaskWarning("unknown-member", "x", "Unknown."));
        await catalog.SaveChangesAsync(Cancellation);

        await using var again = server.OpenCatalog();
        Assert.Equal(2, (await again.Tasks.SingleAsync(Cancellation)).Warnings.Count);
    }

    [Fact]
    public async Task Instants_keep_their_milliseconds_and_sort_as_they_happened()
    {
        await using var server = await CommServeInstance.StartedAsync();
        await using var catalog = server.OpenCatalog();
        var instants = Gen.Long[0, 4_102_444_800_000].Array[50].Single()
            .Select(DateTimeOffset.FromUnixTimeMilliseconds).Distinct().ToList();
        foreach (var instant in instants)
            await AddTaskAsync(catalog, instant.ToOffset(TimeSpan.FromHours(5)));

        var stored = await catalog.Tasks.OrderBy(row => row.CreatedAt).Select(row => row.CreatedAt).ToListAsync(Cancellation);

        Assert.Equal(instants.Order(), stored);
    }

    private static async Task<TaskRecord> AddTaskAsync(CatalogContext catalog, DateTimeOffset? createdAt = null)
    {
        var task = new TaskRecord
        {
            Type = TaskType.Immediate,
            CreatedAt = createdAt ?? new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero),
            OwnerId = await catalog.Users.Select(row => row.Id).FirstAsync(Cancellation),
            Request = [1, 2, 3],
            RequestMediaType = "application/xml",
            Warnings = [new TaskWarning("misspelt-attribute", "subbclientName", "Taken as subclientName.")],
            SubclientIds = [10, 12],
            Subtasks = { new Subtask { Name = "One", Operation = OperationType.Backup, Options = "{}" } },
        };
        catalog.Tasks.Add(task);
        await catalog.SaveChangesAsync(Cancellation);
        return task;
    }

    private static async Task<string> PragmaAsync(CatalogContext catalog, string pragma)
    {
        await catalog.Database.OpenConnectionAsync(Cancellation);
        await using var command = catalog.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {pragma}";
        return $"{await command.ExecuteScalarAsync(Cancellation)}";
    }
}
