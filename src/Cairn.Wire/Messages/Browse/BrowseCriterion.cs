namespace Cairn.Wire.Messages.Browse;

/// <summary>A comparison of a field with values.</summary>
public sealed record BrowseCriterion
{
    /// <summary>FileName, FileSize or Flags.</summary>
    public string? Field { get; init; }

    /// <summary>GTE, LTE, EQUALSBLAH or IN.</summary>
    public string? DataOperator { get; init; }

    public IReadOnlyList<string>? Values { get; init; }
}
