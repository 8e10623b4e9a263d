using Cairn.CommServe.Catalog;
using Cairn.CommServe.Refusals;
using Cairn.CommServe.Tasks;
using Cairn.CommServe.Tests.Catalog;
using Cairn.CommServe.Tests.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Tests.Tasks;

/// <summary>In the world of docs/examples/world.yaml.</summary>
public sealed class EntityResolutionTests : IAsyncLifetime
{
    private readonly List<TaskWarning> _warnings = [];
    private CommServeInstance _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static AssociationSpec Projects => new()
    {
        ClientName = "client001",
        AppName = "File System",
        InstanceName = "DefaultInstanceName",
        BackupSetName = "defaultBackupSet",
        SubclientName = "projects",
    };

    public async ValueTask InitializeAsync() => _server = await CommServeInstance.WithExampleWorldAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_full_path_by_names_is_one_subclient()
    {
        var subclient = Assert.Single(await _server.Get<EntityResolution>().ResolveAsync([Projects], TestServer.Admin, Right.BackUp, _warnings, Cancellation));

        Assert.Equal(
            (12, 89, 33, "client001/File System/DefaultInstanceName/defaultBackupSet/projects"),
            (subclient.SubclientId, subclient.ClientId, subclient.ApplicationId, subclient.Path));
        Assert.Empty(_warnings);
    }

    [Fact]
    public async Task A_subclients_id_is_enough() => Assert.Equal([12, 22], await IdsAsync(
        new AssociationSpec { SubclientId = 12 }, new AssociationSpec { SubclientId = 22 }));

    [Fact]
    public async Task All_ids_and_names_together_must_only_agree() => Assert.Equal([12], await IdsAsync(Projects with
    {
        Type = EntityType.Subclient,
        CommCellId = 2,
        ClientId = 89,
        ApplicationId = 33,
        InstanceId = 1,
        BackupSetId = 180,
        SubclientId = 12,
    }));

    [Fact]
    public async Task A_missing_instance_is_filled_where_one_choice_remains() =>
        Assert.Equal([12], await IdsAsync(Projects with { InstanceName = null }));

    [Fact]
    public async Task A_subclient_that_only_one_set_of_the_client_has_needs_no_more() =>
        Assert.Equal([12], await IdsAsync(new AssociationSpec { ClientName = "client001", SubclientName = "projects" }));

    [Fact]
    public async Task Names_ignore_case() => Assert.Equal([12], await IdsAsync(new AssociationSpec
    {
        ClientName = "CLIENT001",
        AppName = "file system",
        BackupSetName = "DEFAULTBACKUPSET",
        SubclientName = "Projects",
    }));

    [Theory]
    [InlineData(29)]
    [InlineData(33)]
    public async Task The_Linux_file_system_is_the_File_System(int applicationId) => Assert.Equal([12], await IdsAsync(
        new AssociationSpec { ClientId = 89, ApplicationId = applicationId, SubclientName = "projects" }));

    [Fact]
    public async Task Instance_1_is_that_of_the_client_which_is_named()
    {
        Assert.Equal([10], await IdsAsync(new AssociationSpec { ClientId = 89, InstanceId = 1, SubclientName = "default" }));
        Assert.Equal(
            ["this-host/File System/DefaultInstanceName/defaultBackupSet/default"],
            (await ResolveAsync(new AssociationSpec { ClientId = 2, InstanceId = 1 })).Select(subclient => subclient.Path));
    }

    [Fact]
    public async Task A_backup_set_is_each_of_its_subclients()
    {
        Assert.Equal([10, 12], await IdsAsync(Projects with { Type = EntityType.BackupSet, SubclientName = null }));
        Assert.Equal([10, 12], await IdsAsync(
            new AssociationSpec { Type = EntityType.BackupSet, ClientId = 89, ApplicationId = 33, BackupSetId = 180 }));
        Assert.Equal([10, 12], await IdsAsync(Projects with { SubclientName = null }));
    }

    [Fact]
    public async Task The_same_subclient_twice_is_run_once() => Assert.Equal([12, 10], await IdsAsync(
        new AssociationSpec { SubclientId = 12 }, Projects, new AssociationSpec { BackupSetId = 180 }));

    [Fact]
    public async Task Members_that_are_off_or_empty_are_left_out_with_a_warning()
    {
        await SetAsync(10, subclient => subclient.BackupEnabled = false);

        Assert.Equal([12], await IdsAsync(new AssociationSpec { BackupSetId = 180 }));
        var warning = Assert.Single(_warnings);
        Assert.Equal("subclient-skipped", warning.Word);
        Assert.Contains("defaultBackupSet/default", warning.Message, StringComparison.Ordinal);

        await SetAsync(12, subclient => subclient.Content = []);
        await AssertRefusedAsync(RefusalKind.Conflict, "nothing-to-back-up", new AssociationSpec { BackupSetId = 180 });
    }

    [Fact]
    public async Task A_restore_leaves_out_no_member()
    {
        await SetAsync(10, subclient => subclient.BackupEnabled = false);
        await SetAsync(12, subclient => subclient.Content = []);

        var resolved = await _server.Get<EntityResolution>().ResolveAsync(
            [new AssociationSpec { BackupSetId = 180 }], TestServer.Admin, Right.Restore, _warnings, Cancellation);

        Assert.Equal([10, 12], resolved.Select(subclient => subclient.SubclientId));
        Assert.Empty(_warnings);
    }

    [Fact]
    public async Task Associations_that_repeat_are_resolved_once()
    {
        await SetAsync(10, subclient => subclient.BackupEnabled = false);

        Assert.Equal([12], await IdsAsync([.. Enumerable.Range(0, 900).Select(_ => new AssociationSpec { BackupSetId = 180 })]));
        Assert.Single(_warnings);
    }

    [Fact]
    public async Task A_subclient_that_was_named_is_resolved_but_says_why_it_cannot_be_backed_up()
    {
        await SetAsync(12, subclient => subclient.Content = []);

        var subclient = Assert.Single(await ResolveAsync(Projects));

        Assert.Contains("has no content", subclient.BackupObstacle, StringComparison.Ordinal);
        Assert.Equal("nothing-to-back-up", Assert.Throws<RefusalException>(subclient.DemandBackup).Word);
    }

    [Fact]
    public async Task Nothing_named_is_refused()
    {
        await AssertRefusedAsync(RefusalKind.Invalid, "associations-missing");
        await AssertRefusedAsync(RefusalKind.Invalid, "associations-missing", new AssociationSpec { CommCellId = 2 });
    }

    [Fact]
    public async Task What_does_not_exist_is_named_with_what_does()
    {
        var refusal = await AssertRefusedAsync(RefusalKind.Unknown, "unknown-client", Projects with { ClientName = "client999" });

        Assert.Equal(("clientName", "client999"), (refusal.Parameter, refusal.Value));
        Assert.Equal("clientName 'client999' is unknown; known clients: this-host, client001, client002, client003.", refusal.Message);
    }

    [Fact]
    public async Task A_huge_name_is_not_repeated_in_full()
    {
        var refusal = await AssertRefusedAsync(
            RefusalKind.Unknown, "unknown-client", Projects with { ClientName = new string('x', 100_000) });

        Assert.InRange(refusal.Message.Length, 1, 300);
        Assert.InRange(refusal.Value!.Length, 1, 100);
    }

    [Fact]
    public async Task Each_level_can_be_unknown()
    {
        await AssertRefusedAsync(RefusalKind.Unknown, "unknown-commcell", Projects with { CommCellId = 3 });
        await AssertRefusedAsync(RefusalKind.Unknown, "unknown-agent", Projects with { AppName = "Oracle" });
        await AssertRefusedAsync(RefusalKind.Unknown, "unknown-agent", new AssociationSpec { ClientId = 89, ApplicationId = 22 });
        await AssertRefusedAsync(RefusalKind.Unknown, "unknown-instance", Projects with { InstanceName = "other" });
        await AssertRefusedAsync(RefusalKind.Unknown, "unknown-backupset", Projects with { BackupSetName = "other" });
        await AssertRefusedAsync(RefusalKind.Unknown, "unknown-subclient", Projects with { SubclientName = "other" });
        await AssertRefusedAsync(RefusalKind.Unknown, "unknown-client", new AssociationSpec { ClientId = 999999 });
        await AssertRefusedAsync(RefusalKind.Unknown, "unknown-instance", new AssociationSpec { InstanceId = 999999 });
        await AssertRefusedAsync(RefusalKind.Unknown, "unknown-backupset", new AssociationSpec { BackupSetId = 999999 });
        await AssertRefusedAsync(RefusalKind.Unknown, "unknown-subclient", Projects with { SubclientId = 999999 });
    }

    [Fact]
    public async Task One_unknown_association_refuses_all() => await AssertRefusedAsync(
        RefusalKind.Unknown, "unknown-subclient", new AssociationSpec { SubclientId = 12 }, new AssociationSpec { SubclientId = 999999 });

    [Fact]
    public async Task An_id_that_contradicts_is_never_guessed_around()
    {
        await AssertRefusedAsync(RefusalKind.Invalid, "id-contradicts-name", Projects with { SubclientId = 10 });
        await AssertRefusedAsync(RefusalKind.Invalid, "id-contradicts-name", new AssociationSpec { ClientId = 90, SubclientId = 12 });
        await AssertRefusedAsync(RefusalKind.Invalid, "id-contradicts-name", Projects with { ClientId = 90 });
        await AssertRefusedAsync(RefusalKind.Invalid, "id-contradicts-name", Projects with { ApplicationId = 106 });
        await AssertRefusedAsync(RefusalKind.Invalid, "id-contradicts-name", Projects with { InstanceId = 100 });
        await AssertRefusedAsync(RefusalKind.Invalid, "id-contradicts-name", Projects with { BackupSetId = 190 });
        await AssertRefusedAsync(
            RefusalKind.Invalid, "id-contradicts-name", new AssociationSpec { SubclientId = 11, InstanceId = 1 });
        await AssertRefusedAsync(
            RefusalKind.Invalid, "id-contradicts-name", new AssociationSpec { SubclientId = 12, ClientName = "client999" });
    }

    [Fact]
    public async Task A_name_that_fits_twice_is_refused_with_its_choices()
    {
        var refusal = await AssertRefusedAsync(RefusalKind.Invalid, "ambiguous-entity",
            new AssociationSpec { ClientName = "client001", SubclientName = "default" });

        Assert.Contains("client001/File System/", refusal.Allowed, StringComparison.Ordinal);
        Assert.Contains("client001/Virtual Server/", refusal.Allowed, StringComparison.Ordinal);
        await AssertRefusedAsync(RefusalKind.Invalid, "ambiguous-entity", new AssociationSpec { ClientName = "client001" });
        await AssertRefusedAsync(RefusalKind.Invalid, "ambiguous-entity", new AssociationSpec { InstanceId = 1 });
    }

    [Fact]
    public async Task A_type_must_be_what_is_named()
    {
        await AssertRefusedAsync(
            RefusalKind.Invalid, "subclient-missing", Projects with { Type = EntityType.Subclient, SubclientName = null });
        await AssertRefusedAsync(RefusalKind.Invalid, "entity-type-contradicts", Projects with { Type = EntityType.BackupSet });
    }

    private Task<IReadOnlyList<ResolvedSubclient>> ResolveAsync(params AssociationSpec[] associations) =>
        _server.Get<EntityResolution>().ResolveAsync(associations, TestServer.Admin, Right.BackUp, _warnings, Cancellation);

    private async Task<IEnumerable<int>> IdsAsync(params AssociationSpec[] associations) =>
        (await ResolveAsync(associations)).Select(subclient => subclient.SubclientId);

    private async Task<RefusalException> AssertRefusedAsync(RefusalKind kind, string word, params AssociationSpec[] associations)
    {
        var refusal = await Assert.ThrowsAsync<RefusalException>(() => ResolveAsync(associations));
        Assert.Equal((word, kind), (refusal.Word, refusal.Kind));
        Assert.NotNull(refusal.Parameter);
        return refusal;
    }

    private async Task SetAsync(int subclientId, Action<Subclient> change)
    {
        await using var catalog = _server.OpenCatalog();
        change(await catalog.Subclients.SingleAsync(row => row.Id == subclientId, Cancellation));
        await catalog.SaveChangesAsync(Cancellation);
    }
}
