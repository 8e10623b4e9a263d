using Cairn.Cli.Tests.Support;

namespace Cairn.Cli.Tests;

public sealed class UsageTests : IDisposable
{
    private readonly TestShell shell = new();

    [Theory]
    [InlineData("dance")]
    [InlineData("backup")]
    [InlineData("backup client001/default --level enormous")]
    [InlineData("restore client001/default")]
    [InlineData("restore client001/default --to x --in-place")]
    [InlineData("browse client001/default --at yesterdayish")]
    [InlineData("login gopher://127.0.0.1")]
    [InlineData("repo stats")]
    [InlineData("repo stats --repo s3://bucket/prefix")]
    [InlineData("repo backup x --exlcude y --repo r")]
    [InlineData("repo restore latest --targt x --target y --repo r")]
    [InlineData("repo ls latest --recursiv --repo r")]
    [InlineData("jobs --limit many")]
    [InlineData("jobs --limit 0")]
    [InlineData("jobs --limit -3")]
    [InlineData("job show abc")]
    [InlineData("job log 0")]
    [InlineData("serve --listen foo")]
    [InlineData("serve --listen https://127.0.0.1:0")]
    [InlineData("serve --catalog postgres://me:secret@host/cairn")]
    public async Task Wrong_usage_is_exit_code_2_and_one_line_that_says_what_is_wrong(string arguments)
    {
        var outcome = await shell.RunAsync(arguments.Split(' '));

        Assert.Equal(ExitCode.WrongUsage, outcome.ExitCode);
        Assert.StartsWith("cairn: ", outcome.Error, StringComparison.Ordinal);
        Assert.Single(outcome.Error.TrimEnd().Split('\n'));
        Assert.Empty(outcome.Output);
    }

    [Theory]
    [InlineData("repo stats --repo ~", "--repo")]
    [InlineData("repo stats --repo=", "--repo")]
    [InlineData("repo --repo ~ stats", "--repo")]
    [InlineData("repo stats --repo r --password-file ~", "--password-file")]
    [InlineData("repo stats --repo r --key-file ~", "--key-file")]
    [InlineData("repo snapshots --repo r --path ~", "--path")]
    [InlineData("repo forget --repo r --keep-last 1 --path x --path ~", "--path")]
    [InlineData("repo restore latest --repo r --target ~", "--target")]
    [InlineData("repo restore latest ~ --repo r --target x", "PATH")]
    [InlineData("repo backup x ~ --repo r", "PATH")]
    [InlineData("repo backup x --exclude ~ --repo r", "--exclude")]
    [InlineData("repo ls ~ --repo r", "SNAPSHOT")]
    [InlineData("repo ls latest ~ --repo r", "PATH")]
    [InlineData("repo key export ~ --repo r", "FILE")]
    [InlineData("repo key add --new-password-file ~ --repo r", "--new-password-file")]
    [InlineData("apply --file ~", "--file")]
    [InlineData("request ~", "FILE")]
    [InlineData("browse client001/default ~", "PATH")]
    [InlineData("restore client001/default --to ~", "--to")]
    [InlineData("restore client001/default ~ --in-place", "PATH")]
    [InlineData("login http://127.0.0.1:1 --password-file ~", "--password-file")]
    [InlineData("serve --data ~", "--data")]
    [InlineData("serve --certificate ~", "--certificate")]
    [InlineData("quickstart --data ~", "--data")]
    [InlineData("quickstart ~ --exit", "PATH")]
    public async Task An_empty_text_is_wrong_usage_and_its_option_is_named(string arguments, string option)
    {
        var outcome = await shell.RunAsync([.. arguments.Split(' ').Select(argument => argument == "~" ? "" : argument)]);

        Assert.Equal((ExitCode.WrongUsage, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains(option, outcome.Error, StringComparison.Ordinal);
        Assert.Single(outcome.Error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("dance")]
    [InlineData("dance --help")]
    [InlineData("repo dance --help")]
    public async Task An_unknown_verb_is_named_also_when_help_is_asked_for(string arguments)
    {
        var outcome = await shell.RunAsync(arguments.Split(' '));

        Assert.Equal(ExitCode.WrongUsage, outcome.ExitCode);
        Assert.Contains("'dance'", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/proc/cairn", "/proc/cairn can't be made")]
    [InlineData("/etc/passwd", "/etc/passwd is a file")]
    public async Task A_data_folder_that_cannot_be_is_one_plain_line(string folder, string reason)
    {
        var outcome = await shell.RunAsync("serve", "--data", folder, "--listen", "http://127.0.0.1:0");

        Assert.Equal(ExitCode.Failed, outcome.ExitCode);
        Assert.Contains(reason, outcome.Error, StringComparison.Ordinal);
        Assert.Single(outcome.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task An_address_of_another_host_is_one_plain_line()
    {
        var outcome = await shell.RunAsync(
            "serve", "--data", shell.PathOf("data"), "--listen", "http://192.0.2.1:8440", "--insecure-http");

        Assert.Equal(ExitCode.Failed, outcome.ExitCode);
        Assert.Contains("Can't listen on http://192.0.2.1:8440", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("serve")]
    [InlineData("job wait")]
    [InlineData("repo key add")]
    public async Task Every_verb_has_help(string verb)
    {
        var output = await shell.DoAsync([.. verb.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.Contains("Usage:", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("jobs")]
    [InlineData("backup client001/default")]
    [InlineData("logout")]
    public async Task Without_a_login_the_verb_says_how_to_log_in(string arguments)
    {
        var outcome = await shell.RunAsync(arguments.Split(' '));

        Assert.Equal(ExitCode.Failed, outcome.ExitCode);
        Assert.Equal("cairn: Not logged in: cairn login URL\n", outcome.Error);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named()
    {
        shell.Variables["CAIRN_PASSWORD"] = "x";
        var outcome = await shell.RunAsync("login", "http://127.0.0.1:1");

        Assert.Equal(ExitCode.Failed, outcome.ExitCode);
        Assert.Contains("http://127.0.0.1:1", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serving_plain_http_to_other_hosts_is_refused()
    {
        var outcome = await shell.RunAsync("serve", "--data", shell.PathOf("data"), "--listen", "http://0.0.0.0:0");

        Assert.Equal(ExitCode.WrongUsage, outcome.ExitCode);
        Assert.Contains("--insecure-http", outcome.Error, StringComparison.Ordinal);
    }

    public void Dispose() => shell.Dispose();
}
