namespace Cairn.Repository.Parity;

/// <summary>In what state the parity of an object is.</summary>
internal enum ParityState
{
    /// <summary>There is none, or nothing of it can be used.</summary>
    Absent,

    /// <summary>It is damaged itself, or isn't that of the object as it is. It may still heal.</summary>
    Damaged,

    Whole,
}
