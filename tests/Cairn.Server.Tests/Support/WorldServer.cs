using System.Net;
using System.Text.Json.Nodes;
using Cairn.CommServe.Jobs;

namespace Cairn.Server.Tests.Support;

/// <summary>A server with the world of docs/examples/world.yaml, whose client001 is this host and has files; the others are elsewhere.</summary>
public sealed class WorldServer : IAsyncLifetime
{
    private const string ExampleFolder = "/srv/cairn-example";

    private RunningServer? running;

    public RunningServer Server => running ?? throw new InvalidOperationException("Not started.");

    /// <summary>The content of the subclients default and projects of client001.</summary>
    public string Content(string subclient) => Path.Combine(Server.Folder, "content", subclient);

    public async ValueTask InitializeAsync()
    {
        running = await RunningServer.StartAsync();
        foreach (var subclient in (string[])["default", "projects"])
        {
            Directory.CreateDirectory(Path.Combine(Content(subclient), "folder"));
            await File.WriteAllTextAsync(Path.Combine(Content(subclient), "one.txt"), "one of " + subclient);
            await File.WriteAllTextAsync(Path.Combine(Content(subclient), "folder", "two.txt"), "two");
        }

        var world = (await File.ReadAllTextAsync(ProjectFiles.World))
            .Replace(ExampleFolder, Path.Combine(Server.Folder, "content"), StringComparison.Ordinal)
            .Replace("- name: client001\n", "- name: client001\n    hostName: localhost\n", StringComparison.Ordinal)
            .Replace("- name: client002\n", "- name: client002\n    hostName: elsewhere.example\n", StringComparison.Ordinal)
            .Replace("- name: client003\n", "- name: client003\n    hostName: elsewhere.example\n", StringComparison.Ordinal);
        var answer = await Server.PostAsync("Apply", world, "application/yaml");
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
    }

    public async ValueTask DisposeAsync()
    {
        if (running is not null)
            await running.DisposeAsync();
    }

    /// <summary>Posts a task that must be accepted, waits for its one job, and gives the job.</summary>
    public async Task<JobView> RunAsync(string request, string mediaType = "application/json")
    {
        var answer = await Server.PostAsync("CreateTask", request, mediaType);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return await WaitAsync(int.Parse((string)answer.Json["jobIds"]!.AsArray().Single()!, System.Globalization.CultureInfo.InvariantCulture));
    }

    public Task<JobView> WaitAsync(int job) => Server.Service<JobQueries>().WaitAsync(job, TestContext.Current.CancellationToken);

    public static string Backup(string level, string subclient = "default") => Task(subclient, new JsonObject
    {
        ["subTask"] = new JsonObject { ["subTaskType"] = 2, ["operationType"] = 2 },
        ["options"] = new JsonObject { ["backupOpts"] = new JsonObject { ["backupLevel"] = level } },
    });

    public static string Restore(JsonObject restoreOptions, string subclient = "default") => Task(subclient, new JsonObject
    {
        ["subTask"] = new JsonObject { ["subTaskType"] = 3, ["operationType"] = 1001 },
        ["options"] = new JsonObject { ["restoreOptions"] = restoreOptions },
    });

    private static string Task(string subclient, JsonObject subTask) => new JsonObject
    {
        ["taskInfo"] = new JsonObject
        {
            ["associations"] = new JsonArray(new JsonObject
            {
                ["clientName"] = "client001",
                ["appName"] = "File System",
                ["backupsetName"] = "defaultBackupSet",
                ["subclientName"] = subclient,
            }),
            ["task"] = new JsonObject { ["taskType"] = 1, ["initiatedFrom"] = 2, ["policyType"] = 0 },
            ["subTasks"] = new JsonArray(subTask),
        },
    }.ToJsonString();
}
