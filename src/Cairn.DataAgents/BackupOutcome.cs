using Cairn.Repository.Trees;

namespace Cairn.DataAgents;

/// <summary>The root directory that was made, ready to be committed, and what was met.</summary>
public sealed record BackupOutcome(TreeRef Root, BackupCounts Counts);
