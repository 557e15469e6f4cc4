"""Looks into the two containers that word processors use, ZIP and OLE, without unpacking what they hold."""

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import Literal

MEMBERS = 2000
INFLATED_BYTES = 50 * 1024 * 1024
INFLATION = 100
_SMALL_BYTES = 1024 * 1024  # below this no rate of inflation is a danger, and repetitive markup exceeds 100
_HEAD_BYTES = 64 * 1024

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CENTRAL_HEADER = b"PK\x01\x02"
_ENCRYPTED_FLAG = 1
_DOCX_MAIN = re.compile(r"word/document\d*\.xml")
_DOCX_ORDER = ("header", "document", "footnotes", "endnotes", "footer")
_DOCX_PART = re.compile(rf"word/({'|'.join(_DOCX_ORDER)})\d*\.xml")
_ODT_TYPE = b"application/vnd.oasis.opendocument.text"
_SECTOR_MARKS = 0xFFFFFFFA  # [MS-CFB] 2.1: this number and those above it are marks, not sectors

Kind = Literal["docx", "docm", "odt", "doc", "other"]


class BadContainer(Exception):
    """A container that must not be opened: `code` is `damaged`, `encrypted` or `bomb`."""

    def __init__(self, code: Literal["damaged", "encrypted", "bomb"]) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class TextParts:
    """What a ZIP is, and the members that hold its text in reading order (none for `other`)."""

    kind: Kind
    names: tuple[str, ...] = ()


def find_text_parts(data: bytes) -> TextParts:
    """Tell what a ZIP is and which members hold its text, after checking that these may be inflated.

    Raise BadContainer. Sizes are believed as declared: whoever inflates has to count as well.
    """
    # zipfile builds an object for every member, so they are counted before it sees them.
    if data.count(_CENTRAL_HEADER) > MEMBERS:
        raise BadContainer("bomb")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = _text_parts(archive)
            _check_sizes([archive.getinfo(name) for name in parts.names])
            _check_heads(archive, parts)
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        ValueError,
        OSError,
        EOFError,
        RuntimeError,
    ) as error:
        raise BadContainer("damaged") from error
    return parts


def _text_parts(archive: zipfile.ZipFile) -> TextParts:
    names = archive.NameToInfo
    if "[Content_Types].xml" in names and any(_DOCX_MAIN.fullmatch(name) for name in names):
        found = [match for name in names if (match := _DOCX_PART.fullmatch(name))]
        found.sort(key=lambda match: (_DOCX_ORDER.index(match[1]), match[0]))
        return TextParts(
            "docm" if "word/vbaProject.bin" in names else "docx", tuple(match[0] for match in found)
        )
    if "mimetype" in names and "content.xml" in names:
        return _odt_parts(archive)
    return TextParts("other")


def _odt_parts(archive: zipfile.ZipFile) -> TextParts:
    if not _head(archive, "mimetype").startswith(_ODT_TYPE):
        return TextParts("other")
    if "META-INF/manifest.xml" in archive.NameToInfo and b"encryption-data" in _head(
        archive, "META-INF/manifest.xml"
    ):
        raise BadContainer("encrypted")
    return TextParts(
        "odt", tuple(name for name in ("styles.xml", "content.xml") if name in archive.NameToInfo)
    )


def _check_sizes(members: list[zipfile.ZipInfo]) -> None:
    if any(member.flag_bits & _ENCRYPTED_FLAG for member in members):
        raise BadContainer("encrypted")
    inflated = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if inflated > INFLATED_BYTES or (inflated > _SMALL_BYTES and inflated > INFLATION * packed):
        raise BadContainer("bomb")
    # Deflate never makes data notably longer: a member longer packed than unpacked lies about its size.
    if any(member.compress_size > member.file_size * 1.01 + 64 for member in members):
        raise BadContainer("bomb")


def _check_heads(archive: zipfile.ZipFile, parts: TextParts) -> None:
    """Refuse a document type declaration early; the reader refuses one wherever it stands."""
    for name in parts.names:
        if b"<!DOCTYPE" in _head(archive, name).replace(b"\0", b""):
            raise BadContainer("damaged")


def _head(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        with archive.open(name) as member:
            return member.read(_HEAD_BYTES)
    except (zipfile.BadZipFile, zlib.error, EOFError):
        return b""  # a damaged member does not condemn the file: the reader takes what it can


def judge_ole(data: bytes) -> Kind:
    """Tell a Word document (`doc`) from other OLE files by its directory; raise BadContainer.

    Format: [MS-CFB] 2.2 to 2.6.
    """
    try:
        names = _ole_names(data)
    except (struct.error, IndexError) as error:
        raise BadContainer("damaged") from error
    if "EncryptedPackage" in names:
        raise BadContainer("encrypted")
    return "doc" if "WordDocument" in names else "other"


def _ole_names(data: bytes) -> set[str]:
    (shift,) = struct.unpack_from("<H", data, 30)
    (first_directory,) = struct.unpack_from("<I", data, 48)
    if shift not in (9, 12):
        raise BadContainer("damaged")
    size = 1 << shift
    table = _allocation_table(data, size)
    names: set[str] = set()
    sector, seen = first_directory, set()
    while sector < _SECTOR_MARKS and sector not in seen and len(seen) < MEMBERS:
        seen.add(sector)
        start = (sector + 1) * size
        for entry in range(start, min(start + size, len(data) - 127), 128):
            (length,) = struct.unpack_from("<H", data, entry + 64)
            names.add(data[entry : entry + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace"))
        sector = table[sector]
    return names


def _allocation_table(data: bytes, size: int) -> list[int]:
    """Read the FAT by its sector numbers: 109 in the header, the rest in the chain of DIFAT sectors."""
    numbers = f"<{size // 4}I"
    most = len(data) // size // (size // 4) + 2  # more would describe sectors past the end of the file
    sectors = list(struct.unpack_from("<109I", data, 76))
    (following,) = struct.unpack_from("<I", data, 68)
    while following < _SECTOR_MARKS and len(sectors) < most:
        *more, following = struct.unpack_from(numbers, data, (following + 1) * size)
        sectors += more
    table: list[int] = []
    for sector in sectors[:most]:
        if sector < _SECTOR_MARKS:
            table += struct.unpack_from(numbers, data, (sector + 1) * size)
    return table
