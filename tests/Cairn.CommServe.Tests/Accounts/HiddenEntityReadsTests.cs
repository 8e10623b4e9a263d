using System.Diagnostics;
using Cairn.CommServe.Accounts;
using Cairn.CommServe.Catalog;
using Cairn.CommServe.Jobs;
using Cairn.CommServe.Refusals;
using Cairn.CommServe.Tasks;
using Cairn.CommServe.Tests.Catalog;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Cairn.CommServe.Tests.Accounts;

/// <summary>
/// In the world of docs/examples/world.yaml, to a user who sees subclient 10 alone: what is hidden costs the catalog the same reads as what is
/// not there, so that time tells no more than words.
/// </summary>
public sealed class HiddenEntityReadsTests : IAsyncLifetime
{
    private static readonly AsyncLocal<List<string>?> Commands = new();

    private readonly IDisposable _listening = DiagnosticListener.AllListeners.Subscribe(new Listening());
    private CommServeInstance _server = null!;
    private Caller _caller = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<AssociationSpec, AssociationSpec> Pairs => new()
    {
        { new AssociationSpec { SubclientId = 22 }, new AssociationSpec { SubclientId = 4722 } },
        { new AssociationSpec { SubclientId = 12 }, new AssociationSpec { SubclientId = 4712 } },
        { new AssociationSpec { BackupSetId = 202 }, new AssociationSpec { BackupSetId = 4702 } },
        { new AssociationSpec { InstanceId = 101 }, new AssociationSpec { InstanceId = 4701 } },
        { new AssociationSpec { ClientId = 90 }, new AssociationSpec { ClientId = 4790 } },
        { new AssociationSpec { ClientName = "client002" }, new AssociationSpec { ClientName = "client999" } },
        {
            new AssociationSpec { ClientName = "client001", SubclientName = "projects" },
            new AssociationSpec { ClientName = "client001", SubclientName = "nonesuch" }
        },
    };

    public async ValueTask InitializeAsync()
    {
        _server = await CommServeInstance.WithExampleWorldAsync();
        await using var catalog = _server.OpenCatalog();
        var eve = new User { Name = "eve", PasswordHash = "-", Associations = { new RoleAssociation { RoleId = Role.AdministratorId, SubclientId = 10 } } };
        catalog.Users.Add(eve);
        await catalog.SaveChangesAsync(Cancellation);
        _caller = new Caller(eve.Id, eve.Name, await UserRights.OfAsync(catalog, eve.Id, Cancellation));
    }

    public async ValueTask DisposeAsync()
    {
        _listening.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Pairs), DisableDiscoveryEnumeration = true)]
    public async Task An_entity_that_is_hidden(AssociationSpec hidden, AssociationSpec missing) => Assert.Equal(
        await ReadsAsync(() => _server.Get<EntityResolution>().ResolveAsync([missing], _caller, Right.BackUp, [], Cancellation)),
        await ReadsAsync(() => _server.Get<EntityResolution>().ResolveAsync([hidden], _caller, Right.BackUp, [], Cancellation)));

    [Fact]
    public async Task A_job_that_is_hidden()
    {
        var hidden = await AddJobAsync();

        Assert.Equal(
            await ReadsAsync(() => _server.Get<JobControl>().ActAsync(4711, JobAction.Kill, _caller, Cancellation)),
            await ReadsAsync(() => _server.Get<JobControl>().ActAsync(hidden, JobAction.Kill, _caller, Cancellation)));
        Assert.Equal(
            await ReadsAsync(() => _server.Get<JobQueries>().DetailsAsync(4711, _caller, Cancellation)),
            await ReadsAsync(() => _server.Get<JobQueries>().DetailsAsync(hidden, _caller, Cancellation)));
    }

    private static async Task<List<string>> ReadsAsync(Func<Task> look)
    {
        var commands = new List<string>();
        Commands.Value = commands;
        try
        {
            await look();
        }
        catch (RefusalException refusal)
        {
            Assert.Equal(RefusalKind.Unknown, refusal.Kind);
        }
        finally
        {
            Commands.Value = null;
        }
        Assert.NotEmpty(commands);
        return commands;
    }

    private async Task<int> AddJobAsync()
    {
        await using var catalog = _server.OpenCatalog();
        var task = new TaskRecord
        {
            Type = TaskType.Immediate,
            OwnerId = await catalog.Users.Select(row => row.Id).FirstAsync(Cancellation),
            Request = [],
            RequestMediaType = "application/xml",
            Subtasks = { new Subtask { Name = "One", Operation = OperationType.Backup, Options = "{}" } },
        };
        var job = new Job { Task = task, Subtask = task.Subtasks[0], SubclientId = 22, Operation = OperationType.Backup };
        catalog.Jobs.Add(job);
        await catalog.SaveChangesAsync(Cancellation);
        return job.Id;
    }

    /// <summary>Tells the commands of the test that runs them; other tests run at the same time.</summary>
    private sealed class Listening : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == DbLoggerCategory.Name)
                value.Subscribe(this, name => name == RelationalEventId.CommandExecuted.Name);
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (Commands.Value is { } commands && value.Value is CommandExecutedEventData data)
                commands.Add(data.Command.CommandText);
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
