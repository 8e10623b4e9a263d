using Cairn.Repository.Chunking;
using Cairn.Repository.Faults;
using Cairn.Repository.Index;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Packs;
using Cairn.Repository.Parity;
using Cairn.Repository.Sealing;

namespace Cairn.Repository;

/// <summary>
/// An open repository: its keys, its index and its store. What can be done with it are types of their own, which take it
/// (<c>WriteSession</c>, <c>TreeReader</c>, <c>RepositoryCheck</c>, …). Safe for use by several threads.
/// </summary>
public sealed class BackupRepository
{
    private BackupRepository(IObjectStore store, RepositoryConfig config, KeyRing keys, string? keySlotId, TimeProvider time)
    {
        (Store, Config, Keys, KeySlotId, Time) = (store, config, keys, keySlotId, time);
        Index = new ChunkIndex(store, keys);
        Parity = new ParityObjects(store, config.Parity, Healings);
        Healing = new PackHealing(store, Healings);
        Chunks = new ChunkReader(store, keys, Index, Healing);
        Gear = new GearTable(keys.GearSecret);
    }

    public Guid Id => Config.Id;

    /// <summary>
    /// Whether it was opened with a key that only lets write: whatever needs the private key throws
    /// <see cref="WriteOnlyException"/>.
    /// </summary>
    public bool IsWriteOnly => Keys.Secrets.IsWriteOnly;

    /// <summary>The slot of the passphrase that opened it; null when it wasn't opened with one.</summary>
    public string? KeySlotId { get; }

    /// <summary>What was found damaged and healed while reading.</summary>
    public HealingLog Healings { get; } = new();

    /// <summary>A snapshot was passed over in a list, because it can't be read.</summary>
    public event EventHandler<RepositoryDamagedException>? SnapshotUnreadable;

    internal IObjectStore Store { get; }

    internal RepositoryConfig Config { get; }

    internal KeyRing Keys { get; }

    internal TimeProvider Time { get; }

    /// <summary>What new ids, names and keys are made of.</summary>
    internal RandomSource Random => Keys.Random;

    /// <summary>
    /// Breaks the rule on which collections rest, for tests that must notice: new sessions rely on what is condemned.
    /// </summary>
    internal bool RelyOnCondemned { get; set; }

    /// <summary>What runs work that several threads may share. Simulations put a scheduler here that does all in one order.</summary>
    internal TaskScheduler Scheduler { get; set; } = TaskScheduler.Default;

    /// <summary>How many threads may share work, if each has to do what keeps a processor busy.</summary>
    internal int MostThreads => Math.Min(Environment.ProcessorCount, Scheduler.MaximumConcurrencyLevel);

    internal ChunkIndex Index { get; }

    internal ChunkReader Chunks { get; }

    internal ParityObjects Parity { get; }

    internal PackHealing Healing { get; }

    internal GearTable Gear { get; }

    /// <summary>Whether there is one, even if its config can only be had from parity.</summary>
    internal void TellUnreadable(RepositoryDamagedException damage) => SnapshotUnreadable?.Invoke(this, damage);

    public static async ValueTask<bool> ExistsAsync(IObjectStore store, CancellationToken cancellationToken) =>
        await ConfigHealing.ReadAsync(store, cancellationToken) is not null
        || await ConfigHealing.FindHealedAsync(store, null, cancellationToken) is not null;

    /// <exception cref="RepositoryExistsException">There is one already.</exception>
    /// <exception cref="ArgumentException">The passphrase is empty or an option is out of range.</exception>
    public static Task<BackupRepository> CreateAsync(
        IObjectStore store, string passphrase, RepositoryOptions options, TimeProvider time, CancellationToken cancellationToken) =>
        CreateAsync(store, passphrase, options, time, RandomSource.System, cancellationToken);

    internal static async Task<BackupRepository> CreateAsync(
        IObjectStore store,
        string passphrase,
        RepositoryOptions options,
        TimeProvider time,
        RandomSource random,
        CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(passphrase);
        options.Validate();
        if (await ExistsAsync(store, cancellationToken))
            throw new RepositoryExistsException();

        var secrets = RepositorySecrets.New(random);
        var id = random.Uuid();
        var keys = new KeyRing(id, secrets, random);
        var config = new RepositoryConfig
        {
            Format = RepositoryConfig.CurrentFormat,
            Id = id,
            Created = time.GetUtcNow(),
            PublicKey = Convert.ToHexStringLower(keys.Envelope.PublicKey),
            Chunker = options.Chunker,
            CompressionLevel = options.CompressionLevel,
            PackSize = options.PackSize,
            Parity = options.Parity,
        };
        // The config comes last: where it is, the repository is whole. A slot left by a creation that died before is bound to
        // an id that no config has, and opens nothing.
        var repository = new BackupRepository(store, config, keys, null, time);
        var slot = await new KeySlots(repository).AddAsync(
            passphrase, "first", options.PassphraseCost, writeOnly: false, cancellationToken);
        var content = config.ToBytes(keys);
        if (await store.PutOrReadAsync(RepositoryConfig.ObjectName, content, cancellationToken) is not null)
        {
            await store.DeleteAsync(KeySlot.NameOf(slot.Id), cancellationToken);
            throw new RepositoryExistsException();
        }
        await repository.Parity.WriteAsync(RepositoryConfig.ObjectName, content, cancellationToken);
        return repository;
    }

    /// <exception cref="NoRepositoryException">The store has none.</exception>
    /// <exception cref="WrongPassphraseException">No key slot opens with the passphrase.</exception>
    /// <exception cref="RepositoryDamagedException">The config is damaged, or a slot is and no other opens.</exception>
    public static Task<BackupRepository> OpenAsync(
        IObjectStore store, string passphrase, TimeProvider time, CancellationToken cancellationToken) =>
        OpenAsync(store, passphrase, time, RandomSource.System, cancellationToken);

    internal static Task<BackupRepository> OpenAsync(
        IObjectStore store, string passphrase, TimeProvider time, RandomSource random, CancellationToken cancellationToken) =>
        ConfigHealing.OpenAsync(
            store,
            async lines =>
            {
                var config = RepositoryConfig.Read(lines);
                var (secrets, slot) = await Unlocking.OpenAsync(store, config.Id, passphrase, cancellationToken);
                return Open(store, lines, config, new KeyRing(config.Id, secrets, random), slot, time);
            },
            cancellationToken);

    /// <exception cref="NoRepositoryException">The store has none.</exception>
    /// <exception cref="KeyFileException">The key file is another repository's.</exception>
    /// <exception cref="RepositoryDamagedException">The config is damaged.</exception>
    public static Task<BackupRepository> OpenAsync(
        IObjectStore store, KeyFile keyFile, TimeProvider time, CancellationToken cancellationToken) =>
        ConfigHealing.OpenAsync(
            store,
            lines =>
            {
                var config = RepositoryConfig.Read(lines);
                return keyFile.RepositoryId == config.Id
                    ? Task.FromResult(Open(
                        store, lines, config, new KeyRing(config.Id, keyFile.Secrets, RandomSource.System), null, time))
                    : throw new KeyFileException($"The key file is repository {keyFile.RepositoryId}'s, and this is {config.Id}.");
            },
            cancellationToken);

    private static BackupRepository Open(
        IObjectStore store, TwoLines lines, RepositoryConfig config, KeyRing keys, string? slot, TimeProvider time)
    {
        RepositoryConfig.Verify(lines, config, keys);
        return new BackupRepository(store, config, keys, slot, time);
    }
}
