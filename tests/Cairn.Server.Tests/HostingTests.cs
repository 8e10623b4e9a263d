using System.Runtime.Versioning;
using Cairn.Server.Hosting;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests;

[UnsupportedOSPlatform("windows")]
public sealed class HostingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("http://0.0.0.0:0", "--insecure-http")]
    [InlineData("http://192.0.2.1:8440", "--insecure-http")]
    [InlineData("https://127.0.0.1:0", "--certificate")]
    [InlineData("ftp://127.0.0.1", "http://")]
    [InlineData("127.0.0.1:8440", "http://")]
    public async Task An_address_that_is_unsafe_or_no_address_is_refused_with_what_to_do(string url, string advice)
    {
        var refusal = await Assert.ThrowsAsync<ServerOptionsException>(
            () => CairnServer.StartAsync(Options(url), cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains(advice, refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Two_servers_cannot_have_one_data_folder()
    {
        await using var first = await CairnServer.StartAsync(Options("http://127.0.0.1:0"), cancellationToken: TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<ServerStartException>(
            () => CairnServer.StartAsync(Options("http://127.0.0.1:0"), cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_first_start_leaves_a_folder_and_a_password_file_that_only_their_owner_can_read()
    {
        await using var server = await CairnServer.StartAsync(Options("http://127.0.0.1:0"), cancellationToken: TestContext.Current.CancellationToken);

        Assert.NotNull(server.AdminPasswordFile);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(server.AdminPasswordFile));
        Assert.True(File.Exists(Path.Combine(Data, "logs", "cairn.log")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Data));
    }

    public void Dispose() => folder.Dispose();

    private string Data => Path.Combine(folder.Path, "data");

    private ServerOptions Options(string url) => new() { DataDirectory = Data, Listen = [url], LogToConsole = false };
}
