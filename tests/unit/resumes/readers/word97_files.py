"""Writes small Word 97 files for tests: an OLE compound file ([MS-CFB] 2) with the streams that [MS-DOC] 2.5 names."""

import struct

_SECTOR = 512
_END, _FAT, _FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_TEXT_AT, _CHARACTERS_AT, _PARAGRAPHS_AT = 0x800, 0x400, 0x600  # pages 2 and 3 hold the properties
BOLD, IN_TABLE, ROW_END = (
    struct.pack("<HB", 0x0835, 1),
    struct.pack("<HB", 0x2416, 1),
    struct.pack("<HB", 0x2417, 1),
)


def ole_file(streams: dict[str, bytes]) -> bytes:
    """Pack streams, each padded to 4096 bytes, so that no mini stream is needed."""
    padded = {name: content.ljust(4096, b"\0") for name, content in streams.items()}
    sectors, chains, entries = [], [_FAT], [("Root Entry", 5, _END, 0)]
    at = 1
    for name, content in padded.items():
        parts = [content[start : start + _SECTOR] for start in range(0, len(content), _SECTOR)]
        entries.append((name, 2, at, len(content)))
        chains += [*range(at + 1, at + len(parts)), _END]
        sectors += [part.ljust(_SECTOR, b"\0") for part in parts]
        at += len(parts)
    directory = b"".join(_entry(*entry) for entry in entries)
    packed = [directory[start : start + _SECTOR] for start in range(0, len(directory), _SECTOR)]
    first_directory = at
    chains += [*range(at + 1, at + len(packed)), _END]
    table = struct.pack(f"<{len(chains)}I", *chains).ljust(_SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
    header += bytes(6) + struct.pack("<IIIIIIIIII", 0, 1, first_directory, 0, 4096, _END, 0, _END, 0, 0)
    header = header.ljust(_SECTOR, b"\xff")
    return header + table + b"".join(sectors) + b"".join(part.ljust(_SECTOR, b"\0") for part in packed)


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    coded = name.encode("utf-16-le")
    head = coded.ljust(64, b"\0") + struct.pack("<HBB", len(coded) + 2, kind, 1)
    return head.ljust(116, b"\0") + struct.pack("<III", start, size, 0)


def word_file(
    text: str, *, bold: tuple[int, int] = (0, 0), paragraphs: dict[int, bytes] | None = None, flags: int = 0,
    version: int = 0xC1,
) -> bytes:  # fmt: skip
    """Write a document of one piece of UTF-16.

    ``bold`` are the first character that is bold and the first that no longer is; ``paragraphs`` maps the characters
    at which paragraphs begin to their properties.
    """
    document = bytearray(_TEXT_AT) + text.encode("utf-16-le")
    pieces = struct.pack("<II", 0, len(text)) + struct.pack("<HIH", 0, _TEXT_AT, 0)
    table = b"\2" + struct.pack("<I", len(pieces)) + pieces
    characters, looks = len(table), _bin_table(_CHARACTERS_AT, len(text))
    below, paragraph_table = characters + len(looks), _bin_table(_PARAGRAPHS_AT, len(text))
    struct.pack_into("<HH", document, 0, 0xA5EC, version)
    struct.pack_into("<H", document, 0x0A, flags)
    struct.pack_into("<I", document, 0x4C, len(text))
    for at, start, size in (
        (0x1A2, 0, characters), (0xFA, characters, len(looks)), (0x102, below, len(paragraph_table)),
    ):  # fmt: skip
        struct.pack_into("<II", document, at, start, size)
    document[_CHARACTERS_AT:_PARAGRAPHS_AT] = _page({0: b"", bold[0]: BOLD, bold[1]: b""}, len(text), b"", 1)
    document[_PARAGRAPHS_AT:_TEXT_AT] = _page({0: b"", **(paragraphs or {})}, len(text), bytes(2), 13)
    return ole_file({"WordDocument": bytes(document), "0Table": table + looks + paragraph_table})


def _bin_table(page_at: int, length: int) -> bytes:
    return struct.pack("<III", _TEXT_AT, _TEXT_AT + 2 * length, page_at // _SECTOR)


def _page(runs: dict[int, bytes], length: int, style: bytes, step: int) -> bytes:
    """Write one page of runs with their properties ([MS-DOC] 2.9.32 and 2.9.174)."""
    places = sorted(runs)
    page = bytearray(_SECTOR)
    page[-1] = len(places)
    edges = [_TEXT_AT + 2 * place for place in (*places, length)]
    struct.pack_into(f"<{len(edges)}I", page, 0, *edges)
    at = 480
    for number, place in enumerate(places):
        if not runs[place]:
            continue
        content = style + runs[place]
        at -= 16
        if style:
            content = content.ljust(15, b"\0")
            page[at : at + 16] = bytes((8, *content))
        else:
            page[at : at + 1 + len(content)] = bytes((len(content), *content))
        page[len(edges) * 4 + number * step] = at // 2
    return bytes(page)
