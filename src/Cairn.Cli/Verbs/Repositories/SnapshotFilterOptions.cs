using System.CommandLine;
using Cairn.Repository.Retention;

namespace Cairn.Cli.Verbs.Repositories;

/// <summary>The options that say which snapshots are meant.</summary>
internal sealed class SnapshotFilterOptions
{
    private readonly Option<string[]> hosts = Repeatable("--host", "HOST", "Only those of this host; may be repeated.");

    private readonly Option<string[]> paths =
        Repeatable("--path", "PATH", "Only those that were asked for this path; may be repeated: for all of them.");

    private readonly Option<string[]> tags =
        Repeatable("--tag", "NAME[=VALUE]", "Only those with this tag; may be repeated: with all of them.");

    public void AddTo(Command command)
    {
        command.Add(hosts);
        command.Add(paths);
        command.Add(tags);
    }

    public SnapshotFilter Of(ParseResult parsed) => new()
    {
        Hosts = parsed.GetRequiredValue(hosts),
        Paths = [.. parsed.GetRequiredValue(paths).Select(Path.GetFullPath)],
        Tags = parsed.GetRequiredValue(tags),
    };

    public bool IsGiven(ParseResult parsed) =>
        parsed.GetRequiredValue(hosts).Length + parsed.GetRequiredValue(paths).Length + parsed.GetRequiredValue(tags).Length > 0;

    private static Option<string[]> Repeatable(string name, string helpName, string description) => new(name)
    {
        Description = description,
        HelpName = helpName,
        DefaultValueFactory = _ => [],
    };
}
