"""Where chunks are: from the index segments, or from the packs' own tables (the page's section "Index")."""

import struct

from damage import Damaged, need
from keys import expand, unseal

_ENTRY = struct.Struct(">32sIIIIB")


def from_packs(packs):
    """Needs no index at all."""
    places = {}
    for name in packs.list():
        for chunk_id, offset, sealed_length in packs.table(name):
            places.setdefault(chunk_id, []).append((bytes.fromhex(name[-32:]), offset, sealed_length))
    return lambda chunk_id: places.get(chunk_id, [])


def from_segments(store, keys):
    places = {}
    for name in store.list("index/"):
        for chunk_id, place in _read_segment(name, store.get(name), keys):
            places.setdefault(chunk_id, []).append(place)
    return lambda chunk_id: places.get(chunk_id, [])


def _read_segment(name, data, keys):
    need(data[:16] == b"CAIRNIDX\x01" + bytes(7), f"{name}: it isn't an index segment of version 1")
    key = expand(keys.index_key, b"cairn/1 index " + name.encode("ascii"), 32)
    body = unseal(key, 0, data[16:], data[:16], name)
    packs, entries = struct.unpack_from(">II", body)
    need(len(body) == 8 + 16 * packs + _ENTRY.size * entries, f"{name}: its length is wrong")
    for at in range(8 + 16 * packs, len(body), _ENTRY.size):
        chunk_id, pack, offset, sealed_length, _, _ = _ENTRY.unpack_from(body, at)
        need(pack < packs, f"{name}: it has an impossible entry")
        yield chunk_id, (body[8 + 16 * pack:24 + 16 * pack], offset, sealed_length)


class Chunks:
    def __init__(self, packs, find):
        self._packs, self._find = packs, find

    def read(self, kind, chunk_id):
        """Any of a chunk's places is as good as another."""
        damage = Damaged(f"chunk {chunk_id.hex()}: the repository doesn't have it")
        for place in self._find(chunk_id):
            try:
                return self._packs.chunk(*place, chunk_id, kind)
            except Damaged as found:
                damage = found
        raise damage
