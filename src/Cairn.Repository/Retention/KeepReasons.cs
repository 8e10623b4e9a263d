namespace Cairn.Repository.Retention;

/// <summary>The rules that keep a snapshot.</summary>
[Flags]
public enum KeepReasons
{
    None = 0,
    Last = 1,
    Hourly = 2,
    Daily = 4,
    Weekly = 8,
    Monthly = 16,
    Yearly = 32,
    Within = 64,

    /// <summary>Its time lies in the future, so that no rule can judge it.</summary>
    Future = 128,
}
