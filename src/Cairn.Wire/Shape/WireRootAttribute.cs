namespace Cairn.Wire.Shape;

/// <summary>The name of a message's root element in XML, and of the wrapper that JSON may have.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class WireRootAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
