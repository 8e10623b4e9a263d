namespace Cairn.CommServe.Refusals;

/// <summary>
/// The domain's "no": made where the rule lives, turned into an answer in one place. Nothing was created or changed.
/// </summary>
public sealed class RefusalException(RefusalKind kind, string word, string message) : Exception(message)
{
    public RefusalKind Kind { get; } = kind;

    /// <summary>Stable, for programs: <c>unknown-client</c>, <c>id-contradicts-name</c>, …</summary>
    public string Word { get; } = word;

    /// <summary>The wire name of the parameter at fault, the value it had (shortened), and what is allowed.</summary>
    public string? Parameter { get; init; }
    public string? Value { get; init; }
    public string? Allowed { get; init; }

    /// <summary>Which part of the request it is about, such as <c>taskInfo.associations[2]</c>; null is the whole.</summary>
    public string? Place { get; init; }

    /// <summary>The parameter's own place in the body.</summary>
    public string? Path { get; init; }

    /// <summary>What else is wrong with the request; none of them has others of its own.</summary>
    public IReadOnlyList<RefusalException> Others { get; init; } = [];

    /// <summary>The same about a part of the request, unless it names a part already.</summary>
    public RefusalException At(string? place) => Copy(Place ?? place, Path, Others);

    public RefusalException WithPath(string? path) => Copy(Place, path, Others);

    public RefusalException With(IReadOnlyList<RefusalException> others) => Copy(Place, Path, others);

    private RefusalException Copy(string? place, string? path, IReadOnlyList<RefusalException> others) => new(Kind, Word, Message)
    {
        Parameter = Parameter,
        Value = Value,
        Allowed = Allowed,
        Place = place,
        Path = path,
        Others = others,
    };
}

/// <summary>What sort of "no" it is; decides the HTTP status.</summary>
public enum RefusalKind
{
    /// <summary>Malformed or contradictory (400).</summary>
    Invalid,

    /// <summary>Names something that does not exist (404).</summary>
    Unknown,

    /// <summary>The caller may not (403).</summary>
    Forbidden,

    /// <summary>Not possible in the present state (409).</summary>
    Conflict,
}
