namespace Cairn.Repository.Tests.Support;

/// <summary>One fault, at the n-th call (counted from 1) of the given sort, or of any.</summary>
internal sealed class FaultAt(int number, Fault fault, StoreCall? call = null) : FaultPlan(new Random(number))
{
    private int _calls;

    public bool HasHappened => _calls >= number;

    public override Fault Next(StoreCall found, string name)
    {
        if (call is not null && found != call)
            return Fault.None;
        _calls++;
        return _calls == number || fault is Fault.Dies or Fault.Full && HasHappened ? fault : Fault.None;
    }
}
