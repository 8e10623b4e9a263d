using Cairn.Repository.Tests.Support;

namespace Cairn.Repository.Tests.Simulation;

/// <summary>Faults by chance, one in <c>FaultEvery</c> calls, and all puts while the world has no room.</summary>
internal sealed class RandomFaults(World world, Random random) : FaultPlan(random)
{
    private static readonly Fault[] OfPuts = [Fault.Fails, Fault.TimesOut, Fault.AnswerLost, Fault.AnsweredTwice];
    private static readonly Fault[] OfReads = [Fault.Fails, Fault.TimesOut, Fault.FlipsBit];
    private static readonly Fault[] OfOthers = [Fault.Fails, Fault.TimesOut, Fault.AnswerLost];

    /// <summary>What was read wrongly once: where that happens twice running, it is taken for damage at rest.</summary>
    private readonly HashSet<string> _flipped = [];

    public override Fault Next(StoreCall call, string name)
    {
        if (call == StoreCall.Put && world.IsFull)
            return Fault.Full;
        if (world.FaultEvery == 0 || Random.Next(world.FaultEvery) > 0)
            return Fault.None;
        var faults = call switch
        {
            StoreCall.Put => OfPuts,
            StoreCall.Get or StoreCall.Read => OfReads,
            _ => OfOthers,
        };
        var fault = faults[Random.Next(faults.Length)];
        return fault == Fault.FlipsBit && !_flipped.Add(name) ? Fault.None : fault;
    }
}
