using Cairn.CommServe.Inventory;
using Cairn.CommServe.Refusals;
using Cairn.CommServe.Tasks;
using Cairn.CommServe.Tests.Catalog;
using Cairn.Scheduling;

namespace Cairn.CommServe.Tests.Tasks;

/// <summary>In the world of docs/examples/world.yaml.</summary>
public sealed class InventoryReferencesTests : IAsyncLifetime
{
    private static readonly DataPathSpec Tape =
        new() { MediaAgentId = 5, LibraryId = 3, DrivePoolId = 4, DriveId = 7, SpareGroupId = 6 };

    private CommServeInstance _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await CommServeInstance.WithExampleWorldAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public Task Devices_that_belong_together_are_accepted() =>
        CheckAsync(new BackupOptions { DataPath = Tape, ExportLocation = "vault-a", InTransitLocation = "Van-1" });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Not Available")]
    public Task No_devices_and_no_location_are_accepted(string? location) =>
        CheckAsync(new BackupOptions { ExportLocation = location, InTransitLocation = location });

    [Fact]
    public async Task Each_device_can_be_unknown()
    {
        await AssertRefusedAsync(RefusalKind.Unknown, "unknown-library", new() { LibraryId = 77 });
        await AssertRefusedAsync(RefusalKind.Unknown, "unknown-mediaagent", new() { MediaAgentId = 77 });
        await AssertRefusedAsync(RefusalKind.Unknown, "unknown-drivepool", new() { DrivePoolId = 77 });
        await AssertRefusedAsync(RefusalKind.Unknown, "unknown-drive", new() { DriveId = 77 });
        await AssertRefusedAsync(RefusalKind.Unknown, "unknown-sparegroup", new() { SpareGroupId = 77 });
    }

    [Fact]
    public async Task Devices_are_found_by_name_and_kept_by_id()
    {
        var named = new DataPathSpec
        {
            MediaAgentName = "MA1",
            LibraryName = "vtl1",
            DrivePoolName = "pool1",
            DriveName = "drive1",
            SpareGroupName = "Scratch",
        };

        Assert.Equal(Tape, (await CheckAsync(new BackupOptions { DataPath = named })).DataPath);
        Assert.Equal(Tape, (await CheckAsync(new BackupOptions { DataPath = named with { DriveId = 7, LibraryId = 3 } })).DataPath);
        await AssertRefusedAsync(RefusalKind.Unknown, "unknown-library", new() { LibraryName = "vtl9" });
        await AssertRefusedAsync(RefusalKind.Unknown, "unknown-sparegroup", new() { SpareGroupName = "none" });
        await AssertRefusedAsync(RefusalKind.Invalid, "data-path-contradicts", new() { LibraryName = "disk1", LibraryId = 3 });
        await AssertRefusedAsync(RefusalKind.Invalid, "data-path-contradicts", new() { LibraryName = "disk1", DriveName = "drive1" });
    }

    [Fact]
    public async Task Devices_of_different_libraries_are_refused()
    {
        await AssertRefusedAsync(RefusalKind.Invalid, "data-path-contradicts", new() { LibraryId = 9, DriveId = 7 });
        await AssertRefusedAsync(RefusalKind.Invalid, "data-path-contradicts", new() { LibraryId = 9, DrivePoolId = 4 });
        await AssertRefusedAsync(RefusalKind.Invalid, "data-path-contradicts", new() { LibraryId = 9, SpareGroupId = 6 });
        await AssertRefusedAsync(RefusalKind.Invalid, "data-path-contradicts", new() { MediaAgentId = 1, DriveId = 7 });
    }

    [Fact]
    public async Task An_unknown_location_is_refused()
    {
        var refusal = await Assert.ThrowsAsync<RefusalException>(() => CheckAsync(new BackupOptions { ExportLocation = "Vault-Z" }));

        Assert.Equal(
            ("unknown-location", RefusalKind.Unknown, "exportLocation", "Vault-Z"),
            (refusal.Word, refusal.Kind, refusal.Parameter, refusal.Value));
    }

    [Fact]
    public async Task An_alert_is_found_by_id_name_or_both()
    {
        var references = _server.Get<InventoryReferences>();

        Assert.Equal(12, await references.ResolveAlertAsync(new AlertSpec(12, null), Cancellation));
        Assert.Equal(12, await references.ResolveAlertAsync(new AlertSpec(null, "backup FAILED"), Cancellation));
        Assert.Equal(12, await references.ResolveAlertAsync(new AlertSpec(12, "Backup failed"), Cancellation));
        Assert.Null(await references.ResolveAlertAsync(new AlertSpec(null, ""), Cancellation));
    }

    [Fact]
    public async Task An_alert_that_is_unknown_or_two_is_refused()
    {
        var references = _server.Get<InventoryReferences>();
        await _server.Get<Apply>().RunAsync("alerts: [{ name: Other, id: 13 }]", dryRun: false, Cancellation);

        Assert.Equal("unknown-alert", await WordAsync(() => references.ResolveAlertAsync(new AlertSpec(99, null), Cancellation)));
        Assert.Equal("unknown-alert", await WordAsync(() => references.ResolveAlertAsync(new AlertSpec(null, "x"), Cancellation)));
        Assert.Equal("alert-contradicts", await WordAsync(() => references.ResolveAlertAsync(new AlertSpec(12, "Other"), Cancellation)));
    }

    [Fact]
    public async Task A_pattern_and_its_calendar_are_checked()
    {
        var references = _server.Get<InventoryReferences>();
        var daily = new SchedulePattern { Frequency = FrequencyType.Daily, CalendarId = 7, CalendarName = "Fiscal-445" };

        await references.CheckPatternAsync(daily, Cancellation);
        Assert.Equal("unknown-calendar", await WordAsync(() => references.CheckPatternAsync(daily with { CalendarId = 99 }, Cancellation)));
        Assert.Equal("weekly-without-days", await WordAsync(
            () => references.CheckPatternAsync(daily with { Frequency = FrequencyType.Weekly }, Cancellation)));
    }

    private static async Task<string> WordAsync(Func<Task> action) => (await Assert.ThrowsAsync<RefusalException>(action)).Word;

    private Task<BackupOptions> CheckAsync(BackupOptions options) => _server.Get<InventoryReferences>().ResolveAsync(options, Cancellation);

    private async Task AssertRefusedAsync(RefusalKind kind, string word, DataPathSpec path)
    {
        var refusal = await Assert.ThrowsAsync<RefusalException>(() => CheckAsync(new BackupOptions { DataPath = path }));
        Assert.Equal((word, kind), (refusal.Word, refusal.Kind));
    }
}
