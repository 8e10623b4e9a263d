namespace Cairn.Wire.Messages.Tasks;

/// <summary>One parameter of a task: what the request gave, and what the server took.</summary>
public sealed record TaskParameter
{
    /// <summary>Where it is in the request, without regard to how that spelt it.</summary>
    public string? Path { get; init; }

    /// <summary>Null when the request didn't give it.</summary>
    public string? Given { get; init; }

    /// <summary>Null when it is not used.</summary>
    public string? Taken { get; init; }

    public ParameterUse? Use { get; init; }
}
