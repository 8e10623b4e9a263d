using Spectre.Console;

namespace Cairn.Cli.Display;

/// <summary>Shows how far something is: a bar on a terminal, else a plain line now and then.</summary>
internal static class ProgressDisplay
{
    /// <param name="shell">Where it is shown.</param>
    /// <param name="quiet">Show nothing: the output is for programs.</param>
    /// <param name="work">Does the work and tells how far it is, from any thread.</param>
    public static async Task<T> RunAsync<T>(Shell shell, bool quiet, Func<Action<ProgressState>, Task<T>> work)
    {
        if (quiet)
            return await work(_ => { });
        return shell.IsTerminal ? await WithBarAsync(shell, work) : await work(new ProgressLines(shell.Output).Show);
    }

    private static Task<T> WithBarAsync<T>(Shell shell, Func<Action<ProgressState>, Task<T>> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(shell.Output) });
        return console.Progress()
            .Columns(
                new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask("Starting");
                var result = await work(state =>
                {
                    bar.Description = Markup.Escape($"{state.Phase} {state.Detail}".TrimEnd());
                    bar.IsIndeterminate = state.Percent is null;
                    bar.Value = state.Percent ?? 0;
                });
                bar.IsIndeterminate = false;
                bar.Value = bar.MaxValue;
                return result;
            });
    }
}
