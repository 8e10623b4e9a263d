namespace Cairn.Wire.Shape;

/// <summary>
/// A text whose surrounding blanks belong to it, such as a path. In the text of an XML element they are layout and don't.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WireVerbatimAttribute : Attribute;
