namespace Cairn.CommServe.Refusals;

/// <summary>Keeps what a caller sent from filling messages and logs.</summary>
public static class Shortening
{
    private const int MaximumLength = 64;

    public static string Shortened(this string value) =>
        value.Length <= MaximumLength ? value : $"{value.AsSpan(0, MaximumLength)}…";
}
