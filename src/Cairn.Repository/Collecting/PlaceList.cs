using System.Security.Cryptography;
using Cairn.Repository.Faults;
using Cairn.Repository.Fields;
using Cairn.Repository.Index;
using Cairn.Repository.Packs;

namespace Cairn.Repository.Collecting;

/// <summary>
/// A set of packs and places in them as an authenticated object (docs/repository-format.md, "Collections"): what a collection may
/// remove, and what it does remove.
/// </summary>
internal sealed class PlaceList(IEnumerable<PackPlaces> packs)
{
    private const int PrefixSize = 16;
    private const int MagicSize = 8;
    private const byte Version = 1;

    private readonly Dictionary<PackId, PackPlaces> _packs = packs.ToDictionary(places => places.Pack);

    public static PlaceList Empty { get; } = new([]);

    public IReadOnlyCollection<PackPlaces> Packs => _packs.Values;

    public PackPlaces? Find(PackId pack) => _packs.GetValueOrDefault(pack);

    public bool Contains(in ChunkLocation place) =>
        _packs.TryGetValue(place.Pack, out var places) && places.Contains(place.Offset);

    public byte[] Encode(ReadOnlySpan<byte> magic, byte[] key)
    {
        using var to = new FieldWriter();
        to.Raw(magic);
        to.Byte(Version);
        to.Raw(new byte[PrefixSize - MagicSize - 1]);
        to.Number((ulong)_packs.Count);
        Span<byte> id = stackalloc byte[PackId.Size];
        foreach (var places in _packs.Values.OrderBy(places => places.Pack.Value))
        {
            places.Pack.CopyTo(id);
            to.Raw(id);
            to.Byte((byte)places.Scope);
            if (places.Scope == PackScope.Listed)
                WriteOffsets(to, places.Offsets);
        }
        to.Raw(HMACSHA256.HashData(key, to.Written.Span));
        return to.Written.ToArray();
    }

    public static PlaceList Decode(ReadOnlySpan<byte> magic, byte[] key, string name, ReadOnlySpan<byte> content)
    {
        var end = content.Length - HMACSHA256.HashSizeInBytes;
        if (end < PrefixSize || !content.StartsWith(magic) || content[MagicSize] != Version)
            throw new RepositoryDamagedException(name, 0, "it isn't a list of places of a known version");
        if (!CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, content[..end]), content[end..]))
            throw new RepositoryDamagedException(name, null, "it was altered or cut short");
        var from = new FieldReader(content[PrefixSize..end], name);
        var packs = new List<PackPlaces>();
        for (var left = from.Number(); left > 0; left--)
            packs.Add(ReadPack(ref from, packs.Count > 0 ? packs[^1].Pack : null));
        from.ExpectEnd();
        return new PlaceList(packs);
    }

    private static void WriteOffsets(FieldWriter to, int[] offsets)
    {
        to.Number((ulong)offsets.Length);
        var before = 0;
        foreach (var offset in offsets)
        {
            to.Number((ulong)(offset - before));
            before = offset;
        }
    }

    private static PackPlaces ReadPack(ref FieldReader from, PackId? before)
    {
        var pack = PackId.Read(from.Raw(PackId.Size));
        if (before is { } last && pack.Value <= last.Value)
            throw from.Damaged("its packs don't rise");
        var scope = (PackScope)from.Byte();
        return scope switch
        {
            PackScope.Orphan or PackScope.Whole => new PackPlaces(pack, scope, []),
            PackScope.Listed => new PackPlaces(pack, scope, ReadOffsets(ref from)),
            _ => throw from.Damaged("a pack's scope is impossible"),
        };
    }

    private static int[] ReadOffsets(ref FieldReader from)
    {
        var offsets = new int[from.Count(least: 1)];
        var before = 0L;
        for (var i = 0; i < offsets.Length; i++)
        {
            var step = from.Number();
            if (step == 0 || step > int.MaxValue || before + (long)step > int.MaxValue)
                throw from.Damaged("a place is impossible");
            before += (long)step;
            offsets[i] = (int)before;
        }
        return offsets;
    }
}
