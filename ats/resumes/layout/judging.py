"""Judges what a gutter parts: columns to be read one after the other, labels beside their texts, or cells of rows."""

import re
from collections import Counter
from enum import Enum
from itertools import pairwise

from ats.resumes.layout.shapes import Segment, median

TextLine = list[Segment]
"""Segments of one side that stand on one baseline."""

_ALIGNED = 0.25  # em between baselines that stand side by side
_SAME_TOP = 0.15
_NEW_GROUP = 0.9  # em of white before a line that begins a group
_WIDE = 16.0  # em: lines of prose, not of dates
_PROSE = 11.0  # em: lines of prose, where there are no numbers and so no dates
_PARTED = 0.6  # share of a side's height that its lines fill when they are a text of their own
_NUMBER = re.compile(r"\d\d")  # as dates have
_LONG = 0.4  # share of lines that are long where prose is
_MOST_STRONG = 0.6  # share of lines that can be headings
_LARGER = 1.5  # times the size beside it: a name beside small print


class Verdict(Enum):
    """What a gutter parts."""

    COLUMNS = "columns"
    LABELS = "labels"
    ROWS = "rows"


def judge(left: list[Segment], right: list[Segment]) -> Verdict:
    """Judge by baselines that agree, by how the lines are grouped, and by how wide they are."""
    sides = text_lines(left), text_lines(right)
    small, large = sorted(sides, key=_width)
    groups = [group for group in list_labels(small, large) if _faces(group, large)]
    lines = [line for group in groups for line in group]
    if not lines:
        return Verdict.ROWS
    heads = _share(large, [group[0] for group in groups])
    if (
        _are_texts(*sides)
        or len(lines) >= 3
        and (_have_own_heads(*sides) or _are_lists(*sides) or _has_sections(small))
    ):
        return Verdict.COLUMNS
    if len(lines) < 3:
        return _judge_few(left, right, lines, large)
    if not _are_pairs(lines, large) and _is_text_of_its_own(lines, large, groups, heads):
        return Verdict.COLUMNS
    return _labels_or_rows(left, right, small is sides[0])


def _judge_few(
    left: list[Segment], right: list[Segment], small: list[TextLine], large: list[TextLine]
) -> Verdict:
    """A name beside small print is a column; anything else that is so short belongs to the lines beside it."""
    aligned = _share(large, small)
    if len(large) >= 3 and aligned < 0.6 and _size(small) >= _LARGER * _size(large):
        return Verdict.COLUMNS
    if len(large) >= 4 and aligned == 1:
        return _labels_or_rows(left, right, small[0][0] in left)
    return Verdict.ROWS


def are_dated_rows(left: list[Segment], right: list[Segment]) -> bool:
    """Tell for certain, even of one row, that dates stand on the lines that they belong to."""
    if not (left and right):
        return False
    one, other = text_lines(left), text_lines(right)
    return _are_dates_beside(one, other) or _are_dates_beside(other, one)


def _are_dates_beside(lines: list[TextLine], others: list[TextLine]) -> bool:
    return _has_numbers(lines) and _width(lines) <= _WIDE and _share(others, lines) == 1


def are_prose(left: list[Segment], right: list[Segment]) -> bool:
    """Tell prose on both sides."""
    return _are_texts(text_lines(left), text_lines(right))


def _are_texts(left: list[TextLine], right: list[TextLine]) -> bool:
    """Tell prose on both sides, by its width; what is right-aligned is none."""
    if min(len(left), len(right)) < 2 or _is_right_aligned(right):
        return False
    least = _WIDE if _has_numbers(left) or _has_numbers(right) else _PROSE
    return all(sum(_across(line) > least for line in side) >= _LONG * len(side) for side in (left, right))


def _are_lists(left: list[TextLine], right: list[TextLine]) -> bool:
    """Tell lists that each have a heading on top, beside each other; rows of a table with a head have numbers."""
    if min(len(left), len(right)) < 3 or _has_numbers(left) or _has_numbers(right):
        return False
    return all(_strong(side) == side[:1] for side in (left, right))


def _has_sections(lines: list[TextLine]) -> bool:
    """Tell a narrow text with headings: strong lines above plain ones, none with numbers as dates have."""
    strong, runs = {id(line) for line in _strong(lines)}, []
    for line in lines:
        if id(line) in strong and not _has_numbers([line]):
            runs.append(0)
        elif id(line) in strong or _has_numbers([line]):
            runs.append(-len(lines))
        elif runs:
            runs[-1] += 1
    return sum(run >= 2 for run in runs) >= 2


def _has_numbers(lines: list[TextLine]) -> bool:
    return sum(any(_NUMBER.search(s.text) for s in line) for line in lines) >= 0.5 * len(lines)


def _is_right_aligned(lines: list[TextLine]) -> bool:
    """Tell lines most of which end at one place, but begin at several."""
    starts = Counter(round(min(s.x0 for s in line) / 2) for line in lines)
    ends = Counter(round(max(s.x1 for s in line) / 2) for line in lines)
    return max(ends.values()) >= 0.75 * len(lines) > max(starts.values())


def _faces(group: list[TextLine], others: list[TextLine]) -> bool:
    """Tell lines that have anything beside them; a heading over both sides has not."""
    top, bottom = group[0][0].top, group[-1][0].bottom
    return any(line[0].top < bottom and line[0].bottom > top for line in others)


def _have_own_heads(left: list[TextLine], right: list[TextLine]) -> bool:
    """Tell sides of which each has strong lines where the other has plain ones, as texts with headings have."""
    strong = [_strong(left), _strong(right)]
    if any(len(own) > _MOST_STRONG * len(side) for own, side in zip(strong, (left, right), strict=True)):
        return False
    one = [line for line in strong[0] if _share(right, [line]) and not _share(strong[1], [line])]
    other = [line for line in strong[1] if _share(left, [line]) and not _share(strong[0], [line])]
    return len(one) >= 2 and len(other) >= 2


def _strong(lines: list[TextLine]) -> list[TextLine]:
    usual = _size(lines)
    return [line for line in lines if line[0].words[0].ink.bold or line[0].size > 1.15 * usual]


def _are_pairs(small: list[TextLine], large: list[TextLine]) -> bool:
    """Tell lines that stand beside each other one to one, as in a table."""
    return _share(large, small) >= 0.9 and len(small) >= 0.8 * len(large) and len(large) >= 0.8 * len(small)


def _is_text_of_its_own(
    small: list[TextLine], large: list[TextLine], groups: list[list[TextLine]], heads: float
) -> bool:
    """Tell columns: their groups begin where they like; on one grid of lines, how full they are must tell."""
    if heads < 0.75 or len(groups) < 2 or len(small) > 3.5 * len(groups):
        return True
    rest = [line for group in groups for line in group[1:]]
    grid = (not rest or _share(large, rest) >= 0.7) and not _has_numbers(small)
    return grid and _fill(small, large) >= _PARTED and len(small) > 1.5 * len(groups)


def _labels_or_rows(left: list[Segment], right: list[Segment], left_is_small: bool) -> Verdict:
    if not left_is_small:
        return Verdict.ROWS
    across = max(s.x1 for s in left) - min(s.x0 for s in left)
    beside = max(s.x1 for s in right) - min(s.x0 for s in right)
    return Verdict.LABELS if across < 0.6 * beside else Verdict.ROWS


def text_lines(side: list[Segment]) -> list[TextLine]:
    """Group segments by their baselines, from top to bottom."""
    lines: list[TextLine] = []
    for segment in sorted(side, key=lambda segment: segment.base):
        if lines and segment.base - lines[-1][0].base < _ALIGNED * segment.size:
            lines[-1].append(segment)
        else:
            lines.append([segment])
    return lines


def _group(lines: list[TextLine], white: float) -> list[list[TextLine]]:
    """Part lines where more white stands between them than between lines of a paragraph, ``white`` at least."""
    groups = [[lines[0]]]
    for above, line in pairwise(lines):
        if _white(above, line) > max(white, _NEW_GROUP * min(line[0].size, above[0].size)):
            groups.append([])
        groups[-1].append(line)
    return groups


def _white(above: TextLine, line: TextLine) -> float:
    return line[0].top - above[0].bottom


def _share(others: list[TextLine], lines: list[TextLine]) -> float:
    """How many of the lines have one of the others on their baseline."""
    return sum(_is_beside_any(line, others) for line in lines) / max(len(lines), 1)


def _is_beside_any(line: TextLine, others: list[TextLine]) -> bool:
    return any(are_level(line[0], other[0]) for other in others)


def are_level(one: Segment, other: Segment) -> bool:
    """Tell segments that stand side by side: on one baseline, or with their tops at one height."""
    size = min(one.size, other.size)
    return abs(one.base - other.base) <= _ALIGNED * size or abs(one.top - other.top) <= _SAME_TOP * size


def list_labels(side: list[TextLine], others: list[TextLine]) -> list[list[TextLine]]:
    """Group the lines of one side; where most lines beside and below a group have one of it, each is a label."""
    width = max(line[-1].x1 - line[0].x0 for line in side)
    groups = _group(side, median([_white(above, line) for above, line in pairwise(others)] or [0.0]))
    tops = [group[0][0].top for group in groups] + [float("inf")]
    labels = []
    for group, top, end in zip(groups, tops, tops[1:], strict=False):
        beside = [line for line in others if top < (line[0].top + line[0].bottom) / 2 < end]
        labels += _apart(group, beside, width)
    return labels


def _apart(group: list[TextLine], beside: list[TextLine], width: float) -> list[list[TextLine]]:
    if len(beside) < 2 or _share(group, beside) < 0.8:
        return [group]
    labels: list[list[TextLine]] = []
    for line in group:
        if not labels or (_is_beside_any(line, beside) and not _goes_on(labels[-1][-1], line, width)):
            labels.append([])
        labels[-1].append(line)
    return labels


def _goes_on(above: TextLine, line: TextLine, width: float) -> bool:
    """Tell the second half of a date that was too long for its column."""
    word = line[0].words[0]
    full = above[-1].x1 - above[0].x0 + word.x1 - word.x0 + 0.3 * line[0].size >= width
    return (
        full and _NUMBER.search(line[0].text) is not None and not any(_NUMBER.search(s.text) for s in above)
    )


def _width(lines: list[TextLine]) -> float:
    """How wide most lines are, in em."""
    return median(_across(line) for line in lines)


def _across(line: TextLine) -> float:
    return (max(s.x1 for s in line) - min(s.x0 for s in line)) / max(line[0].size, 0.1)


def _size(lines: list[TextLine]) -> float:
    return median(segment.size for line in lines for segment in line)


def _fill(small: list[TextLine], large: list[TextLine]) -> float:
    """How much of the height that both sides have the smaller one's lines fill."""
    top = min(small[0][0].top, large[0][0].top)
    bottom = max(small[-1][0].bottom, large[-1][0].bottom)
    usual = median([below[0].base - above[0].base for above, below in pairwise(large)] or [1.0])
    return len(small) * usual / max(bottom - top, 1.0)
