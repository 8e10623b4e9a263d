namespace Cairn.Wire;

/// <summary>The stable words with which a body is refused. Scripts match on them, so they never change.</summary>
public static class WireError
{
    /// <summary>Neither well-formed XML nor JSON, empty, or in another encoding than UTF-8 or UTF-16.</summary>
    public const string Malformed = "malformed";

    /// <summary>Well-formed, but another message than this place takes.</summary>
    public const string UnexpectedRoot = "unexpected-root";

    /// <summary>A document type declaration: none is ever read.</summary>
    public const string DoctypeForbidden = "doctype-forbidden";

    public const string TooLarge = "too-large";
    public const string TooDeep = "too-deep";
    public const string TooManyMembers = "too-many-members";

    /// <summary>One parameter twice with different values; which one was meant is never guessed.</summary>
    public const string DuplicateParameter = "duplicate-parameter";

    /// <summary>Members where a plain value belongs, or a plain value where members belong.</summary>
    public const string InvalidShape = "invalid-shape";

    public const string InvalidBoolean = "invalid-boolean";
    public const string InvalidNumber = "invalid-number";
    public const string InvalidEnum = "invalid-enum";
    public const string InvalidTime = "invalid-time";
    public const string InvalidDuration = "invalid-duration";
    public const string InvalidDate = "invalid-date";

    /// <summary>A number, but not one that the parameter can have. It never wraps around.</summary>
    public const string OutOfRange = "out-of-range";
}
