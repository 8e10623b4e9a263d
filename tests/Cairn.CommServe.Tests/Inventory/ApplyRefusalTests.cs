using Cairn.CommServe.Inventory;
using Cairn.CommServe.Refusals;
using Cairn.CommServe.Tests.Catalog;

namespace Cairn.CommServe.Tests.Inventory;

/// <summary>On top of docs/examples/world.yaml.</summary>
public sealed class ApplyRefusalTests : IAsyncLifetime
{
    private CommServeInstance _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await CommServeInstance.WithExampleWorldAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("", "malformed-document", null)]
    [InlineData("- a", "malformed-document", null)]
    [InlineData("a: [", "malformed-document", null)]
    [InlineData("{}\n---\n{}", "malformed-document", null)]
    [InlineData("locations: []\nlocations: []", "malformed-document", null)]
    [InlineData("locations: &a [{ name: x }]\nalerts: *a", "malformed-document", null)]
    [InlineData("clinets: []", "unknown-key", "clinets")]
    [InlineData("clients: [{ name: x, agents: [{ appName: MySQL, instance: [] }] }]", "unknown-key", "clients[0].agents[0].instance")]
    [InlineData("clients: {}", "invalid-value", "clients")]
    [InlineData("clients: [x]", "invalid-value", "clients[0]")]
    [InlineData("clients: [{ id: 5 }]", "missing-key", "clients[0].name")]
    [InlineData("clients: [{ name: [x] }]", "invalid-value", "clients[0].name")]
    [InlineData("clients: [{ name: ' x' }]", "invalid-value", "clients[0].name")]
    [InlineData("clients: [{ name: x, id: 0 }]", "invalid-value", "clients[0].id")]
    [InlineData("clients: [{ name: x, id: 4294967296 }]", "invalid-value", "clients[0].id")]
    [InlineData("clients: [{ name: x, id: 2147483647 }]", "invalid-value", "clients[0].id")]
    [InlineData("clients: [{ name: x }, { name: X }]", "duplicate-name", "clients[1]")]
    [InlineData("clients: [{ name: client001, id: 88 }]", "id-contradicts-name", "clients[0].id")]
    [InlineData("clients: [{ name: x, id: 89 }]", "id-taken", "clients[0].id")]
    [InlineData("clients: [{ name: x, id: 70 }, { name: y, id: 70 }]", "id-taken", "clients[1].id")]
    [InlineData("clients: [{ name: x, agents: [{ appName: Novel }] }]", "invalid-value", "clients[0].agents[0].appName")]
    [InlineData("clients: [{ name: x, agents: [{ applicationId: 9999 }] }]", "missing-key", "clients[0].agents[0].appName")]
    [InlineData("clients: [{ name: x, agents: [{ appName: MySQL, applicationId: 33 }] }]", "id-contradicts-name", "clients[0].agents[0].applicationId")]
    [InlineData("clients: [{ name: x, agents: [{ appName: Novel, applicationId: 104 }] }]", "id-contradicts-name", "clients[0].agents[0].appName")]
    [InlineData("clients: [{ name: x, agents: [{ appName: File System }, { applicationId: 29 }] }]", "duplicate-name", "clients[0].agents[1]")]
    [InlineData("clients: [{ name: x, agents: [{ applicationId: 33, instances: [{ name: i, id: 4 }] }] }]", "invalid-value", "clients[0].agents[0].instances[0].id")]
    [InlineData("clients: [{ name: x, agents: [{ appName: MySQL, instances: [{ name: i, id: 1 }] }] }]", "invalid-value", "clients[0].agents[0].instances[0].id")]
    [InlineData("clients: [{ name: x, agents: [{ appName: MySQL, instances: [{ name: i, id: 101 }] }] }]", "id-taken", "clients[0].agents[0].instances[0].id")]
    [InlineData("libraries: [{ name: l }]", "missing-key", "libraries[0].kind")]
    [InlineData("libraries: [{ name: l, kind: cloud }]", "invalid-value", "libraries[0].kind")]
    [InlineData("libraries: [{ name: vtl1, kind: disk, mountPath: /x }]", "invalid-value", "libraries[0].kind")]
    [InlineData("libraries: [{ name: l, kind: disk }]", "invalid-value", "libraries[0].mountPath")]
    [InlineData("libraries: [{ name: l, kind: disk, mountPath: libraries/disk1 }]", "invalid-value", "libraries[0].mountPath")]
    [InlineData("libraries: [{ name: disk1, drivePools: [] }]", "invalid-value", "libraries[0].kind")]
    [InlineData("libraries: [{ name: vtl1, mediaAgent: ma9 }]", "unknown-reference", "libraries[0].mediaAgent")]
    [InlineData("storagePolicies: [{ name: p }]", "invalid-value", "storagePolicies[0].copies")]
    [InlineData("storagePolicies: [{ name: p, copies: [{ name: c }] }]", "missing-key", "storagePolicies[0].copies[0].library")]
    [InlineData("storagePolicies: [{ name: p, copies: [{ name: c, library: x }] }]", "unknown-reference", "storagePolicies[0].copies[0].library")]
    [InlineData("storagePolicies: [{ name: p, copies: [{ name: c, library: disk1, retentionDays: 0 }] }]", "invalid-value", "storagePolicies[0].copies[0].retentionDays")]
    [InlineData("storagePolicies: [{ name: disk-policy, copies: [{ name: Second, library: disk1, precedence: 1 }] }]", "invalid-value", "storagePolicies[0].copies[0].precedence")]
    [InlineData("storagePolicies: [{ name: disk-policy, copies: [{ name: Primary, precedence: 2 }] }]", "invalid-value", "storagePolicies[0].copies[0].precedence")]
    [InlineData("users: [{ name: u }]", "missing-key", "users[0].password")]
    [InlineData("users: [{ name: u, password: '' }]", "invalid-value", "users[0].password")]
    [InlineData("users: [{ name: u, password: a, passwordFile: /b }]", "invalid-value", "users[0].passwordFile")]
    [InlineData("users: [{ name: u, passwordFile: /nonesuch/file }]", "invalid-value", "users[0].passwordFile")]
    [InlineData("users: [{ name: u, passwordFile: file }]", "relative-path", "users[0].passwordFile")]
    [InlineData("users: [{ name: u, password: \"a\\0b\" }]", "invalid-value", "users[0].password")]
    [InlineData("users: [{ name: u, password: \"\\uFFFD\" }]", "invalid-value", "users[0].password")]
    [InlineData("users: [{ name: u, password: a, role: owner }]", "unknown-reference", "users[0].role")]
    [InlineData("users: [{ name: admin, role: viewer }]", "last-administrator", "users")]
    [InlineData("users: [{ name: admin, associations: [{ role: administrator, client: client001 }] }]", "last-administrator", "users")]
    [InlineData("roles: [{ name: administrator, rights: [view] }]", "last-administrator", "users")]
    [InlineData("roles: [{ name: r }]", "missing-key", "roles[0].rights")]
    [InlineData("roles: [{ name: viewer, rights: }]", "missing-key", "roles[0].rights")]
    [InlineData("roles: [{ name: r, rights: view }]", "invalid-value", "roles[0].rights")]
    [InlineData("roles: [{ name: r, rights: [view, delete] }]", "invalid-value", "roles[0].rights[1]")]
    [InlineData("roles: [{ name: r, rights: [none] }]", "invalid-value", "roles[0].rights[0]")]
    [InlineData("roles: [{ name: r, rights: ['8'] }]", "invalid-value", "roles[0].rights[0]")]
    [InlineData("roles: [{ name: Viewer, id: 9, rights: [view] }]", "id-contradicts-name", "roles[0].id")]
    [InlineData("users: [{ name: viewer, role: viewer, associations: [] }]", "invalid-value", "users[0].role")]
    [InlineData("users: [{ name: viewer, associations: [{ client: client001 }] }]", "missing-key", "users[0].associations[0].role")]
    [InlineData("users: [{ name: viewer, associations: [{ role: nobody }] }]", "unknown-reference", "users[0].associations[0].role")]
    [InlineData("users: [{ name: viewer, associations: [{ role: viewer, client: }] }]", "invalid-value", "users[0].associations[0].client")]
    [InlineData("users: [{ name: viewer, associations: [{ role: viewer, client: client009 }] }]", "unknown-reference", "users[0].associations[0].client")]
    [InlineData("users: [{ name: viewer, associations: [{ role: viewer, subclient: default }] }]", "missing-key", "users[0].associations[0].subclient")]
    [InlineData("users: [{ name: viewer, associations: [{ role: viewer, client: client003, agent: Active Directory }] }]", "missing-key", "users[0].associations[0].agent")]
    [InlineData("users: [{ name: viewer, associations: [{ role: viewer, client: client001, backupSet: defaultBackupSet }] }]", "missing-key", "users[0].associations[0]")]
    [InlineData("users: [{ name: viewer, associations: [{ role: viewer, client: client003, backupSet: none }] }]", "unknown-reference", "users[0].associations[0].backupSet")]
    [InlineData("users: [{ name: viewer, associations: [{ role: viewer, client: client003, subclient: }] }]", "invalid-value", "users[0].associations[0].subclient")]
    [InlineData("users: [{ name: viewer, associations: [{ role: viewer }, { role: VIEWER }] }]", "duplicate-name", "users[0].associations[1]")]
    [InlineData("commCell: { timeZone: Mars/Olympus }", "invalid-value", "commCell.timeZone")]
    public Task A_document_at_fault_is_refused_with_its_place(string document, string word, string? place) =>
        AssertRefusedAsync(document, word, place);

    [Theory]
    [InlineData("content: [/srv/a, srv/b]", "relative-path", "content[1]")]
    [InlineData("content: /srv", "invalid-value", "content")]
    [InlineData("content: [{ path: /srv }]", "invalid-value", "content[0]")]
    [InlineData("storagePolicy: nonesuch", "unknown-reference", "storagePolicy")]
    [InlineData("backupEnabled: maybe", "invalid-value", "backupEnabled")]
    [InlineData("id: 12", "id-taken", "id")]
    public Task A_subclient_at_fault_is_refused_with_its_place(string subclient, string word, string place) => AssertRefusedAsync(
        $$"""
        locations: [{ name: not-to-be-made }]
        clients:
          - name: client001
            agents:
              - appName: File System
                instances:
                  - name: DefaultInstanceName
                    backupSets:
                      - name: defaultBackupSet
                        subclients: [{ name: more, {{subclient}} }]
        """,
        word, $"clients[0].agents[0].instances[0].backupSets[0].subclients[0].{place}");

    [Fact]
    public Task Deep_nesting_is_refused() => AssertRefusedAsync(new string('[', 100_000), "malformed-document", null);

    private async Task AssertRefusedAsync(string document, string word, string? place)
    {
        await using var catalog = _server.OpenCatalog();
        var before = await ApplyTests.ContentsAsync(catalog);

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => _server.Get<Apply>().RunAsync(document, dryRun: false, Cancellation));

        Assert.Equal((word, place, RefusalKind.Invalid), (refusal.Word, refusal.Parameter, refusal.Kind));
        Assert.Equal(before, await ApplyTests.ContentsAsync(catalog));
    }
}
