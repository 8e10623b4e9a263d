using System.Text.Json.Nodes;
using Cairn.Cli.Tests.Support;

namespace Cairn.Cli.Tests;

public sealed class CheckVerbTests : IAsyncLifetime
{
    private readonly TestShell shell = new();

    private string Repository => shell.PathOf("repository");

    public async ValueTask InitializeAsync()
    {
        shell.Variables["CAIRN_REPO"] = Repository;
        shell.Variables["CAIRN_REPO_PASSWORD"] = "secret";
        Directory.CreateDirectory(shell.PathOf("source"));
        await WriteNoiseAsync("noise", 1);
    }

    [Fact]
    public async Task Damage_that_parity_heals_is_read_right_reported_and_repaired()
    {
        await shell.DoAsync("repo", "init");
        await shell.DoAsync("repo", "backup", shell.PathOf("source"));
        await DamageAsync(1);

        var restored = await shell.RunAsync("repo", "restore", "latest", "--target", shell.PathOf("target"));
        Assert.Equal(ExitCode.Done, restored.ExitCode);
        Assert.Contains("is damaged, and was read by means of its parity", restored.Error, StringComparison.Ordinal);
        var check = await shell.RunAsync("repo", "check", "--read-data");
        Assert.Equal(ExitCode.Failed, check.ExitCode);
        Assert.Contains("cairn repo check --repair makes it whole", check.Output, StringComparison.Ordinal);

        var repaired = JsonNode.Parse(await shell.DoAsync("repo", "check", "--read-data", "--repair", "--json"))!;

        Assert.True((bool)repaired["healthy"]!);
        Assert.All(repaired["findings"]!.AsArray(), finding => Assert.Equal("healed", (string)finding!["state"]!));
        Assert.Contains("all well.", await shell.DoAsync("repo", "check", "--read-data"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damage_without_parity_is_lost_until_a_backup_stores_it_again()
    {
        await shell.DoAsync("repo", "init", "--no-parity");
        Assert.False(Directory.Exists(Path.Combine(Repository, "parity")));
        await shell.DoAsync("repo", "backup", shell.PathOf("source"));
        await DamageAsync(1);

        var repaired = await shell.RunAsync("repo", "check", "--read-data", "--repair");
        Assert.Equal(ExitCode.Failed, repaired.ExitCode);
        Assert.Contains("/noise", repaired.Output, StringComparison.Ordinal);
        Assert.Contains("back up again what is lost", repaired.Output, StringComparison.Ordinal);

        await shell.DoAsync("repo", "backup", shell.PathOf("source"), "--full");

        Assert.Contains("all well.", await shell.DoAsync("repo", "check", "--read-data"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scrubs_read_a_part_and_go_on_where_the_last_one_ended()
    {
        await shell.DoAsync("repo", "init");
        for (var seed = 2; seed < 5; seed++)
        {
            await WriteNoiseAsync("noise", seed);
            await shell.DoAsync("repo", "backup", shell.PathOf("source"));
        }

        var total = await ReadAsync("--read-data");
        var packs = Directory.GetFiles(Path.Combine(Repository, "packs"), "*", SearchOption.AllDirectories).Length;
        var parts = new List<long>();
        for (var run = 0; run < packs; run++)
            parts.Add(await ReadAsync("--read-data=1%", "--scrub"));

        // Each run reads a pack at least, and three backups' bytes aren't in one.
        Assert.All(parts, part => Assert.InRange(part, 1, total * 3 / 4));
        Assert.True(parts.Sum() >= total, $"{parts.Sum()} of {total} bytes were read in {packs} runs");
        Assert.Single(Directory.GetFiles(Path.Combine(Repository, "scrub")));

        async Task<long> ReadAsync(params string[] options) =>
            (long)JsonNode.Parse(await shell.DoAsync(["repo", "check", "--json", .. options]))!["bytesRead"]!;
    }

    [Theory]
    [InlineData("repo check --read-data=0", "--read-data '0'")]
    [InlineData("repo check --read-data=101", "--read-data '101'")]
    [InlineData("repo check --read-data -5", "--read-data '-5'")]
    [InlineData("repo check --read-data=half", "--read-data 'half'")]
    [InlineData("repo check --scrub", "--scrub needs --read-data")]
    [InlineData("repo check everything", "everything")]
    [InlineData("repo init --no-parity=maybe", "maybe")]
    public async Task Wrong_usage_is_exit_code_2(string arguments, string reason)
    {
        await shell.DoAsync("repo", "init");

        var outcome = await shell.RunAsync(arguments.Split(' '));

        Assert.Equal((ExitCode.WrongUsage, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains(reason, outcome.Error, StringComparison.Ordinal);
        Assert.Single(outcome.Error.TrimEnd().Split('\n'));
    }

    public ValueTask DisposeAsync()
    {
        shell.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task WriteNoiseAsync(string name, int seed)
    {
        var noise = new byte[2_000_000];
        new Random(seed).NextBytes(noise);
        await File.WriteAllBytesAsync(shell.PathOf("source/" + name), noise, TestContext.Current.CancellationToken);
    }

    /// <summary>Alters a byte in the middle of the largest packs.</summary>
    private async Task DamageAsync(int packs)
    {
        var files = new DirectoryInfo(Path.Combine(Repository, "packs")).EnumerateFiles("*", SearchOption.AllDirectories);
        foreach (var file in files.OrderByDescending(file => file.Length).Take(packs).ToList())
        {
            var bytes = await File.ReadAllBytesAsync(file.FullName, TestContext.Current.CancellationToken);
            bytes[bytes.Length / 2] ^= 1;
            await File.WriteAllBytesAsync(file.FullName, bytes, TestContext.Current.CancellationToken);
        }
    }
}
