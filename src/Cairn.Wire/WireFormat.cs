namespace Cairn.Wire;

/// <summary>The two syntaxes of the dialect. They carry the same messages.</summary>
public enum WireFormat
{
    Json,
    Xml,
}
