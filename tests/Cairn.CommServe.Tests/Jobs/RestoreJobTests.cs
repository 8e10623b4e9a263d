using Cairn.CommServe.Jobs;
using Cairn.CommServe.Refusals;
using Cairn.CommServe.Tasks;

namespace Cairn.CommServe.Tests.Jobs;

public sealed class RestoreJobTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private TestServer _server = null!;

    private string Target => _folder["target"];

    public async ValueTask InitializeAsync()
    {
        _folder.Write("data/a.txt", "one");
        _folder.Write("data/deep/b.txt", "two");
        _folder.Write("projects/plan.txt", "plan");
        _server = await TestServer.StartAsync(_folder);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_chosen_folder_lands_in_the_destination_by_its_name()
    {
        await _server.BackedUpAsync(BackupLevel.Full);
        var job = await RestoredAsync(new RestoreOptions { Destination = Target, Paths = [_folder["data/deep"] + "//"] });

        Assert.Equal((JobState.Completed, "Restore"), (job.State, job.Phase));
        Assert.Equal("two", _folder.Read("target/deep/b.txt"));
        Assert.False(File.Exists(_folder["target/a.txt"]));
    }

    [Fact]
    public async Task Backslashes_name_the_same_path()
    {
        await _server.BackedUpAsync(BackupLevel.Full);
        await RestoredAsync(new RestoreOptions { Destination = Target, Paths = [_folder["data/a.txt"].Replace('/', '\\')] });

        Assert.Equal("one", _folder.Read("target/a.txt"));
    }

    [Fact]
    public async Task Everything_keeps_its_folders_below_the_destination()
    {
        await _server.BackedUpAsync(BackupLevel.Full);
        await RestoredAsync(new RestoreOptions { Destination = Target });

        Assert.Equal("one", File.ReadAllText(Target + _folder["data/a.txt"]));
    }

    [Fact]
    public async Task In_place_brings_back_what_was_changed_and_deleted()
    {
        await _server.BackedUpAsync(BackupLevel.Full);
        _folder.Write("data/a.txt", "spoilt");
        File.Delete(_folder["data/deep/b.txt"]);
        await RestoredAsync(new RestoreOptions { Paths = [_folder["data"]] });

        Assert.Equal(("one", "two"), (_folder.Read("data/a.txt"), _folder.Read("data/deep/b.txt")));
    }

    [Fact]
    public async Task An_earlier_job_or_time_brings_back_the_state_of_then()
    {
        var first = await _server.BackedUpAsync(BackupLevel.Full);
        _server.Time.Advance(TimeSpan.FromMinutes(5));
        _folder.Write("data/a.txt", "changed");
        var second = await _server.BackedUpAsync(BackupLevel.Incremental);
        await RestoredAsync(new RestoreOptions { Destination = _folder["by-job"], Paths = [_folder["data/a.txt"]], FromJobId = first.Id });
        await RestoredAsync(new RestoreOptions { Destination = _folder["by-time"], Paths = [_folder["data/a.txt"]], At = second.EndedAt - TimeSpan.FromMinutes(1) });
        await RestoredAsync(new RestoreOptions { Destination = _folder["latest"], Paths = [_folder["data/a.txt"]] });

        Assert.Equal(["one", "one", "changed"], new[] { "by-job", "by-time", "latest" }.Select(name => _folder.Read($"{name}/a.txt")));
    }

    [Fact]
    public async Task A_backup_set_restores_from_the_subclient_whose_content_has_the_path()
    {
        await _server.BackedUpAsync(BackupLevel.Full);
        await _server.BackedUpAsync(BackupLevel.Full, TestServer.Projects);
        var created = await AskSetAsync(_folder["projects/plan.txt"]);
        var job = await _server.EndOfAsync(created.JobIds.Single());

        Assert.Equal((JobState.Completed, TestServer.Projects), (job.State, job.Subclient.SubclientId));
        Assert.Equal("plan", _folder.Read("target/plan.txt"));
    }

    [Fact]
    public async Task Each_subclient_of_a_backup_set_restores_the_paths_that_it_has()
    {
        await _server.BackedUpAsync(BackupLevel.Full);
        await _server.BackedUpAsync(BackupLevel.Full, TestServer.Projects);
        var jobs = new List<JobView>();
        foreach (var id in (await AskSetAsync(_folder["data/a.txt"], _folder["projects/plan.txt"])).JobIds)
            jobs.Add(await _server.EndOfAsync(id));

        foreach (var subclient in new[] { TestServer.Default, TestServer.Projects })
        {
            var job = jobs.Single(job => job.Subclient.SubclientId == subclient);
            Assert.Equal((JobState.Completed, 1), (job.State, job.Files));
        }
        Assert.Equal(("one", "plan"), (_folder.Read("target/a.txt"), _folder.Read("target/plan.txt")));
    }

    [Fact]
    public async Task A_path_that_no_subclient_of_a_backup_set_has_is_refused()
    {
        var refusal = await Assert.ThrowsAsync<RefusalException>(() => AskSetAsync(_folder["data/a.txt"], "/elsewhere"));

        Assert.Equal(("path-not-covered", "/elsewhere"), (refusal.Word, refusal.Value));
    }

    [Fact]
    public async Task A_second_attempt_restores_the_same_state_as_the_first()
    {
        await _server.BackedUpAsync(BackupLevel.Full);
        _server.Agent.RestoreFaults.Enqueue(new IOException("It broke."));
        var options = new RestoreOptions { Destination = Target, Paths = [_folder["data/a.txt"]] };
        var id = (await _server.AskAsync(Requests.Restore(TestServer.Default, options))).JobIds.Single();
        await _server.StateOfAsync(id, JobState.Pending);
        _folder.Write("data/a.txt", "newer");
        await _server.BackedUpAsync(BackupLevel.Full);
        await _server.Control.ActAsync(id, JobAction.Resume, TestServer.Admin, TestContext.Current.CancellationToken);

        Assert.Equal(JobState.Completed, (await _server.EndOfAsync(id)).State);
        Assert.Equal("one", _folder.Read("target/a.txt"));
    }

    [Fact]
    public async Task Everything_in_place_is_the_content_without_the_folders_above_it()
    {
        await _server.BackedUpAsync(BackupLevel.Full);
        File.Delete(_folder["data/a.txt"]);
        var job = await RestoredAsync(new RestoreOptions());

        Assert.Equal(JobState.Completed, job.State);
        Assert.Equal([_folder["data"]], _server.Agent.LastRestore!.Paths);
        Assert.Equal("one", _folder.Read("data/a.txt"));
    }

    [Fact]
    public async Task Without_a_backup_there_is_nothing_to_restore()
    {
        var job = await RestoredAsync(new RestoreOptions { Destination = Target });

        Assert.Equal(JobState.Failed, job.State);
        Assert.Equal("there is no such backup of subclient here/File System/DefaultInstanceName/defaultBackupSet/default", job.Reason);
    }

    [Fact]
    public async Task A_job_of_another_subclient_is_refused()
    {
        var other = await _server.BackedUpAsync(BackupLevel.Full, TestServer.Projects);
        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => _server.AskAsync(Requests.Restore(TestServer.Default, new RestoreOptions { FromJobId = other.Id })));

        Assert.Equal("job-contradicts", refusal.Word);
    }

    private Task<CreatedTask> AskSetAsync(params string[] paths) => _server.AskAsync(
        Requests.Restore(0, new RestoreOptions { Destination = Target, Paths = paths }) with
        {
            Associations = [new AssociationSpec { BackupSetId = TestServer.BackupSetId }],
        });

    private async Task<JobView> RestoredAsync(RestoreOptions options) =>
        await _server.EndOfAsync((await _server.AskAsync(Requests.Restore(TestServer.Default, options))).JobIds.Single());
}
