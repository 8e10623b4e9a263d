using Cairn.Repository.Collecting;
using Cairn.Repository.Faults;
using Cairn.Repository.Index;
using Cairn.Repository.Packs;
using Cairn.Repository.Sealing;
using CsCheck;

namespace Cairn.Repository.Tests.Collecting;

public sealed class PlaceListTests
{
    private static readonly byte[] Key = new byte[RepositorySecrets.KeySize];

    private static readonly Gen<PackPlaces> Places = Gen
        .Select(Gen.ULong, Gen.Int[1, 3], Gen.Int[1, int.MaxValue].Array[0, 20])
        .Select((pack, scope, offsets) => new PackPlaces(
            new PackId(pack),
            (PackScope)scope,
            (PackScope)scope == PackScope.Listed ? [.. offsets.Distinct().Order()] : []));

    private static readonly Gen<PackPlaces[]> Lists = Places.Array[0, 20].Select(list => list.DistinctBy(p => p.Pack).ToArray());

    private static ReadOnlySpan<byte> Magic => "TESTLIST"u8;

    [Fact]
    public void A_list_comes_back_as_it_was() => Lists.Sample(packs =>
    {
        var list = PlaceList.Decode(Magic, Key, "list", new PlaceList(packs).Encode(Magic, Key));
        Assert.Equivalent(packs.OrderBy(p => p.Pack.Value), list.Packs.OrderBy(p => p.Pack.Value), strict: true);
        foreach (var places in packs)
            foreach (var offset in places.Offsets)
            {
                Assert.True(list.Contains(new ChunkLocation(places.Pack, offset, 17, ChunkKind.Data)));
                Assert.Equal(
                    places.Offsets.Contains(offset + 1),
                    list.Contains(new ChunkLocation(places.Pack, offset + 1, 17, ChunkKind.Data)));
            }
    });

    [Fact]
    public void A_changed_byte_is_noticed() => Gen.Select(Lists, Gen.Int[0, 1 << 20], Gen.Byte[1, 255]).Sample((packs, at, change) =>
    {
        var content = new PlaceList(packs).Encode(Magic, Key);
        content[at % content.Length] ^= change;
        Assert.Throws<RepositoryDamagedException>(() => PlaceList.Decode(Magic, Key, "list", content));
    });

    [Fact]
    public void Any_bytes_are_damage_and_nothing_else() => Gen.Byte.Array[0, 200].Sample(bytes =>
    {
        byte[] content = [.. Magic, 1, 0, 0, 0, 0, 0, 0, 0, .. bytes];
        byte[] signed = [.. content, .. System.Security.Cryptography.HMACSHA256.HashData(Key, content)];
        try
        {
            PlaceList.Decode(Magic, Key, "list", signed);
        }
        catch (RepositoryDamagedException)
        {
            // Nearly always.
        }
    });
}
