namespace Cairn.Wire;

/// <summary>Something in a body that was understood differently from how it was written, or not used at all.</summary>
/// <param name="Word">A stable word, one of the constants here.</param>
/// <param name="Path">Where it is, from below the root: <c>taskInfo.associations[0].subbclientName</c>.</param>
/// <param name="Message">The same for people.</param>
public sealed record WireWarning(string Word, string Path, string Message)
{
    /// <summary>No message of the dialect has such a member here; it was ignored.</summary>
    public const string UnknownMember = "unknown-member";

    /// <summary>A member that clients are known to send and that this server doesn't use.</summary>
    public const string UnusedMember = "unused-member";

    /// <summary>A known misspelling, taken as what it means.</summary>
    public const string MisspeltAttribute = "misspelt-attribute";

    /// <summary>There were more warnings than <see cref="WireLimits.Warnings"/>.</summary>
    public const string MoreWarnings = "more-warnings";
}
