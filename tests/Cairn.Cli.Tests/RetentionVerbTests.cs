using System.Text.Json.Nodes;
using Cairn.Cli.Tests.Support;
using Cairn.Cli.Verbs.Repositories;
using Cairn.DataAgents.FileSystem.Comparison;
using Cairn.Repository;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Snapshots;

namespace Cairn.Cli.Tests;

public sealed class RetentionVerbTests : RepositoryVerbs
{
    [Fact]
    public async Task Rules_keep_the_newest_and_the_rest_is_forgotten()
    {
        string[] ids = [await BackUpAsync(), await BackUpAsync(), await BackUpAsync(Source + "/folder")];

        var result = JsonNode.Parse(await Shell.DoAsync("repo", "forget", "--keep-last", "1", "--keep-daily", "7", "--json"))!;

        Assert.Equal([ids[0]], result["removed"]!.AsArray().Select(id => (string)id!));
        Assert.Equal(2, result["groups"]!.AsArray().Count);
        Assert.Equal(["last", "daily"], result["groups"]![0]!["snapshots"]![0]!["reasons"]!.AsArray().Select(word => (string)word!));
        Assert.Equal(ids[1..], await SnapshotsAsync());
    }

    [Fact]
    public async Task A_dry_run_forgets_nothing()
    {
        string[] ids = [await BackUpAsync(), await BackUpAsync()];

        var shown = await Shell.DoAsync("repo", "forget", "--keep-last", "1", "--dry-run");
        var pruned = await Shell.DoAsync("repo", "forget", "--keep-last", "1", "--dry-run", "--prune");

        Assert.Contains("Would forget 1 snapshot.", shown, StringComparison.Ordinal);
        Assert.Contains("nothing: goes", shown, StringComparison.Ordinal);
        Assert.Contains("Would remove", pruned, StringComparison.Ordinal);
        Assert.Equal(ids, await SnapshotsAsync());
    }

    [Fact]
    public async Task Rules_are_for_the_snapshots_that_filters_choose()
    {
        var ids = new List<string>();
        foreach (var tag in new[] { "a", "b", "a" })
            ids.Add(await BackUpAsync(Source, "--tag", tag));

        await Shell.DoAsync("repo", "forget", "--keep-last", "1", "--host", "elsewhere");
        Assert.Equal(ids, await SnapshotsAsync());
        await Shell.DoAsync("repo", "forget", "--keep-within", "0h", "--tag", "a");

        Assert.Equal(ids.Skip(1), await SnapshotsAsync());
    }

    [Fact]
    public async Task Named_snapshots_are_forgotten_all_or_none()
    {
        string[] ids = [await BackUpAsync(), await BackUpAsync(), await BackUpAsync()];
        Assert.Equal(ExitCode.Failed, (await Shell.RunAsync("repo", "forget", ids[0], "zzz")).ExitCode);
        Assert.Equal(3, (await SnapshotsAsync()).Length);

        var shown = await Shell.DoAsync("repo", "forget", ids[0][..12], ids[2]);

        Assert.Contains("Forgot 2 snapshots. cairn repo prune", shown, StringComparison.Ordinal);
        Assert.Equal([ids[1]], await SnapshotsAsync());
    }

    /// <summary>No list of snapshots shows it, and until it is forgotten nothing is pruned.</summary>
    [Fact]
    public async Task A_lost_snapshot_is_forgotten_by_its_id()
    {
        string[] ids = [await BackUpAsync(), await BackUpAsync()];
        File.Delete(Shell.PathOf($"repository/snapshots/{ids[0]}"));
        await File.WriteAllBytesAsync(
            Shell.PathOf($"repository/parity/snapshots/{ids[0]}"), Noise(1, 1000), TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.Failed, (await Shell.RunAsync("repo", "prune")).ExitCode);

        Assert.Contains("Forgot 1 snapshot.", await Shell.DoAsync("repo", "forget", ids[0][..12]), StringComparison.Ordinal);

        await Shell.DoAsync("repo", "prune");
        Assert.Contains("all well.", await Shell.DoAsync("repo", "check", "--read-data"), StringComparison.Ordinal);
        Assert.Equal(ids[1..], await SnapshotsAsync());
    }

    [Fact]
    public async Task Only_what_was_there_counts_as_forgotten()
    {
        var id = SnapshotId.Parse(await BackUpAsync());
        var repository = await BackupRepository.OpenAsync(
            new LocalDisk(Shell.PathOf("repository")), "secret", TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.Equal([id], await ForgetVerb.ForgetAsync(repository, [id, id], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_prune_gives_back_what_no_snapshot_needs_and_nothing_else()
    {
        await File.WriteAllBytesAsync(Source + "/large", Noise(1, 3_000_000), TestContext.Current.CancellationToken);
        var first = await BackUpAsync();
        await File.WriteAllBytesAsync(Source + "/large", Noise(2, 3_000_000), TestContext.Current.CancellationToken);
        await BackUpAsync();
        var before = Stored();
        var planned = JsonNode.Parse(await Shell.DoAsync("repo", "prune", "--dry-run", "--json"))!;
        Assert.Equal(0, (long)planned["bytesFreed"]!);

        var result = JsonNode.Parse(await Shell.DoAsync("repo", "forget", first, "--prune", "--max-unused", "0", "--json"))!["prune"]!;

        Assert.True((bool)result["finished"]!);
        Assert.True((long)result["bytesFreed"]! > 2_900_000, result.ToString());
        Assert.True(before - Stored() > 2_900_000, $"{before} bytes became {Stored()}");
        Assert.Contains("all well.", await Shell.DoAsync("repo", "check", "--read-data"), StringComparison.Ordinal);
        await Shell.DoAsync("repo", "restore", "latest", "--target", Shell.PathOf("target"));
        Assert.Empty(await TreeComparison.CompareAsync(Source, Shell.PathOf("target") + Source, TestContext.Current.CancellationToken));
        Assert.Contains("0 B freed", await Shell.DoAsync("repo", "prune", "--no-wait"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prune_that_meets_damage_keeps_what_cannot_be_read_and_fails()
    {
        await File.WriteAllBytesAsync(Source + "/kept", Noise(3, 1_500_000), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Source + "/large", Noise(1, 3_000_000), TestContext.Current.CancellationToken);
        var first = await BackUpAsync();
        File.Delete(Source + "/large");
        await BackUpAsync();
        Directory.Delete(Shell.PathOf("repository/parity"), recursive: true);
        foreach (var pack in new DirectoryInfo(Shell.PathOf("repository/packs")).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            if (pack.Length < 100_000)
                continue;
            // A bit of every block of it but the first.
            using var file = pack.Open(FileMode.Open);
            for (var at = 10_000L; at < pack.Length - 10_000; at += 10_000)
            {
                file.Position = at;
                var found = file.ReadByte();
                file.Position = at;
                file.WriteByte((byte)(found ^ 1));
            }
        }

        var outcome = await Shell.RunAsync("repo", "forget", first, "--prune", "--max-unused", "0", "--json");
        Assert.Equal(ExitCode.Failed, outcome.ExitCode);
        Assert.NotEmpty(JsonNode.Parse(outcome.Output)!["prune"]!["damaged"]!.AsArray());
        var again = await Shell.RunAsync("repo", "prune", "--max-unused", "0");
        Assert.Equal(ExitCode.Failed, again.ExitCode);
        Assert.Contains("check --read-data --repair", again.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("repo forget", "Give at least one rule")]
    [InlineData("repo forget --host x", "Give at least one rule")]
    [InlineData("repo forget --keep-last 0", "no whole number from 1 on")]
    [InlineData("repo forget --keep-daily -1", "no whole number from 1 on")]
    [InlineData("repo forget --keep-weekly many", "no whole number from 1 on")]
    [InlineData("repo forget --keep-yearly 99999999999", "no whole number from 1 on")]
    [InlineData("repo forget --keep-within 5", "no length of time")]
    [InlineData("repo forget --keep-within -1d", "no length of time")]
    [InlineData("repo forget --keep-decades 1", "--keep-decades")]
    [InlineData("repo forget abc --keep-last 1", "not both")]
    [InlineData("repo forget abc --tag x", "not both")]
    [InlineData("repo forget abc --max-unused 5", "belong to --prune")]
    [InlineData("repo forget --keep-last 1 --prune --max-unused 101", "--max-unused '101'")]
    [InlineData("repo prune --max-unused 101", "--max-unused '101'")]
    [InlineData("repo prune --max-unused -1", "--max-unused '-1'")]
    [InlineData("repo prune --max-unused lots", "--max-unused 'lots'")]
    [InlineData("repo prune --wait --no-wait", "contradict")]
    [InlineData("repo prune now", "'now'")]
    public async Task Wrong_usage_is_exit_code_2_and_changes_nothing(string arguments, string reason)
    {
        await BackUpAsync();

        var outcome = await Shell.RunAsync(arguments.Split(' '));

        Assert.Equal((ExitCode.WrongUsage, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains(reason, outcome.Error, StringComparison.Ordinal);
        Assert.Single(outcome.Error.TrimEnd().Split('\n'));
        Assert.Single(await SnapshotsAsync());
    }

    [Theory]
    [InlineData("repo forget zzz", "cairn repo snapshots")]
    [InlineData("repo forget latest", "cairn repo snapshots")]
    public async Task What_cannot_be_done_is_exit_code_1_and_says_why(string arguments, string reason)
    {
        var outcome = await Shell.RunAsync(arguments.Split(' '));

        Assert.Equal((ExitCode.Failed, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains(reason, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_repository_has_nothing_to_forget_or_prune()
    {
        Assert.Contains("Forgot 0 snapshots", await Shell.DoAsync("repo", "forget", "--keep-last", "1"), StringComparison.Ordinal);
        Assert.Contains("0 B freed", await Shell.DoAsync("repo", "prune"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_writers_key_forgets_and_prunes_nothing()
    {
        var id = await BackUpAsync();
        await Shell.DoAsync("repo", "key", "export", Shell.PathOf("writer"), "--write-only");

        foreach (var verb in new[] { $"forget {id}", "forget --keep-last 1", "prune" })
        {
            var outcome = await Shell.RunAsync([.. $"repo {verb}".Split(' '), "--key-file", Shell.PathOf("writer")]);
            Assert.Equal(ExitCode.Failed, outcome.ExitCode);
            Assert.Contains("may only write", outcome.Error, StringComparison.Ordinal);
        }

        Assert.Equal([id], await SnapshotsAsync());
    }

    private static byte[] Noise(int seed, int length)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private long Stored() => new DirectoryInfo(Shell.PathOf("repository"))
        .EnumerateFiles("*", SearchOption.AllDirectories)
        .Sum(file => file.Length);

    private async Task<string> BackUpAsync(string? path = null, params string[] options) =>
        (string)JsonNode.Parse(await Shell.DoAsync(["repo", "backup", path ?? Source, "--json", .. options]))!["snapshot"]!;

    private async Task<string[]> SnapshotsAsync() =>
        [.. JsonNode.Parse(await Shell.DoAsync("repo", "snapshots", "--json"))!.AsArray().Select(snapshot => (string)snapshot!["id"]!)];
}
