namespace Cairn.Wire.Shape;

/// <summary>The member that is meant when a plain value stands where members belong: <c>exportLocation="Vault-A"</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WireTextAttribute : Attribute;
