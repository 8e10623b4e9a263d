using System.CommandLine;
using Cairn.Cli.Display;
using Cairn.Repository;
using Cairn.Repository.Checking;

namespace Cairn.Cli.Verbs.Repositories;

/// <summary><c>cairn repo check</c>: is everything there, and as it was written.</summary>
internal static class CheckVerb
{
    public static Command Create(Shell shell, RepositoryAccess access)
    {
        var readData = new Option<string?>("--read-data")
        {
            Description = "Read and verify all data, or so much of it chosen at random, not only what leads to it.",
            HelpName = "PERCENT",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var scrub = new Option<bool>("--scrub")
        {
            Description = "With --read-data=PERCENT: go on where the last such run ended, so that in time everything is read.",
        };
        var repair = new Option<bool>("--repair")
        {
            Description = "Make whole what can be; what can't is given up, so that a later backup stores it again.",
        };
        var json = CommonOption.Json();
        var command = new Command("check", "Verify the repository; exit code 1 if something is wrong.") { readData, scrub, repair, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var reads = parsed.GetResult(readData) is not null;
            if (parsed.GetValue(scrub) && !reads)
                throw new UsageException("--scrub needs --read-data=PERCENT: how much is to be read this time.");
            var options = new CheckOptions
            {
                ReadData = reads,
                Percent = parsed.GetValue(readData) is { } text ? Percentage.Parse(text, "--read-data", mayBeZero: false) : 100,
                Scrub = parsed.GetValue(scrub),
            };
            var repository = await access.OpenAsync(parsed, cancellationToken);
            var result = await ProgressDisplay.RunAsync(shell, parsed.GetValue(json), show =>
                RunAsync(repository, options, parsed.GetValue(repair), show, cancellationToken));
            if (parsed.GetValue(json))
                shell.PrintJson(result, CliJson.Default.CheckResult);
            else
                shell.Print(result);
            return result.Healthy ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static async Task<CheckResult> RunAsync(
        BackupRepository repository, CheckOptions options, bool repair, Action<ProgressState> show, CancellationToken cancellationToken)
    {
        var progress = new ShownProgress<CheckProgress>(show, value => new ProgressState(
            value.Phase, value.Total == 0 ? null : 100.0 * value.Done / value.Total, $"{value.Done} of {value.Total}"));
        return repair
            ? CheckResult.Of(await new RepositoryRepair(repository).RunAsync(options, progress, cancellationToken))
            : CheckResult.Of(await new RepositoryCheck(repository).RunAsync(options, progress, cancellationToken));
    }
}
