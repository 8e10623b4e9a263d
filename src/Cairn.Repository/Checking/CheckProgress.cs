namespace Cairn.Repository.Checking;

/// <summary>
/// How far a check is. <see cref="Done"/> of <see cref="Total"/> objects of the current phase ("Packs", then "Snapshots").
/// </summary>
public sealed record CheckProgress(string Phase, long Done, long Total);
