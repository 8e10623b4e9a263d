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

    /// <summary>First starts are slow (migrations, password hashes); tests that are about something else copy one.</summary>
    private static readonly Lazy<Task<byte[]>> StartedCatalog = new(() => MakeCatalogAsync(document: null));
    private static readonly Lazy<Task<byte[]>> ExampleCatalog = new(() => MakeCatalogAsync(ExampleWorld));

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

    /// <summary>After its first start.</summary>
    public static async Task<CommServeInstance> StartedAsync() => await WithCatalogAsync(await StartedCatalog.Value);

    /// <summary>With docs/examples/world.yaml applied.</summary>
    public static async Task<CommServeInstance> WithExampleWorldAsync() => await WithCatalogAsync(await ExampleCatalog.Value);

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

    private static async Task<byte[]> MakeCatalogAsync(string? document)
    {
        await using var instance = Fresh();
        await instance.Get<CatalogStartup>().RunAsync(CancellationToken.None);
        if (document is not null)
            await instance.Get<Apply>().RunAsync(document, dryRun: false, CancellationToken.None);
        await using (var catalog = instance.OpenCatalog())
            await catalog.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", CancellationToken.None);
        return await File.ReadAllBytesAsync(instance.Options.CatalogFile, CancellationToken.None);
    }

    private static async Task<CommServeInstance> WithCatalogAsync(byte[] catalog)
    {
        var instance = Fresh();
        Directory.CreateDirectory(instance.Options.DataDirectory);
        await File.WriteAllBytesAsync(instance.Options.CatalogFile, catalog, Cancellation);
        await instance.Get<CatalogStartup>().RunAsync(Cancellation);
        return instance;
    }
}
