using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cairn.EndToEnd;

/// <summary>The built program serving from a data folder of its own, as another process that a test may kill.</summary>
internal sealed class CairnServer : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    private readonly Process process;
    private readonly HttpClient http;

    private CairnServer(Process process, Uri url)
    {
        this.process = process;
        Url = url;
        http = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromMinutes(5) };
    }

    public Uri Url { get; }

    public static async Task<CairnServer> StartAsync(string dataFolder)
    {
        var url = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = Program.StartInfo("serve", "--data", dataFolder, "--listen", url.ToString());
        start.Environment["CAIRN_ADMIN_PASSWORD"] = Password;
        var process = Process.Start(start)!;
        var output = new StringBuilder();
        var ready = new TaskCompletionSource();
        process.OutputDataReceived += (_, line) =>
        {
            lock (output) output.AppendLine(line.Data);
            if (line.Data?.StartsWith("Cairn is ready: ", StringComparison.Ordinal) == true) ready.TrySetResult();
            if (line.Data is null) ready.TrySetException(new InvalidOperationException($"The server ended before it was ready:\n{output}"));
        };
        process.ErrorDataReceived += (_, line) => { lock (output) output.AppendLine(line.Data); };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await ready.Task.WaitAsync(TimeSpan.FromMinutes(1));
        return new CairnServer(process, url);
    }

    /// <summary>As a power cut would end it: nothing is flushed, nobody is told.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async Task LogInAsync()
    {
        var credentials = new JsonObject
        {
            ["username"] = "admin",
            ["password"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(Password)),
        };
        var answer = await SendAsync(HttpMethod.Post, "Login", credentials.ToJsonString(), "application/json");
        http.DefaultRequestHeaders.Add("Authtoken", Json(answer.Body)["token"]!.GetValue<string>());
    }

    public async Task<(HttpStatusCode Status, string Body)> SendAsync(
        HttpMethod method, string path, string? body = null, string mediaType = "application/xml", string accept = "application/json")
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, mediaType);
        using var response = await http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Makes the world of the reference page's samples: client001 (89), File System, defaultBackupSet, default.</summary>
    public async Task ApplyWorldAsync(params string[] content)
    {
        var answer = await SendAsync(HttpMethod.Post, "Apply", World.Document(content), "application/yaml");
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body);
    }

    /// <summary>Asks for a backup of the subclient <c>default</c> and gives the job's id.</summary>
    public async Task<int> BackUpAsync(string level)
    {
        var answer = await SendAsync(HttpMethod.Post, "CreateTask", World.BackupRequest(level), "application/json");
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body);
        return int.Parse(Json(answer.Body)["jobIds"]![0]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public async Task<JsonNode> JobAsync(int id)
    {
        var answer = await SendAsync(HttpMethod.Get, $"Job/{id}");
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body);
        return Json(answer.Body)["jobs"]![0]!["jobSummary"]!;
    }

    /// <summary>Polls as a script would, until the job is finished, and gives its summary.</summary>
    public Task<JsonNode> WaitAsync(int id) => PollAsync(id, IsFinished);

    public async Task<JsonNode> PollAsync(int id, Func<JsonNode, bool> until)
    {
        var patience = Stopwatch.StartNew();
        while (true)
        {
            var job = await JobAsync(id);
            if (until(job)) return job;
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(10), $"Job {id} does not get there: {job}");
            using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
            await pause.WaitForNextTickAsync();
        }
    }

    public static string Status(JsonNode job) => job["status"]!.GetValue<string>();

    public static bool IsFinished(JsonNode job) =>
        Status(job) is var status
        && new[] { "Completed", "Failed", "Killed" }.Any(end => status.Contains(end, StringComparison.Ordinal));

    public static JsonNode Json(string text) => JsonNode.Parse(text) ?? throw new JsonException("null");

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
        process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
