using System.Security.Cryptography;
using System.Text;
using Cairn.CommServe.Catalog;
using Cairn.CommServe.Tasks;
using Cairn.Repository;
using Cairn.Repository.Faults;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Sealing;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Repositories;

/// <summary>
/// The repositories of the disk libraries, each opened once and made on its first use. One that has held a backup is never made anew:
/// when it is missing, its disk is, and a new one in its place would hide that.
/// </summary>
public sealed class LibraryRepositories(
    IDbContextFactory<CatalogContext> catalog, CommServeOptions options, TimeProvider time) : IDisposable
{
    private const int KeyBytes = 32;
    private const UnixFileMode OnlyOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly SemaphoreSlim _opening = new(1, 1);
    private readonly Dictionary<(int Id, string Path), BackupRepository> _open = [];

    private string KeyFolder => Path.Combine(options.DataDirectory, "keys");

    /// <summary>Opens the repository in a disk library's mount path. <see cref="RepositoryException"/> if that can't be done.</summary>
    /// <exception cref="LibraryUnavailableException">The repository held backups and is gone, or its key is.</exception>
    public async Task<BackupRepository> OpenAsync(Library library, CancellationToken cancellationToken)
    {
        var path = PathOf(library);
        await _opening.WaitAsync(cancellationToken);
        try
        {
            if (!_open.TryGetValue((library.Id, path), out var repository))
            {
                repository = await OpenOrCreateAsync(library, path, cancellationToken);
                _open.Add((library.Id, path), repository);
            }
            // The disk of one that was opened before may have gone meanwhile; what is written then would land below its mount point.
            else if (!await BackupRepository.ExistsAsync(new LocalDisk(path), cancellationToken))
                throw Gone(library, path);
            return repository;
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>Where a disk library's repository lies; absolute.</summary>
    /// <exception cref="ArgumentException">The library has no mount path: it is no disk library.</exception>
    public string PathOf(Library library)
    {
        var mountPath = library.MountPath ?? throw new ArgumentException($"Library {library.Name} has no mount path.", nameof(library));
        return Path.GetFullPath(Path.Combine(options.DataDirectory, mountPath, "repository"));
    }

    public void Dispose() => _opening.Dispose();

    private async Task<BackupRepository> OpenOrCreateAsync(Library library, string path, CancellationToken cancellationToken)
    {
        var store = new LocalDisk(path);
        if (await BackupRepository.ExistsAsync(store, cancellationToken))
            return await OpenExistingAsync(library, store, cancellationToken);
        if (await HasHeldBackupsAsync(library, cancellationToken))
            throw Gone(library, path);

        // The key is safe before anything is sealed with it: otherwise a power cut could leave data that nobody can open.
        var key = await EnsureKeyAsync(library, cancellationToken);
        // The key is random and long, so there is nothing that a costly passphrase hash would make harder.
        var creation = new RepositoryOptions { PassphraseCost = new PassphraseCost(MemoryKiB: 1024, Passes: 1) };
        try
        {
            return await BackupRepository.CreateAsync(store, key, creation, time, cancellationToken);
        }
        catch (RepositoryExistsException)
        {
            // Somebody else was quicker; the key is the same for all.
            return await OpenExistingAsync(library, store, cancellationToken);
        }
    }

    private async Task<BackupRepository> OpenExistingAsync(Library library, LocalDisk store, CancellationToken cancellationToken) =>
        await BackupRepository.OpenAsync(store, await ReadKeyAsync(library, cancellationToken), time, cancellationToken);

    private static LibraryUnavailableException Gone(Library library, string path) =>
        new($"The repository of library {library.Name} is not at {path}: is its disk mounted?");

    private async Task<bool> HasHeldBackupsAsync(Library library, CancellationToken cancellationToken)
    {
        await using var context = await catalog.CreateDbContextAsync(cancellationToken);
        return await context.Jobs.AnyAsync(
            job => job.LibraryId == library.Id && job.Operation == OperationType.Backup && job.SnapshotId != null, cancellationToken);
    }

    // Put-if-absent: a key that is there already is never replaced.
    private async Task<string> EnsureKeyAsync(Library library, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(KeyFolder);
        else
            Directory.CreateDirectory(KeyFolder, OnlyOwner | UnixFileMode.UserExecute);
        var key = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes)));
        await new LocalDisk(KeyFolder).PutAsync(KeyName(library), key, cancellationToken);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path.Combine(KeyFolder, KeyName(library)), OnlyOwner);
        return await ReadKeyAsync(library, cancellationToken);
    }

    private async Task<string> ReadKeyAsync(Library library, CancellationToken cancellationToken)
    {
        try
        {
            return Encoding.ASCII.GetString(await new LocalDisk(KeyFolder).GetAsync(KeyName(library), cancellationToken)).Trim();
        }
        catch (ObjectNotFoundException missing)
        {
            throw new LibraryUnavailableException(
                $"The key of library {library.Name} is not at {Path.GetFullPath(Path.Combine(KeyFolder, KeyName(library)))}: "
                + "without it nobody can read the repository.", missing);
        }
    }

    private static string KeyName(Library library) => $"library-{library.Id}.key";
}
