namespace Cairn.Wire.Shape;

/// <summary>A text whose surrounding blanks belong to it, such as a path.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WireVerbatimAttribute : Attribute;
