using System.Text.Json;
using Cairn.Repository.Faults;
using Cairn.Repository.Sealing;
using Cairn.Repository.Trees;

namespace Cairn.Repository.Snapshots;

/// <summary>A snapshot as an object: a header with its wrapped key, as packs have it, and the sealed document.</summary>
internal static class SnapshotObject
{
    public const string Prefix = "snapshots/";

    private const int PrefixSize = 16;
    private const int HeaderSize = PrefixSize + KeyEnvelope.Size;
    private const byte Version = 1;

    private static ReadOnlySpan<byte> Magic => "CAIRNSNP"u8;

    public static string NameOf(SnapshotId id) => Prefix + id;

    public static bool TryParseName(string name, out SnapshotId id) =>
        SnapshotId.TryParse(name[Math.Min(Prefix.Length, name.Length)..], out id) && NameOf(id) == name;

    public static byte[] Encode(KeyRing keys, Snapshot snapshot)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(ToDocument(snapshot), FormatJson.Default.SnapshotDocument);
        var content = new byte[HeaderSize + plain.Length + Seal.TagSize];
        Magic.CopyTo(content);
        content[8] = Version;
        var key = keys.Random.Bytes(RepositorySecrets.KeySize);
        var name = NameOf(snapshot.Id);
        keys.Envelope.Wrap(name, content.AsSpan(0, PrefixSize), key, content.AsSpan(PrefixSize, KeyEnvelope.Size));
        Seal.Encrypt(key, 0, plain, content.AsSpan(HeaderSize), content.AsSpan(0, HeaderSize));
        return content;
    }

    public static Snapshot Decode(KeyRing keys, SnapshotId id, ReadOnlySpan<byte> content)
    {
        var name = NameOf(id);
        if (content.Length < HeaderSize + Seal.TagSize || !content.StartsWith(Magic) || content[8] != Version)
            throw new RepositoryDamagedException(name, 0, "it isn't a snapshot of a known version");
        var key = keys.Envelope.Unwrap(name, content[..PrefixSize], content[PrefixSize..HeaderSize]);
        var plain = new byte[content.Length - HeaderSize - Seal.TagSize];
        if (!Seal.TryDecrypt(key, 0, content[HeaderSize..], plain, content[..HeaderSize]))
            throw new RepositoryDamagedException(name, HeaderSize, "it was altered or cut short");
        try
        {
            return FromDocument(id, JsonSerializer.Deserialize(plain, FormatJson.Default.SnapshotDocument));
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw new RepositoryDamagedException(name, HeaderSize, "its document can't be read", e);
        }
    }

    private static SnapshotDocument ToDocument(Snapshot snapshot) => new()
    {
        Root = snapshot.Root.Id.ToString(),
        Host = snapshot.Description.Host,
        Level = snapshot.Description.Level,
        JobId = snapshot.Description.JobId,
        Subclient = snapshot.Description.Subclient,
        Paths = snapshot.Description.Paths,
        Started = snapshot.Description.Started,
        Finished = snapshot.Description.Finished,
        Program = snapshot.Description.Program,
        Parent = snapshot.Description.Parent?.ToString(),
        Statistics = snapshot.Description.Statistics,
        Labels = snapshot.Description.Labels,
    };

    private static Snapshot FromDocument(SnapshotId id, SnapshotDocument? document)
    {
        if (document is null || !ChunkId.TryParse(document.Root, out var root))
            throw new FormatException("There is no root.");
        return new Snapshot(id, new TreeRef(root), new SnapshotDescription
        {
            Host = document.Host,
            Level = document.Level,
            JobId = document.JobId,
            Subclient = document.Subclient,
            Paths = document.Paths,
            Started = document.Started,
            Finished = document.Finished,
            Program = document.Program,
            Parent = document.Parent is { } parent ? SnapshotId.Parse(parent) : null,
            Statistics = document.Statistics,
            Labels = document.Labels,
        });
    }
}
