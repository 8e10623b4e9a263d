using Cairn.Repository.Retention;

namespace Cairn.Cli.Display;

/// <summary>What rules say about the backups of one host and the same paths.</summary>
internal sealed record DecidedSeries(string Host, IReadOnlyList<string> Paths, IReadOnlyList<KeepDecision> Decisions);
