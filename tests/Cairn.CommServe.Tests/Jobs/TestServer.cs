using Cairn.CommServe.Accounts;
using Cairn.CommServe.Browsing;
using Cairn.CommServe.Catalog;
using Cairn.CommServe.Jobs;
using Cairn.CommServe.Tasks;
using Cairn.DataAgents;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Cairn.CommServe.Tests.Jobs;

/// <summary>
/// The control plane on a real catalog and a real repository, with a clock that only the test moves. Its world: this host as client 2,
/// subclients <c>default</c> (the folder's data/) and <c>projects</c> (its projects/), and a client of another host.
/// </summary>
internal sealed class TestServer : IAsyncDisposable
{
    public const int Default = 10;
    public const int Projects = 12;
    public const int Database = 21;
    public const int Remote = 30;
    public const int WithoutPolicy = 31;
    public const int OnTape = 32;
    public const int BackupSetId = 180;
    public const int DiskLibrary = 9;

    public static readonly Caller Admin = new(1, "admin", UserRights.Everything);
    public static readonly Caller Viewer = new(2, "viewer", new UserRights([new Grant(Right.View, EntityPath.CommCell)]));

    private readonly ServiceProvider _services;
    private readonly JobEngine _engine;

    private TestServer(TestFolder folder, FakeTimeProvider time)
    {
        Time = time;
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(time)
            .AddSingleton<IDataAgent>(Agent)
            .AddLogging(logging => logging.AddProvider(Log))
            .AddCommServe(new CommServeOptions { DataDirectory = folder["server"] })
            .BuildServiceProvider();
        _engine = _services.GetServices<IHostedService>().OfType<JobEngine>().Single();
    }

    public FakeTimeProvider Time { get; }
    public HeldAgent Agent { get; } = new();
    public TestLog Log { get; } = new();
    public JobQueries Jobs => Get<JobQueries>();
    public JobControl Control => Get<JobControl>();
    public Browse Browse => Get<Browse>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A server whose engine is not started yet.</summary>
    public static async Task<TestServer> CreateAsync(TestFolder folder, FakeTimeProvider? time = null)
    {
        // Near the real time, because change detection compares with the times of real files.
        var server = new TestServer(folder, time ?? new FakeTimeProvider(DateTimeOffset.UtcNow));
        Directory.CreateDirectory(folder["server"]);
        await using var catalog = await server.CatalogAsync();
        if (await catalog.Database.EnsureCreatedAsync(Cancellation))
        {
            TestWorld.AddTo(catalog, folder);
            await catalog.SaveChangesAsync(Cancellation);
        }
        return server;
    }

    public static async Task<TestServer> StartAsync(TestFolder folder, FakeTimeProvider? time = null)
    {
        var server = await CreateAsync(folder, time);
        await server.StartEngineAsync();
        return server;
    }

    public Task StartEngineAsync() => _engine.StartAsync(Cancellation);

    /// <summary>As SIGTERM does.</summary>
    public Task StopEngineAsync() => _engine.StopAsync(Cancellation);

    public Task<CatalogContext> CatalogAsync() => Get<IDbContextFactory<CatalogContext>>().CreateDbContextAsync(Cancellation);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Task<CreatedTask> AskAsync(CreateTaskCommand command) => Get<CreateTask>().RunAsync(command, Cancellation);

    /// <summary>Asks for a backup of one subclient and returns the (last) job's id.</summary>
    public async Task<int> BackUpAsync(BackupLevel level, int subclient = Default, JobOptions? job = null) =>
        (await AskAsync(Requests.Backup(subclient, level, job))).JobIds[^1];

    public Task<JobView> EndOfAsync(int job) => WaitAsync(job, "end", view => view.State.IsFinal());

    public Task<JobView> StateOfAsync(int job, JobState state) => WaitAsync(job, $"become {state}", view => view.State == state);

    public async Task<JobView> BackedUpAsync(BackupLevel level, int subclient = Default) => await EndOfAsync(await BackUpAsync(level, subclient));

    // In real time, which is not the server's: a test that waits for what never happens says how far things came.
    private async Task<JobView> WaitAsync(int job, string what, Func<JobView, bool> until)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        try
        {
            return await Jobs.WaitAsync(job, until, patience.Token);
        }
        catch (OperationCanceledException) when (!Cancellation.IsCancellationRequested)
        {
            var details = (await Jobs.DetailsAsync(job, Cancellation))!;
            throw new TimeoutException(
                $"Job {job} does not {what}: it is {details.Job.Status} ({details.Job.Reason}). "
                + $"Its events: {string.Join("; ", details.Events.Select(happening => happening.Message))}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopEngineAsync();
        await _services.DisposeAsync();
    }
}
