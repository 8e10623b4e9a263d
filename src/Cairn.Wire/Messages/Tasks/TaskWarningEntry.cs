namespace Cairn.Wire.Messages.Tasks;

/// <summary>Something in a request that was accepted although it is odd.</summary>
public sealed record TaskWarningEntry
{
    /// <summary>A stable word, such as <c>misspelt-attribute</c>.</summary>
    public string? Warning { get; init; }

    /// <summary>The parameter's path in the request.</summary>
    public string? Parameter { get; init; }

    public string? Message { get; init; }
}
