using Cairn.CommServe.Accounts;
using Cairn.CommServe.Catalog;
using Cairn.CommServe.Inventory.Documents;
using Microsoft.AspNetCore.Identity;

namespace Cairn.CommServe.Inventory;

/// <summary>
/// <c>users</c>: a password that is only changed when it is given and differs. What they may do is <see cref="AssociationSection"/>'s.
/// </summary>
internal sealed class UserSection(InventoryPlan plan, Passwords passwords)
{
    private readonly List<int> _newPasswords = [];

    private readonly List<(DocumentMap Map, User User)> _mentioned = [];

    /// <summary>The ids of the users whose password changes.</summary>
    public IReadOnlyList<int> NewPasswords => _newPasswords;

    public IReadOnlyList<(DocumentMap Map, User User)> Mentioned => _mentioned;

    public async Task ReadAsync(DocumentMap root, CancellationToken cancellationToken)
    {
        foreach (var map in root.Maps("users", "name", "id", "role", "associations", "password", "passwordFile"))
        {
            var password = await PasswordAsync(map, cancellationToken);
            if (password is not null && Passwords.FaultIn(password) is { } fault)
                throw map.Error(map.Has("passwordFile") ? "passwordFile" : "password", "invalid-value", fault);
            Read(map, password);
        }
    }

    private void Read(DocumentMap map, string? password)
    {
        var (user, _) = plan.Entity(plan.Users, map, null, null, name => new User
        {
            Name = name,
            Guid = Guid.NewGuid(),
            PasswordHash = passwords.Hash(password ?? throw map.Missing("password")),
        });
        _mentioned.Add((map, user));
        if (password is null || passwords.Verify(user.PasswordHash, password) != PasswordVerificationResult.Failed)
            return;
        user.PasswordHash = passwords.Hash(password);
        user.FailedLogins = 0;
        user.LockedUntil = null;
        _newPasswords.Add(user.Id);
    }

    private static async Task<string?> PasswordAsync(DocumentMap map, CancellationToken cancellationToken)
    {
        var password = map.OptionalText("password");
        if (map.OptionalText("passwordFile") is not { } file)
            return password;
        if (password is not null)
            throw map.Error("passwordFile", "invalid-value", "Give the password or its file, not both.");
        if (!Path.IsPathFullyQualified(file))
            throw map.Error("passwordFile", "relative-path", $"'{file}' is not an absolute path; the server reads it.");
        try
        {
            password = (await File.ReadAllTextAsync(file, cancellationToken)).TrimEnd('\r', '\n');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw map.Error("passwordFile", "invalid-value", $"The server can't read the password's file: {exception.Message}");
        }
        return password.Length > 0 ? password : throw map.Error("passwordFile", "invalid-value", "The password's file is empty.");
    }
}
