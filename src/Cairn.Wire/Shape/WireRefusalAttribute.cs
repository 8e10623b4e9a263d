namespace Cairn.Wire.Shape;

/// <summary>A parameter's own stable word for any value that can't be read, instead of the word of its type.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WireRefusalAttribute(string word) : Attribute
{
    public string Word { get; } = word;
}
