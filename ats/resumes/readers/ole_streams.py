"""Reads the streams of an OLE compound file. Format: [MS-CFB] 2.2 to 2.6."""

import struct
from collections.abc import Sequence

from ats.resumes.containers import allocation_table
from ats.resumes.readers.members import DAMAGED, UnreadableFile

_END = 0xFFFFFFFA  # this number and those above it are marks, not sectors


class OleFile:
    """One compound file; chains that loop or lead out of the file end where they do."""

    def __init__(self, data: bytes) -> None:
        try:
            (shift, mini_shift) = struct.unpack_from("<HH", data, 30)
            (directory,) = struct.unpack_from("<I", data, 48)
            (cutoff, mini_table) = struct.unpack_from("<II", data, 56)
            if shift not in (9, 12) or mini_shift != 6:
                raise UnreadableFile(DAMAGED)
            self._data = data
            self._size = 1 << shift
            self._table = allocation_table(data, self._size)
            self._cutoff = cutoff
            self._entries = self._directory(directory)
            packed = self._chain(mini_table)
            self._mini_table = struct.unpack_from(f"<{len(packed) // 4}I", packed)
            start, _ = self._entries.get("Root Entry", (_END, 0))
            self._mini = self._chain(start)
        except (struct.error, IndexError) as error:
            raise UnreadableFile(DAMAGED) from error

    def stream(self, name: str) -> bytes:
        """Return the content of a stream; raise UnreadableFile if there is none of that name."""
        if name not in self._entries:
            raise UnreadableFile(f"lacks a part that it should have ({name})")
        start, size = self._entries[name]
        if size >= self._cutoff:
            return self._chain(start)[:size]
        sectors = _follow(self._mini_table, start)
        return b"".join(self._mini[at * 64 : at * 64 + 64] for at in sectors)[:size]

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def _directory(self, first: int) -> dict[str, tuple[int, int]]:
        packed = self._chain(first)
        entries: dict[str, tuple[int, int]] = {}
        for at in range(0, len(packed) - 127, 128):
            (length,) = struct.unpack_from("<H", packed, at + 64)
            start, size = struct.unpack_from("<II", packed, at + 116)
            name = packed[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            if name:
                entries.setdefault(name, (start, size))
        return entries

    def _chain(self, first: int) -> bytes:
        size = self._size
        return b"".join(self._data[(at + 1) * size : (at + 2) * size] for at in _follow(self._table, first))


def _follow(table: Sequence[int], first: int) -> list[int]:
    """Return the sectors of a chain, up to where it ends, loops or leads out of the table."""
    sectors: list[int] = []
    at = first
    while at < _END and at < len(table) and len(sectors) <= len(table):
        sectors.append(at)
        at = table[at]
    return sectors
