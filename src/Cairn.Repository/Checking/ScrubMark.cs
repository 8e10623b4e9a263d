using System.Globalization;
using Cairn.Repository.Faults;
using Cairn.Repository.Packs;
using Cairn.Repository.Sessions;

namespace Cairn.Repository.Checking;

/// <summary>
/// Up to which pack, in the order of names, the last scrub has come: an object whose number rises, so that nothing is
/// overwritten. A mark that can't be read counts for nothing, and scrubbing begins anew.
/// </summary>
internal sealed class ScrubMark(BackupRepository repository)
{
    private const string Prefix = "scrub/";
    private const int Digits = 20;

    public async Task<PackId?> ReadAsync(CancellationToken cancellationToken)
    {
        var numbers = await NumbersAsync(cancellationToken);
        return numbers.Count == 0 ? null : await ReadAsync(NameOf(numbers[^1]), cancellationToken);
    }

    /// <summary>Puts a new mark, and deletes those before it. If two scrubs do this at once, either mark is as good.</summary>
    public async Task WriteAsync(PackId last, CancellationToken cancellationToken)
    {
        var numbers = await NumbersAsync(cancellationToken);
        var name = NameOf(numbers.Count == 0 ? 1 : numbers[^1] + 1);
        var document = new ScrubDocument(last.ToString());
        var content = SessionObject.Encode(repository.Keys, name, document, FormatJson.Default.ScrubDocument);
        await repository.Store.PutAsync(name, content, cancellationToken);
        foreach (var number in numbers)
            await repository.Store.DeleteAsync(NameOf(number), cancellationToken);
    }

    private static string NameOf(ulong number) => Prefix + number.ToString("d20", CultureInfo.InvariantCulture);

    private async Task<PackId?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var content = await repository.Store.GetAsync(name, cancellationToken);
            var document = SessionObject.Decode(repository.Keys, name, content, FormatJson.Default.ScrubDocument);
            return PackId.TryParse(document.Pack, out var pack) ? pack : null;
        }
        catch (Exception e) when (e is RepositoryDamagedException or ObjectNotFoundException)
        {
            return null;
        }
    }

    private async Task<List<ulong>> NumbersAsync(CancellationToken cancellationToken)
    {
        var numbers = new List<ulong>();
        await foreach (var found in repository.Store.ListAsync(Prefix, cancellationToken))
            if (found.Name.Length == Prefix.Length + Digits
                && ulong.TryParse(
                    found.Name.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number < ulong.MaxValue)
                numbers.Add(number);
        numbers.Sort();
        return numbers;
    }
}
