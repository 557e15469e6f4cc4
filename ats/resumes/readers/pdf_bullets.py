"""Finds bullets that a PDF draws instead of printing them, as browsers do: small shapes before the lines of a list."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from statistics import mode

from ats.resumes.text import Box, Line
from ats.vocabulary.periods import find_periods

SMALLEST, LARGEST = 1.2, 7.0
"""Points that a bullet is wide and high."""

_STRETCHED = 1.6  # how much wider than high it may be, or higher than wide
_FARTHEST = 26.0  # points from a bullet to its text
_BESIDE = 24.0  # points between dots of one row, as they show how well somebody knows something
_FEWEST = 2  # lines with the same sign
_MOST_HEADS = 0.2  # share of them that may look like heads: a sign before each head belongs to a line of time


def is_dot(box: Box) -> bool:
    """Say whether a shape has the size and form of a bullet."""
    width, height = box[2] - box[0], box[3] - box[1]
    fits = min(width, height) >= SMALLEST and max(width, height) <= LARGEST
    return fits and max(width, height) <= _STRETCHED * min(width, height)


def with_bullets(lines: list[Line], dots: Sequence[Box]) -> list[Line]:
    """Make the lines of lists of those that have a drawn bullet before them, where several have the same."""
    if len(dots) < _FEWEST:
        return lines
    kinds: dict[tuple[int, int], list[Box]] = defaultdict(list)
    for dot in dots:
        kinds[round(dot[2] - dot[0]), round(dot[3] - dot[1])].append(dot)
    usual = mode(line.size for line in lines) if lines else 0.0
    listed: set[int] = set()
    for alike in kinds.values():
        places = {place for dot in _alone(alike) if (place := _line_of(dot, lines)) is not None}
        heads = sum(_may_be_head(lines[place], usual) for place in places)
        if len(places) >= _FEWEST and heads <= _MOST_HEADS * len(places):
            listed |= places
    return [
        replace(line, kind="list", level=1) if place in listed and line.kind == "body" else line
        for place, line in enumerate(lines)
    ]


def _alone(dots: list[Box]) -> list[Box]:
    """Leave out those that stand side by side: they tell a level, or make a line."""
    rows: dict[int, list[Box]] = defaultdict(list)
    for dot in dots:
        rows[round(dot[1])].append(dot)
    return [
        dot
        for row in rows.values()
        for dot in row
        if not any(other is not dot and abs(other[0] - dot[0]) <= _BESIDE for other in row)
    ]


def _line_of(dot: Box, lines: Sequence[Line]) -> int | None:
    """Return the place of the line that a dot stands before, level with it."""
    middle = (dot[1] + dot[3]) / 2
    best: tuple[float, int] | None = None
    for place, line in enumerate(lines):
        if line.box is None or not line.box[1] <= middle <= line.box[3]:
            continue
        gap = line.box[0] - dot[2]
        if 0 < gap <= _FARTHEST and dot[3] - dot[1] <= 0.75 * (line.box[3] - line.box[1]):
            best = min(best or (gap, place), (gap, place))
    return best[1] if best else None


def _may_be_head(line: Line, usual: float) -> bool:
    return line.bold or line.size > usual * 1.05 or any(period.is_range for period in find_periods(line.text))
