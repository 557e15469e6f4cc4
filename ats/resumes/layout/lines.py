"""Turns rows into the lines, pieces and links of ``ats.resumes.text``."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence, Set

from ats.resumes.layout.shapes import ASCENT, DESCENT, Ink, Row, Segment, Word
from ats.resumes.text import Box, Line, LineKind, Link, Piece

Turn = Callable[[Box], Box]
"""From a box in the upright frame of layout to one on the page as shown."""

Placed = tuple[Word, int]
"""A word and where it begins in its line's text."""

_WIDE = 1.2  # em between segments from which a line has a tab rather than a space


def make_lines(
    rows: list[Row],
    *,
    page: int,
    start: int = 0,
    turn: Turn = lambda box: box,
    targets: Sequence[tuple[Box, str]] = (),
    typed: Set[int] = frozenset(),
) -> list[Line]:
    """Return the lines; ``start`` is where the first stands in the whole text.

    ``targets`` are links with their places in the frame; ``typed`` are ids of words that were typed into a form.
    """
    lines = []
    placed = [_placed(row.segments) for row in rows]
    links = _links(placed, targets)
    for row, (text, words), linked in zip(rows, placed, links, strict=True):
        kind = "form" if typed and any(id(word) in typed for word, _ in words) else "body"
        line = _line(row, text, words, turn, (start, page, kind, tuple(sorted(linked, key=_by_place))))
        lines.append(line)
        start = line.end + 1
    return lines


def _by_place(link: Link) -> tuple[int, int, str]:
    return link.start, link.end, link.target


def _line(
    row: Row, text: str, placed: list[Placed], turn: Turn, known: tuple[int, int, LineKind, tuple[Link, ...]]
) -> Line:
    start, page, kind, links = known
    ink = _usual_ink(placed)
    box = turn(_box([word for word, _ in placed]))
    size = round(ink.size, 1)
    return Line(
        text, start, page, box, row.block, row.column, kind, 0, size, ink.bold, ink.italic, ink.colour,
        tuple(_pieces(text, placed, turn)), links,
    )  # fmt: skip


def _usual_ink(placed: list[Placed]) -> Ink:
    first = placed[0][0].ink
    if all([word.ink is first for word, _ in placed]):
        return first
    most = Counter[Ink]()
    for word, _ in placed:
        most[word.ink] += len(word.text)
    return most.most_common(1)[0][0]


def _placed(segments: list[Segment]) -> tuple[str, list[Placed]]:
    """Return the line's text, and every word with its place in it."""
    text, placed = "", []
    last: Segment | None = None
    for segment in segments:
        for at, word in enumerate(segment.words):
            if at:
                text += "" if word.glued else " "
            elif last is not None:
                text += "\t" if _is_set_off(last, segment) else " "
            placed.append((word, len(text)))
            text += word.text
        last = segment
    return text, placed


def _is_set_off(last: Segment, segment: Segment) -> bool:
    gap = segment.x0 - last.x1
    return segment.set_off or gap < 0 or gap > _WIDE * min(segment.size, last.size)


def _pieces(text: str, placed: list[Placed], turn: Turn) -> Iterator[Piece]:
    group: list[Placed] = []
    for word, at in placed:
        if group and (text[at - 1] == "\t" or _differ(word.ink, group[0][0].ink)):
            yield _piece(text, group, turn)
            group = []
        group.append((word, at))
    if group:
        yield _piece(text, group, turn)


def _differ(one: Ink, other: Ink) -> bool:
    return one is not other and one != other


def _piece(text: str, group: list[Placed], turn: Turn) -> Piece:
    start, end = group[0][1], group[-1][1] + len(group[-1][0].text)
    ink = group[0][0].ink
    box = turn(_box([word for word, _ in group]))
    return Piece(text[start:end], start, box, round(ink.size, 1), ink.bold, ink.italic, ink.colour)


def _box(words: list[Word]) -> Box:
    return (
        min([word.x0 for word in words]),
        min([word.base - ASCENT * word.ink.size for word in words]),
        max([word.x1 for word in words]),
        max([word.base + DESCENT * word.ink.size for word in words]),
    )


def _links(rows: list[tuple[str, list[Placed]]], targets: Sequence[tuple[Box, str]]) -> list[list[Link]]:
    """Return the links of every row: on the words that they cover, or at the end of the nearest row."""
    links: list[list[Link]] = [[] for _ in rows]
    for box, target in targets:
        covered = False
        for (_, placed), found in zip(rows, links, strict=True):
            spans = [(at, at + len(word.text)) for word, at in placed if _covers(box, word)]
            if spans:
                found.append(Link(spans[0][0], spans[-1][1], target))
                covered = True
        if rows and not covered:
            nearest = min(range(len(rows)), key=lambda at: _distance(box, _box([w for w, _ in rows[at][1]])))
            end = len(rows[nearest][0])
            links[nearest].append(Link(end, end, target))
    return links


def _covers(box: Box, word: Word) -> bool:
    """Tell a link over the middle of a word's line, and over most of its width."""
    middle = word.base - 0.3 * word.ink.size
    across = min(box[2], word.x1) - max(box[0], word.x0)
    return box[1] <= middle <= box[3] and across >= 0.5 * (word.x1 - word.x0)


def _distance(one: Box, other: Box) -> float:
    across = max(one[0] - other[2], other[0] - one[2], 0.0)
    down = max(one[1] - other[3], other[1] - one[3], 0.0)
    return across + 4 * down
