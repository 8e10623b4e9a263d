using System.Security.Cryptography;
using System.Text;
using Cairn.CommServe.Catalog;
using Cairn.Repository;
using Cairn.Repository.Faults;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Sealing;

namespace Cairn.CommServe.Repositories;

/// <summary>The repositories of the disk libraries, each opened once and made on its first use.</summary>
public sealed class LibraryRepositories(CommServeOptions options, TimeProvider time) : IDisposable
{
    private const int KeyBytes = 32;
    private const UnixFileMode OnlyOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly SemaphoreSlim _opening = new(1, 1);
    private readonly Dictionary<(int Id, string Path), BackupRepository> _open = [];

    private string KeyFolder => Path.Combine(options.DataDirectory, "keys");

    /// <summary>Opens the repository in a disk library's mount path. <see cref="RepositoryException"/> if that can't be done.</summary>
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

    private async Task<string> ReadKeyAsync(Library library, CancellationToken cancellationToken) =>
        Encoding.ASCII.GetString(await new LocalDisk(KeyFolder).GetAsync(KeyName(library), cancellationToken)).Trim();

    private static string KeyName(Library library) => $"library-{library.Id}.key";
}
