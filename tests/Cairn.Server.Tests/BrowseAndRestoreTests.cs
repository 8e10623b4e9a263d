using System.Net;
using System.Text.Json.Nodes;
using Cairn.DataAgents.FileSystem.Comparison;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests;

public sealed class BrowseAndRestoreTests(WorldServer world) : IClassFixture<WorldServer>
{
    private readonly RunningServer server = world.Server;

    [Fact]
    public async Task A_folder_lists_files_and_folders_as_clients_tell_them_apart()
    {
        var job = await world.RunAsync(WorldServer.Backup("FULL"));
        var items = await BrowseAsync(0, world.Content("default") + "//");

        var file = items.Single(item => (string?)item!["displayName"] == "one.txt")!;
        Assert.Equal(Path.Combine(world.Content("default"), "one.txt"), (string?)file["path"]);
        Assert.True((bool)file["flags"]!["file"]!);
        Assert.Equal("one of default".Length, (int)file["size"]!);
        Assert.Equal(job.Id, (int)file["advancedData"]!["backupJobId"]!);
        var folder = items.Single(item => (string?)item!["displayName"] == "folder")!;
        Assert.NotNull(folder["flags"]);
        Assert.Null(folder["flags"]!["file"]);
    }

    [Theory]
    [InlineData("""{"paths":[{"path":"\\**\\*"}],"queries":[{"type":0,"queryId":"dataQuery","whereClause":[{"connector":0,"criteria":{"field":"FileName","values":["*.txt"]}}]}]}""")]
    [InlineData("""{"paths":[{"path":"/**/*.txt"}]}""")]
    public async Task A_find_takes_its_pattern_from_the_path_or_from_a_condition(string request)
    {
        await world.RunAsync(WorldServer.Backup("FULL"));
        var found = await BrowseAsync(1, JsonNode.Parse(request)!.AsObject());

        Assert.Contains("one.txt", found.Select(item => (string?)item!["name"]));
        Assert.Contains("two.txt", found.Select(item => (string?)item!["name"]));
        Assert.DoesNotContain("folder", found.Select(item => (string?)item!["name"]));
    }

    [Fact]
    public async Task All_versions_of_a_file_are_numbered()
    {
        var path = Path.Combine(world.Content("default"), "versions.txt");
        await File.WriteAllTextAsync(path, "first", TestContext.Current.CancellationToken);
        await world.RunAsync(WorldServer.Backup("FULL"));
        await File.WriteAllTextAsync(path, "the second", TestContext.Current.CancellationToken);
        await world.RunAsync(WorldServer.Backup("INCREMENTAL"));

        var versions = await BrowseAsync(2, path);

        Assert.Equal([1, 2], versions.Select(item => (int)item!["version"]!));
        Assert.Equal(["first".Length, "the second".Length], versions.Select(item => (int)item!["size"]!));
    }

    [Fact]
    public async Task Nothing_found_is_an_entry_without_a_result()
    {
        await world.RunAsync(WorldServer.Backup("FULL"));
        var answer = await server.PostAsync("DoBrowse", Request(1, new JsonObject { ["paths"] = Paths("/**/no-such-name") }));

        Assert.Equal("""{"browseResponses":[{"respType":0}]}""", answer.Text);
    }

    [Theory]
    [InlineData("""{"opType":7,"entity":{"subclientId":10}}""", 400, "unsupported-operation")]
    [InlineData("""{"opType":0,"entity":{"subclientId":4711}}""", 404, "unknown-subclient")]
    [InlineData("""{"opType":0,"entity":{"subclientId":10},"paths":[{"path":"/etc/../root"}]}""", 400, "invalid-path")]
    [InlineData("""{"opType":0,"entity":{"subclientId":11}}""", 404, "no-backup")]
    [InlineData("""{"opType":0,"entity":{"subclientId":10},"timeRange":{"toTime":253402300800}}""", 400, "out-of-range")]
    [InlineData("""{"opType":1,"entity":{"subclientId":10},"queries":[{"type":"AGGREGATE"}]}""", 400, "unsupported-operation")]
    public async Task A_browse_that_cannot_be_says_why(string request, int status, string word)
    {
        var answer = await server.PostAsync("DoBrowse", request);

        Assert.Equal((status, word), ((int)answer.Status, answer.Error));
    }

    [Fact]
    public async Task A_backup_set_is_browsed_as_a_whole()
    {
        await world.RunAsync(WorldServer.Backup("FULL"));
        await world.RunAsync(WorldServer.Backup("FULL", "projects"));

        foreach (var entity in (string[])["""{"backupsetId":180,"subclientId":0}""", """{"clientName":"client001","appName":"File System","backupsetName":"defaultBackupSet"}"""])
        {
            var request = new JsonObject { ["entity"] = JsonNode.Parse(entity), ["paths"] = Paths(Path.GetDirectoryName(world.Content("default"))!) };
            Assert.Equal(["default", "projects"], (await BrowseAsync(0, request)).Select(item => (string?)item!["name"]));
        }
    }

    [Fact]
    public async Task A_restore_elsewhere_brings_the_folder_back_identically()
    {
        var backup = await world.RunAsync(WorldServer.Backup("FULL"));
        var target = Path.Combine(server.Folder, "restored");
        var restore = await world.RunAsync(WorldServer.Restore(new JsonObject
        {
            ["browseOption"] = new JsonObject { ["browseJobId"] = backup.Id },
            ["destination"] = new JsonObject { ["inPlace"] = false, ["destPath"] = new JsonArray(target), ["destClient"] = new JsonObject { ["clientName"] = "client001" } },
            ["commonOptions"] = new JsonObject { ["unconditionalOverwrite"] = true },
            ["fileOption"] = new JsonObject { ["sourceItem"] = new JsonArray(world.Content("default")) },
        }));

        Assert.Equal("Completed", restore.Status);
        Assert.Empty(await TreeComparison.CompareAsync(
            world.Content("default"), Path.Combine(target, "default"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_restore_in_place_brings_a_deleted_file_back()
    {
        var path = Path.Combine(world.Content("default"), "lost.txt");
        await File.WriteAllTextAsync(path, "lost", TestContext.Current.CancellationToken);
        await world.RunAsync(WorldServer.Backup("FULL"));
        File.Delete(path);

        var restore = await world.RunAsync(WorldServer.Restore(new JsonObject
        {
            ["browseOption"] = new JsonObject { ["backupset"] = new JsonObject { ["clientName"] = "client001" }, ["timeZone"] = new JsonObject { ["TimeZoneName"] = "UTC" } },
            ["destination"] = new JsonObject { ["inPlace"] = true, ["destClient"] = new JsonObject { ["clientName"] = "client001" } },
            ["fileOption"] = new JsonObject { ["sourceItem"] = new JsonArray(path) },
        }));

        Assert.True(restore.Status == "Completed", $"{restore.Status}: {restore.Reason}");
        Assert.Equal("lost", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("""{"destination":{"inPlace":false}}""", "destination-missing")]
    [InlineData("""{"destination":{"inPlace":true},"fileOption":{"sourceItem":["/a","|/|#15!vErSiOnS|#15!/3"]}}""", "unsupported-version-item")]
    [InlineData("""{"destination":{"inPlace":true},"browseOption":{"timeRange":{"toTimeValue":"2026-01-01 00:00:00"},"timeZone":{"TimeZoneName":"Nowhere"}}}""", "unknown-timezone")]
    [InlineData("""{"destination":{"inPlace":false,"destPath":["/tmp/cairn-no-such-folder"],"destClient":{"clientName":"client002"}}}""", "destination-out-of-reach")]
    [InlineData("""{"destination":{"inPlace":false,"destPath":["etc/x"]}}""", "invalid-destination")]
    [InlineData("""{"destination":{"destPath":["\\\\host\\share"]}}""", "invalid-destination")]
    [InlineData("""{"destination":{"inPlace":true,"destPath":["/tmp/x"]}}""", "destination-contradicts")]
    [InlineData("""{"destination":{"inPlace":false,"destPath":["/tmp/x","/tmp/y"]}}""", "destination-contradicts")]
    [InlineData("""{"destination":{"inPlace":true},"browseOption":{"browseJobId":1099511627776}}""", "unknown-job")]
    public async Task A_restore_that_cannot_be_is_refused(string options, string word)
    {
        var answer = await server.PostAsync("CreateTask", WorldServer.Restore(JsonNode.Parse(options)!.AsObject()));

        Assert.Equal(word, answer.Error);
        Assert.NotEqual(HttpStatusCode.OK, answer.Status);
    }

    private Task<JsonArray> BrowseAsync(int operation, string path) => BrowseAsync(operation, new JsonObject { ["paths"] = Paths(path) });

    private async Task<JsonArray> BrowseAsync(int operation, JsonObject request)
    {
        var answer = await server.PostAsync("DoBrowse", Request(operation, request));
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return answer.Json["browseResponses"]![0]!["browseResult"]!["dataResultSet"]!.AsArray();
    }

    /// <summary>With all the rest that the public SDK sends.</summary>
    private static string Request(int operation, JsonObject request)
    {
        request["opType"] = operation;
        request["mode"] = new JsonObject { ["mode"] = 2 };
        request["entity"] ??= new JsonObject
        {
            ["clientName"] = "client001",
            ["clientId"] = 89,
            ["applicationId"] = 29,
            ["instanceId"] = 1,
            ["backupsetId"] = 180,
            ["subclientId"] = 10,
        };
        request["timeRange"] = new JsonObject { ["fromTime"] = 0, ["toTime"] = 0 };
        request["ma"] = new JsonObject { ["clientName"] = "" };
        return request.ToJsonString();
    }

    private static JsonArray Paths(string path) => [new JsonObject { ["path"] = path }];
}
