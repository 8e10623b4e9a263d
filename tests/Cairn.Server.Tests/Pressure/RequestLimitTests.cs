using System.Net;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests.Pressure;

public sealed class RequestLimitTests
{
    private const int PerSecond = 20;

    [Fact]
    public async Task A_user_who_sends_too_much_is_told_so_and_the_others_go_on()
    {
        await using var server = await RunningServer.StartAsync(requestsPerSecond: PerSecond);
        await server.PostAsync("Apply", """{"users":[{"name":"eva","role":"viewer","password":"only for looking"}]}""", "application/json");
        var other = await server.LogInAsync("eva", "only for looking");

        // Far more than fit into the bucket and into the second or two that this takes.
        var answers = await Task.WhenAll(Enumerable.Range(0, 50 * PerSecond).Select(_ => server.GetAsync("Job", "application/xml")));
        using var request = new HttpRequestMessage(HttpMethod.Get, "Job");
        request.Headers.Add("Authtoken", other);
        var others = await server.SendAsync(request);

        var refused = answers.Where(answer => answer.Status == HttpStatusCode.TooManyRequests).ToList();
        Assert.NotEmpty(refused);
        Assert.Contains(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(refused, answer => Assert.Contains("error=\"too-many-requests\"", answer.Text, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, others.Status);
    }

    [Fact]
    public async Task Logins_are_limited_by_address()
    {
        await using var server = await RunningServer.StartAsync(requestsPerSecond: 5);

        var answers = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => server.PostAsync("Login", "{}")));

        Assert.Contains(answers, answer => answer is { Status: HttpStatusCode.TooManyRequests, Error: "too-many-requests" });
        Assert.All(answers, answer => Assert.True(answer.Status is HttpStatusCode.TooManyRequests or HttpStatusCode.BadRequest, answer.Text));
    }

    [Fact]
    public async Task Without_a_limit_nothing_is_refused()
    {
        await using var server = await RunningServer.StartAsync(requestsPerSecond: 0);

        var answers = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => server.GetAsync("Job")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
    }
}
