namespace Cairn.Server.OpenApi;

/// <summary>One thing that clients can ask for, as the OpenAPI document tells it.</summary>
/// <param name="Method">GET, HEAD or POST.</param>
/// <param name="Path">As it is routed, with {parameters}.</param>
/// <param name="Id">The name that generated clients give it.</param>
/// <param name="Tag">The heading that it is shown under.</param>
/// <param name="Summary">What it does, in a line.</param>
internal sealed record ApiOperation(string Method, string Path, string Id, string Tag, string Summary)
{
    /// <summary>The message that it takes; null: no body, or no message.</summary>
    public Type? Request { get; init; }

    /// <summary>A body that it takes in the world of docs/examples/world.yaml; JSON unless <see cref="RequestMediaType"/> is set.</summary>
    public string? RequestExample { get; init; }

    /// <summary>Where the body is no message of the dialect: what it is.</summary>
    public string? RequestMediaType { get; init; }

    /// <summary>The message that a success has; null: it is what <see cref="AnswerMediaType"/> says.</summary>
    public Type? Answer { get; init; }
    public string AnswerExample { get; init; } = "";
    public string? AnswerMediaType { get; init; }
    public IReadOnlyList<ApiParameter> Query { get; init; } = [];
    public bool IsAnonymous { get; init; }
}

/// <summary>A parameter of a query.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type in JSON Schema.</param>
/// <param name="Meaning">For people.</param>
/// <param name="Values">What it can be, where it is one of a few words.</param>
internal sealed record ApiParameter(string Name, string Type, string Meaning, params string[] Values);
