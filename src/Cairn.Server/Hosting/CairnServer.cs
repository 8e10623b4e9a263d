using System.Net.Sockets;
using Cairn.CommServe;
using Cairn.CommServe.FirstStart;
using Cairn.DataAgents;
using Cairn.DataAgents.FileSystem;
using Cairn.Server.Errors;
using Cairn.Server.Login;
using Cairn.Server.Routing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Cairn.Server.Hosting;

/// <summary>A running server: the CommServe, its jobs, and the REST API on top.</summary>
public sealed partial class CairnServer : IAsyncDisposable
{
    private static readonly TimeSpan ShutdownPatience = TimeSpan.FromSeconds(20);

    private readonly WebApplication application;

    private CairnServer(WebApplication application, RequestDelegate pipeline) => (this.application, Pipeline) = (application, pipeline);

    /// <summary>Where it serves, with the ports that were really taken.</summary>
    public IReadOnlyList<Uri> Urls => [.. application.Urls.Select(url => new Uri(url))];

    /// <summary>The file that holds the administrator's first password, while it is there.</summary>
    public string? AdminPasswordFile
    {
        get
        {
            var file = Services.GetRequiredService<CommServeOptions>().AdminPasswordFile;
            return File.Exists(file) ? file : null;
        }
    }

    internal IServiceProvider Services => application.Services;

    /// <summary>What happens to each request.</summary>
    internal RequestDelegate Pipeline { get; }

    /// <summary>Makes or migrates what is in the data folder, then serves. Requests are answered when this returns.</summary>
    /// <exception cref="ServerOptionsException">The options contradict each other.</exception>
    /// <exception cref="ServerStartException">The data folder or an address can't be used.</exception>
    public static async Task<CairnServer> StartAsync(
        ServerOptions options, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        var application = Build(options, time ?? TimeProvider.System);
        RequestDelegate? pipeline = null;
        application.Use(next => pipeline = next);
        AddPipeline(application);
        try
        {
            await application.Services.GetRequiredService<CatalogStartup>().RunAsync(cancellationToken);
            await application.StartAsync(cancellationToken);
            LogServing(application.Logger, string.Join(' ', application.Urls));
            return new CairnServer(application, pipeline!);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await application.DisposeAsync();
            throw new ServerStartException(WhyNotStarted(e, options), e);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends when the process is told to (SIGTERM, Ctrl-C) or the token is cancelled.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => application.WaitForShutdownAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await application.StopAsync();
        await application.DisposeAsync();
    }

    private static string WhyNotStarted(Exception exception, ServerOptions options) => exception is SocketException
        ? $"Can't listen on {string.Join(", ", options.Listen)}: {exception.Message}. Give an address of this host and a port that you may use."
        : $"The server can't start: {exception.Message}";

    private static WebApplication Build(ServerOptions options, TimeProvider time)
    {
        var addresses = ListenAddress.AllOf(options);

        // A content root that holds no project keeps stray appsettings files of the current folder out.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        AddLogging(builder.Logging, options, time);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, options));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownPatience);
        builder.Services.TryAddSingleton(time);
        builder.Services.AddRequestDecompression();
        builder.Services.AddRequestLimits(options.RequestsPerSecond);
        builder.Services.AddSingleton<IDataAgent, FileSystemAgent>();
        builder.Services.AddCommServe(new CommServeOptions
        {
            DataDirectory = options.DataDirectory,
            ClientName = options.ClientName,
            AdminPassword = options.AdminPassword,
        });

        var application = builder.Build();
        foreach (var address in addresses)
            application.Urls.Add(address.Url.ToString());
        return application;
    }

    private static void AddPipeline(WebApplication application)
    {
        application.UseMiddleware<ErrorAnswers>();
        application.UseMiddleware<ApiPaths>();
        application.UseRequestDecompression();
        application.UseRouting();
        application.UseMiddleware<TokenCheck>();
        application.UseRateLimiter();
        application.MapApi();
    }

    private static void AddLogging(ILoggingBuilder logging, ServerOptions options, TimeProvider time)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        // CA2000: the logger factory disposes of its providers.
#pragma warning disable CA2000
        logging.AddProvider(new LogFileProvider(Path.Combine(options.DataDirectory, "logs"), time));
#pragma warning restore CA2000
        if (options.LogToConsole)
        {
            logging.AddSimpleConsole(console => console.SingleLine = true);
            logging.AddFilter<ConsoleLoggerProvider>(null, LogLevel.Warning);
            // Why the host can't start is told by the exception that ends the program.
            logging.AddFilter<ConsoleLoggerProvider>("Microsoft.Extensions.Hosting", LogLevel.None);
            logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        }
    }

    private static void Configure(KestrelServerOptions kestrel, ServerOptions options)
    {
        kestrel.AddServerHeader = false;
        RequestLimits.Apply(kestrel.Limits);
        if (options.CertificateFile is { } file)
        {
            var certificate = ServerCertificate.Load(file);
            kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = certificate);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Serving {Urls}")]
    private static partial void LogServing(ILogger logger, string urls);
}
