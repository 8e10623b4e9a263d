using System.Buffers.Binary;

namespace Cairn.Repository.Tests.Fuzzing;

/// <summary>Makes wrong bytes of right ones.</summary>
internal static class Mutation
{
    private static readonly ulong[] Absurd =
        [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, long.MaxValue, 1UL << 63, ulong.MaxValue];

    /// <summary>One to four changes, sometimes nothing but chance.</summary>
    public static byte[] Of(Random random, IReadOnlyList<byte[]> samples)
    {
        if (random.Next(20) == 0)
            return Noise(random, random.Next(300));
        var bytes = samples[random.Next(samples.Count)].ToList();
        for (var changes = random.Next(1, 5); changes > 0; changes--)
            Change(random, bytes, samples);
        return [.. bytes];
    }

    private static void Change(Random random, List<byte> bytes, IReadOnlyList<byte[]> samples)
    {
        var at = random.Next(bytes.Count + 1);
        var length = random.Next(Math.Min(bytes.Count - at, 40) + 1);
        switch (random.Next(9))
        {
            case 0:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 1:
                bytes.RemoveRange(at, length);
                break;
            case 2:
                bytes.InsertRange(at, Noise(random, random.Next(1, 40)));
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 4:
                var other = samples[random.Next(samples.Count)];
                bytes.RemoveRange(at, bytes.Count - at);
                bytes.AddRange(other[random.Next(other.Length + 1)..]);
                break;
            case 5:
                Overwrite(bytes, at, Noise(random, length));
                break;
            case 6:
                Overwrite(bytes, at, AbsurdNumber(random));
                break;
            default:
                if (at < bytes.Count)
                    bytes[at] ^= (byte)(1 << random.Next(8));
                break;
        }
    }

    /// <summary>In one of the ways that the format writes numbers: fixed or seven bits a byte.</summary>
    private static byte[] AbsurdNumber(Random random)
    {
        var value = Absurd[random.Next(Absurd.Length)];
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        if (random.Next(2) == 0)
            return bytes[(8 - random.Next(1, 9))..];
        var written = new List<byte>();
        for (; value >= 0x80; value >>= 7)
            written.Add((byte)(value | 0x80));
        return [.. written, (byte)value];
    }

    private static void Overwrite(List<byte> bytes, int at, byte[] with)
    {
        for (var i = 0; i < with.Length && at + i < bytes.Count; i++)
            bytes[at + i] = with[i];
    }

    private static byte[] Noise(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
