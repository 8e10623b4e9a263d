using System.Text.Json.Nodes;
using Cairn.Cli.Tests.Support;
using Cairn.DataAgents.FileSystem.Comparison;

namespace Cairn.Cli.Tests;

public sealed class KeyVerbTests : IAsyncLifetime
{
    private readonly TestShell shell = new();

    private string Source => shell.PathOf("source");

    public async ValueTask InitializeAsync()
    {
        shell.Variables["CAIRN_REPO"] = shell.PathOf("repository");
        shell.Variables["CAIRN_REPO_PASSWORD"] = "secret";
        await shell.WriteAsync("source/one.txt", "one");
        await shell.DoAsync("repo", "init");
    }

    [Fact]
    public async Task A_password_can_be_added_and_the_old_one_removed()
    {
        var old = (string)JsonNode.Parse(await shell.DoAsync("repo", "key", "list", "--json"))![0]!["id"]!;
        var file = await shell.WriteAsync("new-password", "another\n");
        await shell.DoAsync("repo", "key", "add", "--new-password-file", file, "--label", "second");
        Assert.Contains("second", await shell.DoAsync("repo", "key", "list"), StringComparison.Ordinal);

        var removed = JsonNode.Parse(await shell.DoAsync("repo", "key", "remove", old[..8], "--json"))!;

        Assert.Equal(old, (string)removed["removed"]!);
        Assert.Equal(ExitCode.Failed, (await shell.RunAsync("repo", "stats")).ExitCode);
        Assert.Contains("\"snapshots\":0", await shell.DoAsync("repo", "stats", "--json", "--password-file", file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_is_changed_in_one_step()
    {
        shell.Variables["CAIRN_REPO_NEW_PASSWORD"] = "changed";
        var changed = JsonNode.Parse(await shell.DoAsync("repo", "key", "change", "--json"))!;

        Assert.Contains("does not open", (await shell.RunAsync("repo", "stats")).Error, StringComparison.Ordinal);
        shell.Variables["CAIRN_REPO_PASSWORD"] = "changed";
        var slot = Assert.Single(JsonNode.Parse(await shell.DoAsync("repo", "key", "list", "--json"))!.AsArray())!;
        Assert.Equal((string)changed["added"]!["id"]!, (string)slot["id"]!);
        Assert.NotEqual((string)changed["removed"]!, (string)slot["id"]!);
    }

    [Fact]
    public async Task A_key_file_opens_every_verb_instead_of_a_password()
    {
        await shell.DoAsync("repo", "backup", Source);
        var file = await ExportAsync("key");
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        shell.Variables.Remove("CAIRN_REPO_PASSWORD");

        await shell.DoAsync("repo", "restore", "latest", "--target", shell.PathOf("target"), "--key-file", file);

        Assert.Empty(await TreeComparison.CompareAsync(Source, shell.PathOf("target") + Source, TestContext.Current.CancellationToken));
        Assert.Contains("Which key?", (await shell.RunAsync("repo", "key", "change", "--key-file", file)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_password_is_replaced_by_means_of_the_key_file()
    {
        var file = await ExportAsync("key");
        var slot = (string)JsonNode.Parse(await shell.DoAsync("repo", "key", "list", "--json"))![0]!["id"]!;
        shell.Variables["CAIRN_REPO_NEW_PASSWORD"] = "new";

        await shell.DoAsync("repo", "key", "change", slot, "--key-file", file);

        shell.Variables["CAIRN_REPO_PASSWORD"] = "new";
        await shell.DoAsync("repo", "stats");
    }

    [Fact]
    public async Task A_writers_key_file_backs_up_and_reads_nothing()
    {
        var file = await ExportAsync("writer", "--write-only");
        shell.Variables.Remove("CAIRN_REPO_PASSWORD");
        await shell.DoAsync("repo", "backup", Source, "--key-file", file);
        var second = JsonNode.Parse(await shell.DoAsync("repo", "backup", Source, "--json", "--key-file", file))!;
        Assert.Equal((1, 0), ((int)second["files"]!, (int)second["filesUnchanged"]!));

        string[] verbs =
        [
            "snapshots", "ls latest", "restore latest --target x", "check", "key remove 0", $"key export {shell.PathOf("y")}",
        ];
        foreach (var verb in verbs)
        {
            var outcome = await shell.RunAsync([.. $"repo {verb}".Split(' '), "--key-file", file]);
            Assert.Equal((ExitCode.Failed, ""), (outcome.ExitCode, outcome.Output));
            Assert.Contains("may only write", outcome.Error, StringComparison.Ordinal);
        }

        shell.Variables["CAIRN_REPO_PASSWORD"] = "secret";
        await shell.DoAsync("repo", "restore", "latest", "--target", shell.PathOf("target"));
        Assert.Empty(await TreeComparison.CompareAsync(Source, shell.PathOf("target") + Source, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_password_may_let_write_only()
    {
        shell.Variables["CAIRN_REPO_NEW_PASSWORD"] = "writer";
        var added = JsonNode.Parse(await shell.DoAsync("repo", "key", "add", "--write-only", "--label", "laptop", "--json"))!;
        Assert.True((bool)added["writeOnly"]!);
        Assert.Contains("write", await shell.DoAsync("repo", "key", "list"), StringComparison.Ordinal);

        shell.Variables["CAIRN_REPO_PASSWORD"] = "writer";
        await shell.DoAsync("repo", "backup", Source);

        Assert.Equal(ExitCode.Failed, (await shell.RunAsync("repo", "ls", "latest")).ExitCode);
    }

    [Fact]
    public async Task A_key_file_is_printed_for_paper()
    {
        var printed = await shell.DoAsync("repo", "key", "export", "-");

        var file = await shell.WriteAsync("typed", printed.ToUpperInvariant());
        await shell.DoAsync("repo", "stats", "--key-file", file);
    }

    [Fact]
    public async Task A_mistyped_line_of_a_key_file_is_named()
    {
        var text = await shell.DoAsync("repo", "key", "export", "-");
        var place = text.IndexOf("\n5: ", StringComparison.Ordinal) + 4;
        var file = await shell.WriteAsync("typed", text[..place] + (text[place] == '0' ? '1' : '0') + text[(place + 1)..]);

        var outcome = await shell.RunAsync("repo", "stats", "--key-file", file);

        Assert.Equal(ExitCode.Failed, outcome.ExitCode);
        Assert.Contains("line 5: is mistyped", outcome.Error, StringComparison.Ordinal);
        Assert.Contains(file, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_repositorys_key_file_opens_nothing()
    {
        var file = await ExportAsync("key");
        await shell.DoAsync("repo", "init", "--repo", shell.PathOf("other"));

        var outcome = await shell.RunAsync("repo", "stats", "--repo", shell.PathOf("other"), "--key-file", file);

        Assert.Equal(ExitCode.Failed, outcome.ExitCode);
        Assert.Contains($"does not open {shell.PathOf("other")}", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_file_is_overwritten_by_a_key_file()
    {
        var outcome = await shell.RunAsync("repo", "key", "export", Source + "/one.txt");

        Assert.Equal(ExitCode.Failed, outcome.ExitCode);
        Assert.Equal("one", await File.ReadAllTextAsync(Source + "/one.txt", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("repo key remove zzz", "There is no key slot 'zzz'.\n")]
    [InlineData("repo key remove -- ", "is the last that may read")]
    [InlineData("repo key change zzz", "There is no key slot 'zzz'.\n")]
    [InlineData("repo stats --key-file /nonexistent/key", "/nonexistent/key")]
    [InlineData("repo stats --key-file /etc/passwd", "/etc/passwd does not open")]
    public async Task What_cannot_be_done_is_exit_code_1_and_says_why(string arguments, string reason)
    {
        var outcome = await shell.RunAsync(arguments.Split(' '));

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
        var outcome = await shell.RunAsync(arguments.Split(' '));

        Assert.Equal((ExitCode.WrongUsage, ""), (outcome.ExitCode, outcome.Output));
        Assert.Single(outcome.Error.TrimEnd().Split('\n'));
    }

    public ValueTask DisposeAsync()
    {
        shell.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string> ExportAsync(string name, params string[] options)
    {
        var exported = JsonNode.Parse(await shell.DoAsync(["repo", "key", "export", shell.PathOf(name), "--json", .. options]))!;
        return (string)exported["file"]!;
    }
}
