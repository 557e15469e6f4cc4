"""Reads members of a ZIP as XML trees without ever fetching, expanding or inflating more than is allowed."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from ats.resumes.containers import BadContainer, inflate, salvage_members
from ats.resumes.kinds import OLE_MAGIC
from ats.resumes.limits import DEFAULT
from ats.resumes.text import LOCKED

DAMAGED = "is damaged"
_WITH_DOCTYPE = "holds a document type declaration, which is not accepted"


class UnreadableFile(Exception):
    """A file, or a part of it, that cannot be read; its text completes "The file ..."."""


class TooDeep(UnreadableFile):
    """XML nested too deeply for a tree; ``content`` is it, unparsed."""

    def __init__(self, content: bytes) -> None:
        super().__init__("is nested too deeply to be read")
        self.content = content


@dataclass(slots=True)
class Members:
    """The members of one ZIP by their names, under which nothing is ever written.

    ``damage`` says what was wrong with those that were read.
    """

    data: bytes
    names: dict[str, zipfile.ZipInfo]
    room: int = DEFAULT.inflated_bytes
    damage: str | None = None

    def read(self, name: str) -> bytes:
        """Inflate a member; what is there of a damaged one. Raise UnreadableFile if it is not there or too long."""
        if name not in self.names:
            raise UnreadableFile(f"lacks a part that it should have ({name.rpartition('/')[2]})")
        member = self.names[name]
        if member.flag_bits & 1:
            raise UnreadableFile(LOCKED)
        chunks: list[bytes] = []
        try:
            for chunk in inflate(self.data, member, self.room):
                self.room -= len(chunk)
                chunks.append(chunk)
        except BadContainer as error:
            if error.code != "damaged":
                raise UnreadableFile("unpacks to more than is accepted") from error
            self.damage = DAMAGED
        content = b"".join(chunks)
        if zlib.crc32(content) != member.CRC:
            self.damage = DAMAGED
        return content

    def tree(self, name: str, *, cut: Callable[[bytes], bytes] | None = None) -> etree._Element:
        """Parse a member; raise UnreadableFile. What can be understood of a damaged one is returned.

        `cut` takes out what nobody will look at, which saves most of the time of some.
        """
        data = self.read(name)
        if has_doctype(data):
            raise UnreadableFile(_WITH_DOCTYPE)
        tree = self._tree(cut(data) if cut else data)
        # In an encoding that says it with other bytes, such as UTF-7.
        if tree.getroottree().docinfo.internalDTD is not None:
            raise UnreadableFile(_WITH_DOCTYPE)
        return tree

    def _tree(self, data: bytes) -> etree._Element:
        try:
            return etree.fromstring(data, _parser())
        except etree.XMLSyntaxError as error:
            if "depth" in str(error):
                raise TooDeep(data) from error
            self.damage = DAMAGED
            try:
                tree = etree.fromstring(data, _parser(recover=True))
            except etree.XMLSyntaxError:
                tree = None
            if tree is None:
                raise UnreadableFile(DAMAGED) from error
            return tree


def open_members(data: bytes) -> Members:
    """Open a ZIP; raise UnreadableFile."""
    if data.startswith(OLE_MAGIC):  # [MS-OFFCRYPTO] 2.3.2: what a password protects is wrapped in OLE
        raise UnreadableFile(LOCKED)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return Members(data, archive.NameToInfo)
    except (zipfile.BadZipFile, struct.error, OSError, EOFError, ValueError, NotImplementedError) as error:
        # A directory that is damaged but there means that the members are whole; one that is missing, that the
        # file was cut off.
        members = salvage_members(data) if b"PK\x01\x02" in data else {}
        if not members:
            raise UnreadableFile(DAMAGED) from error
        return Members(data, members, damage=DAMAGED)


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
