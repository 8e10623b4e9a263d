namespace Cairn.Wire.Shape;

/// <summary>Another name under which clients send the same; read, never written.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field, AllowMultiple = true)]
internal sealed class WireAliasAttribute(string name) : Attribute
{
    public string Name { get; } = name;

    /// <summary>Whether its use is worth a warning.</summary>
    public bool IsMisspelling { get; init; }
}
