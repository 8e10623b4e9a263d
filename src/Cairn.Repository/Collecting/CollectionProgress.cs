namespace Cairn.Repository.Collecting;

/// <summary>How far a collection is: what it does now, and how many of how many it has done.</summary>
public sealed record CollectionProgress(string Phase, long Done, long Total);
