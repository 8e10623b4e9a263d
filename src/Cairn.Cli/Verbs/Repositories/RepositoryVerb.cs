using System.CommandLine;
using Cairn.Cli.Verbs.Repositories.Keys;

namespace Cairn.Cli.Verbs.Repositories;

/// <summary><c>cairn repo</c>: a repository without any server; also those that a server writes.</summary>
internal static class RepositoryVerb
{
    public static Command Create(Shell shell)
    {
        var access = new RepositoryAccess(shell);
        return new Command("repo", "Work on a repository without a server, also on one that a server writes.")
        {
            access.Location,
            access.PasswordFile,
            access.KeyFile,
            InitVerb.Create(shell, access),
            BackupVerb.Create(shell, access),
            SnapshotsVerb.Create(shell, access),
            ListVerb.Create(shell, access),
            RestoreVerb.Create(shell, access),
            ForgetVerb.Create(shell, access),
            PruneVerb.Create(shell, access),
            CheckVerb.Create(shell, access),
            StatisticsVerb.Create(shell, access),
            KeyVerb.Create(shell, access),
            RebuildIndexVerb.Create(shell, access),
        };
    }
}
