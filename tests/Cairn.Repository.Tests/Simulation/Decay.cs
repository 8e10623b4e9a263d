using Cairn.Repository.Packs;
using Cairn.Repository.Parity;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Tests.Support;

namespace Cairn.Repository.Tests.Simulation;

/// <summary>
/// Damages objects at rest: bytes, blocks, ends, whole objects. If that should heal, of an object and its parity only one is
/// damaged at a time, and never more than the other can undo.
/// </summary>
internal sealed class Decay(MemoryStore objects, Oracle oracle, Random random)
{
    /// <summary>Damages something; gives what, or null if that couldn't be done.</summary>
    public string? Strike(Rot rot)
    {
        var names = objects.Objects.Keys.Where(name => IsRottable(ParityObjects.ObjectOf(name) ?? name)).Order(StringComparer.Ordinal).ToList();
        if (names.Count == 0)
            return null;
        var name = names[random.Next(names.Count)];
        return rot == Rot.Healable ? StrikeHealably(name) : StrikeBeyond(ParityObjects.ObjectOf(name) ?? name);
    }

    private string? StrikeHealably(string name)
    {
        var isParity = ParityObjects.ObjectOf(name) is not null;
        var damaged = Damage(objects.Objects[name]);
        if (isParity ? !oracle.IsSound(ParityObjects.ObjectOf(name)!) : !IsHealedByWholeParity(name, damaged ?? []))
            return null;
        Replace(name, damaged);
        return name;
    }

    private string? StrikeBeyond(string name)
    {
        if (name == RepositoryConfig.ObjectName || !objects.Objects.TryGetValue(name, out var content))
            return null;
        // Without a trace of a snapshot nobody could tell that there was one.
        Replace(name, Damage(content) is { } damaged ? damaged : SnapshotObject.TryParseName(name, out _) ? [] : null);
        Replace(ParityObjects.NameOf(name), null);
        return name;
    }

    private bool IsRottable(string name) =>
        name == RepositoryConfig.ObjectName || PackId.TryParseObjectName(name, out _)
        || SnapshotObject.TryParseName(name, out var id) && oracle.HasSnapshot(id);

    private bool IsHealedByWholeParity(string name, byte[] content) =>
        objects.Objects.TryGetValue(ParityObjects.NameOf(name), out var bytes)
        && ParityObject.Read(name, bytes) is { IsWhole: true } parity
        && parity.Heal(content) is { } healed && oracle.IsAsPut(name, healed);

    private byte[]? Damage(byte[] content)
    {
        var damaged = content.ToArray();
        if (damaged.Length == 0)
            return damaged;
        var at = random.Next(damaged.Length);
        switch (random.Next(5))
        {
            case 0:
                return null;
            case 1:
                return damaged[..at];
            case 2:
                var block = damaged.AsSpan(at, Math.Min(damaged.Length - at, random.Next(1, 8000)));
                random.NextBytes(block);
                break;
            default:
                for (var flips = random.Next(1, 4); flips > 0; flips--)
                    damaged[random.Next(damaged.Length)] ^= (byte)random.Next(1, 256);
                break;
        }
        return damaged;
    }

    private void Replace(string name, byte[]? content)
    {
        if (content is null)
            objects.Objects.TryRemove(name, out _);
        else
            objects.Objects[name] = content;
    }
}
