namespace Cairn.Repository.Packs;

/// <summary>How a chunk's bytes were written before sealing.</summary>
internal enum RecordEncoding : byte
{
    Raw = 0,
    Zstandard = 1,
}
