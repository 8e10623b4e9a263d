using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Cairn.Server.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Server.Tests.Support;

/// <summary>A real server in this process, on a free port and with a data folder that goes with it; and a client that has logged in.</summary>
public sealed class RunningServer : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    private readonly CairnServer server;
    private readonly TemporaryFolder folder;
    private readonly HttpClient http;
    private string? token;

    private RunningServer(CairnServer server, TemporaryFolder folder)
    {
        (this.server, this.folder) = (server, folder);
        http = new HttpClient { BaseAddress = server.Urls[0] };
    }

    /// <summary>The administrator's.</summary>
    public string? Token => token;

    /// <summary>All that happens to a request between the socket and the catalog.</summary>
    public RequestDelegate Pipeline => server.Pipeline;

    public Uri Url => server.Urls[0];

    /// <summary>For data of the test's own.</summary>
    public string Folder => folder.Path;

    public static async Task<RunningServer> StartAsync(TimeProvider? time = null, int requestsPerSecond = ServerOptions.DefaultRequestsPerSecond)
    {
        var folder = new TemporaryFolder();
        var server = await CairnServer.StartAsync(
            new ServerOptions
            {
                DataDirectory = Path.Combine(folder.Path, "data"),
                Listen = ["http://127.0.0.1:0"],
                ClientName = "thishost",
                AdminPassword = Password,
                LogToConsole = false,
                RequestsPerSecond = requestsPerSecond,
            },
            time);
        var running = new RunningServer(server, folder);
        running.token = await running.LogInAsync("admin", Password);
        return running;
    }

    /// <summary>One of the server's own services, to look at what it keeps.</summary>
    public T Service<T>()
        where T : notnull => server.Services.GetRequiredService<T>();

    public async Task<string> LogInAsync(string user, string password)
    {
        var answer = await PostAsync("Login", Credentials(user, password));
        return answer.Json["token"]?.GetValue<string>() ?? throw new InvalidOperationException(answer.Text);
    }

    public static string Credentials(string user, string password) =>
        new JsonObject { ["username"] = user, ["password"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(password)) }.ToJsonString();

    public Task<Answer> GetAsync(string path, string accept = "application/json") =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, path), accept);

    public Task<Answer> PostAsync(string path, string body, string mediaType = "application/json", string accept = "application/json") =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, mediaType) }, accept);

    /// <summary>Sends with the administrator's token, unless the request has one of its own or says that it has none.</summary>
    public async Task<Answer> SendAsync(HttpRequestMessage request, string accept = "application/json", bool withToken = true)
    {
        request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
        if (withToken && token is not null && !request.Headers.Contains("Authtoken") && request.Headers.Authorization is null)
            request.Headers.Add("Authtoken", token);
        using (request)
        using (var response = await http.SendAsync(request, TestContext.Current.CancellationToken))
        {
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            return new Answer(response.StatusCode, response.Content.Headers.ContentType?.MediaType, text);
        }
    }

    /// <summary>Sends with the administrator's token, and gives the answer as soon as its head is there.</summary>
    public Task<HttpResponseMessage> OpenAsync(HttpRequestMessage request)
    {
        request.Headers.Add("Authtoken", token);
        return http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    /// <summary>Stops the server and leaves the client's connections to it.</summary>
    public Task StopAsync() => server.DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await server.DisposeAsync();
        folder.Dispose();
    }
}
