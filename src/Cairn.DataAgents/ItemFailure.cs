namespace Cairn.DataAgents;

/// <summary>
/// An item that couldn't be dealt with, and why, in plain words. <paramref name="Kept"/>: it was backed up or restored all the same, but not
/// quite as it is (it changed while it was read; its owner couldn't be set).
/// </summary>
public sealed record ItemFailure(string Path, string Reason, bool Kept = false);
