namespace Cairn.DataAgents.FileSystem.Native;

/// <summary>A handle on an inode of any kind, a symbolic link itself too, to set its metadata by.</summary>
internal sealed class NodeHandle(int descriptor) : Descriptor(descriptor);
