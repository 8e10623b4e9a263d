"""Chunks, and the packs that hold them (the page's sections "Chunks" and "Packs")."""

import struct

import zstandard

from damage import Damaged, need
from keys import WRAPPED_SIZE, unseal

HEADER_SIZE = 16 + WRAPPED_SIZE
TRAILER_SIZE = 16
MAX_CHUNK = 16_777_216
MAX_RECORDS = 65_536

_RECORD = struct.Struct(">BBII32s")
_TRAILER = struct.Struct(">II8s")
_RAW, _ZSTD = 0, 1


class Packs:
    def __init__(self, store, keys):
        self._store, self._keys, self._pack_keys = store, keys, {}

    def list(self):
        return [name for name in self._store.list("packs/") if name == _name(bytes.fromhex(name[-32:]))]

    def table(self, name):
        """All records of a pack: (chunk id, offset, sealed length)."""
        length = self._store.length(name)
        need(length >= HEADER_SIZE + TRAILER_SIZE, f"{name}: it is too short")
        trailer = self._store.read(name, length - TRAILER_SIZE, TRAILER_SIZE)
        sealed_length, count, magic = _TRAILER.unpack(trailer)
        offset = length - TRAILER_SIZE - sealed_length
        need(magic == b"CAIRNEND" and 1 <= count <= MAX_RECORDS and offset >= HEADER_SIZE, f"{name}: it doesn't end as a pack does")
        table = self._unseal(name, offset, self._store.read(name, offset, sealed_length), trailer)
        need(len(table) == count * _RECORD.size, f"{name}: its table has another length")
        records, at = [], HEADER_SIZE
        for start in range(0, len(table), _RECORD.size):
            _, _, _, sealed_length, chunk_id = _RECORD.unpack_from(table, start)
            records.append((chunk_id, at, sealed_length))
            at += _RECORD.size + sealed_length
        need(at == offset, f"{name}: its table doesn't cover its records")
        return records

    def chunk(self, pack_id, offset, sealed_length, chunk_id, kind):
        """A chunk's bytes; they are what its id says."""
        name = _name(pack_id)
        what = f"{name} at {offset}"
        need(sealed_length <= MAX_CHUNK + 16, f"{what}: a record is too long")
        record = self._store.read(name, offset, _RECORD.size + sealed_length)
        header = record[:_RECORD.size]
        found_kind, encoding, plain_length, found_length, found_id = _RECORD.unpack(header)
        need((found_kind, found_length, found_id) == (kind, sealed_length, chunk_id), f"{what}: it is another record")
        need(1 <= plain_length <= MAX_CHUNK and encoding in (_RAW, _ZSTD), f"{what}: its header is impossible")
        plain = self._unseal(name, offset, record[_RECORD.size:], header)
        if encoding == _ZSTD:
            try:
                plain = zstandard.ZstdDecompressor().decompress(plain, max_output_size=plain_length)
            except zstandard.ZstdError:
                raise Damaged(f"{what}: it can't be decompressed") from None
        need(len(plain) == plain_length, f"{what}: its length is wrong")
        need(self._keys.chunk_id(kind, plain) == chunk_id, f"{what}: it isn't the chunk that it says")
        return plain

    def _unseal(self, name, offset, sealed, clear):
        place = self._keys.repository_id + bytes.fromhex(name[-32:]) + offset.to_bytes(8, "big")
        return unseal(self._key(name), offset, sealed, place + clear, f"{name} at {offset}")

    def _key(self, name):
        if name not in self._pack_keys:
            header = self._store.read(name, 0, HEADER_SIZE)
            need(header[:9] == b"CAIRNPAK\x01", f"{name}: it isn't a pack of version 1")
            self._pack_keys[name] = self._keys.unwrap(name, header)
        return self._pack_keys[name]


def _name(pack_id):
    return f"packs/{pack_id.hex()[:2]}/{pack_id.hex()}"
