namespace Cairn.Repository.Tests.Simulation;

/// <summary>What becomes of objects that lie in the store.</summary>
internal enum Rot
{
    None,

    /// <summary>Damage that parity can undo: nothing may ever be missing.</summary>
    Healable,

    /// <summary>More than that: what is lost must be known to be, and nothing else may be lost with it.</summary>
    Beyond,
}
