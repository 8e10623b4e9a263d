namespace Cairn.CommServe.Inventory;

/// <summary>What applying a document did, or with a dry run would do: a line for each entity that it mentions.</summary>
public sealed record ApplyReport(IReadOnlyList<ApplyChange> Changes);

/// <param name="Action"><c>create</c>, <c>change</c>, <c>unchanged</c>, or for an association <c>delete</c>.</param>
/// <param name="Entity">Kind and path, for example <c>subclient client002/MySQL/maria/defaultDummyBackupSet/default</c>.</param>
/// <param name="Detail">For a change: the properties that change, with what they were. Never a password.</param>
public sealed record ApplyChange(string Action, string Entity, string? Detail);
