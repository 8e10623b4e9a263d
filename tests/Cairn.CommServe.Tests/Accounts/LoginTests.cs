using Cairn.CommServe.Accounts;
using Cairn.CommServe.Catalog;
using Cairn.CommServe.Tests.Catalog;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Cairn.CommServe.Tests.Accounts;

public sealed class LoginTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_right_password_gives_a_token_and_the_name_may_be_in_any_case()
    {
        await using var server = await CommServeInstance.StartedAsync();

        var result = Assert.IsType<LoginResult.LoggedIn>(await LoginAsync(server, CommServeInstance.AdminPassword, "ADMIN"));

        Assert.Matches("^QSDK [0-9a-f]{64}$", result.Token);
        Assert.Equal("admin", result.User.Name);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_user_look_alike()
    {
        await using var server = await CommServeInstance.StartedAsync();

        Assert.Equal(await LoginAsync(server, "wrong"), await LoginAsync(server, "wrong", "nobody"));
    }

    [Fact]
    public async Task Five_wrong_passwords_in_a_row_lock_the_user_for_fifteen_minutes()
    {
        await using var server = await CommServeInstance.StartedAsync();
        for (var tries = 1; tries < Login.TriesBeforeLock; tries++)
            Assert.IsType<LoginResult.WrongPassword>(await LoginAsync(server, "wrong"));

        Assert.Equal(new LoginResult.Locked(Login.LockTime), await LoginAsync(server, "wrong"));
        server.Time.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal(
            new LoginResult.Locked(TimeSpan.FromMinutes(1)), await LoginAsync(server, CommServeInstance.AdminPassword));
        server.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.IsType<LoginResult.LoggedIn>(await LoginAsync(server, CommServeInstance.AdminPassword));
    }

    [Fact]
    public async Task After_a_lock_all_tries_are_there_again()
    {
        await using var server = await CommServeInstance.StartedAsync();
        for (var tries = 1; tries <= Login.TriesBeforeLock; tries++)
            await LoginAsync(server, "wrong");
        server.Time.Advance(Login.LockTime);

        Assert.IsType<LoginResult.WrongPassword>(await LoginAsync(server, "wrong"));
    }

    [Fact]
    public async Task The_right_password_forgets_the_wrong_ones()
    {
        await using var server = await CommServeInstance.StartedAsync();
        for (var round = 0; round < 2; round++)
        {
            for (var tries = 1; tries < Login.TriesBeforeLock; tries++)
                Assert.IsType<LoginResult.WrongPassword>(await LoginAsync(server, "wrong"));
            Assert.IsType<LoginResult.LoggedIn>(await LoginAsync(server, CommServeInstance.AdminPassword));
        }
    }

    [Fact]
    public async Task Right_passwords_that_come_all_at_once_all_succeed()
    {
        await using var server = await CommServeInstance.StartedAsync();

        var results = await Task.WhenAll(
            Enumerable.Range(0, 30).Select(_ => LoginAsync(server, CommServeInstance.AdminPassword)));

        Assert.All(results, result => Assert.IsType<LoginResult.LoggedIn>(result));
    }

    [Fact]
    public async Task Guesses_that_come_all_at_once_are_counted_like_others()
    {
        await using var server = await CommServeInstance.StartedAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => LoginAsync(server, "wrong")));

        Assert.Equal(Login.TriesBeforeLock - 1, results.Count(result => result is LoginResult.WrongPassword));
        Assert.IsType<LoginResult.Locked>(await LoginAsync(server, CommServeInstance.AdminPassword));
        // Each password that was looked at and found wrong is counted.
        await using var catalog = server.OpenCatalog();
        Assert.Equal(Login.TriesBeforeLock, await catalog.Users.Select(user => user.FailedLogins).SingleAsync(Cancellation));
    }

    [Fact]
    public async Task A_lock_does_not_tell_who_exists()
    {
        await using var server = await CommServeInstance.StartedAsync();
        for (var tries = 0; tries < Login.TriesBeforeLock + 2; tries++)
            Assert.Equal(await LoginAsync(server, "wrong"), await LoginAsync(server, "wrong", tries % 2 == 0 ? "nobody" : "NOBODY"));
        Assert.Equal(new LoginResult.Locked(Login.LockTime), await LoginAsync(server, "wrong", "nobody"));

        server.Time.Advance(Login.LockTime);
        Assert.Equal(await LoginAsync(server, "wrong"), await LoginAsync(server, "wrong", "nobody"));
    }

    [Fact]
    public async Task A_weak_hash_is_renewed_when_its_password_is_known()
    {
        await using var server = await CommServeInstance.StartedAsync();
        var weak = new PasswordHasher<User>(Options.Create(new PasswordHasherOptions { IterationCount = 1_000 }))
            .HashPassword(new User { Name = "", PasswordHash = "" }, "a password");
        await using var catalog = server.OpenCatalog();
        await catalog.Users.ExecuteUpdateAsync(set => set.SetProperty(user => user.PasswordHash, weak), Cancellation);

        Assert.IsType<LoginResult.LoggedIn>(await LoginAsync(server, "a password"));
        var stored = await catalog.Users.Select(user => user.PasswordHash).SingleAsync(Cancellation);
        Assert.NotEqual(weak, stored);
        Assert.IsType<LoginResult.LoggedIn>(await LoginAsync(server, "a password"));
        Assert.Equal(stored, await catalog.Users.Select(user => user.PasswordHash).SingleAsync(Cancellation));
    }

    private static Task<LoginResult> LoginAsync(CommServeInstance server, string password, string user = "admin") =>
        server.Get<Login>().RunAsync(user, password, Cancellation);
}
