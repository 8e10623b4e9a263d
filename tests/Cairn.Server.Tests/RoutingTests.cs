using System.Net;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests;

public sealed class RoutingTests(PlainServer plain) : IClassFixture<PlainServer>
{
    private readonly RunningServer server = plain.Server;

    [Theory]
    [InlineData("/")]
    [InlineData("/commandcenter/api")]
    [InlineData("/commandcenter/api/")]
    [InlineData("/webconsole/api/")]
    [InlineData("/SearchSvc/CVWebService.svc/")]
    [InlineData("/healthz")]
    public async Task Bases_and_health_need_no_token(string path)
    {
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Head])
            Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(new HttpRequestMessage(method, path), "*/*", withToken: false)).Status);
    }

    [Theory]
    [InlineData("/jobs")]
    [InlineData("/commandcenter/api/Jobs")]
    [InlineData("/commandcenter/api//Jobs")]
    [InlineData("/CommandCenter/API/JOBS")]
    [InlineData("//webconsole//api///Jobs")]
    [InlineData("/searchsvc/cvwebservice.SVC/Jobs")]
    public async Task Paths_are_served_under_all_bases_in_any_case_and_with_doubled_slashes(string path)
    {
        var url = new Uri(server.Url.GetLeftPart(UriPartial.Authority) + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent("{}") };
        var answer = await server.SendAsync(request);

        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        Assert.NotNull(answer.Json["totalRecordsWithoutPaging"]);
    }

    [Theory]
    [InlineData("Client/None")]
    [InlineData("V4/Hypervisor")]
    [InlineData("Job/12/Nothing")]
    public async Task What_is_not_served_is_404_with_a_body(string path)
    {
        var answer = await server.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal("unknown-path", answer.Error);
        Assert.Equal(404, (int)answer.Json["errorCode"]!);
    }

    [Fact]
    public async Task A_path_with_another_method_says_so()
    {
        var answer = await server.GetAsync("CreateTask");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.Status);
        Assert.Equal("unknown-method", answer.Error);
    }

    [Fact]
    public async Task A_path_with_another_method_says_which_it_takes()
    {
        using var http = new HttpClient { BaseAddress = server.Url };
        using var request = new HttpRequestMessage(HttpMethod.Get, "CreateTask");
        request.Headers.Add("Authtoken", await server.LogInAsync("admin", RunningServer.Password));
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(["POST"], response.Content.Headers.Allow);
    }

    [Fact]
    public async Task A_number_with_a_zero_character_is_none() =>
        Assert.Equal("invalid-number", (await server.GetAsync("Job?limit=1%00")).Error);
}
