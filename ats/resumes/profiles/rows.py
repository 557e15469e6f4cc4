"""Lines of a section as rows: what is a bullet, where the date stands, and which parts of text are left beside it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from ats.resumes.profiles.dated import SAME_EDGE, Dated, find_dates
from ats.resumes.profiles.looks import Look
from ats.resumes.text import Line, Piece
from ats.vocabulary.word_lists import words

BULLET = re.compile(
    r"\s*(?:[\u2022\u2023\u25e6\u2043\u2219\u25aa\u25ab\u25b8\u25b9\u25ba\u25cf\u25cb\u25a0\u25a1\u2713\u2714\u27a2\u27a4"
    r"\u2756\u2666\u00b7\u203a\u00bb\u2605\u2192\uf000-\uf8ff]\s*|[-*+o\u2013\u2014>]\s+)+"
)
_EDGES = " \t,|;:·•/\\–—-\u2010\u2011\u2012~@"
_LABEL = re.compile(
    r"(?:organi[sz]ation|company|employer|client|designation|position|role|(?:job )?title|duration|period|dates?|"
    r"location|"
    r"firma|arbeitgeber|unternehmen|funktion|zeitraum|ort|entreprise|employeur|poste|lieu|empresa|puesto|cargo|lugar|"
    r"stanowisko|pracodawca|azienda|datore di lavoro|werkgever|functie|institution|university|college|school|degree|"
    r"qualification|hochschule|abschluss|établissement|diplôme|institución|uczelnia)\s?:\s*",
    re.IGNORECASE,
)
# Words that a style of their own sets apart: "MEng" in bold, "in", the subject in italics.
_JOINTS = words("in at of en em bei chez w and und et y i de à au for für as als – - with mit")
# How long something took is known from its dates: "(2 yrs 3 mos)", "5 ans".
_LENGTHS = (
    r"(?:\d{1,3}(?:[.,]\d)?\+?\s?(?:years?|yrs?|months?|mos?|jahre?n?|monate?n?|ans?|mois|años?|meses|mes|lata|lat|rok|"
    r"mies(?:iące|ięcy|\.)?|anos?|anni|anno|mesi|mese|jaar|maanden|mån(?:ader)?|år|y|m)\.?[\s,]*(?:and|und|et|y|i)?\s*){1,2}"
)
_DURATION = re.compile(rf"\W*{_LENGTHS}\W*", re.IGNORECASE)
DURATION_BEHIND = re.compile(
    rf"(?:\s*[,(\u2013\u2014-]\s*|\s){_LENGTHS}(?:of\sservice)?[)\s]*\Z", re.IGNORECASE
)
"""How long something took, behind a name."""

_SEPARATOR = re.compile(r"\t|(?<=\s)[|\u2022\u00b7\u2219\u25cf\u2758\uff5c](?=\s)")


class Part(NamedTuple):
    """A stretch ``start:end`` of a line with one look: what a wide gap, a separator or a change of style sets off."""

    line: Line
    start: int
    end: int
    look: Look

    @property
    def text(self) -> str:
        """The text of the part."""
        return self.line.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Row:
    """A line with its date taken out. ``parts`` are what is left, from left to right, without any bullet.

    ``indent`` is where the text beside a date or bullet begins, the same number for all rows of one edge.
    """

    line: Line
    parts: tuple[Part, ...]
    dated: Dated | None = None
    bullet: bool = False
    date_last: bool = False
    indent: int = 0

    @property
    def text(self) -> str:
        """What is left of the line beside bullet and date."""
        if not self.parts:
            return ""
        return self.line.text[self.parts[0].start : self.parts[-1].end]

    @property
    def x(self) -> int:
        """Where the line begins, in points; 0 in formats without pages."""
        return round(self.line.box[0]) if self.line.box else 0

    @property
    def inner(self) -> int:
        """Where the text beside a date or bullet begins, in points; 0 in formats without pages."""
        if not self.parts or not self.line.box:
            return self.x
        start = self.parts[0].start
        boxes = [
            piece.box for piece in self.line.pieces if piece.start <= start < piece.start + len(piece.text)
        ]
        return round(boxes[0][0]) if boxes and boxes[0] else self.x


def make_rows(lines: Sequence[Line]) -> list[Row]:
    """Turn lines into rows; lines that only continue the date of a line above are taken into that row."""
    dates = find_dates(lines)
    taken: dict[int, list[tuple[int, int]]] = {}
    places = {id(line): index for index, line in enumerate(lines)}
    for dated in dates.values():
        for line, start, end in dated.spots:
            taken.setdefault(places[id(line)], []).append((start, end))
    rows = []
    for index, line in enumerate(lines):
        row = _row(line, dates.get(index), taken.get(index, []))
        if row.parts or row.dated:
            rows.append(row)
    return _indented(_level_rows(rows))


def _indented(rows: list[Row]) -> list[Row]:
    """Tell how far each row is set in; beginnings that lie within a few points of each other are the same."""
    edges: dict[int, int] = {}
    last = edge = None
    for inner in sorted({row.inner for row in rows}):
        if last is None or edge is None or inner - last > SAME_EDGE:
            edge = inner
        edges[inner] = edge
        last = inner
    return [row if row.indent == (at := edges[row.inner]) else replace(row, indent=at) for row in rows]


def _level_rows(rows: list[Row]) -> list[Row]:
    """Give a date that stands alone to the row beside it, where the two are level."""
    joined: list[Row] = []
    for row in rows:
        above = joined[-1] if joined else None
        if above is not None and _level(above, row):
            if above.dated is None and row.dated and not row.parts:
                joined[-1] = replace(above, dated=row.dated, date_last=True)
                continue
            if row.dated is None and above.dated and not above.parts:
                joined[-1] = replace(row, dated=above.dated)
                continue
        joined.append(row)
    return joined


def _level(one: Row, other: Row) -> bool:
    if one.line.page != other.line.page or one.line.box is None or other.line.box is None:
        return False
    return abs(one.line.box[1] - other.line.box[1]) <= 4


def _row(line: Line, dated: Dated | None, taken: list[tuple[int, int]]) -> Row:
    bullet = bullet_end(line)
    parts = tuple(parts_of(line, bullet, taken))
    date_last = bool(parts and taken and taken[0][0] >= parts[-1].end)
    return Row(line, parts, dated, bullet > 0 or line.kind == "list", date_last)


def bullet_end(line: Line) -> int:
    """Return where the text begins behind a bullet, 0 where there is none."""
    match = BULLET.match(line.text[:40])
    if match is not None and match.end() < len(line.text):
        return match.end()
    first = line.pieces[0] if len(line.pieces) > 1 else None
    if first is None or len(first.text.strip()) != 1 or first.start > 1:
        return 0
    # A single character smaller than the text beside it: the glyph of a symbol font.
    second = line.pieces[1]
    return second.start if 0 < first.size < second.size * 0.8 else 0


def parts_of(line: Line, begin: int, taken: list[tuple[int, int]]) -> list[Part]:
    """Cut a line into parts at its pieces, at tabs and at what is ``taken``, without separators at their edges."""
    cuts = {begin, len(line.text)}
    for before, piece in pairwise(line.pieces):
        if _style(before) != _style(piece) and not _inside_word(line.text, piece.start):
            cuts.add(piece.start)
    cuts.update(match.start() for match in _SEPARATOR.finditer(line.text))
    for start, end in taken:
        cuts.update((start, end))
    bounds = sorted(cut for cut in cuts if begin <= cut <= len(line.text))
    parts = []
    for start, end in zip(bounds, bounds[1:], strict=False):
        if any(first < end and start < last for first, last in taken):
            continue
        part = _trimmed(line, start, end)
        if part is not None:
            parts.append(part)
    return parts


def _style(piece: Piece) -> tuple[float, bool, bool, int | None]:
    return (piece.size, piece.bold, piece.italic, piece.colour)


def _inside_word(text: str, index: int) -> bool:
    return 0 < index < len(text) and text[index].isalnum() and text[index - 1].isalnum()


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Move the ends of a stretch past blanks, separators, empty brackets and brackets that do not pair."""
    changed = True
    while changed and start < end:
        before = (start, end)
        while start < end and text[start] in _EDGES + ")]":
            start += 1
        while start < end and text[end - 1] in _EDGES + "([":
            end -= 1
        stretch = text[start:end]
        if stretch.startswith(("(", "[")) and not re.search(r"[)\]]", stretch):
            start += 1
        elif stretch.endswith((")", "]")) and not re.search(r"[(\[]", stretch):
            end -= 1
        elif len(stretch) > 2 and stretch[0] == "(" and stretch.find(")") == len(stretch) - 1:
            start, end = start + 1, end - 1
        elif len(stretch) > 1 and stretch[0] in "*_`":
            start += 1
        elif len(stretch) > 1 and stretch[-1] in "*_`":
            end -= 1
        changed = before != (start, end)
    return start, end


def _trimmed(line: Line, start: int, end: int) -> Part | None:
    start, end = trim(line.text, start, end)
    label = _LABEL.match(line.text, start, end)
    if label is not None:
        start, end = trim(line.text, label.end(), end)
    if start >= end or not any(char.isalnum() for char in line.text[start:end]):
        return None
    if _DURATION.fullmatch(line.text[start:end]) or line.text[start:end] in _JOINTS:
        return None
    return Part(line, start, end, _look(line, start, end))


def _look(line: Line, start: int, end: int) -> Look:
    """Tell the look of a stretch from the piece that covers most of it."""
    level = max(line.level, 1) if line.kind == "heading" else 0
    letters = [char for char in line.text[start:end] if char.isalpha()]
    capitals = len(letters) > 1 and all(char.isupper() for char in letters)
    best, most = None, 0
    for piece in line.pieces:
        covered = min(end, piece.start + len(piece.text)) - max(start, piece.start)
        if covered > most:
            best, most = piece, covered
    source = line if best is None else best
    return Look(round(source.size * 2), source.bold, source.italic, capitals, source.colour, level)


def cut(part: Part, start: int, end: int) -> Part | None:
    """Take characters ``start:end``, counted in the part's text, out of a part; None when nothing is left."""
    return _trimmed(part.line, part.start + start, part.start + end)


def stands_below(first: Row, row: Row) -> bool:
    """Say whether a row begins where the text of an item begins whose bullet is drawn, not printed."""
    boxes = first.line.box, row.line.box
    return first.line.kind == "list" and None not in boxes and abs(row.x - first.x) <= 1


def without_date(row: Row) -> Row:
    """Give a row its date back as plain text, for lines where the date is part of a sentence."""
    if row.dated is None:
        return row
    return replace(
        row, parts=tuple(parts_of(row.line, bullet_end(row.line), [])), dated=None, date_last=False
    )
