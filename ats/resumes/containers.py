"""Looks into the two containers that word processors use, ZIP and OLE, and inflates no more than is allowed."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ats.resumes.limits import DEFAULT, Limits

_SMALL_BYTES = 1024 * 1024  # below this no rate of inflation is a danger, and repetitive markup exceeds any
_CHUNK_BYTES = 256 * 1024
_LOCAL_HEADER = b"PK\x03\x04"
_CENTRAL_HEADER = b"PK\x01\x02"
_SIZE_FOLLOWS = 8
_ENCRYPTED_FLAG = 1
_DOCX_MAIN = re.compile(r"word/document\d*\.xml")
_DOCX_PART = re.compile(
    r"word/(?:(?:header|document|footnotes|endnotes|footer|styles)\d*\.xml|_rels/[\w.]+\.rels)"
)
_ODT_TYPE = b"application/vnd.oasis.opendocument.text"
_DOCTYPE = b"<!DOCTYPE"
# An encoding whose letters are not those of ASCII could hide one; none of the formats that are read allows such.
_OTHER_LETTERS = re.compile(
    rb"\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*[\"'](?!utf-?8|utf-?16|utf-?32|us-ascii|ascii|iso-8859|windows-125)",
    re.IGNORECASE,
)
_SECTOR_MARKS = 0xFFFFFFFA  # [MS-CFB] 2.1: this number and those above it are marks, not sectors
_MOST_SECTORS = 2000

ContainerKind = Literal["docx", "docm", "odt", "doc", "other"]
Code = Literal["damaged", "bomb", "doctype"]


class BadContainer(Exception):
    """A container that must not be opened: `code` is `damaged`, `bomb` or `doctype`."""

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code: Code = code


@dataclass(frozen=True, slots=True)
class Container:
    """What a container is, the names of the members that hold its text, and what is the matter with it."""

    kind: ContainerKind
    parts: tuple[str, ...] = ()
    encrypted: bool = False
    damaged: bool = False


def judge_zip(data: bytes, limits: Limits = DEFAULT) -> Container:
    """Tell what a ZIP is, after counting what its text unpacks to; raise BadContainer.

    A word processor's file whose directory is lost is told by the members at its beginning, and damaged.
    """
    # zipfile builds an object for every member, so they are counted before it sees them.
    if data.count(_CENTRAL_HEADER) > limits.members:
        raise BadContainer("bomb")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, struct.error, ValueError, OSError, EOFError, NotImplementedError) as error:
        kind = _kind_of_remains(data)
        if kind == "other":
            raise BadContainer("damaged") from error
        return Container(kind, damaged=True)
    with archive:
        container = _container(archive, data)
        members = [archive.getinfo(name) for name in container.parts]
    if container.encrypted or any(member.flag_bits & _ENCRYPTED_FLAG for member in members):
        return Container(container.kind, container.parts, encrypted=True)
    return Container(
        container.kind, container.parts, damaged=container.damaged | _count(data, members, limits)
    )


def inflate(data: bytes, member: zipfile.ZipInfo, most: int) -> Iterator[bytes]:
    """Yield the content of a member chunk by chunk, whatever its checksum is.

    Raise BadContainer: `bomb` if it becomes longer than ``most`` bytes or than it states, `damaged` if it breaks off.
    """
    raw = _raw(data, member)
    if member.compress_type == zipfile.ZIP_STORED:
        if len(raw) > most:
            raise BadContainer("bomb")
        yield raw
        return
    if member.compress_type != zipfile.ZIP_DEFLATED:
        raise BadContainer("damaged")
    room = min(most, member.file_size)
    inflater = zlib.decompressobj(-15)
    rest = raw
    while rest and not inflater.eof:
        try:
            chunk = inflater.decompress(rest, _CHUNK_BYTES)
        except zlib.error as error:
            raise BadContainer("damaged") from error
        room -= len(chunk)
        if room < 0:
            raise BadContainer("bomb")
        rest = inflater.unconsumed_tail
        yield chunk
        if not chunk and not rest:
            break
    if not inflater.eof:
        raise BadContainer("damaged")


def _raw(data: bytes, member: zipfile.ZipInfo) -> bytes:
    header = data[member.header_offset : member.header_offset + 30]
    if len(header) < 30 or not header.startswith(b"PK\x03\x04"):
        raise BadContainer("damaged")
    name_length, extra_length = struct.unpack_from("<HH", header, 26)
    start = member.header_offset + 30 + name_length + extra_length
    return data[start : start + member.compress_size]


def salvage_members(data: bytes, limits: Limits = DEFAULT) -> dict[str, zipfile.ZipInfo]:
    """Find the members of a ZIP whose directory is damaged by the headers before each; those that state their size."""
    members: dict[str, zipfile.ZipInfo] = {}
    at = data.find(_LOCAL_HEADER)
    while at >= 0 and len(members) < limits.members:
        if at + 30 <= len(data):
            flags, method, crc, packed, size, length = struct.unpack_from("<HH4xIIIH", data, at + 6)
            name = data[at + 30 : at + 30 + length].decode("utf-8", "replace")
            if name and not flags & _SIZE_FOLLOWS:
                member = zipfile.ZipInfo("unnamed")
                member.header_offset, member.flag_bits, member.compress_type = at, flags, method
                member.CRC, member.compress_size, member.file_size = crc, packed, size
                members.setdefault(name, member)
        at = data.find(_LOCAL_HEADER, at + 4)
    return members


def _container(archive: zipfile.ZipFile, data: bytes) -> Container:
    names = archive.NameToInfo
    if "[Content_Types].xml" in names and any(name.startswith("word/") for name in names):
        kind: ContainerKind = "docm" if "word/vbaProject.bin" in names else "docx"
        main = any(_DOCX_MAIN.fullmatch(name) for name in names)
        parts = tuple(sorted(name for name in names if _DOCX_PART.fullmatch(name)))
        return Container(kind, parts, damaged=not main)
    if "mimetype" in names and "content.xml" in names:
        return _odt(names, data)
    return Container("other")


def _odt(names: dict[str, zipfile.ZipInfo], data: bytes) -> Container:
    if not _head(data, names["mimetype"]).startswith(_ODT_TYPE):
        return Container("other")
    parts = tuple(name for name in ("styles.xml", "content.xml") if name in names)
    manifest = names.get("META-INF/manifest.xml")
    return Container("odt", parts, encrypted=bool(manifest and b"encryption-data" in _head(data, manifest)))


def _head(data: bytes, member: zipfile.ZipInfo) -> bytes:
    try:
        return next(inflate(data, member, _CHUNK_BYTES * 4), b"")
    except BadContainer:
        return b""


def _count(data: bytes, members: list[zipfile.ZipInfo], limits: Limits) -> bool:
    """Inflate the members that are read, counting; return whether one of them is damaged. Raise BadContainer."""
    room = limits.inflated_bytes
    if sum(member.file_size for member in members) > room:
        raise BadContainer("bomb")
    damaged = False
    for member in members:
        try:
            room -= _count_one(data, member, room, limits)
        except BadContainer as error:
            if error.code != "damaged":
                raise
            damaged = True
    return damaged


def _count_one(data: bytes, member: zipfile.ZipInfo, room: int, limits: Limits) -> int:
    most = max(limits.inflation * member.compress_size, _SMALL_BYTES)
    length, edge = 0, b""
    for chunk in inflate(data, member, min(room, most)):
        seen = edge + (chunk.replace(b"\0", b"") if b"\0" in chunk else chunk)
        if _DOCTYPE in seen or (not length and _OTHER_LETTERS.match(seen)):
            raise BadContainer("doctype")
        length += len(chunk)
        edge = seen[-len(_DOCTYPE) :]
    return length


def _kind_of_remains(data: bytes) -> ContainerKind:
    if data[30:38] == b"mimetype" and _ODT_TYPE in data[38:120]:
        return "odt"
    return "docx" if b"[Content_Types].xml" in data[:4096] and b"word/" in data else "other"


def judge_ole(data: bytes) -> Container:
    """Tell a Word document (`doc`) from other OLE files by its directory; raise BadContainer.

    An encrypted OOXML file is an OLE file as well ([MS-OFFCRYPTO] 2.3.2). Format: [MS-CFB] 2.2 to 2.6.
    """
    try:
        names = _ole_names(data)
    except (struct.error, IndexError) as error:
        if "WordDocument".encode("utf-16-le") in data:
            return Container("doc", damaged=True)
        raise BadContainer("damaged") from error
    if "EncryptedPackage" in names:
        return Container("docx", encrypted=True)
    return Container("doc" if "WordDocument" in names else "other")


def _ole_names(data: bytes) -> set[str]:
    (shift,) = struct.unpack_from("<H", data, 30)
    (first_directory,) = struct.unpack_from("<I", data, 48)
    if shift not in (9, 12):
        raise IndexError("no sector size")
    size = 1 << shift
    table = allocation_table(data, size)
    names: set[str] = set()
    sector, seen = first_directory, set()
    while sector < _SECTOR_MARKS and sector not in seen and len(seen) < _MOST_SECTORS:
        seen.add(sector)
        start = (sector + 1) * size
        for entry in range(start, min(start + size, len(data) - 127), 128):
            (length,) = struct.unpack_from("<H", data, entry + 64)
            names.add(data[entry : entry + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace"))
        sector = table[sector]
    return names


def allocation_table(data: bytes, size: int) -> list[int]:
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
