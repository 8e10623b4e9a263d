using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Cairn.EndToEnd;

/// <summary><c>cairn repo</c> on one repository, opened with a password, or with a key file, which takes less time.</summary>
internal sealed class RepositoryRun(string repository, string? keyFile = null)
{
    /// <summary>Runs a verb to its end.</summary>
    public Task<Outcome> ToEndAsync(params string[] arguments) => Program.RunAsync(Start(arguments));

    /// <summary>Runs a verb that must succeed, and gives what it printed.</summary>
    public async Task<string> DoneAsync(params string[] arguments)
    {
        var outcome = await ToEndAsync(arguments);
        Assert.True(outcome.ExitCode == 0, $"cairn repo {string.Join(' ', arguments)}\n{outcome.Output}{outcome.Error}");
        return outcome.Output;
    }

    /// <summary>Runs a verb and kills it after a time, as <c>kill -9</c> does; null unless it ended before.</summary>
    public async Task<Outcome?> KilledAsync(TimeSpan after, params string[] arguments)
    {
        using var process = Process.Start(Start(arguments))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(after);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
        return process.ExitCode == KilledCode ? null : new Outcome(process.ExitCode, await output, await error);
    }

    public static string SnapshotOf(string backupOutput) => JsonNode.Parse(backupOutput)!["snapshot"]!.GetValue<string>();

    // 128 and the signal's number.
    private const int KilledCode = 137;

    private ProcessStartInfo Start(string[] arguments)
    {
        string[] key = keyFile is null ? [] : ["--key-file", keyFile];
        var start = Program.StartInfo(["repo", .. arguments, "--repo", repository, .. key]);
        if (keyFile is null)
            start.Environment["CAIRN_REPO_PASSWORD"] = "correct horse battery staple";
        return start;
    }
}
