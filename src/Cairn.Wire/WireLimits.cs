namespace Cairn.Wire;

/// <summary>Bounds on a request body, applied while it is parsed (createtask-semantics.md section 12, "Hostile input").</summary>
public sealed record WireLimits
{
    public static WireLimits Default { get; } = new();

    /// <summary>Largest body in bytes, after decompression.</summary>
    public int BodyBytes { get; init; } = 1024 * 1024;

    /// <summary>How deep elements, or JSON objects and arrays, may lie in each other.</summary>
    public int Depth { get; init; } = 64;

    /// <summary>Attributes and child elements of one element, or keys and list items of one JSON object.</summary>
    public int Members { get; init; } = 1000;

    /// <summary>Warnings kept for one body; what comes after is only counted, so that a body can't fill the log.</summary>
    public int Warnings { get; init; } = 100;

    /// <summary>How many values that can't be read are told of one body.</summary>
    public int Refusals { get; init; } = 50;
}
