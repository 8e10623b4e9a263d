namespace Cairn.DataAgents.FileSystem.Native;

/// <summary>The error numbers that mean something to us (errno.h, Linux).</summary>
internal enum Errno
{
    None = 0,
    NotPermitted = 1,
    NoEntry = 2,
    Interrupted = 4,
    NoSuchAddress = 6,
    BadDescriptor = 9,
    Exists = 17,
    NotADirectory = 20,
    IsADirectory = 21,
    Invalid = 22,
    OutOfRange = 34,
    NoSystemCall = 38,
    TooManyLinks = 40,
    NoData = 61,
    NotSupported = 95,
}
