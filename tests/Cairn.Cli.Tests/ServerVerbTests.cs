using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Cairn.Cli.Tests.Support;
using Cairn.Server.Hosting;

namespace Cairn.Cli.Tests;

[UnsupportedOSPlatform("windows")]
public sealed class ServerVerbTests : IAsyncLifetime
{
    private const string Subclient = "thishost/mine";

    private readonly TestShell shell = new();
    private CairnServer server = null!;

    private string Content => shell.PathOf("content");

    public async ValueTask InitializeAsync()
    {
        shell.Variables["CAIRN_PASSWORD"] = "correct horse battery";
        server = await CairnServer.StartAsync(new ServerOptions
        {
            DataDirectory = shell.PathOf("data"),
            Listen = ["http://127.0.0.1:0"],
            ClientName = "thishost",
            AdminPassword = shell.Variables["CAIRN_PASSWORD"],
            LogToConsole = false,
        });
        await shell.WriteAsync("content/one.txt", "one");
        await shell.DoAsync("login", server.Urls[0].ToString());
        await shell.DoAsync("apply", "-f", await shell.WriteAsync("inventory.yaml", $$"""
            clients:
              - name: thishost
                agents:
                  - appName: File System
                    instances:
                      - name: DefaultInstanceName
                        backupSets:
                          - name: defaultBackupSet
                            subclients:
                              - name: mine
                                content: ['{{Content}}']
            """));
    }

    [Fact]
    public async Task A_login_keeps_its_token_where_only_the_user_can_read_it_and_logout_forgets_it()
    {
        var file = shell.PathOf("config/cairn/session.json");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));

        await shell.DoAsync("logout");

        Assert.False(File.Exists(file));
    }

    [Theory]
    [InlineData("kill")]
    [InlineData("kill", "--all", "--client", "thishost")]
    [InlineData("suspend", "1", "--all")]
    public async Task Jobs_are_named_in_one_way(params string[] arguments) =>
        Assert.Equal(ExitCode.WrongUsage, (await shell.RunAsync(["job", .. arguments])).ExitCode);

    [Fact]
    public async Task Jobs_are_killed_by_their_ids_or_by_what_they_work_on()
    {
        Assert.Equal(ExitCode.Failed, (await shell.RunAsync("job", "kill", "4711")).ExitCode);
        Assert.Contains("No job that has not ended", await shell.DoAsync("job", "kill", "--client", "thishost"), StringComparison.Ordinal);
        Assert.Contains("No job that has not ended", await shell.DoAsync("job", "suspend", "--subclient", Subclient), StringComparison.Ordinal);
        Assert.Contains("No job that has not ended", await shell.DoAsync("job", "resume", "--all"), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Failed, (await shell.RunAsync("job", "priority", "4711", "1")).ExitCode);
    }

    [Fact]
    public async Task A_wrong_password_is_exit_code_1()
    {
        shell.Variables["CAIRN_PASSWORD"] = "wrong";
        var outcome = await shell.RunAsync("login", server.Urls[0].ToString());

        Assert.Equal(ExitCode.Failed, outcome.ExitCode);
        Assert.Contains("Invalid user name or password", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_that_is_waited_for_shows_progress_and_how_it_ended()
    {
        var output = await shell.DoAsync("backup", Subclient, "--level", "full", "--wait");

        Assert.Contains("Completed", output, StringComparison.Ordinal);
        Assert.Contains("thishost/File System/DefaultInstanceName/defaultBackupSet/mine", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_that_is_not_waited_for_names_its_job_which_can_be_waited_for()
    {
        var created = JsonNode.Parse(await shell.DoAsync("backup", Subclient, "--json"))!;
        var id = (string)created["jobIds"]![0]!;

        Assert.Equal("Completed", (string?)JsonNode.Parse(await shell.DoAsync("job", "wait", id, "--json"))!["status"]);
        Assert.Contains($"Job {id}: Completed", await shell.DoAsync("job", "show", id), StringComparison.Ordinal);
        Assert.Contains("Attempt 1", await shell.DoAsync("job", "log", id), StringComparison.Ordinal);
        Assert.Contains("Completed", await shell.DoAsync("jobs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_backed_up_is_listed_found_and_restored()
    {
        await shell.DoAsync("backup", Subclient, "--wait");
        await File.WriteAllTextAsync(Content + "/one.txt", "changed", TestContext.Current.CancellationToken);
        await shell.DoAsync("backup", Subclient, "--wait");

        Assert.Contains(Content + "/one.txt", await shell.DoAsync("browse", Subclient, Content), StringComparison.Ordinal);
        var found = JsonNode.Parse(await shell.DoAsync("find", Subclient, "*.txt", "--json"))!;
        Assert.Equal(Content + "/one.txt", (string?)found["dataResultSet"]![0]!["path"]);
        var versions = JsonNode.Parse(await shell.DoAsync("versions", Subclient, Content + "/one.txt", "--json"))!;
        var first = (int)versions["dataResultSet"]![0]!["advancedData"]!["backupJobId"]!;
        await shell.DoAsync("restore", Subclient, Content + "/one.txt", "--job", $"{first}", "--to", shell.PathOf("back"));

        Assert.Equal("one", await File.ReadAllTextAsync(shell.PathOf("back/one.txt"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_unknown_subclient_is_named_with_its_error_word()
    {
        var outcome = await shell.RunAsync("backup", "thishost/nothing");

        Assert.Equal(ExitCode.Failed, outcome.ExitCode);
        Assert.Contains("unknown-subclient", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_failed_is_exit_code_1()
    {
        Directory.Delete(Content, recursive: true);

        var outcome = await shell.RunAsync("backup", Subclient, "--wait");

        Assert.Equal(ExitCode.Failed, outcome.ExitCode);
        Assert.StartsWith("cairn: Job 1 failed: ", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restore_that_misses_a_file_is_exit_code_1()
    {
        await shell.DoAsync("backup", Subclient, "--wait");

        var outcome = await shell.RunAsync("restore", Subclient, Content + "/one.txt", Content + "/nothing", "--to", shell.PathOf("back"));

        Assert.Equal(ExitCode.Failed, outcome.ExitCode);
        Assert.Contains("cairn job", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_server_on_one_folder_is_told_of_the_first()
    {
        var outcome = await shell.RunAsync("serve", "--data", shell.PathOf("data"), "--listen", "http://127.0.0.1:0");

        Assert.Equal(ExitCode.Failed, outcome.ExitCode);
        Assert.Contains("Another server uses the data folder", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Catalog_and_logs_are_their_owners_only()
    {
        const UnixFileMode Others = (UnixFileMode)0b111_111;
        foreach (var name in (string[])["catalog.db", "catalog.db-wal", "logs", "logs/cairn.log"])
            Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(Path.Combine(shell.PathOf("data"), name)) & Others);
    }

    [Fact]
    public async Task Documents_come_from_the_standard_input_too()
    {
        shell.Input = "clients:\n  - name: newcomer\n";
        Assert.Contains("create client newcomer", await shell.DoAsync("apply", "-f", "-", "--dry-run"), StringComparison.Ordinal);

        shell.Input = "{\"taskInfo\":{}}";
        Assert.StartsWith("{\"errorCode\":400", (await shell.RunAsync("request", "-")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("request.xml", "<TMMsg_CreateTaskReq><taskInfo/></TMMsg_CreateTaskReq>", "<TMMsg_GenericResp ")]
    [InlineData("request.json", "{\"taskInfo\":{}}", "{\"errorCode\":400")]
    public async Task A_request_is_posted_as_it_is_and_answered_in_its_own_format(string name, string body, string answer)
    {
        var outcome = await shell.RunAsync("request", await shell.WriteAsync(name, body));

        Assert.Equal(ExitCode.Failed, outcome.ExitCode);
        Assert.StartsWith(answer, outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_of_apply_says_what_would_change()
    {
        var file = await shell.WriteAsync("more.yaml", "clients:\n  - name: newcomer\n");

        Assert.Contains("create client newcomer", await shell.DoAsync("apply", "-f", file, "--dry-run"), StringComparison.Ordinal);
        Assert.Contains("1 changed", await shell.DoAsync("apply", "-f", file), StringComparison.Ordinal);
        Assert.Contains("0 changed, 1 unchanged", await shell.DoAsync("apply", "-f", file), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        shell.Dispose();
    }
}
