namespace Cairn.Repository.Faults;

/// <summary>Snapshots were to be forgotten by rules, and no rule says what to keep; nothing was removed.</summary>
public sealed class NoKeepRulesException()
    : RepositoryException("no-keep-rules", "No rule says what to keep, so nothing was removed.");
