"""Headings in a column of their own: brought before the lines that they stand beside."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from ats.resumes.profiles.rails import put_by_height
from ats.resumes.text import Line
from ats.vocabulary.section_headings import find_section_kinds

_LEVEL = 6.0  # points between the upper edges of lines that stand side by side
_EDGE = 8.0  # points by which the left edges of one column differ
_SHORT = 28
_NEXT = 1.6  # of a line's height, at most, to the next line of the same heading
_FEWEST = 2


@dataclass(frozen=True)
class _Heading:
    """The lines of one heading, and the text that they make."""

    lines: tuple[Line, ...]

    @property
    def is_known(self) -> bool:
        """Whether it announces a section."""
        return bool(find_section_kinds(" ".join(line.text for line in self.lines)))


def put_beside(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Put a column of nothing but headings in one order, by height, with the column that it stands beside.

    Whoever recognises a page may read all of the one before any of the other. A page where each heading is followed
    by what stands beside it, and one whose left column holds more than headings, stays as it is.
    """
    pages = groupby(lines, key=lambda line: line.page)
    return tuple(line for _, page in pages for line in _in_order(list(page)))


def _in_order(page: list[Line]) -> list[Line]:
    if any(line.box is None for line in page):
        return page
    beside = {id(line): found for line in page if _is_named(line) and (found := _neighbour(line, page))}
    if len(beside) < _FEWEST or _follow_each_other(page, beside):
        return page
    first = min(_top(line) for line in page if id(line) in beside)
    edge = min(_left(found) for found in beside.values())
    low = [line for line in page if _top(line) >= first - _LEVEL]
    rail = [line for line in low if _left(line) < edge - _EDGE]
    headings = list(_join(sorted(rail, key=_top)))
    if not _is_column_of_headings(headings, edge):
        return page
    units = [*(heading.lines for heading in headings), *((line,) for line in low if line not in rail)]
    return [line for line in page if line not in low] + put_by_height(units, _LEVEL)


def _is_named(line: Line) -> bool:
    return len(line.text) <= _SHORT and bool(find_section_kinds(line.text))


def _neighbour(line: Line, page: list[Line]) -> Line | None:
    """Return the nearest line to the right that stands level with a line."""
    level = [each for each in page if _left(each) >= line.box[2] and abs(_top(each) - _top(line)) <= _LEVEL]
    return min(level, key=_left, default=None)


def _follow_each_other(page: list[Line], beside: dict[int, Line]) -> bool:
    """Say whether what stands beside each heading is also what comes after it."""
    return all(
        after is beside[id(line)]
        for line, after in zip(page, [*page[1:], None], strict=True)
        if id(line) in beside
    )


def _join(rail: Iterable[Line]) -> Iterable[_Heading]:
    """Yield the headings of a column from the top, those over two lines as one."""
    before: Line | None = None
    for line in rail:
        if before is not None and _goes_on(before, line):
            yield _Heading((before, line))
            before = None
            continue
        if before is not None:
            yield _Heading((before,))
        before = line
    if before is not None:
        yield _Heading((before,))


def _goes_on(above: Line, line: Line) -> bool:
    height = above.box[3] - above.box[1]
    is_near = _top(line) - _top(above) <= _NEXT * height
    return is_near and not _Heading((above,)).is_known and _Heading((above, line)).is_known


def _is_column_of_headings(headings: list[_Heading], edge: float) -> bool:
    """Say whether all lines begin and end where a column of headings does, and most are headings that we know."""
    lines = [line for heading in headings for line in heading.lines]
    left = min(_left(line) for line in lines)
    is_narrow = all(
        _left(line) <= left + _EDGE and line.box[2] <= edge and len(line.text) <= _SHORT for line in lines
    )
    return is_narrow and 3 * sum(heading.is_known for heading in headings) >= 2 * len(headings)


def _top(line: Line) -> float:
    return line.box[1]


def _left(line: Line) -> float:
    return line.box[0]
