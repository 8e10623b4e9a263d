namespace Cairn.Wire.Messages.Errors;

/// <summary>One of the mistakes in a request; the members are those of <see cref="ErrorResponse"/>.</summary>
public sealed record ErrorItem
{
    public string? ErrorMessage { get; init; }

    public string? Error { get; init; }

    public string? Parameter { get; init; }

    public string? Path { get; init; }

    public string? Value { get; init; }

    public string? Allowed { get; init; }
}
