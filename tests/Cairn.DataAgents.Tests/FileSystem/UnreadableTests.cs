using System.Text;
using System.Threading.Channels;
using Cairn.DataAgents.FileSystem;
using Cairn.DataAgents.FileSystem.Backup;
using Cairn.DataAgents.FileSystem.Native;
using Cairn.DataAgents.FileSystem.Selection;
using Cairn.DataAgents.FileSystem.Source;
using Cairn.DataAgents.Tests.Support;
using Cairn.Repository.Faults;
using Cairn.Repository.Sessions;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.Tests.FileSystem;

public sealed class UnreadableTests
{
    [Fact]
    public async Task A_missing_content_path_is_reported_and_the_rest_goes_on()
    {
        using var world = await World.CreateAsync("echo x > file");

        var backup = await world.BackUpAsync(content: [$"{world.Source}/missing", world.Source, $"{world.Source}/file/below"]);

        Assert.Equal(
            [new ItemFailure($"{world.Source}/missing", "no such file or directory"), new ItemFailure($"{world.Source}/file/below", "not a directory")],
            backup.Sink.Failures);
        Assert.Equal(2, backup.Counts.Failed);
        Assert.Equal(["file"], await world.NamesAsync(backup));
    }

    [Theory]
    [InlineData("relative/path")]
    [InlineData("")]
    [InlineData("/nul\0")]
    public async Task Content_that_is_no_absolute_path_is_refused(string path)
    {
        using var world = await World.CreateAsync();

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => world.BackUpAsync(content: [path]));

        Assert.StartsWith("Content:", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_fails_while_it_is_read_is_reported_and_left_out()
    {
        using var world = await World.CreateAsync("echo x > good; echo y > bad; ln good also");
        // Says that it has 4,096 bytes and answers a read with an error.
        await using var mount = await Mount.AtAsync($"{world.Source}/bad", "--bind /sys/class/net/lo/speed");

        var backup = await world.BackUpAsync();

        Assert.Equal(new ItemFailure($"{world.Source}/bad", "invalid argument"), Assert.Single(backup.Sink.Failures));
        Assert.Equal((1, 2), (backup.Counts.Failed, backup.Counts.Files));
        Assert.Equal(["also", "good"], await world.NamesAsync(backup));
    }

    [Fact]
    public async Task A_file_that_ends_early_is_kept_as_far_as_it_went_and_reported()
    {
        using var world = await World.CreateAsync("echo x > short");
        // Says that it has 4,096 bytes and has six.
        await using var mount = await Mount.AtAsync($"{world.Source}/short", "--bind /sys/class/net/lo/mtu");

        var backup = await world.BackUpAsync();

        Assert.True(Assert.Single(backup.Sink.Failures).Kept);
        Assert.Equal((0, 1), (backup.Counts.Failed, backup.Counts.FilesUnsteady));
        Assert.Equal(6, (await world.FindAsync(backup, "short"))!.Size);
    }

    [Fact]
    public async Task A_file_that_is_written_to_while_it_is_read_is_kept_and_reported_though_its_size_stays()
    {
        using var world = await World.CreateAsync("echo x > busy");

        var backup = await world.BackUpAsync(time: new TouchingTime($"{world.Source}/busy"));

        Assert.Equal(new ItemFailure($"{world.Source}/busy", "changed while it was read", Kept: true), Assert.Single(backup.Sink.Failures));
        Assert.Equal((0, 1), (backup.Counts.Failed, backup.Counts.FilesUnsteady));
    }

    [Fact]
    public async Task A_directory_that_cannot_be_listed_has_failed()
    {
        using var world = await World.CreateAsync("mkdir bad gone; echo x > good");
        // A directory that was deleted while it is mounted elsewhere is still found there, and answers a listing with an error.
        await using var mount = await Mount.AtAsync($"{world.Source}/bad", $"--bind {world.Source}/gone");
        await Shell.RunAsync(world.Source, "rmdir gone");

        var backup = await world.BackUpAsync();

        Assert.Equal(new ItemFailure($"{world.Source}/bad", "can't be listed: no such file or directory"), Assert.Single(backup.Sink.Failures));
        Assert.Equal((1, 1), (backup.Counts.Failed, backup.Counts.Files));
    }

    [Fact]
    public void A_name_that_cannot_be_looked_at_is_reported_and_the_rest_goes_on()
    {
        var tooLong = EntryName.FromUtf8(new string('a', 300));
        var failures = new List<ItemFailure>();
        var selection = new PathNode();
        selection.Add([tooLong]);
        selection.Add([EntryName.FromUtf8("tmp")]);
        using var root = SourceDirectory.OpenRoot(
            selection, Exclusions.Parse([]), ExcludedFolders.Find([]), true);

        Assert.Equal([new SourceName(EntryName.FromUtf8("tmp"), true)], root.List(failures.Add));
        Assert.Equal(new ItemFailure($"/{tooLong}", "file name too long"), Assert.Single(failures));
    }

    [Fact]
    public async Task Content_counts_as_read_only_if_it_was()
    {
        using var world = await World.CreateAsync("mkdir dir out; echo x > file; echo y > bad; ln -s dir link; ln -s nowhere dangling");
        await using var mount = await Mount.AtAsync($"{world.Source}/bad", "--bind /sys/class/net/lo/speed");

        var backup = await world.BackUpAsync(
            content: [.. "dir file bad link dangling out missing".Split(' ').Select(name => $"{world.Source}/{name}"), "/proc/sys/kernel"],
            exclusions: ["out"]);

        // dir, file, dir again through the link, and the link that leads nowhere.
        Assert.Equal(4, backup.Counts.ContentRead);
        Assert.Equal(4, backup.Counts.Failed);
    }

    [Fact]
    public async Task What_a_killed_restore_left_is_not_backed_up()
    {
        var left = $".cairn-restore-{Guid.Empty:N}-12";
        using var world = await World.CreateAsync($"touch {left} {left}x .cairn-restore-");

        var backup = await world.BackUpAsync();

        Assert.Equal([".cairn-restore-", $"{left}x"], await world.NamesAsync(backup));
    }

    [Fact]
    public async Task A_file_that_vanished_after_it_was_listed_is_no_failure()
    {
        using var world = await World.CreateAsync();
        var sink = new RecordingSink();
        var report = new BackupReport(sink, TimeProvider.System);
        await using var session = await WriteSession.BeginAsync(world.Repository, TestContext.Current.CancellationToken);
        using var abort = new Abort(TestContext.Current.CancellationToken);
        using var directory = SourceDirectory.OpenRoot(PathNode.Everything, Exclusions.Parse([]), ExcludedFolders.Find([]), true);
        var batch = new EntryBatch(directory);
        batch.Add(new SourceName(EntryName.FromUtf8("was-here-a-moment-ago"), IsDirectory: false), null);
        var batches = Channel.CreateUnbounded<EntryBatch>();
        batches.Writer.TryWrite(batch);
        batches.Writer.Complete();

        var worker = new EntryWorker(new EntryMaker(report), null, new SharedContents(), report, abort);
        await worker.RunSmallAsync(batches.Reader, Channel.CreateUnbounded<EntryJob>().Writer, session);

        Assert.Empty(await batch.Task);
        Assert.Empty(sink.Failures);
        Assert.Equal((1, 0), (report.Finish().Vanished, report.Finish().Failed));
    }

    [Fact]
    public async Task Whatever_goes_wrong_in_a_batch_it_ends_and_the_backup_fails()
    {
        using var world = await World.CreateAsync();
        var report = new BackupReport(new RecordingSink(), TimeProvider.System);
        await using var session = await WriteSession.BeginAsync(world.Repository, TestContext.Current.CancellationToken);
        using var abort = new Abort(TestContext.Current.CancellationToken);
        using var directory = SourceDirectory.OpenRoot(PathNode.Everything, Exclusions.Parse([]), ExcludedFolders.Find([]), true);
        var batch = new EntryBatch(directory);
        batch.Add(new SourceName(EntryName.FromUtf8("etc"), IsDirectory: false), null);
        var batches = Channel.CreateUnbounded<EntryBatch>();
        batches.Writer.TryWrite(batch);
        batches.Writer.Complete();
        // No error that the file system could give, so nobody expects it.
        directory.Handle.Dispose();

        var worker = new EntryWorker(new EntryMaker(report), null, new SharedContents(), report, abort);
        await worker.RunSmallAsync(batches.Reader, Channel.CreateUnbounded<EntryJob>().Writer, session);

        Assert.Empty(await batch.Task);
        Assert.Throws<ObjectDisposedException>(abort.ThrowIfReported);
    }

    [Fact]
    public async Task A_store_that_is_full_ends_the_backup_with_that_error()
    {
        using var folder = new TemporaryFolder();
        using var world = await World.CreateAsync(
            "for d in $(seq 20); do mkdir $d; for n in $(seq 20); do head -c 200000 /dev/urandom > $d/$n; done; done", new FillingStore(folder.Path, puts: 3));

        await Assert.ThrowsAsync<StoreFullException>(() => world.BackUpAsync());
    }

    [Fact]
    public async Task A_cancelled_backup_ends()
    {
        using var world = await World.CreateAsync("echo x > file");
        await using var session = await WriteSession.BeginAsync(world.Repository, TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new FileSystemAgent(TimeProvider.System).BackupAsync(
            new BackupRequest { Content = [world.Source] }, session, new RecordingSink(), new CancellationToken(canceled: true)));
    }

    [Fact]
    public void A_failed_call_says_why_in_plain_words()
    {
        using var root = DirectoryHandle.Open("/"u8);

        var failure = Assert.Throws<FileSystemException>(() => root.OpenDirectory(Encoding.UTF8.GetBytes("no-such-directory")));

        Assert.Equal((Errno.NoEntry, "no such file or directory"), (failure.Errno, failure.Message));
    }
}
