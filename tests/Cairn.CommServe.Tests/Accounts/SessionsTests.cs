using Cairn.CommServe.Accounts;
using Cairn.CommServe.Catalog;
using Cairn.CommServe.Tests.Catalog;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Tests.Accounts;

public sealed class SessionsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_is_accepted_with_and_without_its_prefix()
    {
        await using var server = await CommServeInstance.StartedAsync();
        var token = await TokenAsync(server);

        var caller = await CallerAsync(server, token);

        Assert.Equal(("admin", true), (caller?.Name, caller?.Rights.May(Right.Administer, EntityPath.CommCell)));
        Assert.Equal(caller?.UserId, (await CallerAsync(server, token["QSDK ".Length..]))?.UserId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("QSDK ")]
    [InlineData("QSDK 0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("QSDK zz00000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("QSDK 00")]
    [InlineData("' OR 1=1 --")]
    public async Task A_token_that_is_not_ours_is_nobody(string token)
    {
        await using var server = await CommServeInstance.StartedAsync();
        await TokenAsync(server);

        Assert.Null(await CallerAsync(server, token));
    }

    [Fact]
    public async Task A_session_lives_as_long_as_it_is_used_and_ends_after_thirty_idle_minutes()
    {
        await using var server = await CommServeInstance.StartedAsync();
        var token = await TokenAsync(server);
        for (var uses = 0; uses < 4; uses++)
        {
            server.Time.Advance(TimeSpan.FromMinutes(29));
            Assert.NotNull(await CallerAsync(server, token));
        }

        server.Time.Advance(TimeSpan.FromMinutes(30) + TimeSpan.FromSeconds(1));
        Assert.Null(await CallerAsync(server, token));
        await using var catalog = server.OpenCatalog();
        Assert.Equal(0, await catalog.LoginSessions.CountAsync(Cancellation));
    }

    [Fact]
    public async Task A_use_is_written_down_at_most_once_a_minute()
    {
        await using var server = await CommServeInstance.StartedAsync();
        var token = await TokenAsync(server);
        await using var catalog = server.OpenCatalog();
        var begun = await LastUseAsync(catalog);

        server.Time.Advance(TimeSpan.FromSeconds(59));
        await CallerAsync(server, token);
        Assert.Equal(begun, await LastUseAsync(catalog));
        server.Time.Advance(TimeSpan.FromSeconds(1));
        await CallerAsync(server, token);
        Assert.Equal(begun + TimeSpan.FromMinutes(1), await LastUseAsync(catalog));
    }

    [Fact]
    public async Task A_login_throws_out_what_has_expired()
    {
        await using var server = await CommServeInstance.StartedAsync();
        await TokenAsync(server);
        server.Time.Advance(TimeSpan.FromMinutes(31));
        await TokenAsync(server);
        await using var catalog = server.OpenCatalog();

        Assert.Equal(1, await catalog.LoginSessions.CountAsync(Cancellation));
    }

    [Fact]
    public async Task A_session_that_was_ended_is_over_and_others_go_on()
    {
        await using var server = await CommServeInstance.StartedAsync();
        var ended = await TokenAsync(server);
        var other = await TokenAsync(server);

        await server.Get<Sessions>().EndAsync(ended, Cancellation);

        Assert.Null(await CallerAsync(server, ended));
        Assert.NotNull(await CallerAsync(server, other));
    }

    [Fact]
    public async Task The_token_itself_is_nowhere_in_the_catalog()
    {
        await using var server = await CommServeInstance.StartedAsync();
        var token = Convert.FromHexString((await TokenAsync(server))["QSDK ".Length..]);
        await using var catalog = server.OpenCatalog();

        Assert.NotEqual(token, await catalog.LoginSessions.Select(row => row.TokenHash).SingleAsync(Cancellation));
    }

    private static async Task<string> TokenAsync(CommServeInstance server) => Assert.IsType<LoginResult.LoggedIn>(
        await server.Get<Login>().RunAsync("admin", CommServeInstance.AdminPassword, Cancellation)).Token;

    private static Task<Caller?> CallerAsync(CommServeInstance server, string token) =>
        server.Get<Sessions>().AuthenticateAsync(token, Cancellation);

    private static Task<DateTimeOffset> LastUseAsync(CatalogContext catalog) =>
        catalog.LoginSessions.AsNoTracking().Select(row => row.LastUsedAt).SingleAsync(Cancellation);
}
