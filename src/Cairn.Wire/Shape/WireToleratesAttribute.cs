namespace Cairn.Wire.Shape;

/// <summary>
/// Members that real clients send here and that mean nothing to this server: reported as unused, not as unknown.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class WireToleratesAttribute(params string[] names) : Attribute
{
    public IReadOnlyList<string> Names { get; } = names;
}
