"""Directories and the contents of files (the page's sections "Trees", "Entries" and "File contents")."""

from dataclasses import dataclass, field

from fields import Fields

DIRECTORY, FILE, LINK, CHARACTER_DEVICE, BLOCK_DEVICE, FIFO, SOCKET = range(1, 8)

_DATA, _TREE, _LIST = 1, 2, 3
_MAX_LEVEL, _MAX_DEPTH = 16, 8
_MAX_INLINE = 65_536


@dataclass
class Entry:
    name: bytes
    kind: int
    mode: int = 0
    user_id: int = 0
    group_id: int = 0
    modified: int = 0  # nanoseconds since 1970
    accessed: int = 0
    device: int = 0
    inode: int = 0
    links: int = 0
    size: int = 0
    user: str = None
    group: str = None
    device_number: int = 0
    target: bytes = b""
    attributes: list = field(default_factory=list)
    depth: int = 0
    parts: list = field(default_factory=list)  # (length, chunk id, or None for a hole)
    inline: bytes = None
    tree: bytes = None

    def holds(self):
        """What a file, link or device is made of, as a value that can be compared."""
        return self.depth, tuple(self.parts), self.inline, self.target, self.device_number

    def length(self):
        """How long the content says that a file is."""
        return len(self.inline) if self.inline is not None else sum(length for length, _ in self.parts)


class Trees:
    def __init__(self, chunks):
        self._chunks = chunks

    def entries(self, tree):
        """All entries of a directory, in order."""
        return self._walk(tree, None)[0]

    def content(self, entry):
        """A file's bytes: (offset, bytes); what lies between is holes."""
        if entry.inline is not None:
            yield 0, entry.inline
        else:
            yield from self._content(entry.depth, entry.parts, 0)

    def _walk(self, chunk_id, expected_level):
        """The entries below a tree chunk, and the last name in it."""
        fields = Fields(self._chunks.read(_TREE, chunk_id), f"tree {chunk_id.hex()}")
        fields.need(fields.byte() == 1, "its version is unknown")
        level = fields.byte()
        fields.need(level <= _MAX_LEVEL and expected_level in (None, level), "its level is wrong")
        count = fields.count()
        if level == 0:
            entries = [_entry(fields) for _ in range(count)]
            names = [entry.name for entry in entries]
        else:
            fields.need(count > 0, "it is empty")
            branches = [(fields.bytes(), fields.id()) for _ in range(count)]
            entries, names = [], [name for name, _ in branches]
        fields.expect_end()
        fields.need(all(a < b for a, b in zip(names, names[1:])), "its names don't rise")
        if level > 0:
            for last, below in branches:
                found, found_last = self._walk(below, level - 1)
                fields.need(found_last == last, "a branch's name is wrong")
                fields.need(not entries or not found or entries[-1].name < found[0].name, "its names don't rise")
                entries += found
        return entries, names[-1] if names else None

    def _content(self, depth, parts, offset):
        for length, chunk_id in parts:
            if chunk_id is None:
                pass
            elif depth == 0:
                data = self._chunks.read(_DATA, chunk_id)
                Fields(data, f"chunk {chunk_id.hex()}").need(len(data) == length, "its length is wrong")
                yield offset, data
            else:
                fields = Fields(self._chunks.read(_LIST, chunk_id), f"list {chunk_id.hex()}")
                fields.need(fields.byte() == 1, "its version is unknown")
                below, listed = _parts(fields)
                fields.expect_end()
                fields.need(below == depth - 1, "its depth is wrong")
                fields.need(sum(part for part, _ in listed) == length, "its length is wrong")
                yield from self._content(below, listed, offset)
            offset += length


def _parts(fields):
    depth = fields.byte()
    fields.need(depth <= _MAX_DEPTH, "its lists are too deep")
    parts = []
    for _ in range(fields.count()):
        number = fields.number()
        length, hole = number >> 1, number & 1
        fields.need(length > 0 and not (hole and depth), "a part is impossible")
        parts.append((length, None if hole else fields.id()))
    return depth, parts


def _entry(fields):
    name = fields.bytes()
    fields.need(0 < len(name) <= 4096 and name not in (b".", b"..") and not set(name) & set(b"/\0"), "a name is impossible")
    entry = Entry(name, fields.byte())
    fields.need(DIRECTORY <= entry.kind <= SOCKET, "an entry's kind is unknown")
    there = fields.byte()
    entry.mode = fields.number()
    fields.need(entry.mode < 1 << 12, "a mode is impossible")
    entry.user_id, entry.group_id = fields.number(32), fields.number(32)
    entry.modified, _, entry.accessed = _time(fields), _time(fields), _time(fields)
    entry.device, entry.inode = fields.number(), fields.number()
    entry.links, entry.size = fields.number(32), fields.number(63)
    if there & 1:
        entry.user = fields.text()
    if there & 2:
        entry.group = fields.text()
    if there & 4:
        entry.device_number = fields.number()
    if there & 8:
        entry.target = fields.bytes()
    if there & 16:
        entry.attributes = [(fields.bytes(), fields.bytes()) for _ in range(fields.count())]
    if there & 32:
        entry.depth, entry.parts = _parts(fields)
    if there & 64:
        entry.tree = fields.id()
    if there & 128:
        entry.inline = fields.bytes()
        fields.need(1 <= len(entry.inline) <= _MAX_INLINE and not there & 32, "an inline content is impossible")
    fields.need(entry.kind == FILE or not there & (32 | 128), "what is no file has a content")
    fields.need(entry.kind == DIRECTORY or not there & 64, "what is no directory has a tree")
    fields.need((entry.kind == LINK) == bool(there & 8), "a link has no target, or something else has one")
    fields.need(entry.kind in (CHARACTER_DEVICE, BLOCK_DEVICE) or not there & 4, "what is no device has a device's number")
    fields.need(entry.kind != FILE or entry.size == entry.length(), "a file's size isn't its content's")
    return entry


def _time(fields):
    seconds, nanoseconds = fields.signed(), fields.number()
    fields.need(nanoseconds < 1_000_000_000, "a time is impossible")
    return seconds * 1_000_000_000 + nanoseconds
