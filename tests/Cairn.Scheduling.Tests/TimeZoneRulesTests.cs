namespace Cairn.Scheduling.Tests;

public sealed class TimeZoneRulesTests
{
    [Theory]
    [InlineData(31, null, "America/New_York")]
    [InlineData(42, "Asia/Calcutta", "Asia/Calcutta")]
    [InlineData(7, "(UTC+04:00) Yerevan", "Asia/Yerevan")]
    [InlineData(100, "(UTC) Coordinated Universal Time", "Etc/UTC")]
    [InlineData(777, "Eastern Standard Time", "America/New_York")]
    [InlineData(null, "(GMT-05:00) Eastern Time (US & Canada)", "America/New_York")]
    [InlineData(null, "(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Europe/Berlin")]
    [InlineData(null, "europe/berlin", "Europe/Berlin")]
    [InlineData(null, "Europe/Madrid", "Europe/Madrid")]
    [InlineData(null, "utc", "Etc/UTC")]
    public void A_zone_is_found_by_all_of_its_names(int? id, string? name, string iana)
    {
        var (zone, error) = TimeZoneRules.Resolve(new() { TimeZoneId = id, TimeZoneName = name });

        Assert.Null(error);
        Assert.Equal(iana, zone?.Iana);
    }

    [Theory]
    [InlineData(ScheduleZone.CommServe)]
    [InlineData(ScheduleZone.Client)]
    public void A_zone_may_depend_on_who_is_meant(string name) =>
        Assert.Equal((new ScheduleZone(name, null), null), TimeZoneRules.Resolve(new() { TimeZoneName = name }));

    [Fact]
    public void No_zone_is_no_error() => Assert.Equal((null, null), TimeZoneRules.Resolve(new() { TimeZoneName = "" }));

    [Theory]
    [InlineData(777, null, "unknown-timezone", "TimeZoneId")]
    [InlineData(31, "Mars/Olympus", "unknown-timezone", "TimeZoneName")]
    [InlineData(null, "../zoneinfo/UTC", "unknown-timezone", "TimeZoneName")]
    [InlineData(null, "(UTC-05:00) ", "unknown-timezone", "TimeZoneName")]
    [InlineData(31, "UTC", "timezone-contradicts", "TimeZoneName")]
    [InlineData(31, ScheduleZone.CommServe, "timezone-contradicts", "TimeZoneName")]
    public void What_is_no_zone_or_two_is_refused(int? id, string? name, string word, string parameter)
    {
        var (zone, error) = TimeZoneRules.Resolve(new() { TimeZoneId = id, TimeZoneName = name });

        Assert.Null(zone);
        Assert.Equal((word, parameter), (error?.Word, error?.Parameter));
    }
}
