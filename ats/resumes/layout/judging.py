"""Judges what a gutter parts: columns to be read one after the other, labels beside their texts, or cells of rows."""

from enum import Enum
from itertools import pairwise
from statistics import median

from ats.resumes.layout.shapes import Segment

TextLine = list[Segment]
"""Segments of one side that stand on one baseline."""

_ALIGNED = 0.25  # em between baselines that stand side by side
_NEW_GROUP = 0.9  # em of white before a line that begins a group
_WIDE = 16.0  # em: lines of prose, not of dates or labels
_PARTED = 0.6  # share of a side's height that its lines fill when they are a text of their own
_LARGER = 1.5  # times the size beside it: a name beside small print


class Verdict(Enum):
    """What a gutter parts."""

    COLUMNS = "columns"
    LABELS = "labels"
    ROWS = "rows"


def judge(left: list[Segment], right: list[Segment]) -> Verdict:
    """Judge by baselines that agree, by how the lines are grouped, and by how wide they are."""
    sides = text_lines(left), text_lines(right)
    small, large = sorted(sides, key=len)
    bases = sorted(line[0].base for line in large)
    groups = group_lines(small)
    heads = _share(bases, [group[0] for group in groups])
    if len(small) < 3:
        return _judge_few(small, large, heads)
    if all(_width(side) > _WIDE for side in sides):
        return Verdict.COLUMNS
    rest = [line for group in groups for line in group[1:]]
    grid = not rest or _share(bases, rest) >= 0.7
    if heads < 0.75 or len(groups) < 2 or len(small) > 3.5 * len(groups):
        return Verdict.COLUMNS
    if grid and _is_text_of_its_own(small, large, groups):
        return Verdict.COLUMNS
    return _labels_or_rows(left, right, small is sides[0])


def _judge_few(small: list[TextLine], large: list[TextLine], heads: float) -> Verdict:
    if len(large) >= 3 and heads == 0 and _size(small) >= _LARGER * _size(large):
        return Verdict.COLUMNS
    if len(small) == 2 and min(_width(small), _width(large)) > _WIDE:
        return Verdict.COLUMNS
    return Verdict.ROWS


def _is_text_of_its_own(small: list[TextLine], large: list[TextLine], groups: list[list[TextLine]]) -> bool:
    """On one grid of lines baselines say nothing: how full a side is, and that the other has other lines, does."""
    if _fill(small, large) < _PARTED:
        return False
    aligned = _share(sorted(line[0].base for line in large), small)
    pairs = aligned >= 0.9 and len(small) >= 0.8 * len(large)
    return not pairs and len(small) > 1.5 * len(groups)


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


def group_lines(lines: list[TextLine]) -> list[list[TextLine]]:
    """Part lines where more white stands between them than between lines of a paragraph."""
    groups = [[lines[0]]]
    for above, line in pairwise(lines):
        if line[0].top - above[0].bottom > _NEW_GROUP * min(line[0].size, above[0].size):
            groups.append([])
        groups[-1].append(line)
    return groups


def _share(bases: list[float], lines: list[TextLine]) -> float:
    """How many of the lines stand on one of these baselines."""
    near = sum(any(abs(base - line[0].base) <= _ALIGNED * line[0].size for base in bases) for line in lines)
    return near / len(lines)


def _width(lines: list[TextLine]) -> float:
    """How wide most lines are, in em."""
    return median(
        (max(s.x1 for s in line) - min(s.x0 for s in line)) / max(line[0].size, 0.1) for line in lines
    )


def _size(lines: list[TextLine]) -> float:
    return median(segment.size for line in lines for segment in line)


def _fill(small: list[TextLine], large: list[TextLine]) -> float:
    """How much of the height that both sides have the smaller one's lines fill."""
    top = min(small[0][0].top, large[0][0].top)
    bottom = max(small[-1][0].bottom, large[-1][0].bottom)
    usual = median([below[0].base - above[0].base for above, below in pairwise(large)] or [1.0])
    return len(small) * usual / max(bottom - top, 1.0)
