using Cairn.Repository.Packs;

namespace Cairn.Repository.Checking;

/// <summary>
/// Which packs one run reads wholly, however often it looks: what it found in a pack it must find again, and not look elsewhere.
/// </summary>
internal sealed class PackChoice
{
    private readonly BackupRepository _repository;
    private readonly CheckOptions _options;
    private readonly ScrubMark? _mark;
    private List<PackId>? _chosen;

    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public PackChoice(BackupRepository repository, CheckOptions options)
    {
        options.Validate();
        (_repository, _options) = (repository, options);
        _mark = options is { ReadData: true, Scrub: true } ? new ScrubMark(repository) : null;
    }

    /// <summary>Those that are chosen and still there; of all packs also those that are new.</summary>
    public async Task<List<ListedPack>> OfAsync(List<ListedPack> packs, CancellationToken cancellationToken)
    {
        if (!_options.ReadData)
            return [];
        if (_chosen is null || _options.Percent == 100)
        {
            var choice = _mark is null
                ? PackSelection.AtRandom(packs, _options.Percent, _repository.Random)
                : PackSelection.After(await _mark.ReadAsync(cancellationToken), packs, _options.Percent);
            _chosen = [.. choice.Select(listed => listed.Pack)];
        }
        return [.. _chosen.Join(packs, pack => pack, listed => listed.Pack, (_, listed) => listed)];
    }

    /// <summary>A scrub has come so far.</summary>
    public async Task MarkAsync(PackId last, CancellationToken cancellationToken)
    {
        if (_mark is not null)
            await _mark.WriteAsync(last, cancellationToken);
    }
}
