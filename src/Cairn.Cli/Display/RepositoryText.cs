using System.Globalization;
using Cairn.DataAgents;

namespace Cairn.Cli.Display;

/// <summary>What repository verbs did, for people.</summary>
internal static class RepositoryText
{
    public static void Print(this Shell shell, RepositoryBackupResult result)
    {
        shell.Output.WriteLine($"Snapshot {result.Snapshot}");
        shell.Output.WriteLine(
            $"  {Figures.Count(result.Files)} files ({Figures.Count(result.FilesUnchanged)} unchanged), "
            + $"{Figures.Count(result.Directories)} folders, {Figures.Bytes(result.Bytes)}");
        shell.Output.WriteLine(
            $"  {Figures.Bytes(result.BytesRead)} read, {Figures.Bytes(result.BytesNew)} new, {Figures.Bytes(result.BytesStored)} stored, "
            + string.Create(CultureInfo.InvariantCulture, $"{result.Seconds:0.0} s"));
        if (result.Errors > 0)
            shell.Output.WriteLine($"  {Figures.Count(result.Errors)} could not be read");
    }

    public static void Print(this Shell shell, RestoreOutcome outcome, string target)
    {
        shell.Output.WriteLine(
            $"Restored {Figures.Count(outcome.Files)} files, {Figures.Count(outcome.Directories)} folders, "
            + $"{Figures.Bytes(outcome.Bytes)} to {target}");
        if (outcome.Skipped > 0)
            shell.Output.WriteLine($"  {Figures.Count(outcome.Skipped)} left as they were");
        if (outcome.Failed + outcome.Incomplete > 0)
            shell.Output.WriteLine($"  {Figures.Count(outcome.Failed)} failed, {Figures.Count(outcome.Incomplete)} incomplete");
    }
}
