namespace Cairn.Wire.Messages.Jobs;

/// <summary>One job of a list.</summary>
public sealed record JobEntry
{
    public JobSummary? JobSummary { get; init; }
}
