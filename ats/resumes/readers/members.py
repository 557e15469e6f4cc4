"""Reads members of a ZIP as XML trees without ever fetching, expanding or inflating more than is allowed."""

import io
import zipfile
import zlib
from dataclasses import dataclass, field

from lxml import etree

from ats.resumes.text import Flag

_CHUNK_BYTES = 256 * 1024
MOST_BYTES = 50 * 1024 * 1024

DAMAGED = "is damaged"


class UnreadableFile(Exception):
    """A file, or a part of it, that cannot be read; its text completes "The file ..."."""


@dataclass(slots=True)
class Members:
    """The members of one ZIP; ``damage`` says what was wrong with those that were read."""

    archive: zipfile.ZipFile
    room: int = MOST_BYTES
    damage: str | None = None
    flags: list[Flag] = field(default_factory=list)

    @property
    def names(self) -> dict[str, zipfile.ZipInfo]:
        """The members by their names in the archive; nothing is ever written under these names."""
        return self.archive.NameToInfo

    def read(self, name: str) -> bytes:
        """Inflate a member; what is there of a damaged one. Raise UnreadableFile if it is not there or too long."""
        if name not in self.names:
            raise UnreadableFile(f"lacks a part that it should have ({name.rpartition('/')[2]})")
        chunks: list[bytes] = []
        try:
            with self.archive.open(name) as member:
                while chunk := member.read(_CHUNK_BYTES):
                    self.room -= len(chunk)
                    if self.room < 0:
                        raise UnreadableFile("unpacks to more than is accepted")
                    chunks.append(chunk)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            RuntimeError,
            NotImplementedError,
        ) as error:
            if "password" in str(error):
                raise UnreadableFile("is password protected") from error
            self.damage = DAMAGED
            chunks += self._past_checksum(name, sum(map(len, chunks)))
        return b"".join(chunks)

    def tree(self, name: str) -> etree._Element:
        """Parse a member; raise UnreadableFile. What can be understood of a damaged one is returned."""
        data = self.read(name)
        if has_doctype(data):
            raise UnreadableFile("holds a document type declaration, which is not accepted")
        try:
            return etree.fromstring(data, _parser())
        except etree.XMLSyntaxError as error:
            self.damage = DAMAGED
            try:
                tree = etree.fromstring(data, _parser(recover=True))
            except etree.XMLSyntaxError:
                tree = None
            if tree is None:
                raise UnreadableFile(DAMAGED) from error
            return tree

    def _past_checksum(self, name: str, known: int) -> list[bytes]:
        """Inflate the rest of a member whose checksum is wrong."""
        info = self.names[name]
        if info.compress_type != zipfile.ZIP_DEFLATED or not self.archive.fp:
            return []
        try:
            with self.archive.open(name) as member:
                member._expected_crc = None  # type: ignore[attr-defined]
                data = member.read(min(known + self.room, info.file_size))
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError):
            return []
        self.room -= max(len(data) - known, 0)
        return [data[known:]]


def open_members(data: bytes) -> Members:
    """Open a ZIP; raise UnreadableFile."""
    try:
        return Members(zipfile.ZipFile(io.BytesIO(data)))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableFile(DAMAGED) from error


def has_doctype(data: bytes) -> bool:
    """Say whether XML holds a document type declaration, in UTF-8 or UTF-16."""
    return b"<!DOCTYPE" in data or b"<\0!\0D\0O\0C\0T\0Y\0P\0E" in data


def _parser(*, recover: bool = False) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=recover,
        remove_comments=True,
        remove_pis=True,
    )
