"""Turns rows into the lines, pieces and links of ``ats.resumes.text``."""

from collections import Counter
from collections.abc import Callable, Iterator

from ats.resumes.layout.shapes import ASCENT, DESCENT, Ink, Row, Segment, Word
from ats.resumes.text import Box, Line, Link, Piece

Turn = Callable[[Box], Box]
"""From a box in the upright frame of layout to one on the page as shown."""

_WIDE = 1.2  # em between segments from which a line has a tab rather than a space


def make_lines(
    rows: list[Row],
    *,
    page: int,
    start: int = 0,
    turn: Turn = lambda box: box,
    targets: list[tuple[Box, str]] = (),
) -> list[Line]:
    """Return the lines; ``start`` is where the first stands in the whole text, ``targets`` are links in the frame."""
    lines = []
    for row in rows:
        line = _line(row, page, start, turn, targets)
        lines.append(line)
        start = line.end + 1
    return lines


def _line(row: Row, page: int, start: int, turn: Turn, targets: list[tuple[Box, str]]) -> Line:
    text, placed = _placed(row.segments)
    pieces = tuple(_pieces(text, placed, turn))
    most = Counter[Ink]()
    for word, _ in placed:
        most[word.ink] += len(word.text)
    ink = most.most_common(1)[0][0]
    return Line(
        text=text, start=start, page=page, box=turn(_box([word for word, _ in placed])), block=row.block,
        column=row.column, size=round(ink.size, 1), bold=ink.bold, italic=ink.italic, colour=ink.colour,
        pieces=pieces, links=tuple(_links(placed, targets)),
    )  # fmt: skip


def _placed(segments: list[Segment]) -> tuple[str, list[tuple[Word, int]]]:
    """Return the line's text, and every word with its place in it."""
    text, placed = "", []
    last: Segment | None = None
    for segment in segments:
        for at, word in enumerate(segment.words):
            if at:
                text += "" if word.glued else " "
            elif last is not None:
                wide = segment.x0 - last.x1 > _WIDE * min(segment.size, last.size) or segment.x0 < last.x1
                text += "\t" if wide else " "
            placed.append((word, len(text)))
            text += word.text
        last = segment
    return text, placed


def _pieces(text: str, placed: list[tuple[Word, int]], turn: Turn) -> Iterator[Piece]:
    group: list[tuple[Word, int]] = []
    for word, at in placed:
        if group and (text[at - 1] == "\t" or word.ink != group[0][0].ink):
            yield _piece(text, group, turn)
            group = []
        group.append((word, at))
    if group:
        yield _piece(text, group, turn)


def _piece(text: str, group: list[tuple[Word, int]], turn: Turn) -> Piece:
    start, end = group[0][1], group[-1][1] + len(group[-1][0].text)
    ink = group[0][0].ink
    box = turn(_box([word for word, _ in group]))
    return Piece(text[start:end], start, box, round(ink.size, 1), ink.bold, ink.italic, ink.colour)


def _box(words: list[Word]) -> Box:
    return (
        min(word.x0 for word in words),
        min(word.base - ASCENT * word.ink.size for word in words),
        max(word.x1 for word in words),
        max(word.base + DESCENT * word.ink.size for word in words),
    )


def _links(placed: list[tuple[Word, int]], targets: list[tuple[Box, str]]) -> Iterator[Link]:
    for box, target in targets:
        covered = [(at, at + len(word.text)) for word, at in placed if _covers(box, word)]
        if covered:
            yield Link(covered[0][0], covered[-1][1], target)


def _covers(box: Box, word: Word) -> bool:
    middle = word.base - 0.3 * word.ink.size
    return box[1] <= middle <= box[3] and box[0] <= (word.x0 + word.x1) / 2 <= box[2]
