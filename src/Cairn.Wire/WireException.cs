using Cairn.Wire.Syntax;

namespace Cairn.Wire;

/// <summary>
/// A body was refused. The message is fit for the caller: it names the parameter, the value and what is allowed.
/// </summary>
public sealed class WireException : Exception
{
    private const int LongestEcho = 100;
    private const int LongestDetail = 200;

    private WireException(string error, string message)
        : base(message) => Error = error;

    /// <summary>The stable word, one of <see cref="WireError"/> or the word of a parameter's own rule.</summary>
    public string Error { get; }

    /// <summary>The wire name of the parameter, or null when the body as a whole is refused.</summary>
    public string? Parameter { get; private init; }

    /// <summary>
    /// The parameter's place from below the root, such as <c>taskInfo.subTasks[0].options.backupOpts.backupLevel</c>.
    /// </summary>
    public string? Path { get; private init; }

    /// <summary>The refused value, shortened to 100 characters.</summary>
    public string? Value { get; private init; }

    /// <summary>What the parameter may be, for people.</summary>
    public string? Allowed { get; private init; }

    /// <summary>What else in the body can't be read; none of them has others of its own.</summary>
    public IReadOnlyList<WireException> Others { get; private init; } = [];

    /// <summary>The first, with the others.</summary>
    internal static WireException Together(IReadOnlyList<WireException> refusals) =>
        new(refusals[0].Error, refusals[0].Message)
        {
            Parameter = refusals[0].Parameter,
            Path = refusals[0].Path,
            Value = refusals[0].Value,
            Allowed = refusals[0].Allowed,
            Others = [.. refusals.Skip(1)],
        };

    internal static WireException Body(string error, string message) => new(error, Shorten(message, LongestDetail));

    internal static WireException Malformed(string detail) =>
        Body(WireError.Malformed, $"Request body is not well-formed: {detail}");

    internal static WireException Member(string error, Node node, string problem) =>
        node.Name.Length == 0
            ? Body(error, $"Request body {problem}")
            : new(error, $"{node.Path} {problem}") { Parameter = node.Label, Path = node.Path };

    internal static WireException Root(Node node, string allowed)
    {
        var echo = Shorten(node.Name, LongestEcho);
        return new(WireError.UnexpectedRoot, $"Request body is a \"{echo}\" message; what is read here is: {allowed}.")
        {
            Parameter = "root",
            Path = node.Path,
            Value = echo,
            Allowed = allowed,
        };
    }

    internal static WireException Refused(string error, Node node, string parameter, string value, string allowed)
    {
        var echo = Shorten(value, LongestEcho);
        return new(error, $"{node.Path} can't be \"{echo}\"; allowed: {allowed}.")
        {
            Parameter = Shorten(parameter, LongestEcho),
            Path = node.Path,
            Value = echo,
            Allowed = allowed,
        };
    }

    private static string Shorten(string text, int longest) =>
        text.Length <= longest ? text : string.Concat(text.AsSpan(0, longest), "…");
}
