namespace Cairn.Wire.Shape;

/// <summary>The numbers that a parameter can have whatever the others are, both ends included.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WireRangeAttribute(long least, long most = long.MaxValue) : Attribute
{
    public long Least { get; } = least;

    public long Most { get; } = most;
}
