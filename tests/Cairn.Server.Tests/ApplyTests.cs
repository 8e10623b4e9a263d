using System.Net;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests;

public sealed class ApplyTests(WorldServer world) : IClassFixture<WorldServer>
{
    private const string NewClient = "clients:\n  - name: newcomer\n";

    [Fact]
    public async Task A_dry_run_tells_what_would_change_and_changes_nothing()
    {
        var first = await world.Server.PostAsync("Apply?dryRun=true", NewClient, "application/yaml");
        var second = await world.Server.PostAsync("Apply?dryRun=true", NewClient, "application/yaml");

        Assert.Equal(HttpStatusCode.OK, first.Status);
        Assert.Equal("create", (string?)first.Json["changes"]![0]!["action"]);
        Assert.Equal(first.Text, second.Text);
    }

    [Fact]
    public async Task A_fault_is_told_with_its_place()
    {
        var answer = await world.Server.PostAsync("Apply", "clients:\n  - nmae: x\n", "application/yaml");

        Assert.Equal((HttpStatusCode.BadRequest, "unknown-key"), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task A_viewer_may_not_apply()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "Apply") { Content = new StringContent(NewClient) };
        request.Headers.Add("Authtoken", await world.Server.LogInAsync("viewer", "only-for-looking"));

        Assert.Equal("forbidden", (await world.Server.SendAsync(request)).Error);
    }

    [Fact]
    public async Task A_document_that_is_not_UTF8_is_malformed()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "Apply") { Content = new ByteArrayContent([0x61, 0xFF, 0xFE]) };

        Assert.Equal("malformed", (await world.Server.SendAsync(request)).Error);
    }
}
