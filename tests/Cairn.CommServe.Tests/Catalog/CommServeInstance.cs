using Cairn.CommServe.Catalog;
using Cairn.CommServe.FirstStart;
using Cairn.CommServe.Inventory;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Cairn.CommServe.Tests.Catalog;

/// <summary>A control plane on a data folder of its own, started, without its background services.</summary>
internal sealed class CommServeInstance : IAsyncDisposable
{
    public const string AdminPassword = "correct horse battery staple";

    private readonly ServiceProvider _services;

    private CommServeInstance(CommServeOptions options)
    {
        Options = options;
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Time)
            .AddCommServe(options)
            .BuildServiceProvider();
    }

    public CommServeOptions Options { get; }
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static string ExampleWorld => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "world.yaml"));

    /// <summary>Not started yet: nothing is in its folder.</summary>
    public static CommServeInstance Fresh(string? adminPassword = AdminPassword, string? directory = null) => new(new CommServeOptions
    {
        DataDirectory = directory ?? Path.Combine(Path.GetTempPath(), $"cairn-commserve-{Guid.NewGuid():N}"),
        ClientName = "this-host",
        AdminPassword = adminPassword,
    });

    public static async Task<CommServeInstance> StartedAsync()
    {
        var instance = Fresh();
        await instance.Get<CatalogStartup>().RunAsync(Cancellation);
        return instance;
    }

    /// <summary>With docs/examples/world.yaml applied.</summary>
    public static async Task<CommServeInstance> WithExampleWorldAsync()
    {
        var instance = await StartedAsync();
        await instance.Get<Apply>().RunAsync(ExampleWorld, dryRun: false, Cancellation);
        return instance;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public CatalogContext OpenCatalog() => Get<IDbContextFactory<CatalogContext>>().CreateDbContext();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (Directory.Exists(Options.DataDirectory))
            Directory.Delete(Options.DataDirectory, recursive: true);
    }

    /// <summary>Ends the control plane and leaves its folder.</summary>
    public ValueTask StopAsync() => _services.DisposeAsync();
}
