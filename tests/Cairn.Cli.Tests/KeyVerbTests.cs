using System.Text.Json.Nodes;
using Cairn.Cli.Tests.Support;
using Cairn.DataAgents.FileSystem.Comparison;

namespace Cairn.Cli.Tests;

public sealed class KeyVerbTests : RepositoryVerbs
{
    [Fact]
    public async Task A_password_can_be_added_and_the_old_one_removed()
    {
        var old = (string)JsonNode.Parse(await Shell.DoAsync("repo", "key", "list", "--json"))![0]!["id"]!;
        var file = await Shell.WriteAsync("new-password", "another\n");
        await Shell.DoAsync("repo", "key", "add", "--new-password-file", file, "--label", "second");
        Assert.Contains("second", await Shell.DoAsync("repo", "key", "list"), StringComparison.Ordinal);

        var removed = JsonNode.Parse(await Shell.DoAsync("repo", "key", "remove", old[..8], "--json"))!;

        Assert.Equal(old, (string)removed["removed"]!);
        Assert.Equal(ExitCode.Failed, (await Shell.RunAsync("repo", "stats")).ExitCode);
        Assert.Contains("\"snapshots\":0", await Shell.DoAsync("repo", "stats", "--json", "--password-file", file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_is_changed_in_one_step()
    {
        Shell.Variables["CAIRN_REPO_NEW_PASSWORD"] = "changed";
        var changed = JsonNode.Parse(await Shell.DoAsync("repo", "key", "change", "--json"))!;

        Assert.Contains("does not open", (await Shell.RunAsync("repo", "stats")).Error, StringComparison.Ordinal);
        Shell.Variables["CAIRN_REPO_PASSWORD"] = "changed";
        var slot = Assert.Single(JsonNode.Parse(await Shell.DoAsync("repo", "key", "list", "--json"))!.AsArray())!;
        Assert.Equal((string)changed["added"]!["id"]!, (string)slot["id"]!);
        Assert.NotEqual((string)changed["removed"]!, (string)slot["id"]!);
    }

    [Fact]
    public async Task A_key_file_opens_every_verb_instead_of_a_password()
    {
        await Shell.DoAsync("repo", "backup", Source);
        var file = await ExportAsync("key");
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Shell.Variables.Remove("CAIRN_REPO_PASSWORD");

        await Shell.DoAsync("repo", "restore", "latest", "--target", Shell.PathOf("target"), "--key-file", file);

        Assert.Empty(await TreeComparison.CompareAsync(Source, Shell.PathOf("target") + Source, TestContext.Current.CancellationToken));
        Assert.Contains("Which key?", (await Shell.RunAsync("repo", "key", "change", "--key-file", file)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_password_is_replaced_by_means_of_the_key_file()
    {
        var file = await ExportAsync("key");
        var slot = (string)JsonNode.Parse(await Shell.DoAsync("repo", "key", "list", "--json"))![0]!["id"]!;
        Shell.Variables["CAIRN_REPO_NEW_PASSWORD"] = "new";

        await Shell.DoAsync("repo", "key", "change", slot, "--key-file", file);

        Shell.Variables["CAIRN_REPO_PASSWORD"] = "new";
        await Shell.DoAsync("repo", "stats");
    }

    [Fact]
    public async Task A_writers_key_file_backs_up_and_reads_nothing()
    {
        var file = await ExportAsync("writer", "--write-only");
        Shell.Variables.Remove("CAIRN_REPO_PASSWORD");
        await Shell.DoAsync("repo", "backup", Source, "--key-file", file);
        var second = JsonNode.Parse(await Shell.DoAsync("repo", "backup", Source, "--json", "--key-file", file))!;
        Assert.Equal((2, 0), ((int)second["files"]!, (int)second["filesUnchanged"]!));

        string[] verbs =
        [
            "snapshots", "ls latest", "restore latest --target x", "check", "key remove 0", $"key export {Shell.PathOf("y")}",
        ];
        foreach (var verb in verbs)
        {
            var outcome = await Shell.RunAsync([.. $"repo {verb}".Split(' '), "--key-file", file]);
            Assert.Equal((ExitCode.Failed, ""), (outcome.ExitCode, outcome.Output));
            Assert.Contains("may only write", outcome.Error, StringComparison.Ordinal);
        }

        Shell.Variables["CAIRN_REPO_PASSWORD"] = "secret";
        await Shell.DoAsync("repo", "restore", "latest", "--target", Shell.PathOf("target"));
        Assert.Empty(await TreeComparison.CompareAsync(Source, Shell.PathOf("target") + Source, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_password_may_let_write_only()
    {
        Shell.Variables["CAIRN_REPO_NEW_PASSWORD"] = "writer";
        var added = JsonNode.Parse(await Shell.DoAsync("repo", "key", "add", "--write-only", "--label", "laptop", "--json"))!;
        Assert.True((bool)added["writeOnly"]!);
        Assert.Contains("write", await Shell.DoAsync("repo", "key", "list"), StringComparison.Ordinal);

        Shell.Variables["CAIRN_REPO_PASSWORD"] = "writer";
        await Shell.DoAsync("repo", "backup", Source);

        Assert.Equal(ExitCode.Failed, (await Shell.RunAsync("repo", "ls", "latest")).ExitCode);
    }

    [Fact]
    public async Task A_key_file_is_printed_for_paper()
    {
        var printed = await Shell.DoAsync("repo", "key", "export", "-");

        var file = await Shell.WriteAsync("typed", printed.ToUpperInvariant());
        await Shell.DoAsync("repo", "stats", "--key-file", file);
    }

    [Fact]
    public async Task A_mistyped_line_of_a_key_file_is_named()
    {
        var text = await Shell.DoAsync("repo", "key", "export", "-");
        var place = text.IndexOf("\n5: ", StringComparison.Ordinal) + 4;
        var file = await Shell.WriteAsync("typed", text[..place] + (text[place] == '0' ? '1' : '0') + text[(place + 1)..]);

        var outcome = await Shell.RunAsync("repo", "stats", "--key-file", file);

        Assert.Equal(ExitCode.Failed, outcome.ExitCode);
        Assert.Contains("line 5: is mistyped", outcome.Error, StringComparison.Ordinal);
        Assert.Contains(file, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_repositorys_key_file_opens_nothing()
    {
        var file = await ExportAsync("key");
        await Shell.DoAsync("repo", "init", "--repo", Shell.PathOf("other"));

        var outcome = await Shell.RunAsync("repo", "stats", "--repo", Shell.PathOf("other"), "--key-file", file);

        Assert.Equal(ExitCode.Failed, outcome.ExitCode);
        Assert.Contains($"does not open {Shell.PathOf("other")}", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_file_is_overwritten_by_a_key_file()
    {
        var outcome = await Shell.RunAsync("repo", "key", "export", Source + "/one.txt");

        Assert.Equal(ExitCode.Failed, outcome.ExitCode);
        Assert.Equal("one", await File.ReadAllTextAsync(Source + "/one.txt", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_last_key_that_may_read_stays()
    {
        var only = (string)JsonNode.Parse(await Shell.DoAsync("repo", "key", "list", "--json"))![0]!["id"]!;

        var outcome = await Shell.RunAsync("repo", "key", "remove", only[..4]);

        Assert.Equal((ExitCode.Failed, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains("is the last that may read", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("repo key remove zzz", "There is no key slot 'zzz'.\n")]
    [InlineData("repo key change zzz", "There is no key slot 'zzz'.\n")]
    [InlineData("repo stats --key-file /nonexistent/key", "/nonexistent/key")]
    [InlineData("repo stats --key-file /etc/passwd", "/etc/passwd does not open")]
    public async Task What_cannot_be_done_is_exit_code_1_and_says_why(string arguments, string reason)
    {
        var outcome = await Shell.RunAsync(arguments.Split(' '));

        Assert.Equal((ExitCode.Failed, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains(reason, outcome.Error, StringComparison.Ordinal);
        Assert.Single(outcome.Error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("repo stats --key-file a --password-file b")]
    [InlineData("repo init --key-file a")]
    [InlineData("repo key export")]
    [InlineData("repo key export - --json")]
    [InlineData("repo key remove")]
    [InlineData("repo key dance")]
    public async Task Wrong_usage_is_exit_code_2(string arguments)
    {
        var outcome = await Shell.RunAsync(arguments.Split(' '));

        Assert.Equal((ExitCode.WrongUsage, ""), (outcome.ExitCode, outcome.Output));
        Assert.Single(outcome.Error.TrimEnd().Split('\n'));
    }

    private async Task<string> ExportAsync(string name, params string[] options)
    {
        var exported = JsonNode.Parse(await Shell.DoAsync(["repo", "key", "export", Shell.PathOf(name), "--json", .. options]))!;
        return (string)exported["file"]!;
    }
}
