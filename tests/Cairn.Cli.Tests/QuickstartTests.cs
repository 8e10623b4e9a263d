using Cairn.Cli.Api;
using Cairn.Cli.Quickstart;
using Cairn.Cli.Tests.Support;

namespace Cairn.Cli.Tests;

public sealed class QuickstartTests : IDisposable
{
    private readonly TestShell shell = new();

    [Fact]
    public async Task Quickstart_ends_with_an_identical_restore_and_the_requests_it_made()
    {
        await shell.WriteAsync("it's here/one.txt", "one");

        var output = await shell.DoAsync("quickstart", shell.PathOf("it's here"), "--exit");

        Assert.Contains("They are identical", output, StringComparison.Ordinal);
        Assert.Contains("curl -s -X POST -H \"Authtoken: $TOKEN\"", output, StringComparison.Ordinal);
        Assert.DoesNotContain("QSDK", output, StringComparison.Ordinal);
        var data = System.Text.RegularExpressions.Regex.Match(output, "its data is in (.*)").Groups[1].Value;
        Assert.False(Directory.Exists(data));
    }

    [Fact]
    public void A_curl_line_survives_the_shell_whatever_its_request_holds()
    {
        var request = new SentRequest(HttpMethod.Post, "CreateTask", "it's", "application/json");

        Assert.Equal(
            "curl -s -X POST -H \"Authtoken: $TOKEN\" -H 'Content-Type: application/json' -d 'it'\\''s' 'http://127.0.0.1:8440/CreateTask'",
            CurlText.Of(new Uri("http://127.0.0.1:8440/"), request));
    }

    [Fact]
    public async Task Quickstart_of_nothing_says_so()
    {
        var outcome = await shell.RunAsync("quickstart", shell.PathOf("nowhere"), "--exit");

        Assert.Equal(ExitCode.Failed, outcome.ExitCode);
        Assert.Contains("nowhere", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_path_it_takes_the_projects_own_documentation() =>
        Assert.True(File.Exists(Path.Combine(DocsFolder.Find()!, "operations.md")));

    public void Dispose() => shell.Dispose();
}
