using System.CommandLine;
using Cairn.Repository.Collecting;

namespace Cairn.Cli.Verbs.Repositories;

/// <summary>The options of a collection, for the verbs that can run one.</summary>
internal sealed class PruneOptions
{
    private readonly Option<string?> maxUnused = new("--max-unused")
    {
        Description = "How much of the repository may be waste afterwards (default 2 %); less waste costs more rewriting.",
        HelpName = "PERCENT",
    };

    private readonly Option<bool> wait = new("--wait")
    {
        Description = "Wait for backups that began earlier; those that died are recognised after some minutes (the default).",
    };

    private readonly Option<bool> noWait = new("--no-wait")
    {
        Description = "Where backups would have to be waited for, end; the next prune goes on.",
    };

    public void AddTo(Command command)
    {
        command.Add(maxUnused);
        command.Add(wait);
        command.Add(noWait);
    }

    public bool IsGiven(ParseResult parsed) =>
        parsed.GetValue(maxUnused) is not null || parsed.GetValue(wait) || parsed.GetValue(noWait);

    /// <exception cref="UsageException">The percentage is none, or the options contradict each other.</exception>
    public CollectionOptions Of(ParseResult parsed, bool dryRun)
    {
        if (parsed.GetValue(wait) && parsed.GetValue(noWait))
            throw new UsageException("--wait and --no-wait contradict each other.");
        var options = new CollectionOptions { DryRun = dryRun, Wait = !parsed.GetValue(noWait) };
        if (parsed.GetValue(maxUnused) is not { } text)
            return options;
        var waste = Percentage.Parse(text, "--max-unused", mayBeZero: true) / 100;
        return options with { TotalWaste = waste, PackWaste = Math.Min(options.PackWaste, waste) };
    }
}
