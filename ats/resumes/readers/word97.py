"""Reads Word 97 to 2003 files: the text by its pieces, with paragraphs, tables, styles and hyperlink fields.

Format: [MS-DOC] 2.4 (the algorithms), 2.5 (the file information block), 2.9.38 (Clx).
"""

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ats.resumes.readers.drafts import Draft, Run, Style, split_breaks
from ats.resumes.readers.members import DAMAGED, UnreadableFile
from ats.resumes.readers.ole_streams import OleFile
from ats.resumes.readers.table_rows import read_row
from ats.resumes.readers.word97_properties import (
    Modifiers,
    ParagraphLook,
    Styles,
    read_modifiers,
    with_modifiers,
    with_paragraph,
)
from ats.resumes.text import LOCKED, LineKind

_WORD_97 = 0x00C1
_ENCRYPTED, _OTHER_TABLE = 0x0100, 0x0200
_COUNTS = 0x4C  # ccpText, ccpFtn, ccpHdd, (ccpMcr), ccpAtn, ccpEdn, ccpTxbx, ccpHdrTxbx
_STYLES, _CHARACTERS, _PARAGRAPHS, _PIECES, _HEADERS = 0xA2, 0xFA, 0x102, 0x1A2, 0xF2
_LINK = re.compile(r'\s*HYPERLINK\s+(?:\\[a-z]\s+)*"?([^"\s]+)', re.IGNORECASE)
_CHARACTER = {"\x0b": "\n", "\x1e": "-", "\x1f": "", "\x0c": "\n", "\x0e": "\n"}
_MOST_CHARACTERS = 3_000_000
_COMPRESSED = 0x40000000


@dataclass(slots=True)
class _Piece:
    """Characters that stand together in the document stream."""

    first: int
    text: str
    offset: int
    width: int


@dataclass(slots=True)
class _Field:
    instruction: list[str] = field(default_factory=list)
    target: str | None = None
    shown: bool = False


def read_word97(data: bytes) -> list[Draft]:
    """Return the lines of a document, page headers first; raise UnreadableFile."""
    ole = OleFile(data)
    document = ole.stream("WordDocument")
    try:
        flags = struct.unpack_from("<H", document, 0x0A)[0]
        version = struct.unpack_from("<H", document, 2)[0]
        if flags & _ENCRYPTED:
            raise UnreadableFile(LOCKED)
        if version < _WORD_97:
            raise UnreadableFile("was written by a Word older than 97")
        table = ole.stream("1Table" if flags & _OTHER_TABLE else "0Table")
        return _Document(document, table).drafts()
    except (struct.error, IndexError, ValueError) as error:
        raise UnreadableFile(DAMAGED) from error


class _Document:
    """The text of all parts of one document, and how it looks."""

    def __init__(self, document: bytes, table: bytes) -> None:
        self._document, self._table = document, table
        self._pieces = list(self._read_pieces())
        self._characters = self._modifiers(_CHARACTERS, paragraphs=False)
        self._paragraphs = self._modifiers(_PARAGRAPHS, paragraphs=True)
        start, size = self._place(_STYLES)
        self._styles = Styles(table[start : start + size])
        self._looks: dict[tuple[int, bytes], Style] = {}

    def drafts(self) -> list[Draft]:
        """Return the lines: page headers, body, notes, boxes, page footers."""
        text, notes, headers, _, _, endnotes, boxes, header_boxes = struct.unpack_from(
            "<8I", self._document, _COUNTS
        )
        counts = [text, notes, headers, 0, struct.unpack_from("<I", self._document, 0x5C)[0], endnotes, boxes]
        starts = [sum(counts[:index]) for index in range(len(counts) + 1)]
        body = self._lines(0, text)
        above, below = self._edges(starts[2], headers)
        more = [
            *self._lines(starts[6], boxes),
            *self._lines(starts[7], header_boxes),
            *self._lines(starts[1], notes),
            *self._lines(starts[5], endnotes),
        ]
        return [*above, *body, *more, *below]

    def _place(self, at: int) -> tuple[int, int]:
        return struct.unpack_from("<II", self._document, at)

    def _modifiers(self, at: int, *, paragraphs: bool) -> Modifiers:
        return read_modifiers(self._document, self._table, *self._place(at), paragraphs=paragraphs)

    def _read_pieces(self) -> Iterator[_Piece]:
        start, size = self._place(_PIECES)
        packed = self._table[start : start + size]
        at = 0
        while at < len(packed) and packed[at] == 1:
            at += 3 + struct.unpack_from("<H", packed, at + 1)[0]
        if at >= len(packed) or packed[at] != 2:
            raise ValueError("no piece table")
        (length,) = struct.unpack_from("<I", packed, at + 1)
        plc = packed[at + 5 : at + 5 + length]
        count = (len(plc) - 4) // 12
        positions = struct.unpack_from(f"<{count + 1}I", plc)
        left = _MOST_CHARACTERS
        for number in range(count):
            (place,) = struct.unpack_from("<I", plc, (count + 1) * 4 + number * 8 + 2)
            length = min(positions[number + 1] - positions[number], left)
            if length > 0:
                left -= length
                yield self._piece(positions[number], place, length)

    def _piece(self, first: int, place: int, length: int) -> _Piece:
        if place & _COMPRESSED:
            offset = (place & ~_COMPRESSED) // 2
            text = self._document[offset : offset + length].decode("cp1252", "replace")
            return _Piece(first, text, offset, 1)
        raw = self._document[place : place + 2 * length]
        # Halves of a pair count as two characters here: they stay apart until a run is whole.
        units = struct.unpack(f"<{len(raw) // 2}H", raw[: len(raw) // 2 * 2])
        return _Piece(first, "".join(map(chr, units)), place, 2)

    def _edges(self, start: int, count: int) -> tuple[list[Draft], list[Draft]]:
        """Divide the header document into what stands above and below its pages; each text once.

        [MS-DOC] 2.3.5: six separators of notes, then per section: even, odd, first header and footer.
        """
        place, size = self._place(_HEADERS)
        bounds = [value for (value,) in struct.iter_unpack("<I", self._table[place : place + size // 4 * 4])]
        above: list[Draft] = []
        below: list[Draft] = []
        seen: set[str] = set()
        for number, (first, last) in enumerate(zip(bounds, bounds[1:], strict=False)):
            if number < 6 or last <= first or last > count:
                continue
            kind: LineKind = "header" if (number - 6) % 6 in (0, 1, 4) else "footer"
            drafts = [replace(each, kind=kind) for each in self._lines(start + first, last - first)]
            text = "\n".join(draft.text.strip() for draft in drafts)
            if text not in seen:
                seen.add(text)
                (above if kind == "header" else below).extend(drafts)
        return above, below

    def _lines(self, start: int, count: int) -> list[Draft]:
        walker = _Walker()
        for text, offset, width in self._slices(start, start + count):
            self._walk(walker, text, offset, width)
        return walker.finish()

    def _slices(self, start: int, end: int) -> Iterator[tuple[str, int, int]]:
        for piece in self._pieces:
            first, last = max(start, piece.first), min(end, piece.first + len(piece.text))
            if first < last:
                skipped = first - piece.first
                yield (
                    piece.text[skipped : last - piece.first],
                    piece.offset + skipped * piece.width,
                    piece.width,
                )

    def _walk(self, walker: "_Walker", text: str, offset: int, width: int) -> None:
        """Hand on runs of one look, paragraph by paragraph."""
        for found in re.finditer(r"[^\r\x07]+|[\r\x07]", text):
            position = offset + found.start() * width
            packed = self._paragraphs.at(position)
            style = struct.unpack_from("<H", packed)[0] if len(packed) >= 2 else 0
            if found[0] in "\r\x07":
                walker.end(found[0], with_paragraph(self._styles.paragraph(style), packed[2:]))
            else:
                for run, at in self._same_look(found[0], position, width):
                    walker.say(run, self._look(style, self._characters.at(at)))

    def _same_look(self, text: str, offset: int, width: int) -> Iterator[tuple[str, int]]:
        starts = self._characters.starts
        at = 0
        while at < len(text):
            position = offset + at * width
            after = _next_after(starts, position)
            end = len(text) if after is None else min(len(text), at + max((after - position) // width, 1))
            yield text[at:end], position
            at = end

    def _look(self, style: int, packed: bytes) -> Style:
        key = (style, packed)
        if key not in self._looks:
            self._looks[key] = with_modifiers(self._styles.look(style), packed, self._styles)
        return self._looks[key]


def _next_after(starts: list[int], position: int) -> int | None:
    """Return the first start behind a position."""
    index = bisect_right(starts, position)
    return starts[index] if index < len(starts) else None


class _Walker:
    """Puts runs together to lines and rows."""

    def __init__(self) -> None:
        self._drafts: list[Draft] = []
        self._runs: list[Run] = []
        self._cell: list[Draft] = []
        self._cells: list[list[Draft]] = []
        self._fields: list[_Field] = []
        self._block = 0

    def say(self, text: str, style: Style) -> None:
        """Take characters of one look; fields begin, go on and end within them."""
        for part in re.split(r"([\x13-\x15])", text):
            if part == "\x13":
                self._fields.append(_Field())
            elif part == "\x14" and self._fields:
                self._fields[-1].shown = True
                found = _LINK.match("".join(self._fields[-1].instruction))
                self._fields[-1].target = found[1] if found and not found[1].startswith("\\") else None
            elif part == "\x15":
                self._fields = self._fields[:-1]
            elif self._fields and not self._fields[-1].shown:
                self._fields[-1].instruction.append(part)
            elif part:
                target = next((each.target for each in reversed(self._fields) if each.target), None)
                text = "".join(_CHARACTER.get(each, each) for each in part)
                self._runs.append(Run(_paired(text), style, target))

    def end(self, mark: str, look: ParagraphLook) -> None:
        """End a paragraph, cell or row."""
        kind: LineKind = "heading" if look.heading else "list" if look.depth else "body"
        if mark == "\x07" and look.ends_row:
            self._runs = []
            self._end_row()
            return
        self._block += 1
        draft = Draft(self._runs, kind=kind, level=look.heading or look.depth, block=self._block)
        self._runs = []
        if mark == "\x07" or look.in_table:
            self._cell += split_breaks(draft)
            if mark == "\x07":
                self._cells.append(self._cell)
                self._cell = []
        else:
            self._end_row()
            self._drafts += split_breaks(draft)

    def finish(self) -> list[Draft]:
        """End what is open and return the lines."""
        self.end("\r", ParagraphLook())
        return self._drafts

    def _end_row(self) -> None:
        if self._cell:
            self._cells.append(self._cell)
        if self._cells:
            self._drafts += read_row(self._cells)
        self._cell, self._cells = [], []


def _paired(text: str) -> str:
    """Join halves of characters beyond the basic plane."""
    if text.isascii() or not any("\ud800" <= each <= "\udfff" for each in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
