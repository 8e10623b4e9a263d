namespace Cairn.Server.Tests.Support;

/// <summary>A server as it is after its first start, shared by the tests of a class.</summary>
public sealed class PlainServer : IAsyncLifetime
{
    private RunningServer? running;

    public RunningServer Server => running ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync() => running = await RunningServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (running is not null)
            await running.DisposeAsync();
    }
}
