using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cairn.Server.Tests.Support;
using Cairn.Wire;
using Cairn.Wire.Messages.Browse;
using Cairn.Wire.Messages.CreateTask;
using Cairn.Wire.Messages.Errors;
using Cairn.Wire.Messages.Jobs;

namespace Cairn.Server.Tests.Rights;

/// <summary>Each right, given on each level, at each endpoint and in both formats.</summary>
public sealed class RightsTests(RightsServer world) : IClassFixture<RightsServer>
{
    private const string Fine = "";
    private const string Forbidden = "forbidden";

    public static TheoryData<string, string, WireFormat> Users()
    {
        var users = new TheoryData<string, string, WireFormat>();
        foreach (var right in RightsServer.Rights)
            foreach (var level in RightsServer.Levels)
                foreach (var format in Enum.GetValues<WireFormat>())
                    users.Add(right, level, format);
        return users;
    }

    [Theory]
    [MemberData(nameof(Users))]
    public async Task A_task_takes_the_right_to_its_operation_on_the_subclient(string right, string level, WireFormat format)
    {
        foreach (var (subclient, shared) in RightsServer.Subclients)
        {
            var backup = RightsRequests.Backup(subclient).In<CreateTaskRequest>(format);
            Assert.Equal(Expected(right, level, shared, "backup", "unknown-subclient"), await WordAsync("CreateTask", backup));
            var restore = RightsRequests.Restore(subclient).In<CreateTaskRequest>(format);
            Assert.Equal(Expected(right, level, shared, "restore", "unknown-subclient"), await WordAsync("CreateTask", restore));
        }

        Task<string> WordAsync(string path, string body) => this.WordAsync($"{right}-{level}", path, body, format);
    }

    [Theory]
    [MemberData(nameof(Users))]
    public async Task Jobs_are_seen_with_any_right_and_controlled_with_the_right_to_their_operation(string right, string level, WireFormat format)
    {
        var user = $"{right}-{level}";
        foreach (var (subclient, shared) in RightsServer.Subclients)
        {
            foreach (var (job, operation) in ((int, string)[])[(world.Backups[subclient], "backup"), (world.Restores[subclient], "restore")])
            {
                var seen = Expected(right, level, shared, "view", "unknown-job");
                Assert.Equal(seen, Word(await world.SendAsync(user, HttpMethod.Get, $"Job/{job}", null, format)));
                var details = new JsonObject { ["jobId"] = job }.In<JobDetailsRequest>(format);
                Assert.Equal(seen, await WordAsync(user, "JobDetails", details, format));
                var controlled = Expected(right, level, shared, operation, "unknown-job");
                Assert.Equal(controlled, await WordAsync(user, $"Job/{job}/action/pause", "", format));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Users))]
    public async Task Tasks_are_seen_with_any_right_on_all_their_subclients(string right, string level, WireFormat format)
    {
        foreach (var (subclient, shared) in RightsServer.Subclients)
            Assert.Equal(
                Expected(right, level, shared, "view", "unknown-task"),
                Word(await world.SendAsync($"{right}-{level}", HttpMethod.Get, $"Task/{world.Tasks[subclient]}", null, format)));
        var answer = Word(await world.SendAsync($"{right}-{level}", HttpMethod.Get, $"Task/{world.TaskOfAll}", null, format));
        Assert.Equal(level == "commcell" ? Fine : "unknown-task", answer);
    }

    [Theory]
    [MemberData(nameof(Users))]
    public async Task Lists_have_the_jobs_that_may_be_seen_and_no_others(string right, string level, WireFormat format)
    {
        var visible = RightsServer.Subclients.Where(pair => Covers(level, pair.Value)).Select(pair => pair.Key).Order();
        var posted = new JsonObject { ["category"] = 0 }.In<JobListRequest>(format);

        Assert.Equal(visible, Subclients(await world.SendAsync($"{right}-{level}", HttpMethod.Post, "Jobs", posted, format)));
        Assert.Equal(visible, Subclients(await world.SendAsync($"{right}-{level}", HttpMethod.Get, "Job?jobFilter=", null, format)));
    }

    [Theory]
    [MemberData(nameof(Users))]
    public async Task Backups_are_browsed_with_any_right(string right, string level, WireFormat format)
    {
        foreach (var (subclient, shared) in RightsServer.Subclients)
        {
            var request = RightsRequests.Browse(new JsonObject { ["subclientId"] = subclient }).In<BrowseRequest>(format);
            // Only subclient 10 has a backup.
            var expected = Covers(level, shared) ? (subclient == 10 ? Fine : "no-backup") : "unknown-subclient";
            Assert.Equal(expected, await WordAsync($"{right}-{level}", "DoBrowse", request, format));
        }
        var set = RightsRequests.Browse(new JsonObject { ["backupsetId"] = 202 }).In<BrowseRequest>(format);
        Assert.Equal(level == "commcell" ? "no-backup" : "unknown-backupset", await WordAsync($"{right}-{level}", "DoBrowse", set, format));
    }

    [Theory]
    [MemberData(nameof(Users))]
    public async Task The_inventory_is_changed_by_who_administers_the_CommCell(string right, string level, WireFormat format)
    {
        var expected = (right, level) == ("administer", "commcell") ? Fine : Forbidden;

        Assert.Equal(expected, await WordAsync($"{right}-{level}", "Apply?dryRun=true", "clients: [{ name: newcomer }]", format));
    }

    [Theory]
    [MemberData(nameof(Users))]
    public async Task A_folder_of_ones_choice_takes_the_right_to_restore_on_the_whole_client(string right, string level, WireFormat format)
    {
        var elsewhere = RightsRequests.Restore(10, new JsonObject { ["inPlace"] = false, ["destPath"] = new JsonArray("/tmp/cairn-nowhere") });

        var expected = right is "view" or "backup" ? Forbidden : level is "commcell" or "client" ? Fine : Forbidden;
        Assert.Equal(expected, await WordAsync($"{right}-{level}", "CreateTask", elsewhere.In<CreateTaskRequest>(format), format));
    }

    [Theory]
    [InlineData("client", "unknown-client")]
    [InlineData("commcell", "destination-out-of-reach")]
    public async Task Another_client_is_restored_to_by_who_may_restore_there(string level, string word)
    {
        var elsewhere = RightsRequests.Restore(
            10, new JsonObject { ["inPlace"] = true, ["destClient"] = new JsonObject { ["clientName"] = "client002" } });

        Assert.Equal(word, await WordAsync($"restore-{level}", "CreateTask", elsewhere.ToJsonString(), WireFormat.Json));
    }

    [Theory]
    [InlineData("backup-subclient", 1)]
    [InlineData("backup-backupset", 2)]
    [InlineData("backup-commcell", 2)]
    public async Task A_backup_set_is_what_the_user_sees_of_it(string user, int jobs)
    {
        var answer = await world.SendAsync(
            user, HttpMethod.Post, "CreateTask", RightsRequests.Backup(new JsonObject { ["backupsetId"] = 180 }).ToJsonString(), WireFormat.Json);

        Assert.Equal(jobs, answer.Json["jobIds"]!.AsArray().Count);
    }

    [Theory]
    [InlineData(WireFormat.Json)]
    [InlineData(WireFormat.Xml)]
    public async Task Who_has_no_right_sees_no_client_and_no_job(WireFormat format)
    {
        foreach (var (path, body) in ((string, string)[])[("Job?jobFilter=", ""), ("Jobs", "{}")])
        {
            var list = await world.SendAsync(RightsServer.Nobody, body.Length == 0 ? HttpMethod.Get : HttpMethod.Post, path, body.Length == 0 ? null : body, WireFormat.Json);
            Assert.Equal("""{"totalRecordsWithoutPaging":0,"jobs":[]}""", list.Text);
        }
        var byName = RightsRequests.Backup(new JsonObject { ["clientName"] = "client001", ["subclientName"] = "default" }).In<CreateTaskRequest>(format);
        var answer = await world.SendAsync(RightsServer.Nobody, HttpMethod.Post, "CreateTask", byName, format);
        Assert.Equal((HttpStatusCode.NotFound, "unknown-client"), (answer.Status, Word(answer)));
        Assert.Contains("known clients: none", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_actions_all_take_the_right()
    {
        foreach (var action in (string[])["kill", "pause", "resume"])
        {
            Assert.Equal(Forbidden, await WordAsync("view-commcell", $"Job/{world.Backups[10]}/action/{action}", "", WireFormat.Json));
            Assert.Equal(Forbidden, await WordAsync("restore-client", $"Job/{world.Backups[10]}/action/{action}", "", WireFormat.Json));
            Assert.Equal("unknown-job", await WordAsync("administer-client", $"Job/{world.Backups[22]}/action/{action}", "", WireFormat.Json));
        }
    }

    [Fact]
    public async Task A_refusal_makes_nothing_and_a_right_that_is_taken_away_is_gone_at_once()
    {
        const string user = "users: [{ name: passing, password: secret, associations: [#] }]";
        await world.Server.PostAsync("Apply", user.Replace("#", "{ role: backup-role, client: client001 }", StringComparison.Ordinal), "application/yaml");
        var request = RightsRequests.Backup(12).ToJsonString();
        Assert.Equal(Fine, await WordAsync("passing", "CreateTask", request, WireFormat.Json));

        await world.Server.PostAsync("Apply", user.Replace("#", "", StringComparison.Ordinal), "application/yaml");

        Assert.Equal("unknown-subclient", await WordAsync("passing", "CreateTask", request, WireFormat.Json));
        var jobs = await world.SendAsync("passing", HttpMethod.Get, "Job?jobFilter=", null, WireFormat.Json);
        Assert.Equal(0, (int)jobs.Json["totalRecordsWithoutPaging"]!);
    }

    [Fact]
    public async Task That_a_member_of_a_backup_set_was_left_out_is_not_told_to_who_does_not_see_it()
    {
        const string document = """
            users: [{ name: partial, password: secret, associations: [{ role: view-role, client: halves, subclient: full }] }]
            clients:
              - name: halves
                agents: [{ appName: File System, instances: [{ name: i, backupSets: [{ name: s, id: 900, subclients: [{ name: full, content: [/etc] }, { name: hollow }] }] }] }]
            """;
        Assert.Equal(HttpStatusCode.OK, (await world.Server.PostAsync("Apply", document, "application/yaml")).Status);
        var created = await world.Server.PostAsync("CreateTask", RightsRequests.Backup(new JsonObject { ["backupsetId"] = 900 }).ToJsonString());
        var details = $$"""{"jobId":{{(string?)created.Json["jobIds"]![0]}}}""";

        Assert.Contains("hollow", (await world.Server.PostAsync("JobDetails", details)).Text, StringComparison.Ordinal);
        var seen = await world.SendAsync("partial", HttpMethod.Post, "JobDetails", details, WireFormat.Json);
        Assert.Equal(HttpStatusCode.OK, seen.Status);
        Assert.DoesNotContain("hollow", seen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_example_gives_what_it_says()
    {
        await using var fresh = new WorldServer();
        await fresh.InitializeAsync();
        var applied = await fresh.Server.PostAsync(
            "Apply", await File.ReadAllTextAsync(ProjectFiles.Rights, TestContext.Current.CancellationToken), "application/yaml");
        Assert.True(applied.Status == HttpStatusCode.OK, applied.Text);

        Assert.Equal(["", Forbidden], await TryAsync("night-script", 12));
        Assert.Equal(["", ""], await TryAsync("owner-of-projects", 12));
        Assert.Equal(["unknown-subclient", "unknown-subclient"], await TryAsync("owner-of-projects", 10));
        Assert.Equal(["", ""], await TryAsync("operator1", 22));
        Assert.Equal([Forbidden, Forbidden], await TryAsync("operator1", 21));

        async Task<List<string>> TryAsync(string user, int subclient)
        {
            var words = new List<string>();
            var token = await fresh.Server.LogInAsync(user, "an-example-choose-your-own");
            foreach (var task in (JsonObject[])[RightsRequests.Backup(subclient), RightsRequests.Restore(subclient)])
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "CreateTask") { Content = new StringContent(task.ToJsonString()) };
                request.Headers.Add("Authtoken", token);
                words.Add(Word(await fresh.Server.SendAsync(request)));
            }
            return words;
        }
    }

    /// <param name="right">What the user has.</param>
    /// <param name="level">Where, on the way to subclient 10.</param>
    /// <param name="shared">The highest level that the subclient at hand shares with subclient 10.</param>
    /// <param name="needed">What it takes.</param>
    /// <param name="unknown">What is said to those who don't see it.</param>
    private static string Expected(string right, string level, string shared, string needed, string unknown) =>
        !Covers(level, shared) ? unknown : right == "administer" || needed == "view" || right == needed ? Fine : Forbidden;

    private static bool Covers(string level, string shared) =>
        Array.IndexOf(RightsServer.Levels, level) <= Array.IndexOf(RightsServer.Levels, shared);

    private async Task<string> WordAsync(string user, string path, string body, WireFormat format) =>
        Word(await world.SendAsync(user, HttpMethod.Post, path, body, format));

    private static string Word(Answer answer)
    {
        var error = answer.Status == HttpStatusCode.OK
            ? null
            : WireCodec.Decode<ErrorResponse>(Encoding.UTF8.GetBytes(answer.Text), answer.MediaType).Message;
        if (error is not null)
            Assert.Equal(error.Error switch { Forbidden => 403, "destination-out-of-reach" => 400, _ => 404 }, (int)answer.Status);
        return error?.Error ?? Fine;
    }

    private static IEnumerable<int> Subclients(Answer answer) =>
        WireCodec.Decode<JobListResponse>(Encoding.UTF8.GetBytes(answer.Text), answer.MediaType).Message.Jobs!
            .Select(job => job.JobSummary!.Subclient!.SubclientId!.Value).Distinct().Order();
}
