namespace Cairn.Repository.Packs;

/// <summary>
/// What a pack is for: file data, or what must be read to browse (trees and lists), kept apart so that browsing reads little.
/// </summary>
internal enum PackContent : byte
{
    Data = 1,
    Metadata = 2,
}
