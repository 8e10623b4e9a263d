namespace Cairn.Repository.Trees;

/// <summary>
/// An extended attribute as the kernel has it, with its namespace: "user.comment", "system.posix_acl_access",
/// "security.capability". Names and values are bytes.
/// </summary>
public sealed record ExtendedAttribute(ReadOnlyMemory<byte> Name, ReadOnlyMemory<byte> Value);
