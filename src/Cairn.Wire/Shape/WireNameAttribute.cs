namespace Cairn.Wire.Shape;

/// <summary>
/// The name on the wire, where it isn't the property's in camelCase or the enumeration member's in UPPER_SNAKE_CASE.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class WireNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
