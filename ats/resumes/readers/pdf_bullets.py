"""Finds bullets that a PDF draws instead of printing them, as browsers do: small shapes before the lines of a list.

A line of time has such shapes too, before each position. To take a position for an item loses it, to miss an item
only joins two: where it is not sure, no line becomes an item.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import mode

from ats.resumes.text import Box, Line
from ats.vocabulary.degrees import find_degrees
from ats.vocabulary.institutions import institution_words
from ats.vocabulary.periods import find_periods
from ats.vocabulary.titles import is_title

SMALLEST, LARGEST = 1.2, 7.0
"""Points that a bullet is wide and high."""

_STRETCHED = 1.6  # how much wider than high it may be, or higher than wide
_FARTHEST = 26.0  # points from a bullet to its text
_BESIDE = 24.0  # points between dots of one row, as they show how well somebody knows something
_FEWEST = 2  # items in a row, which show that signs of their kind are bullets
_LONGEST = 6  # lines of an item at most
_NEAR = 3  # lines from a head to its date
_SHORT = 30  # characters of a line that is a date and little else
_FEW_WORDS = 8  # words of a head at most
_HIGHEST = 72.0  # points: no line of a list is as high
_BAND = 10.0  # points: lines are looked up by their height on the page

_Kind = tuple[int, int, int]  # width and height of a sign, and where it begins, in points


def is_dot(box: Box) -> bool:
    """Say whether a shape has the size and form of a bullet."""
    width, height = box[2] - box[0], box[3] - box[1]
    fits = min(width, height) >= SMALLEST and max(width, height) <= LARGEST
    return fits and max(width, height) <= _STRETCHED * min(width, height)


class Bullets:
    """What is known of the signs of a document, whose pages are given one after another."""

    def __init__(self) -> None:
        self._sure: set[_Kind] = set()
        self._dated = False

    def mark(self, lines: list[Line], dots: Sequence[Box]) -> list[Line]:
        """Make those lines of a page lists of which it is sure that a drawn bullet stands before them."""
        dated = {place for place, line in enumerate(lines) if _is_dated(line.text)}
        first = -1 if self._dated else min(dated, default=len(lines))
        self._dated = self._dated or bool(dated)
        page = _Page(lines, _signs(lines, dots), dated) if lines and dots else None
        if page is None or not page.signs:
            return lines
        # What stands above all dates is no work: the ways to reach somebody have such signs as well.
        runs = [run for run in page.runs() if run[0] > first]
        listed: set[int] = set()
        for run in runs:
            if len(run) >= _FEWEST and page.are_items(run):
                self._sure.add(page.signs[run[0]])
                listed.update(run)
        lone = [run[0] for run in runs if len(run) < _FEWEST and page.signs[run[0]] in self._sure]
        listed.update(place for place in lone if page.begins(place))
        return [
            replace(line, kind="list", level=1) if place in listed and line.kind == "body" else line
            for place, line in enumerate(lines)
        ]


class _Page:
    """The lines of a page, the signs before some of them, and the places of those that hold a date."""

    def __init__(self, lines: list[Line], signs: dict[int, _Kind], dated: set[int]) -> None:
        self.signs = signs
        self._lines = lines
        self._dated = dated
        self._usual = mode(line.size for line in lines)
        self._bands = _in_bands(lines[place] for place in sorted(dated))

    def runs(self) -> list[list[int]]:
        """Return the places of lines that follow each other with the same sign, which stands before no head."""
        runs: list[list[int]] = []
        barred = {kind for place, kind in self.signs.items() if self._is_head(place)}
        for place in sorted(self.signs):
            if self.signs[place] in barred:
                continue
            last = runs[-1][-1] if runs else None
            same = last is not None and self.signs[last] == self.signs[place]
            if same and place - last <= _LONGEST and self._belongs(range(last + 1, place), last):
                runs[-1].append(place)
            else:
                runs.append([place])
        return runs

    def are_items(self, run: list[int]) -> bool:
        """Say whether a run is no list of titles or studies, and its last line not the head of what is below it."""
        return 2 * sum(map(self._names, run)) <= len(run) and not self._leads(run[-1])

    def _leads(self, place: int) -> bool:
        """Say whether a short line stands as near to a date and what is around it as to the item above."""
        below = place + 1
        if below == len(self._lines):
            return self._names(place)
        if len(self._lines[place].text.split()) > _FEW_WORDS:
            return False
        if self._dated.isdisjoint(range(below, below + _NEAR)):
            return False
        boxes = [self._lines[at].box for at in (place - 1, place, below)]
        return boxes[2][1] - boxes[1][3] <= boxes[1][1] - boxes[0][3] + 1

    def begins(self, place: int) -> bool:
        """Say whether a line is the only item below a date, or goes on with the items of the page before."""
        above = range(max(place - _NEAR, 0), place)
        return not self._names(place) and (place < _NEAR or any(other in self._dated for other in above))

    def _belongs(self, between: range, first: int) -> bool:
        return not any(place in self.signs or self._is_outside(place, first) for place in between)

    def _is_outside(self, place: int, first: int) -> bool:
        box, start = self._lines[place].box, self._lines[first].box
        return box is None or start is None or box[0] < start[0] - 2

    def _is_head(self, place: int) -> bool:
        """Say whether a line may be the head of a position or study, with its date beside or below it."""
        line = self._lines[place]
        if line.bold or line.size > self._usual * 1.05 or place in self._dated:
            return True
        if any(line.box[1] < other.box[3] and other.box[1] < line.box[3] for other in self._level_with(line)):
            return True
        for below in range(place + 1, min(place + _LONGEST, len(self._lines))):
            if self.signs.get(below) == self.signs[place] or self._is_outside(below, place):
                return False
            if below in self._dated:
                return True
        return False

    def _level_with(self, line: Line) -> list[Line]:
        """Return the dated lines of the bands in which the middle of a line stands."""
        return self._bands.get(int((line.box[1] + line.box[3]) / 2 // _BAND), [])

    def _names(self, place: int) -> bool:
        text = self._lines[place].text
        if len(text.split()) > _FEW_WORDS:
            return False
        return is_title(text) or bool(find_degrees(text)) or institution_words(text) > 0


def _is_dated(text: str) -> bool:
    """Say whether a line has the period of a position, or is a date and little else."""
    return any(period.is_range or len(text) <= _SHORT for period in find_periods(text))


def _signs(lines: Sequence[Line], dots: Sequence[Box]) -> dict[int, _Kind]:
    """Return the sign before each line that has one, by the line's place."""
    bands = _in_bands(lines)
    places = {id(line): place for place, line in enumerate(lines)}
    found: dict[int, _Kind] = {}
    for dot in _alone(dots):
        if line := _line_of(dot, bands):
            found[places[id(line)]] = round(dot[2] - dot[0]), round(dot[3] - dot[1]), round(dot[0])
    return found


def _in_bands(lines: Iterable[Line]) -> dict[int, list[Line]]:
    """Sort lines by the bands of the page that they stand in."""
    bands: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if line.box and line.box[3] - line.box[1] <= _HIGHEST:
            for band in range(int(line.box[1] // _BAND), int(line.box[3] // _BAND) + 1):
                bands[band].append(line)
    return bands


def _alone(dots: Sequence[Box]) -> list[Box]:
    """Leave out those that stand side by side: they tell a level, or make a line."""
    rows: dict[int, list[Box]] = defaultdict(list)
    for dot in sorted(dots):
        rows[round(dot[1])].append(dot)
    beside = {
        id(dot)
        for row in rows.values()
        for pair in pairwise(row)
        if pair[1][0] - pair[0][0] <= _BESIDE
        for dot in pair
    }
    return [dot for row in rows.values() for dot in row if id(dot) not in beside]


def _line_of(dot: Box, bands: dict[int, list[Line]]) -> Line | None:
    """Return the line that a dot stands before, level with it."""
    middle = (dot[1] + dot[3]) / 2
    near = [
        (line.box[0] - dot[2], line.start, line)
        for line in bands.get(int(middle // _BAND), ())
        if line.box[1] <= middle <= line.box[3]
        and 0 < line.box[0] - dot[2] <= _FARTHEST
        and dot[3] - dot[1] <= 0.75 * (line.box[3] - line.box[1])
    ]
    return min(near)[2] if near else None
