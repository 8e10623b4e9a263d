namespace Cairn.Scheduling;

/// <summary>The time zone that a schedule names.</summary>
/// <param name="Name">For people.</param>
/// <param name="Iana">
/// Its name in the IANA database; null for <see cref="CommServe"/> and <see cref="Client"/>, which depend on who is meant.
/// </param>
public sealed record ScheduleZone(string Name, string? Iana)
{
    public const string CommServe = "CommServe Time Zone";
    public const string Client = "Client Time Zone";
}
