namespace Cairn.Repository.Trees;

/// <summary>
/// Which optional fields follow in an encoded entry. The bits are part of the format; unknown ones are refused.
/// </summary>
[Flags]
internal enum EntryFields : byte
{
    None = 0,
    UserName = 1,
    GroupName = 2,
    DeviceNumber = 4,
    LinkTarget = 8,
    ExtendedAttributes = 16,
    Content = 32,
    Subtree = 64,
    Inline = 128,
}
