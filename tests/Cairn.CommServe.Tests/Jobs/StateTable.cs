using System.Text;
using Cairn.CommServe.Jobs;

namespace Cairn.CommServe.Tests.Jobs;

/// <summary>The state machine as a table of docs/jobs.md.</summary>
internal static class StateTable
{
    public const string Begin = "| state |";
    public const string End = "\n\nAn empty";

    public static string ManualFile { get; } = FindManual(AppContext.BaseDirectory);

    private static readonly (JobTrigger Trigger, string Heading)[] Columns =
    [
        (JobTrigger.Dispatch, "its turn"),
        (JobTrigger.Complete, "done"),
        (JobTrigger.CompleteWithErrors, "done, some items failed"),
        (JobTrigger.CompleteWithWarnings, "done, something odd"),
        (JobTrigger.Fail, "can't be done"),
        (JobTrigger.BreakOff, "broke off"),
        (JobTrigger.Stop, "stopped"),
        (JobTrigger.AskSuspend, "suspend"),
        (JobTrigger.AskResume, "resume"),
        (JobTrigger.AskKill, "kill"),
    ];

    private static string FindManual(string folder) => File.Exists(Path.Combine(folder, "docs", "jobs.md"))
        ? Path.Combine(folder, "docs", "jobs.md")
        : FindManual(Path.GetDirectoryName(folder) ?? throw new FileNotFoundException("docs/jobs.md is in no folder above the tests."));

    public static string Print()
    {
        Assert.Equal(Enum.GetValues<JobTrigger>().Order(), Columns.Select(column => column.Trigger).Order());
        var table = new StringBuilder();
        table.Append(Begin).Append(' ').AppendJoin(" | ", Columns.Select(column => column.Heading)).Append(" |\n");
        table.Append('|').Insert(table.Length, " --- |", Columns.Length + 1);
        foreach (var state in Enum.GetValues<JobState>())
            table.Append("\n| ").Append(state.Text()).Append(" | ")
                .AppendJoin(" | ", Columns.Select(column => JobStateMachine.Next(state, column.Trigger)?.Text())).Append(" |");
        return table.ToString();
    }
}
