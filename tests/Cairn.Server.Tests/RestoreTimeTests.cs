using Cairn.CommServe.Refusals;
using Cairn.Server.CreateTask;
using Cairn.Wire;
using Cairn.Wire.Messages.CreateTask.Restore;
using Cairn.Wire.Messages.CreateTask.Schedule;

namespace Cairn.Server.Tests;

public sealed class RestoreTimeTests
{
    [Theory]
    [InlineData("2026-03-29 02:30:00", "2026-03-29T01:30:00Z")]
    [InlineData("2026-03-29 03:30:00", "2026-03-29T01:30:00Z")]
    [InlineData("2026-03-29 01:59:59", "2026-03-29T00:59:59Z")]
    [InlineData("0001-01-01 00:00:00", "0001-01-01T00:00:00Z")]
    public void A_time_that_the_clocks_skip_is_moved_as_the_clocks_are(string text, string instant)
    {
        Assert.True(WireDate.TryParse(text, out var date));
        var asked = new RestoreOptions
        {
            BrowseOption = new BrowseOption
            {
                TimeRange = new RestoreTimeRange { ToTimeValue = date },
                TimeZone = new TimeZoneReference { TimeZoneName = "Europe/Berlin" },
            },
        };
        var options = RestoreMapping.Options(asked, new RequestPart("restoreOptions", [], new RefusalList()));

        Assert.Equal(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture), options.At);
    }
}
