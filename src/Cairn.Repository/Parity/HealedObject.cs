namespace Cairn.Repository.Parity;

/// <summary>An object that was found damaged, and how many of its blocks parity gave back.</summary>
public sealed record HealedObject(string Name, int Blocks);
