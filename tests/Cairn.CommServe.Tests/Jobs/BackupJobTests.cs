using System.Security.Cryptography;
using Cairn.CommServe.Accounts;
using Cairn.CommServe.Browsing;
using Cairn.CommServe.Jobs;
using Cairn.CommServe.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Tests.Jobs;

public sealed class BackupJobTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private TestServer _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _folder.Write("data/a.txt", "one");
        _folder.Write("data/deep/b.txt", "two");
        _server = await TestServer.StartAsync(_folder);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_full_backup_ends_complete_with_its_counts_and_a_snapshot()
    {
        var job = await _server.BackedUpAsync(BackupLevel.Full);

        Assert.Equal(JobState.Completed, job.State);
        Assert.Equal((100, 2, 6), (job.Percent, job.Files, job.Bytes));
        Assert.True(job.BytesNew > 0 && job.BytesStored > 0);
        Assert.NotNull(job.SnapshotId);
        Assert.Equal((BackupLevel.Full, null), (job.LevelRun!.Value, job.LevelReason));
        Assert.Equal(["/a.txt", "/deep", "/deep/b.txt"], await PathsAsync(job.Id));
    }

    [Fact]
    public async Task A_first_incremental_becomes_full_and_the_next_stays_incremental()
    {
        var first = await _server.BackedUpAsync(BackupLevel.Incremental);
        _folder.Write("data/c.txt", "three");
        var second = await _server.BackedUpAsync(BackupLevel.Incremental);

        Assert.Equal(BackupLevel.Full, first.LevelRun);
        Assert.Contains("first backup", first.LevelReason, StringComparison.Ordinal);
        Assert.Equal((BackupLevel.Incremental, null), (second.LevelRun!.Value, second.LevelReason));
        Assert.Equal(["/a.txt", "/c.txt", "/deep", "/deep/b.txt"], await PathsAsync(second.Id));
    }

    [Fact]
    public async Task A_differential_builds_on_the_full_and_is_whole_by_itself()
    {
        await _server.BackedUpAsync(BackupLevel.Full);
        _folder.Write("data/c.txt", "three");
        await _server.BackedUpAsync(BackupLevel.Incremental);
        File.Delete(_folder["data/a.txt"]);
        var job = await _server.BackedUpAsync(BackupLevel.Differential);

        Assert.Equal(BackupLevel.Differential, job.LevelRun);
        Assert.Equal(["/c.txt", "/deep", "/deep/b.txt"], await PathsAsync(job.Id));
    }

    [Fact]
    public async Task A_synthetic_full_needs_no_client_and_equals_the_newest_backup()
    {
        await _server.BackedUpAsync(BackupLevel.Full);
        _folder.Write("data/c.txt", "three");
        var incremental = await _server.BackedUpAsync(BackupLevel.Incremental);
        Directory.Delete(_folder["data"], recursive: true);
        var reads = _server.Agent.Backups;

        _server.Time.Advance(TimeSpan.FromHours(1));

        var job = await _server.BackedUpAsync(BackupLevel.SyntheticFull);

        Assert.Equal((JobState.Completed, BackupLevel.SyntheticFull), (job.State, job.LevelRun!.Value));
        var lookup = _server.Get<SnapshotLookup>();
        var newest = await lookup.FindAsync(TestServer.Default, incremental.SnapshotId!, Cancellation);
        var synthetic = await lookup.FindAsync(TestServer.Default, job.SnapshotId!, Cancellation);
        Assert.Equal(newest!.Snapshot.Description.Started, synthetic!.Snapshot.Description.Started);
        Assert.Equal(reads, _server.Agent.Backups);
        Assert.Equal(3, job.Files);
        Assert.Equal(["/a.txt", "/c.txt", "/deep", "/deep/b.txt"], await PathsAsync(job.Id));
    }

    [Fact]
    public async Task A_synthetic_full_without_anything_new_ends_with_a_reason_and_no_snapshot()
    {
        await _server.BackedUpAsync(BackupLevel.Full);
        var job = await _server.BackedUpAsync(BackupLevel.SyntheticFull);

        Assert.Equal((JobState.Completed, null), (job.State, job.SnapshotId));
        Assert.Contains("nothing was backed up since", job.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_comes_with_an_old_time_stamp_is_in_the_next_incremental()
    {
        await _server.BackedUpAsync(BackupLevel.Full);
        _folder.Write("data/c.txt", "three");
        await _server.BackedUpAsync(BackupLevel.Incremental);
        _folder.Write("data/old.txt", "from another time");
        File.SetLastWriteTimeUtc(_folder["data/old.txt"], new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        var synthetic = await _server.EndOfAsync(await VerifiedSyntheticFullAsync());
        var job = await _server.BackedUpAsync(BackupLevel.Incremental);

        Assert.Equal((JobState.Completed, BackupLevel.SyntheticFull), (synthetic.State, synthetic.LevelRun!.Value));
        Assert.Contains("/old.txt", await PathsAsync(job.Id));
    }

    [Fact]
    public async Task A_verified_synthetic_full_is_not_made_of_what_can_not_be_read_back()
    {
        await File.WriteAllBytesAsync(_folder["data/big.bin"], RandomNumberGenerator.GetBytes(3 << 20), Cancellation);
        await _server.BackedUpAsync(BackupLevel.Full);
        _folder.Write("data/c.txt", "three");
        var incremental = await _server.BackedUpAsync(BackupLevel.Incremental);
        var pack = new DirectoryInfo(_folder["server/libraries/disk/repository/packs"]).EnumerateFiles("*", SearchOption.AllDirectories).MaxBy(file => file.Length)!;
        await File.WriteAllBytesAsync(pack.FullName, new byte[pack.Length], Cancellation);
        Directory.Delete(_folder["server/libraries/disk/repository/parity/packs"], recursive: true);

        var verified = await _server.EndOfAsync(await VerifiedSyntheticFullAsync());
        var unverified = await _server.BackedUpAsync(BackupLevel.SyntheticFull);

        Assert.Equal((JobState.Failed, null), (verified.State, verified.SnapshotId));
        Assert.Contains("can't be read back", verified.Reason, StringComparison.Ordinal);
        var failures = (await _server.Jobs.DetailsAsync(verified.Id, Cancellation))!.ItemFailures;
        Assert.Equal([_folder["data/big.bin"]], failures.Select(failure => failure.Path));
        Assert.Equal((JobState.Completed, true), (unverified.State, unverified.SnapshotId != incremental.SnapshotId));
    }

    private async Task<int> VerifiedSyntheticFullAsync()
    {
        var options = new BackupOptions { Level = BackupLevel.SyntheticFull, VerifySyntheticFull = true };
        return (await _server.AskAsync(Requests.Of(TestServer.Default, new SubtaskSpec { Backup = options }))).JobIds.Single();
    }

    [Fact]
    public async Task A_missing_base_makes_the_next_backup_full_with_the_reason()
    {
        var full = await _server.BackedUpAsync(BackupLevel.Full);
        foreach (var file in Directory.GetFiles(_folder["server/libraries/disk/repository/snapshots"], "*", SearchOption.AllDirectories))
            File.Delete(file);
        var job = await _server.BackedUpAsync(BackupLevel.Incremental);

        Assert.Equal(BackupLevel.Full, job.LevelRun);
        Assert.Contains($"job {full.Id}", job.LevelReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_that_is_missing_makes_errors_and_does_not_end_the_job()
    {
        await using (var catalog = await _server.CatalogAsync())
        {
            var subclient = await catalog.Subclients.SingleAsync(row => row.Id == TestServer.Default, Cancellation);
            subclient.Content.Add(_folder["gone"]);
            await catalog.SaveChangesAsync(Cancellation);
        }
        var job = await _server.BackedUpAsync(BackupLevel.Full);

        Assert.Equal("Completed w/ one or more errors", job.Status);
        Assert.Equal((2, 1), (job.Files, job.FilesFailed));
        var details = await _server.Jobs.DetailsAsync(job.Id, Cancellation);
        Assert.Equal(_folder["gone"], details!.ItemFailures.Single().Path);
    }

    [Fact]
    public async Task The_servers_own_data_folder_is_left_out()
    {
        _folder.Write("server/keys/any.key", "secret");
        await using (var catalog = await _server.CatalogAsync())
        {
            var subclient = await catalog.Subclients.SingleAsync(row => row.Id == TestServer.Default, Cancellation);
            subclient.Content = [_folder.Path];
            await catalog.SaveChangesAsync(Cancellation);
        }
        var job = await _server.BackedUpAsync(BackupLevel.Full);

        Assert.Equal((JobState.Completed, 2), (job.State, job.Files));
    }

    [Fact]
    public async Task A_backup_that_could_read_nothing_has_failed()
    {
        var job = await _server.BackedUpAsync(BackupLevel.Full, TestServer.Projects);

        Assert.Equal((JobState.Failed, null), (job.State, job.SnapshotId));
        Assert.Contains(_folder["projects"], job.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TestServer.WithoutPolicy, "has no storage policy")]
    [InlineData(TestServer.OnTape, "library vtl1 is no disk library")]
    [InlineData(TestServer.Remote, "far.example")]
    [InlineData(TestServer.Database, "no agent for PostgreSQL")]
    public async Task What_can_not_be_done_fails_at_once_and_says_why(int subclient, string reason)
    {
        var job = await _server.BackedUpAsync(BackupLevel.Full, subclient);

        Assert.Equal(JobState.Failed, job.State);
        Assert.Contains(reason, job.Reason, StringComparison.Ordinal);
        Assert.Single((await _server.Jobs.DetailsAsync(job.Id, Cancellation))!.Attempts);
    }

    [Fact]
    public async Task The_second_of_two_jobs_on_a_subclient_waits_for_the_first()
    {
        _server.Agent.Hold();
        var full = new SubtaskSpec { Backup = new BackupOptions { Level = BackupLevel.Full } };
        var created = await _server.AskAsync(Requests.Of(TestServer.Default, full, full));
        await _server.StateOfAsync(created.JobIds[0], JobState.Running);
        Assert.Equal(JobState.Waiting, (await _server.Jobs.FindAsync(created.JobIds[1], Cancellation))!.State);

        _server.Agent.Release();

        var (first, second) = (await _server.EndOfAsync(created.JobIds[0]), await _server.EndOfAsync(created.JobIds[1]));
        Assert.Equal((JobState.Completed, JobState.Completed), (first.State, second.State));
        Assert.True(second.StartedAt >= first.EndedAt);
    }

    [Fact]
    public async Task A_job_that_needs_another_fails_when_that_one_did_not_end_well()
    {
        var options = new BackupOptions { Level = BackupLevel.SyntheticFull, Incremental = IncrementalPlace.BeforeSynthetic };
        var created = await _server.AskAsync(Requests.Of(TestServer.OnTape, new SubtaskSpec { Backup = options }));
        var job = await _server.EndOfAsync(created.JobIds[1]);

        Assert.Equal(JobState.Failed, job.State);
        Assert.Equal($"it needs job {created.JobIds[0]}, which ended as Failed", job.Reason);
    }

    private async Task<IEnumerable<string>> PathsAsync(int jobId)
    {
        var page = await _server.Browse.ListAsync(new BrowseQuery
        {
            SubclientId = TestServer.Default,
            JobId = jobId,
            Mode = BrowseMode.Find,
            Path = _folder["data"],
        }, UserRights.Everything, Cancellation);
        return page.Items.Select(item => item.Path[_folder["data"].Length..]);
    }
}
