using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Cairn.Server.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Cairn.Server.Tests;

public sealed class LoginTests : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(DateTimeOffset.UnixEpoch.AddYears(60));
    private RunningServer server = null!;

    public async ValueTask InitializeAsync() => server = await RunningServer.StartAsync(time);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_login_answers_with_user_and_prefixed_token()
    {
        var answer = await server.PostAsync("Login", RunningServer.Credentials("admin", RunningServer.Password));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("admin", (string?)answer.Json["userName"]);
        Assert.StartsWith("QSDK ", (string?)answer.Json["token"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_in_xml_answers_with_the_token_as_attribute()
    {
        var password = Convert.ToBase64String(Encoding.UTF8.GetBytes(RunningServer.Password));
        var answer = await server.PostAsync(
            "login", $"<DM2ContentIndexing_CheckCredentialReq mode=\"4\" username=\"admin\" password=\"{password}\" />", "application/xml", "application/xml");

        Assert.Equal("application/xml", answer.MediaType);
        Assert.Matches("^<DM2ContentIndexing_CheckCredentialResp .*token=\"QSDK [0-9a-zA-Z_-]+\"", answer.Text);
    }

    [Theory]
    [InlineData("admin")]
    [InlineData("nobody")]
    public async Task A_wrong_password_is_status_200_with_an_error_list_and_no_token(string user)
    {
        var answer = await server.PostAsync("Login", RunningServer.Credentials(user, "wrong"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Null(answer.Json["token"]);
        Assert.NotEqual(0, (int)answer.Json["errList"]![0]!["errorCode"]!);
        Assert.NotEmpty((string)answer.Json["errList"]![0]!["errLogMessage"]!);
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_user_for_a_while()
    {
        for (var attempt = 0; attempt < 5; attempt++)
            await server.PostAsync("Login", RunningServer.Credentials("admin", "wrong"));

        var locked = await server.PostAsync("Login", RunningServer.Credentials("admin", RunningServer.Password));
        Assert.True((bool)locked.Json["isAccountLocked"]!);
        Assert.InRange((int)locked.Json["remainingLockTime"]!, 1, 3600);
        Assert.Null(locked.Json["token"]);

        time.Advance(TimeSpan.FromSeconds((int)locked.Json["remainingLockTime"]!));
        await server.LogInAsync("admin", RunningServer.Password);
    }

    [Fact]
    public async Task A_password_that_is_not_Base64_is_refused_and_not_echoed()
    {
        var answer = await server.PostAsync("Login", """{"username":"admin","password":"s3cret!!"}""");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("invalid-password-encoding", answer.Error);
        Assert.DoesNotContain("s3cret", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AA==")]
    [InlineData("/w==")]
    [InlineData("Y29ycmVjdCBob3JzZSBiYXR0ZXJ5AA==")]
    public async Task What_can_be_nobodys_password_is_answered_as_a_wrong_one(string password)
    {
        var answer = await server.PostAsync("Login", $$"""{"username":"admin","password":"{{password}}"}""");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Null(answer.Json["token"]);
        Assert.NotNull(answer.Json["errList"]![0]);
    }

    [Fact]
    public async Task A_login_is_not_to_be_stored_on_its_way()
    {
        using var http = new HttpClient { BaseAddress = server.Url };
        using var content = new StringContent(RunningServer.Credentials("admin", RunningServer.Password));
        using var response = await http.PostAsync(new Uri("Login", UriKind.Relative), content, TestContext.Current.CancellationToken);

        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
    }

    [Fact]
    public async Task The_token_works_with_and_without_its_prefix_and_as_a_bearer()
    {
        var token = await server.LogInAsync("admin", RunningServer.Password);
        var bare = token["QSDK ".Length..];

        foreach (var spelling in (string[])[token, bare])
            Assert.Equal(HttpStatusCode.OK, (await WhoAmIAsync(request => request.Headers.Add("Authtoken", spelling))).Status);
        Assert.Equal(
            HttpStatusCode.OK,
            (await WhoAmIAsync(request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bare))).Status);
    }

    [Fact]
    public async Task WhoAmI_takes_an_empty_body_labelled_xml_and_names_the_user()
    {
        var answer = await WhoAmIAsync(request =>
        {
            request.Content = new ByteArrayContent([]);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/xml");
        });

        Assert.Equal("admin", (string?)answer.Json["user"]!["userName"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("QSDK 0123456789abcdef")]
    public async Task Without_a_live_token_access_is_denied_in_the_form_that_clients_know(string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "CreateTask");
        if (token is not null)
            request.Headers.Add("Authtoken", token);
        var answer = await server.SendAsync(request, withToken: false);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal(5, (int)answer.Json["errorCode"]!);
        Assert.Equal("Access denied", (string?)answer.Json["errorMessage"]);
        Assert.Equal("access-denied", answer.Error);
    }

    [Fact]
    public async Task A_token_dies_with_logout()
    {
        var token = await server.LogInAsync("admin", RunningServer.Password);

        using var logout = new HttpRequestMessage(HttpMethod.Post, "Logout");
        logout.Headers.Add("Authtoken", token);
        var answer = await server.SendAsync(logout);

        Assert.Equal("User logged out", answer.Text);
        Assert.Equal(HttpStatusCode.Unauthorized, (await WhoAmIAsync(request => request.Headers.Add("Authtoken", token))).Status);
    }

    [Fact]
    public async Task A_token_dies_when_it_is_not_used_for_thirty_minutes()
    {
        time.Advance(TimeSpan.FromMinutes(31));

        Assert.Equal(HttpStatusCode.Unauthorized, (await WhoAmIAsync(_ => { })).Status);
    }

    private Task<Answer> WhoAmIAsync(Action<HttpRequestMessage> prepare)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "WhoAmI");
        prepare(request);
        return server.SendAsync(request);
    }
}
