using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Cairn.Server.Tests.Support;
using Cairn.Wire;

namespace Cairn.Server.Tests.Rights;

/// <summary>
/// The example world with a user for each right on each level, such as <c>restore-client</c>, and <c>nobody</c>. On the way to subclient 10:
/// client001, its backup set 180; 12 is in the same set, 11 on the same client, 22 on another one. Each has a suspended backup and restore.
/// </summary>
public sealed class RightsServer : IAsyncLifetime
{
    public const string Nobody = "nobody";

    public static readonly string[] Levels = ["commcell", "client", "backupset", "subclient"];
    public static readonly string[] Rights = ["view", "backup", "restore", "administer"];

    /// <summary>Subclients, each with the highest level that it shares with subclient 10.</summary>
    public static readonly IReadOnlyDictionary<int, string> Subclients =
        new Dictionary<int, string> { [10] = "subclient", [12] = "backupset", [11] = "client", [22] = "commcell" };

    private static readonly string[] Places =
    [
        "{ role: # }", "{ role: #, client: client001 }", "{ role: #, client: client001, agent: File System, backupSet: defaultBackupSet }",
        "{ role: #, client: client001, agent: File System, subclient: default }",
    ];

    private readonly WorldServer world = new();
    private readonly Dictionary<string, string> tokens = [];

    public RunningServer Server => world.Server;

    /// <summary>By subclient.</summary>
    public Dictionary<int, int> Backups { get; } = [];
    public Dictionary<int, int> Restores { get; } = [];

    /// <summary>Of the backups, by subclient.</summary>
    public Dictionary<int, int> Tasks { get; } = [];

    /// <summary>A backup of all the subclients.</summary>
    public int TaskOfAll { get; private set; }

    public async ValueTask InitializeAsync()
    {
        await world.InitializeAsync();
        var roles = Rights.Select(right => $"  - {{ name: {right}-role, rights: [{right}] }}");
        var users = Rights.SelectMany(right => Levels.Zip(Places, (level, place) =>
            $"  - {{ name: {right}-{level}, password: secret, associations: [{place.Replace("#", right + "-role", StringComparison.Ordinal)}] }}"));
        var document = $"roles:\n{string.Join('\n', roles)}\nusers:\n  - {{ name: {Nobody}, password: secret }}\n{string.Join('\n', users)}";
        var applied = await Server.PostAsync("Apply", document, "application/yaml");
        Assert.True(applied.Status == HttpStatusCode.OK, applied.Text);
        await world.RunAsync(WorldServer.Backup("FULL"));
        foreach (var subclient in Subclients.Keys)
        {
            (var task, Backups[subclient]) = await StartAsync(RightsRequests.Backup(subclient));
            Tasks.Add(subclient, task);
            (_, Restores[subclient]) = await StartAsync(RightsRequests.Restore(subclient));
        }
        (TaskOfAll, _) = await StartAsync(RightsRequests.Backup([.. Subclients.Keys]));
    }

    public ValueTask DisposeAsync() => world.DisposeAsync();

    /// <summary>Sends as that user, and asks for the answer in the request's format.</summary>
    public async Task<Answer> SendAsync(string user, HttpMethod method, string path, string? body, WireFormat format)
    {
        if (!tokens.TryGetValue(user, out var token))
            tokens.Add(user, token = await Server.LogInAsync(user, "secret"));
        var mediaType = format == WireFormat.Xml ? "application/xml" : "application/json";
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, mediaType);
        request.Headers.Add("Authtoken", token);
        return await Server.SendAsync(request, mediaType);
    }

    private async Task<(int Task, int Job)> StartAsync(JsonObject request)
    {
        var answer = await Server.PostAsync("CreateTask", request.ToJsonString());
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return ((int)answer.Json["taskId"]!, int.Parse((string)answer.Json["jobIds"]![0]!, CultureInfo.InvariantCulture));
    }
}
