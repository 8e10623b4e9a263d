using System.CommandLine;
using Cairn.Cli.Display;
using Cairn.Repository;
using Cairn.Repository.ObjectStore;

namespace Cairn.Cli.Verbs.Repositories;

/// <summary><c>cairn repo init</c>: a new, empty repository.</summary>
internal static class InitVerb
{
    public static Command Create(Shell shell, RepositoryAccess access)
    {
        var json = CommonOption.Json();
        var noParity = new Option<bool>("--no-parity")
        {
            Description = "Keep no parity (about 3 % more space), by which damaged objects are read and repaired.",
        };
        var command = new Command("init", "Make a new repository.") { noParity, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(access.KeyFile) is not null)
                throw new UsageException("A new repository gets a password: leave --key-file out.");
            var folder = access.Folder(parsed);
            if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
                throw new FailureException($"{folder} is not empty, and may hold a repository already: give a new folder or an empty one.");
            var repository = await BackupRepository.CreateAsync(
                new LocalDisk(folder),
                await access.PasswordAsync(parsed, cancellationToken),
                new RepositoryOptions { Parity = !parsed.GetValue(noParity) },
                TimeProvider.System,
                cancellationToken);
            if (parsed.GetValue(json))
                shell.PrintJson(new CreatedRepository(repository.Id, folder), CliJson.Default.CreatedRepository);
            else
            {
                await shell.Output.WriteLineAsync(
                    $"Made repository {repository.Id} in {folder}. "
                    + "Keep its password: without it, or a key file (cairn repo key export), nobody can read it.");
            }

            return ExitCode.Done;
        });
        return command;
    }
}
