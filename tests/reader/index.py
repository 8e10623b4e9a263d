"""Where chunks are: from the index segments, or from the packs' own tables (the page's section "Index")."""

import hmac
import struct

from damage import Damaged, need
from keys import expand, mac

_BLOCK = 1024
_HEAD = b"CAIRNIDX\x02" + bytes(7)
_TRAILER = struct.Struct(">QIIQ16s")
_ENTRY_SIZE, _PACK_SIZE, _FIRST_KEY_SIZE, _MAC_SIZE = 22, 16, 8, 16
_LEADING = 12  # bytes of a chunk id in an entry


def from_packs(packs):
    """Needs no index at all."""
    places = {}
    for name in packs.list():
        for chunk_id, offset, sealed_length in packs.table(name):
            _add(places, chunk_id[:_LEADING], (bytes.fromhex(name[-32:]), offset, sealed_length))
    return places


def from_segments(store, keys):
    names = None
    while names != (names := store.list("index/")):
        pass  # somebody is replacing segments
    places = {}
    for name in names:
        for leading, place in _read_segment(name, store.get(name), keys):
            _add(places, leading, place)
    return places


class Chunks:
    def __init__(self, packs, load):
        """load gives where chunks are, as the repository says it now."""
        self._packs, self._load, self._places = packs, load, load()

    def read(self, kind, chunk_id):
        """A collection may have moved the chunk since the index was read."""
        try:
            return self._read(kind, chunk_id)
        except Damaged:
            self._places = self._load()
            return self._read(kind, chunk_id)

    def _read(self, kind, chunk_id):
        """Any of a chunk's places is as good as another; some may be of chunks whose ids begin alike, or be gone."""
        damage = Damaged(f"chunk {chunk_id.hex()}: the repository doesn't have it")
        for place in self._places.get(chunk_id[:_LEADING], []):
            try:
                return self._packs.chunk(*place, chunk_id, kind)
            except Damaged as found:
                damage = found
        raise damage


def _add(places, leading, place):
    places.setdefault(leading, []).append(place)


def _read_segment(name, data, keys):
    need(data[:16] == _HEAD and len(data) >= 16 + _TRAILER.size, f"{name}: it isn't an index segment of version 2")
    entries, packs, _, _, table_mac = _TRAILER.unpack(data[-_TRAILER.size:])
    entry_blocks, pack_blocks = _blocks(entries), _blocks(packs)
    packs_at = 16 + _ENTRY_SIZE * entries
    table_at = packs_at + _PACK_SIZE * packs
    macs_at = table_at + _FIRST_KEY_SIZE * entry_blocks
    trailer_at = macs_at + _MAC_SIZE * (entry_blocks + pack_blocks)
    need(trailer_at + _TRAILER.size == len(data), f"{name}: its length is wrong")

    secret = expand(keys.index_key, b"cairn/1 index " + name.encode("ascii"), 64)
    _verify(secret[:32], data[:16] + data[table_at:-_MAC_SIZE], table_mac, name)
    blocks = _cut(data[16:packs_at], _ENTRY_SIZE * _BLOCK) + _cut(data[packs_at:table_at], _PACK_SIZE * _BLOCK)
    for block, block_mac in zip(blocks, _cut(data[macs_at:trailer_at], _MAC_SIZE)):
        _verify(secret[32:], block, block_mac, name)

    pack_ids = _cut(data[packs_at:table_at], _PACK_SIZE)
    for entry in _cut(data[16:packs_at], _ENTRY_SIZE):
        bits = int.from_bytes(entry[_LEADING:], "big")
        pack, offset, sealed_length = bits >> 56, bits >> 27 & (1 << 29) - 1, bits >> 2 & (1 << 25) - 1
        need(pack < packs, f"{name}: it has an impossible entry")
        yield entry[:_LEADING], (pack_ids[pack], offset, sealed_length)


def _blocks(count):
    return (count + _BLOCK - 1) // _BLOCK


def _cut(data, size):
    return [data[at:at + size] for at in range(0, len(data), size)]


def _verify(key, data, expected, name):
    need(hmac.compare_digest(mac(key, data)[:_MAC_SIZE], expected), f"{name}: it was altered")
