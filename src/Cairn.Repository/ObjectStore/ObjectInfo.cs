namespace Cairn.Repository.ObjectStore;

/// <summary>An object's name and its length in bytes.</summary>
public sealed record ObjectInfo(string Name, long Length);
