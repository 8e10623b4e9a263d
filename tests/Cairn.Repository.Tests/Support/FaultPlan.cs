namespace Cairn.Repository.Tests.Support;

/// <summary>Decides what goes wrong, call by call.</summary>
internal abstract class FaultPlan(Random random)
{
    /// <summary>For what else is left to chance: a list's order, the bit that flips.</summary>
    public Random Random { get; } = random;

    public abstract Fault Next(StoreCall call, string name);
}
