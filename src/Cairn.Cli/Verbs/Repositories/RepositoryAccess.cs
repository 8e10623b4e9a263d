using System.CommandLine;
using Cairn.Cli.Api;
using Cairn.Repository;
using Cairn.Repository.Faults;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Parity;
using Cairn.Repository.Sealing;
using Cairn.Repository.Snapshots;

namespace Cairn.Cli.Verbs.Repositories;

/// <summary>Where a repository is and what opens it: options that all <c>repo</c> verbs have.</summary>
internal sealed class RepositoryAccess(Shell shell)
{
    private const string PasswordVariable = "CAIRN_REPO_PASSWORD";

    public Option<string?> Location { get; } = new("--repo")
    {
        Description = "The repository's folder (default: $CAIRN_REPO).",
        HelpName = "DIR",
        Recursive = true,
    };

    public Option<FileInfo?> PasswordFile { get; } = new("--password-file")
    {
        Description = "A file whose first line is the password (default: $" + PasswordVariable + ", else the terminal). "
            + "For a server's repository: DIR/keys/library-N.key.",
        HelpName = "FILE",
        Recursive = true,
    };

    public Option<FileInfo?> KeyFile { get; } = new("--key-file")
    {
        Description = "A key file of the repository, instead of a password (cairn repo key export makes one).",
        HelpName = "FILE",
        Recursive = true,
    };

    /// <exception cref="FailureException">There is no repository, or the password or key file does not open it.</exception>
    /// <exception cref="UsageException">Both a password and a key file were given.</exception>
    public async Task<BackupRepository> OpenAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var folder = Folder(parsed);
        var store = new LocalDisk(folder);
        try
        {
            var repository = await ReadKeyFileAsync(parsed, cancellationToken) is { } keyFile
                ? await BackupRepository.OpenAsync(store, keyFile, TimeProvider.System, cancellationToken)
                : await BackupRepository.OpenAsync(
                    store, await PasswordAsync(parsed, cancellationToken), TimeProvider.System, cancellationToken);
            foreach (var healed in repository.Healings.Objects)
                Tell(healed);
            repository.Healings.Healed += (_, healed) => Tell(healed);
            repository.SnapshotUnreadable += (_, damage) => shell.Error.WriteLine($"cairn: passed over: {damage.Message}");
            return repository;
        }
        catch (KeyFileException e)
        {
            throw new FailureException($"{parsed.GetValue(KeyFile)!.FullName} does not open {folder}: {e.Message}", e);
        }
        catch (NoRepositoryException e)
        {
            // A server's library keeps its repository in a folder of the mount path.
            var below = Path.Combine(folder, "repository");
            var advice = Directory.Exists(below) ? $"try --repo {below}" : "cairn repo init makes one";
            throw new FailureException($"There is no repository in {folder}; {advice}.", e);
        }
        catch (WrongPassphraseException e)
        {
            throw new FailureException(
                $"The password does not open {folder}: give its own with --password-file FILE or ${PasswordVariable}, "
                + "or a key file with --key-file FILE.",
                e);
        }
    }

    public string Folder(ParseResult parsed)
    {
        var folder = parsed.GetValue(Location) ?? shell.Variable("CAIRN_REPO")
            ?? throw new UsageException("Which repository? Give --repo DIR or set CAIRN_REPO.");
        return folder.Contains("://", StringComparison.Ordinal)
            ? throw new UsageException($"'{folder}': repositories are in folders only, as yet.")
            : Path.GetFullPath(folder);
    }

    private void Tell(HealedObject healed) => shell.Error.WriteLine(
        $"cairn: {healed.Name} is damaged, and was read by means of its parity: cairn repo check --repair makes it whole.");

    private async Task<KeyFile?> ReadKeyFileAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(KeyFile) is not { } file)
            return null;
        if (parsed.GetValue(PasswordFile) is not null)
            throw new UsageException("Give a password file or a key file, not both.");
        return Repository.Sealing.KeyFile.Parse(await File.ReadAllTextAsync(file.FullName, cancellationToken));
    }

    public Task<string> PasswordAsync(ParseResult parsed, CancellationToken cancellationToken) => Password.FindAsync(
        shell, parsed.GetValue(PasswordFile), PasswordVariable, "Password of the repository: ", cancellationToken);

    /// <param name="repository">Where to look.</param>
    /// <param name="name">The beginning of an id, or "latest".</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<Snapshot> SnapshotAsync(BackupRepository repository, string name, CancellationToken cancellationToken) =>
        await new SnapshotList(repository).FindAsync(name, cancellationToken)
        ?? throw new FailureException($"The repository has no snapshot '{name}': cairn repo snapshots lists them.");
}
