using System.Text.Json.Nodes;
using Cairn.Cli.Tests.Support;
using Cairn.DataAgents.FileSystem.Comparison;

namespace Cairn.Cli.Tests;

public sealed class RepositoryVerbTests : RepositoryVerbs
{
    [Fact]
    public async Task A_backup_prints_its_figures_as_json()
    {
        var result = JsonNode.Parse(await Shell.DoAsync("repo", "backup", Source, "--json"))!;

        Assert.Equal(32, ((string)result["snapshot"]!).Length);
        Assert.Equal((2, 6, 0), ((int)result["files"]!, (int)result["bytesRead"]!, (int)result["errors"]!));
        Assert.True((long)result["bytesStored"]! > 0 && (long)result["bytesNew"]! > 0 && (double)result["seconds"]! >= 0);
        Assert.NotNull(result["directories"]);
    }

    [Fact]
    public async Task A_second_backup_of_the_same_paths_reads_what_changed_and_a_full_reads_all()
    {
        await Shell.DoAsync("repo", "backup", Source);
        await Shell.WriteAsync("source/three.txt", "three");

        var second = JsonNode.Parse(await Shell.DoAsync("repo", "backup", Source, "--json"))!;
        var full = JsonNode.Parse(await Shell.DoAsync("repo", "backup", Source, "--full", "--json"))!;

        Assert.Equal(0, (int)full["filesUnchanged"]!);
        Assert.Equal((3, 3), ((int)second["files"]!, (int)full["files"]!));
        var levels = JsonNode.Parse(await Shell.DoAsync("repo", "snapshots", "--json"))!.AsArray().Select(snapshot => (string?)snapshot!["level"]);
        Assert.Equal(["FULL", "INCREMENTAL", "FULL"], levels);
    }

    [Fact]
    public async Task A_restore_brings_the_whole_path_back_below_its_target()
    {
        await Shell.DoAsync("repo", "backup", Source);
        await Shell.DoAsync("repo", "restore", "latest", "--target", Shell.PathOf("target"));

        Assert.Empty(await TreeComparison.CompareAsync(Source, Shell.PathOf("target") + Source, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Excluded_files_are_not_in_the_snapshot()
    {
        await Shell.DoAsync("repo", "backup", Source, "--exclude", "*.txt");

        var listing = await Shell.DoAsync("repo", "ls", "latest", "--recursive");
        Assert.Contains(Source + "/folder", listing, StringComparison.Ordinal);
        Assert.DoesNotContain(".txt", listing, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Snapshots_are_found_by_host_path_and_tag()
    {
        await Shell.DoAsync("repo", "backup", Source, "--tag", "weekly", "--tag", "ticket=42");
        await Shell.DoAsync("repo", "backup", Source + "/folder");

        Assert.Equal(2, await CountAsync());
        Assert.Equal(1, await CountAsync("--tag", "weekly"));
        Assert.Equal(1, await CountAsync("--tag", "ticket=42", "--path", Source));
        Assert.Equal(0, await CountAsync("--tag", "ticket=41"));
        Assert.Equal(1, await CountAsync("--path", Source + "/folder", "--host", Environment.MachineName));
        Assert.Equal(0, await CountAsync("--host", "elsewhere"));
        Assert.Contains("weekly,ticket=42", await Shell.DoAsync("repo", "snapshots"), StringComparison.Ordinal);

        async Task<int> CountAsync(params string[] filter) =>
            JsonNode.Parse(await Shell.DoAsync(["repo", "snapshots", "--json", .. filter]))!.AsArray().Count;
    }

    [Fact]
    public async Task A_snapshot_lists_one_folder_or_one_file()
    {
        await Shell.DoAsync("repo", "backup", Source);

        var folder = JsonNode.Parse(await Shell.DoAsync("repo", "ls", "latest", Source, "--json"))!.AsArray();
        var file = JsonNode.Parse(await Shell.DoAsync("repo", "ls", "latest", Source + "/one.txt", "--json"))!.AsArray();

        Assert.Equal([Source + "/folder", Source + "/one.txt"], folder.Select(entry => (string?)entry!["path"]));
        Assert.Equal(3, (int)file.Single()!["size"]!);
    }

    [Fact]
    public async Task Only_links_are_listed_with_a_target_and_names_are_shown_without_their_control_characters()
    {
        await Shell.WriteAsync("source/\u001b[2J", "");
        File.CreateSymbolicLink(Source + "/link", "one.txt");
        await Shell.DoAsync("repo", "backup", Source);

        var lines = (await Shell.DoAsync("repo", "ls", "latest", Source)).TrimEnd().Split('\n');

        Assert.Equal("/link -> one.txt", Assert.Single(lines, line => line.Contains("->", StringComparison.Ordinal)).Split(Source)[1]);
        Assert.Single(lines, line => line.EndsWith("/\\x1B[2J", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("=value")]
    [InlineData("twice")]
    public async Task Tags_need_names_of_their_own(string tag)
    {
        var outcome = await Shell.RunAsync("repo", "backup", Source, "--tag", "twice", "--tag", tag);

        Assert.Equal(ExitCode.WrongUsage, outcome.ExitCode);
        Assert.Empty(outcome.Output);
    }

    [Fact]
    public async Task A_snapshot_without_a_name_is_wrong_usage() =>
        Assert.Equal(ExitCode.WrongUsage, (await Shell.RunAsync("repo", "ls", "")).ExitCode);

    [Fact]
    public async Task A_check_of_a_damaged_repository_is_exit_code_1_and_names_the_damage()
    {
        await Shell.DoAsync("repo", "backup", Source);
        Assert.Contains("all well.", await Shell.DoAsync("repo", "check", "--read-data"), StringComparison.Ordinal);
        var pack = Directory.GetFiles(Path.Combine(Shell.PathOf("repository"), "packs"), "*", SearchOption.AllDirectories)[0];
        var bytes = await File.ReadAllBytesAsync(pack, TestContext.Current.CancellationToken);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(pack, bytes, TestContext.Current.CancellationToken);

        var outcome = await Shell.RunAsync("repo", "check", "--read-data", "--json");

        Assert.Equal(ExitCode.Failed, outcome.ExitCode);
        Assert.False((bool)JsonNode.Parse(outcome.Output)!["healthy"]!);
        Assert.Contains(Path.GetFileName(pack)[..8], outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rebuilt_index_serves_as_the_old_one_did()
    {
        await Shell.DoAsync("repo", "backup", Source);
        await Shell.DoAsync("repo", "rebuild-index");

        await Shell.DoAsync("repo", "restore", "latest", "--target", Shell.PathOf("target"));
        Assert.Equal("two", await File.ReadAllTextAsync(Shell.PathOf("target") + Source + "/folder/two.txt", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("repo restore nothing --target x", "cairn repo snapshots")]
    [InlineData("repo init", "already")]
    [InlineData("repo stats --repo /nonexistent/folder", "no repository")]
    [InlineData("repo stats --repo /nonexistent/folder", "/nonexistent/folder")]
    [InlineData("repo backup /nonexistent/file", "Nothing could be read")]
    public async Task What_cannot_be_done_is_exit_code_1_and_says_why(string arguments, string reason)
    {
        var outcome = await Shell.RunAsync(arguments.Split(' '));

        Assert.Equal(ExitCode.Failed, outcome.ExitCode);
        Assert.Contains(reason, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repository_is_not_made_among_other_files()
    {
        var outcome = await Shell.RunAsync("repo", "init", "--repo", Source);

        Assert.Equal(ExitCode.Failed, outcome.ExitCode);
        Assert.Contains("is not empty", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFileSystemEntries(Source).Length);
    }

    [Fact]
    public async Task A_librarys_mount_path_leads_to_its_repository()
    {
        var outcome = await Shell.RunAsync("repo", "stats", "--repo", Shell.Folder);

        Assert.Contains($"try --repo {Shell.PathOf("repository")}", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_names_where_the_right_one_may_come_from()
    {
        Shell.Variables["CAIRN_REPO_PASSWORD"] = "wrong";

        Assert.Contains("$CAIRN_REPO_PASSWORD", (await Shell.RunAsync("repo", "stats")).Error, StringComparison.Ordinal);
    }
}
