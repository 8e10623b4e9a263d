namespace Cairn.Repository.Tests.Support;

/// <summary>
/// One fault, at the n-th call (counted from 1) of the given sort, or of any, and at those that repeat it, <paramref name="times"/>
/// times in all; a store that died or is full stays so.
/// </summary>
internal sealed class FaultAt(int number, Fault fault, StoreCall? call = null, int times = 1) : FaultPlan(new Random(number))
{
    private int _calls;

    public bool HasHappened => _calls >= number;

    /// <summary>The object that the fault was about, the first if it lasts; null before.</summary>
    public string? Name { get; private set; }

    public override Fault Next(StoreCall found, string name)
    {
        if (call is not null && found != call)
            return Fault.None;
        var calls = Interlocked.Increment(ref _calls);
        if (calls == number)
            Name = name;
        var isRepeated = calls > number && calls < number + times && name == Name;
        return calls == number || isRepeated || fault is Fault.Dies or Fault.Full && calls > number ? fault : Fault.None;
    }
}
