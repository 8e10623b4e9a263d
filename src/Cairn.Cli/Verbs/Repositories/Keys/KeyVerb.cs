using System.CommandLine;
using Cairn.Cli.Api;

namespace Cairn.Cli.Verbs.Repositories.Keys;

/// <summary><c>cairn repo key</c>: the passwords and key files that open a repository.</summary>
internal static class KeyVerb
{
    private const string NewPasswordVariable = "CAIRN_REPO_NEW_PASSWORD";

    public static Command Create(Shell shell, RepositoryAccess access) =>
        new("key", "List, add, change or remove passwords; make key files.")
    {
        KeyListVerb.Create(shell, access),
        KeyAddVerb.Create(shell, access),
        KeyChangeVerb.Create(shell, access),
        KeyRemoveVerb.Create(shell, access),
        KeyExportVerb.Create(shell, access),
    };

    public static Option<FileInfo?> NewPasswordFile() => new("--new-password-file")
    {
        Description = "A file whose first line is the new password (default: $" + NewPasswordVariable + ", else the terminal).",
        HelpName = "FILE",
    };

    public static Task<string> NewPasswordAsync(Shell shell, FileInfo? file, CancellationToken cancellationToken) =>
        Password.FindAsync(shell, file, NewPasswordVariable, "New password: ", cancellationToken);
}
